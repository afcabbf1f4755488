/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/consent.h"
#include "alliance/data_copy.h"
#include "alliance/inactivity.h"
#include "alliance/leaving.h"
#include "alliance/sender.h"
#include "alliance/standing_link.h"
#include "sheet/sheet.h"
#include "sheet/zip.h"

#include <string.h>

extern const MailKind *const MAILS[];

/* The path in the newest mail of a kind. */
static const char *
mailed_path(Fixture *fx, const char *template)
{
    Mail mail = {0};
    fx->app.mails = MAILS;
    int64_t id = query_int(
        fx, arena_printf(fx->arena, "SELECT max(id) FROM outbox WHERE template = '%s'", template));
    Ctx *cx = fixture_begin(fx, NOBODY);
    const MailSender sender = mail_sender(cx);
    g_assert_true(mail_compose(cx, MAILS, &sender, mail_find(cx, id), &mail));
    const char *at = strstr(mail.text, "http://127.0.0.1:8080/");
    g_assert_nonnull(at);
    at += strlen("http://127.0.0.1:8080");
    const char *path = arena_strndup(fx->arena, at, strcspn(at, "\n"));
    fixture_commit(fx);
    return path;
}

/* The next time the person's session was made by a password, or long ago. */
static void
make_stale(Fixture *fx)
{
    run_sql(fx, "UPDATE session SET created_at = 1483340000");
}

static bool
holds(Fixture *fx, int64_t person, const char *purpose)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    bool given = consent_holds(cx, person, purpose);
    fixture_commit(fx);
    return given;
}

static void
agree(Fixture *fx, int64_t person)
{
    post(fx, person, "/preferences", "purposes", "newsletter", "purposes", "directory", "pace", "0",
         "language", "en", NULL);
}

static void
run_erasing(Fixture *fx, int64_t days)
{
    fx->now += days * 86400;
    Ctx *cx = fixture_begin(fx, NOBODY);
    cx->now = fx->now;
    erasure_run_due(cx);
    fixture_commit(fx);
}

/* ---- what is held ---- */

static void
test_everything_is_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const pages[] = {"/my-data",      "/my-data/person", "/my-data/consents",
                                        "/my-data/copy", "/my-data/leave",  "/my-data/erase"};
    run_sql(fx, "UPDATE person SET about = '<script>x</script>' WHERE id = 1");
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        assert_status(get(fx, NOBODY, pages[i]), 303);
        assert_status(get(fx, ANN, pages[i]), 200);
        assert_statements(fx, 8);
        assert_status(get(fx, ANN, arena_printf(fx->arena, "/fr%s", pages[i])), 200);
    }
    agree(fx, ANN);
    Response *res = get(fx, ANN, "/my-data");
    assert_shows(res, "Your record");
    assert_shows(res, "/my-data/session");
    assert_hides(res, "/my-data/credential\"");
    assert_shows(get(fx, ANN, "/my-data/consent"), "Send me the newsletter by e-mail.");
    res = get(fx, ANN, "/my-data/person");
    assert_shows(res, "ann@example.org");
    assert_shows(res, "&lt;script&gt;");
    assert_hides(res, "bob@example.org");
    assert_status(get(fx, ANN, "/my-data/secret"), 404);
    assert_status(get(fx, ANN, "/my-data/setting"), 404);
    assert_hides(get(fx, BOB, "/my-data/consent"), "Send me");
    assert_shows(get(fx, ANN, "/fr/my-data"), "Votre fiche");

    /* Who left has not lost the right to know. */
    run_sql(fx, "UPDATE person SET left_at = 1450000000 WHERE id = 1");
    assert_status(get(fx, ANN, "/my-data"), 200);
    assert_status(get(fx, ANN, "/my-data/leave"), 403);
}

static const char *
unzipped(Fixture *fx, Bytes zip, const char *name)
{
    GString *text = arena_string(fx->arena, 4096);
    char piece[4096];
    int n;
    SheetSource source = sheet_source_bytes(&zip);
    Zip *files = zip_new(source);
    g_assert_nonnull(files);
    g_assert_true(zip_enter(files, name));
    while ((n = zip_read(files, piece, sizeof piece)) > 0)
        g_string_append_len(text, piece, n);
    g_assert_cmpint(n, ==, 0);
    zip_free(files);
    return text->str;
}

static void
make_copy(Fixture *fx)
{
    int64_t id = query_int(fx, "SELECT id FROM data_copy");
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(data_copy_make(cx, id), ==, 1);
    g_assert_cmpint(data_copy_make(cx, id), ==, 0);
    fixture_commit(fx);
}

static void
test_copy_is_whole_and_private(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    agree(fx, ANN);
    run_sql(fx, "UPDATE person SET about = 'All about me: \"quoted\"' WHERE id = 1;"
                "INSERT INTO file (id, hash, type, size, created_at, created_by)"
                " VALUES (9, 'x', 'text/plain', 5, 1400000000, 1);");
    run_sql(fx, fx->database == NULL
                    ? "INSERT INTO file_chunk (file_id, n, data) VALUES (9, 0, x'68656c6c6f')"
                    : "INSERT INTO file_chunk (file_id, n, data) VALUES (9, 0, '\\x68656c6c6f')");
    make_stale(fx);
    assert_status(post(fx, ANN, "/my-data/copy", NULL), 403);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM data_copy"), ==, 0);
    assert_location(post(fx, ANN, "/my-data/fresh", "next", "copy", NULL), "/my-data/copy");
    assert_status(post(fx, ANN, "/my-data/fresh", "next", "https://evil.example", NULL), 404);

    run_sql(fx, "UPDATE session SET created_at = 1483347600");
    for (int i = 0; i < 2; i++)
        assert_status(post(fx, ANN, "/my-data/copy", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM data_copy"), ==, 1);
    assert_shows(get(fx, ANN, "/my-data/copy"), "It is being made");
    make_copy(fx);
    g_assert_cmpstr(mailed_path(fx, "data-copy"), ==, "/my-data/copy");

    int64_t id = query_int(fx, "SELECT id FROM data_copy");
    const char *path = arena_printf(fx->arena, "/my-data/copy/%" PRId64 "/1", id);
    assert_shows(get(fx, ANN, "/my-data/copy"), path);
    Response *res = get(fx, ANN, path);
    assert_status(res, 200);
    g_assert_cmpstr(res->type, ==, "application/zip");
    g_assert_cmpstr(header_of(res, "Cache-Control"), ==, "private, no-cache");
    const char *json = unzipped(fx, res->body, "data.json");
    g_assert_nonnull(strstr(json, "All about me: \\\"quoted\\\""));
    g_assert_nonnull(strstr(json, "Send me the newsletter by e-mail."));
    g_assert_nonnull(strstr(json, "\"joined_at\":\"2014-05-13T16:53:20Z\""));
    g_assert_null(strstr(json, "bob@example.org"));
    g_assert_cmpstr(unzipped(fx, res->body, "files/9-"), ==, "hello");

    /* Its owner's alone, and for a week. */
    assert_status(get(fx, NOBODY, path), 303);
    assert_status(get(fx, BOB, path), 404);
    assert_status(get(fx, SAM, path), 404);
    assert_status(get(fx, ANN, arena_printf(fx->arena, "/my-data/copy/%" PRId64 "/2", id)), 404);
    make_stale(fx);
    assert_status(get(fx, ANN, path), 403);
    Ctx *cx = fixture_begin(fx, NOBODY);
    cx->now += DATA_COPY_SECONDS;
    g_assert_cmpint(data_copy_delete_expired(cx), ==, 1);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM data_copy_part"), ==, 0);
}

/* ---- leaving ---- */

static void
test_leaving_ends_a_membership(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    agree(fx, ANN);
    run_sql(fx, "INSERT INTO person_role (person_id, role, since) VALUES (1, 'ambassador', 1);"
                "INSERT INTO task (kind, subject, assignee_id, due_at, created_at)"
                " VALUES ('item.translate', 'Translate it', 1, 1, 1)");
    make_stale(fx);
    assert_status(post(fx, ANN, "/my-data/leave", NULL), 422);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person WHERE left_at IS NOT NULL"), ==, 0);
    run_sql(fx, "UPDATE session SET created_at = 1483347600");
    assert_shows(get(fx, ANN, "/my-data/leave"), "name=\"newsletter\"");
    Response *res = post(fx, ANN, "/my-data/leave", "newsletter", "1", NULL);
    assert_status(res, 303);
    assert_location(res, "/");
    g_assert_cmpint(query_int(fx, "SELECT left_at FROM person WHERE id = 1"), ==, TEST_NOW);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE person_id = 1"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT until FROM person_role WHERE person_id = 1"), ==,
                    TEST_NOW);
    g_assert_cmpstr(query_text(fx, "SELECT assignee_role FROM task"), ==, "secretariat");
    g_assert_true(holds(fx, ANN, "newsletter"));
    g_assert_false(holds(fx, ANN, "directory"));
    g_assert_cmpstr(mailed_path(fx, "left"), ==, "/join");
}

static void
test_last_of_the_secretariat_stays(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const pages[] = {"/my-data/leave", "/my-data/erase"};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        assert_shows(get(fx, SAM, pages[i]), "nobody would be in the secretariat");
        assert_status(post(fx, SAM, pages[i], NULL), 422);
    }
    Response *res = post(fx, SAM, "/desk/people/4/erasure", "note", "Letter", NULL);
    assert_status(res, 422);
    assert_shows(res, "nobody would be in the secretariat");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM erasure"), ==, 0);

    /* Another term of the same person helps as little as one that ends before. */
    run_sql(fx, "INSERT INTO person_role (person_id, role, since) VALUES (4, 'secretariat', 1);"
                "INSERT INTO person_role (person_id, role, since, until)"
                " VALUES (3, 'secretariat', 1, 1500000000)");
    assert_status(post(fx, SAM, "/my-data/leave", NULL), 422);
    run_sql(fx, "UPDATE person_role SET until = NULL WHERE person_id = 3");
    assert_status(post(fx, SAM, "/my-data/leave", NULL), 303);
}

/* ---- being erased ---- */

static void
test_erasing_can_be_undone_by_the_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    agree(fx, ANN);
    make_stale(fx);
    assert_status(post(fx, ANN, "/my-data/erase", NULL), 422);
    run_sql(fx, "UPDATE session SET created_at = 1483347600");
    assert_location(post(fx, ANN, "/my-data/erase", NULL), "/");
    g_assert_false(holds(fx, ANN, "newsletter"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE person_id = 1"), ==, 0);
    run_erasing(fx, 13);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person WHERE erased_at IS NULL"), ==, 4);

    const char *path = mailed_path(fx, "erasure");
    g_assert_true(g_str_has_prefix(path, "/erasure/"));
    for (int i = 0; i < 2; i++)
        assert_shows(get(fx, NOBODY, path), "16 January 2017");
    assert_status(get(fx, NOBODY, "/erasure/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), 410);
    assert_status(post(fx, NOBODY, path, NULL), 303);
    assert_status(get(fx, NOBODY, path), 410);
    assert_status(post(fx, NOBODY, path, NULL), 410);
    run_erasing(fx, 2);
    g_assert_cmpstr(query_text(fx, "SELECT name FROM person WHERE id = 1"), ==, "Ann Achieng");
}

static void
test_erasing_is_done_after_two_weeks(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(post(fx, ANN, "/my-data/erase", NULL), 303);
    const char *path = mailed_path(fx, "erasure");
    run_erasing(fx, 15);
    g_assert_cmpstr(query_text(fx, "SELECT name || email FROM person WHERE id = 1"), ==,
                    "erased 1");
    assert_status(post(fx, NOBODY, path, NULL), 410);
    run_erasing(fx, 15);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'person.erase'"), ==,
                    1);
}

static void
test_secretariat_erases_who_asked(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const int64_t others[] = {NOBODY, ANN, EDNA};
    const char *path = "/desk/people/2/erasure";
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        assert_status(post(fx, others[i], path, "note", "Letter", NULL), 403);
        assert_status(get(fx, others[i], "/desk/people/2/privacy"),
                      others[i] == NOBODY ? 303 : 403);
    }
    assert_status(post(fx, SAM, path, "note", "", NULL), 422);
    assert_status(post(fx, SAM, path, "note", HOSTILE, NULL), 303);
    Response *res = get(fx, SAM, "/desk/people/2/privacy");
    assert_shows(res, "To be erased on 16 January 2017.");
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_shows(get(fx, BOB, "/my-data"), "You will be erased on");
    assert_location(post(fx, BOB, "/my-data/erase/undo", NULL), "/preferences");
    assert_status(post(fx, BOB, "/my-data/erase/undo", NULL), 404);
    post(fx, SAM, path, "note", "Letter", NULL);
    assert_status(post(fx, SAM, path, "undo", "1", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM erasure"), ==, 0);
    assert_status(get(fx, SAM, "/desk/people/99/privacy"), 404);
    assert_status(post(fx, SAM, "/desk/people/99/erasure", "note", "x", NULL), 404);
}

static void
test_answer_on_paper_is_noted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *path = "/desk/people/2/privacy";
    assert_status(
        post(fx, EDNA, path, "purpose", "newsletter", "given", "1", "evidence", "x", NULL), 403);
    assert_status(post(fx, SAM, path, "purpose", "newsletter", "given", "1", "evidence", "", NULL),
                  422);
    assert_status(
        post(fx, SAM, path, "purpose", "nonsense", "given", "1", "evidence", "Form", NULL), 422);
    assert_status(
        post(fx, SAM, path, "purpose", "newsletter", "given", "1", "evidence", HOSTILE, NULL), 303);
    g_assert_true(holds(fx, BOB, "newsletter"));
    Response *res = get(fx, SAM, path);
    assert_statements(fx, 7);
    assert_shows(res, "noted by the secretariat");
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_shows(get(fx, BOB, "/my-data/consents"), "noted by the secretariat");
    res = post(fx, SAM, path, "purpose", "newsletter", "given", "1", "evidence", "Again", NULL);
    assert_status(res, 422);
    assert_shows(res, "This is what holds already.");
    assert_status(
        post(fx, SAM, path, "purpose", "newsletter", "given", "0", "evidence", "Letter", NULL),
        303);
    g_assert_false(holds(fx, BOB, "newsletter"));
}

static void
test_nothing_is_half_done(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const paths[] = {"/my-data/leave", "/my-data/erase"};
    agree(fx, ANN);
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++)
        for (int nth = 1; nth < 20; nth++) {
            Response *res = post_failing_at(fx, nth, ANN, paths[i], NULL);
            if (res->status < 400)
                break;
            assert_status(res, 500);
            g_assert_true(holds(fx, ANN, "newsletter"));
            g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE person_id = 1"), ==,
                            1);
            g_assert_cmpint(query_int(fx, "SELECT count(*) FROM erasure"), ==, 0);
            g_assert_cmpint(query_int(fx, "SELECT count(left_at) FROM person"), ==, 0);
            if (nth > 15)
                break;
        }
}

/* ---- who was not seen for years ---- */

static InactivityRun
run_inactivity(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    cx->now = fx->now;
    InactivityRun run = inactivity_run(cx);
    fixture_commit(fx);
    return run;
}

static void
set_rule(Fixture *fx, const char *end)
{
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO setting (name, value) VALUES ('inactive_years', '2'),"
                             " ('inactive_end', '%s')",
                             end));
}

static void
test_rule_is_off_at_first(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fx->now += (int64_t)20 * 365 * 86400;
    const InactivityRun run = run_inactivity(fx);
    g_assert_cmpint(run.warned, ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
}

/* Edna and Sam have an office, Bob was here: Ann alone is asked, twice, then let go. */
static void
test_who_is_not_seen_is_asked_and_let_go(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    set_rule(fx, "leave");
    run_sql(fx, "UPDATE person SET seen_at = 1483228800 WHERE id = 2");
    g_assert_cmpint(run_inactivity(fx).warned, ==, 1);
    g_assert_cmpint(run_inactivity(fx).warned, ==, 0);
    g_assert_true(g_str_has_prefix(mailed_path(fx, "still-here"), "/still-here/"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'inactive'"), ==,
                    1);
    fx->now += INACTIVITY_STEP;
    g_assert_cmpint(run_inactivity(fx).again, ==, 1);
    fx->now += INACTIVITY_STEP - 1;
    g_assert_cmpint(run_inactivity(fx).ended, ==, 0);
    fx->now += 1;
    g_assert_cmpint(run_inactivity(fx).ended, ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT left_at FROM person WHERE id = 1"), ==, fx->now);
    g_assert_cmpint(query_int(fx, "SELECT count(left_at) FROM person"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM inactivity"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'still-here'"), ==,
                    2);
    mailed_path(fx, "left");
    g_assert_cmpint(run_inactivity(fx).warned, ==, 0);
}

static void
test_button_or_a_visit_stops_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    set_rule(fx, "erase");
    g_assert_cmpint(run_inactivity(fx).warned, ==, 2);
    const char *path = mailed_path(fx, "still-here");
    for (int i = 0; i < 2; i++)
        assert_status(get(fx, NOBODY, path), 200);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM inactivity"), ==, 2);
    assert_status(get(fx, NOBODY, "/still-here/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), 410);
    assert_status(post(fx, NOBODY, path, NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM inactivity"), ==, 1);
    /* The other one is erased, as set. */
    fx->now += INACTIVITY_STEP;
    g_assert_cmpint(run_inactivity(fx).again, ==, 1);
    fx->now += INACTIVITY_STEP;
    g_assert_cmpint(run_inactivity(fx).ended, ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person WHERE erased_at IS NOT NULL"), ==,
                    1);
}

static void
test_visit_stops_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    set_rule(fx, "leave");
    g_assert_cmpint(run_inactivity(fx).warned, ==, 2);
    assert_status(get(fx, ANN, "/my-data"), 200);
    assert_status(get(fx, BOB, "/my-data"), 200);
    fx->now += INACTIVITY_STEP;
    g_assert_cmpint(run_inactivity(fx).again, ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM inactivity"), ==, 0);
}

void
privacy_tests(void)
{
    add_test("/privacy/everything-is-told", test_everything_is_told);
    add_test("/privacy/copy-is-whole-and-private", test_copy_is_whole_and_private);
    add_test("/privacy/leaving-ends-a-membership", test_leaving_ends_a_membership);
    add_test("/privacy/last-of-the-secretariat-stays", test_last_of_the_secretariat_stays);
    add_test("/privacy/erasing-can-be-undone-by-the-mail", test_erasing_can_be_undone_by_the_mail);
    add_test("/privacy/erasing-is-done-after-two-weeks", test_erasing_is_done_after_two_weeks);
    add_test("/privacy/secretariat-erases-who-asked", test_secretariat_erases_who_asked);
    add_test("/privacy/answer-on-paper-is-noted", test_answer_on_paper_is_noted);
    add_test("/privacy/nothing-is-half-done", test_nothing_is_half_done);
    add_test("/privacy/rule-is-off-at-first", test_rule_is_off_at_first);
    add_test("/privacy/who-is-not-seen-is-asked-and-let-go",
             test_who_is_not_seen_is_asked_and_let_go);
    add_test("/privacy/button-stops-it", test_button_or_a_visit_stops_it);
    add_test("/privacy/visit-stops-it", test_visit_stops_it);
}
