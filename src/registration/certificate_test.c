/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/attendance.h"
#include "paper/paper_testing.h"
#include "registration/certificate.h"
#include "registration/registration_testing.h"
#include "site/site_testing.h"

#include <string.h>

#define NOT_VALID "No valid certificate has this address."

/* The event is over, Ann and Bob were registered, and Ann was there. */
static int64_t
a_held_call(Fixture *fx)
{
    int64_t id = a_call(fx, &(RegistrationTerms){.is_open = true, .certificates = true});
    run_sql(fx, "UPDATE event SET ends = '2017-03-16T10:30'");
    run_sql(fx, "UPDATE occurrence SET ends_at = starts_at + 5400");
    post(fx, ANN, "/events/call/register", NULL);
    post(fx, BOB, "/events/call/register", NULL);
    fx->now = query_int(fx, "SELECT max(ends_at) FROM occurrence") + 60;
    g_hash_table_remove_all(fx->cookies); /* sessions of so long ago have ended */
    run_sql(fx, "UPDATE registration SET came_by = 'desk', came_at ="
                " (SELECT max(ends_at) FROM occurrence) WHERE person_id = 1");
    return id;
}

static const char *
file_path(Fixture *fx, int64_t me, int64_t id)
{
    return arena_printf(fx->arena, "%s/certificate.pdf", own_path(fx, me, id));
}

/* The public page of Ann's certificate. */
static const char *
check_path(Fixture *fx, int64_t id)
{
    Ctx *cx = fixture_begin(fx, ANN);
    const Certificate *certificate = certificate_of(cx, registration_mine(cx, id));
    g_assert_nonnull(certificate);
    const char *path = arena_printf(fx->arena, "/certificates/%s", certificate->code);
    fixture_commit(fx);
    return path;
}

static const char *
read_file(Fixture *fx, const char *path)
{
    Response *res = get(fx, NOBODY, path);
    assert_status(res, 200);
    g_assert_cmpstr(res->type, ==, "application/pdf");
    return paper_read(fx->arena, res->body);
}

static void
assert_not_valid(Fixture *fx, const char *path)
{
    Response *res = get(fx, NOBODY, path);
    assert_status(res, 404);
    assert_shows(res, NOT_VALID);
}

static void
test_who_was_there_has_one(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_held_call(fx);
    const char *path = file_path(fx, ANN, id);
    assert_shows(get(fx, ANN, own_path(fx, ANN, id)), path);
    assert_statements(fx, 14);
    assert_shows(get(fx, ANN, "/my-events?when=past"), path);
    assert_hides(get(fx, BOB, "/my-events?when=past"), "certificate");
    assert_hides(get(fx, BOB, own_path(fx, BOB, id)), "certificate");
    assert_status(get(fx, BOB, file_path(fx, BOB, id)), 410);
    assert_status(get(fx, NOBODY, "/registrations/x/certificate.pdf"), 410);

    const char *text = read_file(fx, path);
    assert_statements(fx, 8);
    g_assert_nonnull(strstr(text, "Certificate of attendance"));
    g_assert_nonnull(strstr(text, "Ann Achieng"));
    g_assert_nonnull(strstr(text, "Thursday, 16 March 2017, 09:00–10:30 New York (EDT, UTC−4)"));
    g_assert_nonnull(strstr(text, "1 h 30 min"));
    g_assert_nonnull(strstr(text, check_path(fx, id)));
    Response *res = get(fx, NOBODY, path);
    g_assert_cmpstr(header_of(res, "Cache-Control"), ==, "no-store");
    g_assert_cmpstr(header_of(res, "X-Robots-Tag"), ==, "noindex");
    text = read_file(fx, arena_printf(fx->arena, "/fr%s", path));
    g_assert_nonnull(strstr(text, "jeudi 16 mars 2017"));
    g_assert_nonnull(strstr(text, "/fr/certificates/"));
}

static void
test_anybody_can_check_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_held_call(fx);
    const char *path = check_path(fx, id);
    Response *res = get(fx, NOBODY, path);
    assert_status(res, 200);
    assert_statements(fx, 8);
    assert_shows(res, "This certificate is valid.");
    assert_shows(res, "Ann Achieng");
    assert_shows(res, "09:00–10:30 New York");
    assert_shows(res, "noindex");
    assert_hides(res, "ann@example.org");
    assert_shows(get_json(fx, NOBODY, arena_printf(fx->arena, "%s.json", path)),
                 "\"name\":\"Ann Achieng\"");
    /* As it is typed from paper. */
    g_autofree char *upper = g_ascii_strup(strrchr(path, '/') + 1, -1);
    for (char *at = upper; *at != '\0'; at++)
        *at = *at == '0' ? 'O' : *at == '1' ? 'l' : *at;
    assert_status(get(fx, NOBODY, arena_printf(fx->arena, "/certificates/%s", upper)), 200);
    /* What the event's page does not show any more, its certificates do. */
    run_sql(fx, "UPDATE item SET audience = 'editors' WHERE slug = 'call'");
    assert_shows(get(fx, NOBODY, path), "Call");
}

static void
test_what_is_not_valid_is_all_the_same(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_held_call(fx);
    const char *path = check_path(fx, id);
    static const char *const wrong[] = {"x",
                                        "-",
                                        "1-",
                                        "1",
                                        "1-0000000000000000",
                                        "u-0",
                                        "zzzzzzzzzzzzzzzzzzzz-0000000000000000",
                                        "1-ééééééééé"};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        assert_not_valid(fx, arena_printf(fx->arena, "/certificates/%s", wrong[i]));
    assert_not_valid(fx, arena_printf(fx->arena, "%s0", path));
    char *other = arena_strdup(fx->arena, path);
    other[strlen(other) - 1] = other[strlen(other) - 1] == '7' ? '8' : '7';
    assert_not_valid(fx, other);

    static const char *const ends[][2] = {
        {"UPDATE registration_terms SET certificates = 0",
         "UPDATE registration_terms SET certificates = 1"                                         },
        {"UPDATE event SET state = 'cancelled'",            "UPDATE event SET state = 'confirmed'"},
        {"UPDATE person SET erased_at = 1 WHERE id = 1",
         "UPDATE person SET erased_at = NULL WHERE id = 1"                                        },
        {"UPDATE occurrence SET ends_at = ends_at + 86400",
         "UPDATE occurrence SET ends_at = ends_at - 86400"                                        },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        run_sql(fx, ends[i][0]);
        assert_not_valid(fx, path);
        run_sql(fx, ends[i][1]);
        assert_status(get(fx, NOBODY, path), 200);
    }
    const char *file = file_path(fx, ANN, id);
    int64_t row = query_int(fx, "SELECT id FROM registration WHERE person_id = 1");
    Ctx *cx = fixture_begin(fx, EDNA);
    attendance_take_back(cx, registration_find(cx, row), ATTENDANCE_DESK);
    fixture_commit(fx);
    assert_not_valid(fx, path);
    assert_status(get(fx, NOBODY, file), 410);
    assert_hides(get(fx, ANN, "/my-events?when=past"), "certificate");
}

static void
test_names_are_theirs_and_cannot_turn_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_held_call(fx);
    const char *path = file_path(fx, ANN, id), *check = check_path(fx, id);
    run_sql(fx, "UPDATE person SET name = '<b>\xe2\x80\xae"
                "Eve & Co</b>' WHERE id = 1");
    g_assert_nonnull(strstr(read_file(fx, path), "<b>Eve & Co</b>"));
    assert_shows(get(fx, NOBODY, check), "&lt;b&gt;Eve &amp; Co&lt;/b&gt;");
    g_autofree char *name = g_strnfill(10 * 1000, 'w');
    run_sql(fx, arena_printf(fx->arena, "UPDATE person SET name = '%s' WHERE id = 1", name));
    read_file(fx, path);
    assert_status(get(fx, NOBODY, check), 200);
    run_sql(fx, "UPDATE person SET name = '\xe2\x80\xae' WHERE id = 1");
    assert_not_valid(fx, check);
}

static void
test_guests_have_one_as_long_as_they_are_known(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_held_call(fx);
    run_sql(fx, "UPDATE registration SET person_id = NULL, email = 'g@example.org',"
                " name = 'Gül Şahin' WHERE person_id = 1");
    int64_t row = query_int(fx, "SELECT id FROM registration WHERE name <> ''");
    Ctx *cx = fixture_begin(fx, NOBODY);
    const Registration *guest = registration_find(cx, row);
    const char *own = arena_printf(fx->arena, "/registrations/%s", registration_token(cx, guest));
    const Certificate *certificate = certificate_of(cx, guest);
    const char *check = arena_printf(fx->arena, "/certificates/%s", certificate->code);
    g_assert_cmpint(certificate->until, >, cx->now);
    int64_t until = certificate->until;
    fixture_commit(fx);
    assert_shows(get(fx, NOBODY, own), "It can be checked until 16 March 2018.");
    const char *text = read_file(fx, arena_printf(fx->arena, "%s/certificate.pdf", own));
    g_assert_nonnull(strstr(text, "Gül Şahin"));
    g_assert_nonnull(strstr(text, "16 March 2018"));
    fx->now = until + 60;
    cx = fixture_begin(fx, NOBODY);
    registration_clean(cx);
    fixture_commit(fx);
    assert_not_valid(fx, check);
}

static void
test_of_what_comes_again_it_is_the_time_noted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_held_call(fx);
    run_sql(fx, "INSERT INTO occurrence (item_id, starts_at, ends_at, day, timed)"
                " SELECT item_id, starts_at + 604800, ends_at + 604800, '2017-03-23', timed"
                " FROM occurrence");
    g_assert_nonnull(strstr(read_file(fx, file_path(fx, ANN, id)), "16 March"));
    run_sql(fx, "UPDATE registration SET came_at = came_at + 604800");
    assert_status(get(fx, NOBODY, file_path(fx, ANN, id)), 410); /* that is not over yet */
    fx->now += 604800;
    g_assert_nonnull(strstr(read_file(fx, file_path(fx, ANN, id)), "23 March"));
}

static void
test_organiser_allows_them(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_held_call(fx);
    const char *path = check_path(fx, id);
    const char *terms = arena_printf(fx->arena, "/desk/events/%" PRId64 "/terms", id);
    assert_shows(get(fx, EDNA, terms), "name=\"certificates\" value=\"1\" checked");
    assert_status(post(fx, BOB, terms, "is_open", "1", NULL), 403);
    assert_status(post_failing_at(fx, 6, EDNA, terms, "is_open", "1", NULL), 500);
    assert_status(get(fx, NOBODY, path), 200);
    post(fx, EDNA, terms, "is_open", "1", NULL);
    assert_not_valid(fx, path);
    post(fx, EDNA, terms, "is_open", "1", "certificates", "1", NULL);
    assert_status(get(fx, NOBODY, path), 200);
}

static void
find_it(Ctx *cx, const void *code)
{
    const Certificate *certificate = certificate_find(cx, code);
    g_assert_true(certificate != NULL || db_failed(cx->db));
}

static void
test_failing_database_makes_no_certificate(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_held_call(fx);
    const char *code = strrchr(check_path(fx, id), '/') + 1;
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, find_it, code), ==, 3);
}

void
certificate_tests(void)
{
    add_test("/certificate/who-was-there-has-one", test_who_was_there_has_one);
    add_test("/certificate/anybody-can-check-it", test_anybody_can_check_it);
    add_test("/certificate/what-is-not-valid-is-all-the-same",
             test_what_is_not_valid_is_all_the_same);
    add_test("/certificate/names-are-theirs-and-cannot-turn-it",
             test_names_are_theirs_and_cannot_turn_it);
    add_test("/certificate/guests-have-one-as-long-as-they-are-known",
             test_guests_have_one_as_long_as_they_are_known);
    add_test("/certificate/of-what-comes-again-it-is-the-time-noted",
             test_of_what_comes_again_it_is_the_time_noted);
    add_test("/certificate/organiser-allows-them", test_organiser_allows_them);
    add_test("/certificate/failing-database-makes-no-certificate",
             test_failing_database_makes_no_certificate);
}
