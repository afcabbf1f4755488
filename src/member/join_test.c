/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/consent.h"
#include "alliance/interest.h"
#include "alliance/item.h"
#include "alliance/joining.h"
#include "alliance/sender.h"
#include "alliance/welcome.h"

#include <string.h>

/* What somebody types; further fields and values follow, then NULL. */
#define JOIN_AS(fx, email, ...)                                                                    \
    post(fx, NOBODY, "/join", "name", "Ana Lima", "email", email, "country", "KE", __VA_ARGS__,    \
         NULL)
#define JOIN(fx, email) JOIN_AS(fx, email, "website", "")

/* The path in the newest mail about joining. */
static const char *
mailed_path(Fixture *fx)
{
    const char *secret = query_text(fx, "SELECT secret FROM outbox WHERE template = 'join.confirm'"
                                        " ORDER BY id DESC LIMIT 1");
    const char *token = strstr(secret, "\"token\":\"");
    g_assert_nonnull(token);
    token += strlen("\"token\":\"");
    return arena_printf(fx->arena, "/join/%.*s", (int)strcspn(token, "\""), token);
}

static int64_t
n_members(Fixture *fx, const char *email)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT count(*) FROM person WHERE email = '%s' AND left_at IS NULL", email);
    return query_int(fx, sql);
}

static int64_t
n_rows(Fixture *fx, const char *table)
{
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", table);
    return query_int(fx, sql);
}

static void
some_interests(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, SAM);
    interest_insert(cx, &(Interest){"advocacy", "Advocacy", "Plaidoyer"});
    interest_insert(cx, &(Interest){"evidence", "Evidence", ""});
    fixture_commit(fx);
}

static void
test_form_asks_little(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    some_interests(fx);
    Response *res = get(fx, NOBODY, "/join");
    assert_status(res, 200);
    assert_shows(res, ">Kenya</option>");
    assert_shows(res, "Advocacy");
    assert_shows(res, "Send me the newsletter by e-mail.");
    assert_hides(res, "value=\"newsletter\" checked");
    assert_statements(fx, 6);
    res = get(fx, NOBODY, "/fr/join");
    assert_shows(res, "Plaidoyer");
    assert_shows(res, "Afrique du Sud");
    assert_status(get(fx, ANN, "/join"), 303);
}

static void
test_button_makes_a_member(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    some_interests(fx);
    Response *res = JOIN_AS(fx, "Ana@Example.org", "organisation", "  Ministry of  Work ", "type",
                            "government", "level", "macro", "interests", "advocacy", "languages",
                            "sw", "purposes", "newsletter");
    assert_status(res, 200);
    assert_shows(res, "Look into your mail");
    g_assert_cmpint(n_members(fx, "Ana@example.org"), ==, 0);

    const char *path = mailed_path(fx);
    for (int i = 0; i < 3; i++) {
        res = get(fx, NOBODY, path);
        assert_status(res, 200);
        assert_shows(res, "Ministry of Work");
        assert_shows(res, "Africa/Nairobi");
    }
    g_assert_cmpint(n_members(fx, "Ana@example.org"), ==, 0);

    res = post(fx, NOBODY, path, "zone", "Africa/Nairobi", NULL);
    assert_status(res, 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE person_id ="
                                  " (SELECT id FROM person WHERE email = 'Ana@example.org')"),
                    ==, 1);
    g_assert_cmpint(n_members(fx, "Ana@example.org"), ==, 1);
    g_assert_cmpstr(query_text(fx, "SELECT zone || ' ' || country || ' ' || level FROM person"
                                   " WHERE email = 'Ana@example.org'"),
                    ==, "Africa/Nairobi KE macro");
    g_assert_cmpint(n_rows(fx, "person_interest"), ==, 1);
    g_assert_cmpint(n_rows(fx, "person_language"), ==, 1);
    g_assert_cmpint(n_rows(fx, "join_request"), ==, 0);
    assert_status(get(fx, NOBODY, path), 410);
    assert_status(post(fx, NOBODY, path, "zone", "Africa/Nairobi", NULL), 410);
}

static void
test_organisation_is_one_record(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const names[] = {"Université de Nairobi", "UNIVERSITE DE NAIROBI",
                                        " Universite  de Nairobi"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *email = arena_printf(fx->arena, "m%zu@example.org", i);
        JOIN_AS(fx, email, "organisation", names[i], "type", i == 1 ? "university" : "");
        assert_status(post(fx, NOBODY, mailed_path(fx), "zone", "UTC", NULL), 303);
    }
    g_assert_cmpint(n_rows(fx, "organisation"), ==, 1);
    g_assert_cmpstr(query_text(fx, "SELECT name || ' ' || type FROM organisation"), ==,
                    "Université de Nairobi university");
    g_assert_cmpint(query_int(fx, "SELECT count(organisation_id) FROM person"), ==, 3);
    assert_shows(get(fx, NOBODY, "/join"), "<option value=\"Université de Nairobi\">");
}

static void
test_nothing_is_bundled(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    JOIN(fx, "ana@example.org");
    assert_status(post(fx, NOBODY, mailed_path(fx), "zone", "UTC", NULL), 303);
    g_assert_cmpint(n_rows(fx, "consent"), ==, 0);

    assert_status(JOIN_AS(fx, "joe@example.org", "purposes", "contact", "purposes", "directory"),
                  200);
    assert_status(post(fx, NOBODY, mailed_path(fx), "zone", "UTC", NULL), 303);
    int64_t joe = query_int(fx, "SELECT id FROM person WHERE email = 'joe@example.org'");
    Ctx *cx = fixture_begin(fx, SAM);
    g_assert_true(consent_holds(cx, joe, "contact"));
    g_assert_false(consent_holds(cx, joe, "newsletter"));
    ConsentSpan ledger = consent_list(cx, joe);
    g_assert_cmpuint(ledger.n, ==, 2);
    g_assert_cmpstr(ledger.at[0].wording, ==, purpose_find(ledger.at[0].purpose)->wording);
    g_assert_cmpstr(ledger.at[0].source, ==, "join");
    g_assert_cmpstr(ledger.at[0].evidence, ==, "test");
    g_assert_cmpint(ledger.at[0].version, ==, 1);
    fixture_commit(fx);
}

static void
test_ledger_is_only_added_to(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const ConsentSource french = {"preferences", HOSTILE, "fr"};
    const Purpose *newsletter = purpose_find("newsletter");
    Ctx *cx = fixture_begin(fx, ANN);
    g_assert_false(consent_answer(cx, ANN, newsletter, false, &french));
    g_assert_true(consent_answer(cx, ANN, newsletter, true, &french));
    g_assert_false(consent_answer(cx, ANN, newsletter, true, &french));
    g_assert_true(consent_holds(cx, ANN, "newsletter"));
    g_assert_true(consent_answer(cx, ANN, newsletter, false, &french));
    g_assert_false(consent_holds(cx, ANN, "newsletter"));
    g_assert_false(consent_holds(cx, EDNA, "newsletter"));
    ConsentSpan ledger = consent_list(cx, ANN);
    g_assert_cmpuint(ledger.n, ==, 2);
    g_assert_false(ledger.at[0].given || ledger.at[1].holds);
    g_assert_true(ledger.at[1].given);
    g_assert_cmpstr(ledger.at[1].evidence, ==, HOSTILE);
    g_assert_cmpstr(ledger.at[1].language, ==, "fr");
    g_assert_null(purpose_find(HOSTILE));
    fixture_commit(fx);
    g_assert_cmpint(n_rows(fx, "consent_wording"), ==, 1);
}

/* A member's address, a former member's, a stranger's: the same page. */
static void
test_the_answer_tells_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *known = JOIN(fx, "ann@example.org"), *stranger = JOIN(fx, "eve@example.org");
    assert_status(known, 200);
    g_assert_cmpint(known->body.n, ==, stranger->body.n);
    g_assert_cmpint(n_rows(fx, "join_request"), ==, 1);
    g_assert_cmpstr(query_text(fx, "SELECT template FROM outbox ORDER BY id LIMIT 1"), ==,
                    "join.known");
    g_assert_cmpint(n_rows(fx, "outbox"), ==, 2);
}

static void
test_a_trap_is_not_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, NOBODY, "/join"), "<div class=\"trap\">");
    Response *res = JOIN_AS(fx, "bot@example.org", "website", "http://x.example");
    assert_status(res, 200);
    assert_shows(res, "Look into your mail");
    g_assert_cmpint(n_rows(fx, "join_request"), ==, 0);
    g_assert_cmpint(n_rows(fx, "outbox"), ==, 0);
}

static void
test_bad_input_stays_in_the_form(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = post(fx, NOBODY, "/join", "name", HOSTILE, "email", "no address", "country",
                         "XX", "level", "boss", "interests", "none", "zone", "x", NULL);
    assert_status(res, 422);
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_shows(res, "value=\"no address\"");
    assert_shows(res, "3 things are not right yet");
    g_assert_cmpint(n_rows(fx, "join_request"), ==, 0);
    assert_status(post(fx, NOBODY, "/join", NULL), 422);

    JOIN(fx, "ana@example.org");
    const char *path = mailed_path(fx);
    assert_status(post(fx, NOBODY, path, "zone", HOSTILE, NULL), 422);
    assert_status(post(fx, NOBODY, path, NULL), 422);
    g_assert_cmpint(n_members(fx, "ana@example.org"), ==, 0);
}

static void
test_hostile_text_arrives_as_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    post(fx, NOBODY, "/join", "name", HOSTILE, "email", "ana@example.org", "country", "KE",
         "organisation", HOSTILE, NULL);
    Response *res = get(fx, NOBODY, mailed_path(fx));
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_status(post(fx, NOBODY, mailed_path(fx), "zone", "UTC", NULL), 303);
    g_assert_cmpstr(query_text(fx, "SELECT name FROM person WHERE email = 'ana@example.org'"), ==,
                    HOSTILE);
    assert_hides(get(fx, NOBODY, "/join"), "<b>Tom");
}

static void
test_link_expires(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    JOIN(fx, "ana@example.org");
    const char *path = mailed_path(fx);
    fx->now += JOINING_SECONDS;
    assert_status(get(fx, NOBODY, path), 410);
    assert_status(post(fx, NOBODY, path, "zone", "UTC", NULL), 410);
    assert_status(get(fx, NOBODY, "/join/forged"), 410);
    Ctx *cx = fixture_begin(fx, NOBODY);
    cx->now = fx->now;
    g_assert_cmpint(joining_delete_expired(cx), ==, 1);
    fixture_commit(fx);
    g_assert_cmpint(n_rows(fx, "join_request"), ==, 0);
}

static void
test_who_comes_back_is_the_same_person(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET left_at = joined_at + 1 WHERE email = 'ann@example.org';"
                "INSERT INTO erasure (person_id, asked_at, due_at) VALUES (1, 1, 2)");
    JOIN(fx, "ann@example.org");
    assert_status(post(fx, NOBODY, mailed_path(fx), "zone", "UTC", NULL), 303);
    g_assert_cmpint(n_members(fx, "ann@example.org"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT id FROM person WHERE email = 'ann@example.org'"), ==,
                    ANN);
    g_assert_cmpint(query_int(fx, "SELECT joined_at FROM person WHERE id = 1"), ==, 1400000000);
    g_assert_cmpint(query_int(fx, "SELECT since FROM person_absence WHERE person_id = 1"), ==,
                    1400000001);
    g_assert_cmpint(query_int(fx, "SELECT until FROM person_absence WHERE person_id = 1"), ==,
                    TEST_NOW);
    g_assert_cmpint(n_rows(fx, "erasure"), ==, 0);
}

static void
test_who_is_about_to_leave_is_a_member(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET left_at = 9999999999 WHERE email = 'ann@example.org'");
    assert_status(JOIN(fx, "ann@example.org"), 200);
    g_assert_cmpint(n_rows(fx, "join_request"), ==, 0);
    g_assert_cmpstr(query_text(fx, "SELECT template FROM outbox"), ==, "join.known");
}

static void
require_review(Fixture *fx)
{
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('join_review', '1')");
}

static void
test_secretariat_may_look_first(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const tasks = "SELECT count(*) FROM task WHERE kind = 'join.review'"
                                     " AND state = 'open'";
    require_review(fx);
    for (int i = 0; i < 2; i++) {
        JOIN_AS(fx, i == 0 ? "ana@example.org" : "joe@example.org", "purposes", "newsletter");
        Response *res = post(fx, NOBODY, mailed_path(fx), "zone", "Africa/Nairobi", NULL);
        assert_status(res, 200);
        assert_shows(res, "The secretariat looks at each request");
    }
    g_assert_cmpint(n_members(fx, "ana@example.org"), ==, 0);
    g_assert_cmpint(query_int(fx, tasks), ==, 1);

    Ctx *cx = fixture_begin(fx, SAM);
    JoiningSpan waiting = joining_list_waiting(cx);
    g_assert_cmpuint(waiting.n, ==, 2);
    g_assert_true(joining_decide(cx, waiting.at[0].id, true, ""));
    g_assert_true(joining_decide(cx, waiting.at[1].id, false, "We know no Joe."));
    g_assert_false(joining_decide(cx, waiting.at[1].id, true, ""));
    fixture_commit(fx);
    g_assert_cmpint(n_members(fx, "ana@example.org"), ==, 1);
    g_assert_cmpint(n_members(fx, "joe@example.org"), ==, 0);
    g_assert_cmpint(n_rows(fx, "join_request"), ==, 0);
    g_assert_cmpint(n_rows(fx, "consent"), ==, 1);
    g_assert_cmpint(query_int(fx, tasks), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template IN"
                                  " ('welcome', 'join.refused')"),
                    ==, 2);
}

/* ---- welcome ---- */

static const Mail *
welcome_mail(Fixture *fx)
{
    static const MailKind *const kinds[] = {&MAIL_WELCOME, NULL};
    int64_t id = query_int(fx, "SELECT max(id) FROM outbox WHERE template = 'welcome'");
    Ctx *cx = fixture_begin(fx, NOBODY);
    const MailSender sender = mail_sender(cx);
    Mail *mail = arena_new_of(fx->arena, Mail);
    bool sent = mail_compose(cx, kinds, &sender, mail_find(cx, id), mail);
    fixture_commit(fx);
    return sent ? mail : NULL;
}

static void
test_who_joins_is_welcomed_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char n_welcomes[] = "SELECT count(*) FROM outbox WHERE template = 'welcome'";
    JOIN_AS(fx, "ana@example.org", "name", HOSTILE);
    const char *path = mailed_path(fx);
    g_assert_cmpint(query_int(fx, n_welcomes), ==, 0);
    assert_status(post(fx, NOBODY, path, "zone", "UTC", NULL), 303);
    g_assert_cmpint(query_int(fx, n_welcomes), ==, 1);
    const Mail *mail = welcome_mail(fx);
    g_assert_nonnull(strstr(mail->text, "you are a member now"));
    g_assert_nonnull(strstr(mail->text, "/groups"));
    g_assert_null(strstr(mail->html, "<b>Tom"));

    /* Who leaves and comes back has had it. */
    run_sql(fx, "UPDATE person SET left_at = 1483347600 WHERE email = 'ana@example.org'");
    g_assert_null(welcome_mail(fx));
    JOIN(fx, "ana@example.org");
    assert_status(post(fx, NOBODY, mailed_path(fx), "zone", "UTC", NULL), 303);
    g_assert_cmpint(n_members(fx, "ana@example.org"), ==, 1);
    g_assert_cmpint(query_int(fx, n_welcomes), ==, 1);
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('welcome', '0')");
    JOIN(fx, "joe@example.org");
    assert_status(post(fx, NOBODY, mailed_path(fx), "zone", "UTC", NULL), 303);
    g_assert_cmpint(query_int(fx, n_welcomes), ==, 1);
}

/* The page with that address, published, in the reader's language. */
static void
test_the_welcome_is_a_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "page",
                                              .slug = "welcome",
                                              .audience = "members",
                                              .title = "Welcome",
                                              .body = "Our **first** [steps](/about)."});
    fixture_commit(fx);
    JOIN(fx, "ana@example.org");
    assert_status(post(fx, NOBODY, mailed_path(fx), "zone", "UTC", NULL), 303);
    g_assert_nonnull(strstr(welcome_mail(fx)->text, "you are a member now"));
    cx = fixture_begin(fx, SAM);
    item_publish(cx, id);
    fixture_commit(fx);
    const Mail *mail = welcome_mail(fx);
    g_assert_nonnull(strstr(mail->text, "/about"));
    g_assert_nonnull(strstr(mail->html, "<strong>first</strong>"));
    g_assert_null(strstr(mail->text, "you are a member now"));
    run_sql(fx, "INSERT INTO item_translation (item_id, language, title, summary, body, made_from,"
                " updated_at)"
                " SELECT id, 'fr', 'Bienvenue', '', 'Nos premiers pas.', 1, 1 FROM item"
                " WHERE slug = 'welcome'");
    run_sql(fx, "UPDATE outbox SET language = 'fr' WHERE template = 'welcome'");
    g_assert_nonnull(strstr(welcome_mail(fx)->text, "Nos premiers pas."));
}

static void
test_desk_decides(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    require_review(fx);
    post(fx, NOBODY, "/join", "name", HOSTILE, "email", "ana@example.org", "country", "KE", NULL);
    post(fx, NOBODY, mailed_path(fx), "zone", "UTC", NULL);
    int64_t id = query_int(fx, "SELECT id FROM join_request");
    const char *path = arena_printf(fx->arena, "/desk/joining/%" PRId64, id);

    const int64_t others[] = {NOBODY, ANN, EDNA};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        assert_status(get(fx, others[i], "/desk/joining"), others[i] == NOBODY ? 303 : 403);
        post(fx, others[i], path, "take", "1", NULL);
    }
    Response *res = get(fx, SAM, "/desk/joining");
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    res = post(fx, SAM, path, "refuse", "1", NULL);
    assert_status(res, 422);
    assert_shows(res, "Say why somebody can not join");
    assert_status(post(fx, SAM, "/desk/joining/999", "take", "1", NULL), 404);
    g_assert_cmpint(n_members(fx, "ana@example.org"), ==, 0);
    assert_status(post(fx, SAM, path, "take", "1", NULL), 303);
    g_assert_cmpint(n_members(fx, "ana@example.org"), ==, 1);
    assert_status(post(fx, SAM, path, "take", "1", NULL), 404);
    assert_shows(get(fx, SAM, "/desk/joining"), "Nobody waits");
}

static void
test_nothing_is_half_done(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    JOIN_AS(fx, "ana@example.org", "organisation", "Here", "purposes", "newsletter");
    const char *path = mailed_path(fx);
    int nth = 1;
    for (Response *res; nth < 40; nth++) {
        res = post_failing_at(fx, nth, NOBODY, path, "zone", "UTC", NULL);
        if (res->status == 303)
            break;
        assert_status(res, 500);
        g_assert_cmpint(n_members(fx, "ana@example.org"), ==, 0);
        g_assert_cmpint(n_rows(fx, "join_request"), ==, 1);
        g_assert_cmpint(n_rows(fx, "consent") + n_rows(fx, "organisation"), ==, 0);
    }
    g_assert_cmpint(nth, >, 8);
    g_assert_cmpint(nth, <, 40);
}

void
join_tests(void)
{
    add_test("/join/form-asks-little", test_form_asks_little);
    add_test("/join/button-makes-a-member", test_button_makes_a_member);
    add_test("/join/organisation-is-one-record", test_organisation_is_one_record);
    add_test("/join/nothing-is-bundled", test_nothing_is_bundled);
    add_test("/join/ledger-is-only-added-to", test_ledger_is_only_added_to);
    add_test("/join/the-answer-tells-nothing", test_the_answer_tells_nothing);
    add_test("/join/a-trap-is-not-told", test_a_trap_is_not_told);
    add_test("/join/bad-input-stays-in-the-form", test_bad_input_stays_in_the_form);
    add_test("/join/hostile-text-arrives-as-text", test_hostile_text_arrives_as_text);
    add_test("/join/link-expires", test_link_expires);
    add_test("/join/who-comes-back-is-the-same-person", test_who_comes_back_is_the_same_person);
    add_test("/join/who-is-about-to-leave-is-a-member", test_who_is_about_to_leave_is_a_member);
    add_test("/join/secretariat-may-look-first", test_secretariat_may_look_first);
    add_test("/join/desk-decides", test_desk_decides);
    add_test("/join/nothing-is-half-done", test_nothing_is_half_done);
    add_test("/join/welcomed-once", test_who_joins_is_welcomed_once);
    add_test("/join/welcome-is-a-page", test_the_welcome_is_a_page);
}
