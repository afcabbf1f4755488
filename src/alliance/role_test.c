/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/role.h"

#include "alliance/item.h"
#include "alliance/setting.h"
#include "base/moment.h"
#include "testing.h"

#include <string.h>

static bool
has_role(Ctx *cx, int64_t person_id, const char *role)
{
    TermSpan terms = term_list_role(cx, role);
    for (size_t i = 0; i < terms.n; i++)
        if (terms.at[i].person_id == person_id)
            return true;
    return false;
}

static void
test_lasts_from_moment_to_moment(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    g_assert_nonnull(role_find("ambassador"));
    g_assert_null(role_find("king"));
    g_assert_cmpuint(role_rights("king"), ==, 0);
    term_grant(cx, BOB, "ambassador", "", TEST_NOW + 10, TEST_NOW + 20);
    static const struct {
        int64_t after;
        bool has;
    } times[] = {
        {0,  false},
        {9,  false},
        {10, true },
        {19, true },
        {20, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
        cx->now = TEST_NOW + times[i].after;
        g_assert_cmpint(has_role(cx, BOB, "ambassador"), ==, times[i].has);
        g_assert_cmpint(term_list_of(cx, BOB).at[0].in_force, ==, times[i].has);
    }
    fixture_commit(fx);
}

/* A day of the alliance begins and ends where its zone says, whatever the clocks do. */
static void
test_days_are_the_alliances(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *zone, *last, *ends;
    } cases[] = {
        {"UTC",                "2017-12-31", "2018-01-01T00:00:00Z"},
        {"America/New_York",   "2017-12-31", "2018-01-01T05:00:00Z"},
        {"Pacific/Kiritimati", "2017-12-31", "2017-12-31T10:00:00Z"},
        {"Asia/Kathmandu",     "2017-02-28", "2017-02-28T18:15:00Z"},
        {"America/New_York",   "2017-03-12", "2017-03-13T04:00:00Z"}, /* clocks change that day */
        {"Asia/Beirut",        "2017-03-25", "2017-03-25T22:00:00Z"}, /* the next has no midnight */
        {"No/Where",           "2017-12-31", "2018-01-01T00:00:00Z"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Ctx *cx = fixture_begin(fx, SAM);
        *(Settings *)settings(cx) = (Settings){.zone = cases[i].zone};
        Term term = {.since = 1};
        g_assert_true(term_parse_last(cx, cases[i].last, &term.until));
        g_assert_cmpstr(moment_iso(cx->arena, term.until), ==, cases[i].ends);
        g_assert_cmpstr(term_last_day(cx, &term), ==, cases[i].last);
        g_assert_true(term_parse_first(cx, cases[i].last, &term.since));
        g_assert_cmpstr(term_first_day(cx, &term), ==, cases[i].last);
        int64_t before = term.until;
        g_assert_false(term_parse_last(cx, "2017-12", &term.until));
        g_assert_false(term_parse_last(cx, "2017-02-30", &term.until));
        g_assert_false(term_parse_first(cx, HOSTILE, &term.until));
        g_assert_cmpint(term.until, ==, before);
        fixture_commit(fx);
    }
}

static void
test_usual_term(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const cases[][2] = {
        {"2017-03-21", "2019-03-21T00:00:00Z"},
        {"2016-02-29", "2018-03-01T00:00:00Z"},
    };
    Ctx *cx = fixture_begin(fx, SAM);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t since = 0;
        g_assert_true(term_parse_first(cx, cases[i][0], &since));
        int64_t until = role_usual_end(cx, role_find("ambassador"), since);
        g_assert_cmpstr(moment_iso(cx->arena, until), ==, cases[i][1]);
        g_assert_cmpint(role_usual_end(cx, role_find("editor"), since), ==, 0);
    }
    fixture_commit(fx);
}

static void
test_is_for_something(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "INSERT INTO item (id, kind, slug, title, status, audience, created_at, updated_at)"
                " VALUES (1, 'group', 'training', 'Training', 'published', 'public', 1, 1)");
    static const struct {
        const char *role, *scope;
        bool takes;
    } cases[] = {
        {"editor",      "",         true },
        {"editor",      "fr",       false},
        {"translator",  "fr",       true },
        {"translator",  "",         false},
        {"translator",  "xx",       false},
        {"focal-point", "KE",       true },
        {"focal-point", "",         false},
        {"focal-point", "XX",       false},
        {"chair",       "training", true },
        {"chair",       "none",     false},
    };
    Ctx *cx = fixture_begin(fx, SAM);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(role_takes(cx, role_find(cases[i].role), cases[i].scope), ==,
                        cases[i].takes);
    term_grant(cx, BOB, "chair", "training", TEST_NOW, 0);
    g_assert_cmpstr(term_scope(cx, cx->lang, &term_list_of(cx, BOB).at[0]), ==, "Training");
    role_move_group(cx, "training", "learning");
    g_assert_cmpstr(term_scope(cx, cx->lang, &term_list_of(cx, BOB).at[0]), ==, "learning");
    fixture_commit(fx);
}

static void
test_a_groups_chairs_follow_its_address(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "group", .slug = "old", .title = "Group"});
    term_grant(cx, BOB, "chair", "old", TEST_NOW, 0);
    ItemDraft draft = {.slug = "new", .title = "Group"};
    g_assert_cmpint(item_update(cx, id, 1, &draft), ==, ITEM_OK);
    g_assert_cmpstr(term_list_of(cx, BOB).at[0].scope, ==, "new");
    fixture_commit(fx);
}

static void
test_once_at_a_time(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    const int64_t at = TEST_NOW;
    int64_t first = term_grant(cx, BOB, "translator", "fr", at, at + 100);
    g_assert_cmpint(first, !=, 0);
    static const struct {
        const char *role, *scope;
        int64_t since, until;
        bool fits;
    } cases[] = {
        {"translator", "fr", 0,   0,   false},
        {"translator", "fr", 99,  100, false},
        {"translator", "fr", -10, 1,   false},
        {"translator", "fr", -10, 0,   false},
        {"translator", "ar", 0,   0,   true }, /* another language */
        {"editor",     "",   0,   0,   true }, /* another role */
        {"translator", "fr", -10, -5,  true }, /* before */
        {"translator", "fr", 100, 200, true }, /* from its end on */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t until = cases[i].until != 0 ? at + cases[i].until : 0;
        int64_t id = term_grant(cx, BOB, cases[i].role, cases[i].scope, at + cases[i].since, until);
        g_assert_cmpint(id != 0, ==, cases[i].fits);
    }
    g_assert_cmpint(term_set_end(cx, first, at + 101), ==, TERM_OVERLAPS);
    g_assert_cmpint(term_set_end(cx, first, 0), ==, TERM_OVERLAPS);
    g_assert_cmpint(term_set_end(cx, first, at + 90), ==, TERM_OK);
    fixture_commit(fx);
}

static void
test_is_taken_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    term_grant(cx, BOB, "ambassador", "", TEST_NOW - 10, 0);
    term_grant(cx, BOB, "steering", "", TEST_NOW + MOMENT_DAY, 0);
    TermSpan terms = term_list_of(cx, BOB);
    g_assert_cmpint(terms.n, ==, 2);
    g_assert_cmpstr(terms.at[0].role, ==, "steering"); /* newest first */
    g_assert_cmpstr(terms.at[0].granted_by, ==, "Sam Secretary");
    g_assert_cmpint(terms.at[0].granted_at, ==, TEST_NOW);
    g_assert_cmpint(term_set_end(cx, terms.at[0].id, cx->now), ==, TERM_OK);
    g_assert_cmpint(term_set_end(cx, terms.at[1].id, cx->now), ==, TERM_OK);
    g_assert_cmpint(term_set_end(cx, terms.at[1].id, 0), ==, TERM_OVER);
    g_assert_cmpint(term_set_end(cx, terms.at[0].id, 0), ==, TERM_OVER);
    g_assert_cmpint(term_set_end(cx, 999, 0), ==, TERM_OVER);
    terms = term_list_of(cx, BOB);
    g_assert_cmpint(terms.at[0].until, ==, terms.at[0].since); /* never began */
    g_assert_cmpint(terms.at[1].until, ==, TEST_NOW);
    g_assert_cmpstr(terms.at[1].changed_by, ==, "Sam Secretary");
    g_assert_false(has_role(cx, BOB, "ambassador"));
    /* What never began is in nobody's way. */
    g_assert_cmpint(term_grant(cx, BOB, "steering", "", TEST_NOW, 0), !=, 0);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'person.revoke'"), ==,
                    2);
}

/* Somebody must be able to run the alliance, today and later. */
static void
test_secretariat_is_never_empty(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t sam = term_list_role(cx, "secretariat").at[0].id;
    g_assert_cmpint(term_set_end(cx, sam, TEST_NOW), ==, TERM_NEEDED);
    g_assert_cmpint(term_set_end(cx, sam, TEST_NOW + 1000), ==, TERM_NEEDED);
    term_grant(cx, BOB, "secretariat", "", TEST_NOW - 1, TEST_NOW + 100);
    g_assert_cmpint(term_set_end(cx, sam, TEST_NOW), ==, TERM_NEEDED); /* Bob's ends */
    term_grant(cx, ANN, "secretariat", "", TEST_NOW + 100, 0);
    g_assert_cmpint(term_set_end(cx, sam, TEST_NOW), ==, TERM_NEEDED); /* Ann's has not begun */
    int64_t edna = term_grant(cx, EDNA, "secretariat", "", TEST_NOW - 1, 0);
    g_assert_cmpint(term_set_end(cx, sam, TEST_NOW + 500), ==, TERM_OK);
    g_assert_cmpint(term_set_end(cx, edna, TEST_NOW), ==, TERM_NEEDED);
    g_assert_cmpint(term_set_end(cx, sam, 0), ==, TERM_OK); /* longer is always possible */
    fixture_commit(fx);
    run_sql(fx, "UPDATE person SET left_at = 1 WHERE id = 3");
    cx = fixture_begin(fx, SAM);
    g_assert_cmpint(term_set_end(cx, sam, TEST_NOW), ==, TERM_NEEDED); /* Edna has left */
    fixture_commit(fx);
}

static void
test_lists_by_time(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const int64_t day = MOMENT_DAY;
    Ctx *cx = fixture_begin(fx, SAM);
    term_grant(cx, ANN, "ambassador", "", TEST_NOW - day, TEST_NOW + 20 * day);
    term_grant(cx, BOB, "ambassador", "", TEST_NOW - day, TEST_NOW + 20 * day);
    term_grant(cx, BOB, "ambassador", "", TEST_NOW + 20 * day, 0); /* goes on */
    term_grant(cx, ANN, "steering", "", TEST_NOW - 9 * day, TEST_NOW - day);
    static const struct {
        const char *role;
        TermWhen when;
        int64_t n;
    } cases[] = {
        {"",           TERMS_NOW,    4},
        {"ambassador", TERMS_NOW,    2},
        {"ambassador", TERMS_ENDING, 1},
        {"",           TERMS_COMING, 1},
        {"",           TERMS_ENDED,  1},
        {"ambassador", TERMS_ENDED,  0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpint(term_count(cx, cases[i].role, cases[i].when), ==, cases[i].n);
        g_assert_cmpint(term_list(cx, cases[i].role, cases[i].when, 1).n, ==, cases[i].n);
        g_assert_cmpint(term_list(cx, cases[i].role, cases[i].when, 2).n, ==, 0);
    }
    g_assert_cmpint(term_list(cx, "ambassador", TERMS_ENDING, 1).at[0].person_id, ==, ANN);
    fixture_commit(fx);
}

/* ---- who hears of it ---- */

static const MailKind *const mails[] = {&MAIL_ROLE, NULL};

static const MailSender sender = {.smtp_url = "",
                                  .address = "desk@example.org",
                                  .name = "The Alliance",
                                  .base_url = "https://alliance.example",
                                  .language = "en"};

/* Tell, at a time; returns to how many, and checks that what waits was counted. */
static int64_t
tell_at(Fixture *fx, int64_t now)
{
    fx->now = now;
    Ctx *cx = fixture_begin(fx, NOBODY);
    int64_t n = role_count_untold(cx);
    g_assert_cmpint(role_tell(cx), ==, n);
    g_assert_cmpint(role_count_untold(cx), ==, 0);
    fixture_commit(fx);
    return n;
}

static bool
compose_last(Fixture *fx, Mail *ret_mail)
{
    int64_t id = query_int(fx, "SELECT max(id) FROM outbox WHERE template = 'role'");
    Ctx *cx = fixture_begin(fx, NOBODY);
    bool is_sent = mail_compose(cx, mails, &sender, mail_find(cx, id), ret_mail);
    fixture_commit(fx);
    return is_sent;
}

static void
test_person_hears_of_beginning_and_end(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const int64_t day = MOMENT_DAY;
    Mail mail;
    run_sql(fx, "UPDATE person SET name = 'Bob <b>&\"', language = 'fr' WHERE id = 2");
    Ctx *cx = fixture_begin(fx, SAM);
    term_grant(cx, BOB, "translator", "fr", TEST_NOW + day, TEST_NOW + 90 * day);
    term_grant(cx, ANN, "steering", "", TEST_NOW - 30 * day, TEST_NOW - 20 * day); /* long ago */
    fixture_commit(fx);
    g_assert_cmpint(tell_at(fx, TEST_NOW), ==, 0);
    g_assert_cmpint(tell_at(fx, TEST_NOW + day), ==, 1);
    g_assert_cmpint(tell_at(fx, TEST_NOW + day), ==, 0);
    g_assert_true(compose_last(fx, &mail));
    g_assert_nonnull(strstr(mail.subject, "Traduction"));
    g_assert_nonnull(strstr(mail.subject, "français"));
    g_assert_nonnull(strstr(mail.text, "Bob <b>&\""));
    g_assert_null(strstr(mail.html, "Bob <b>"));

    g_assert_cmpint(tell_at(fx, TEST_NOW + 61 * day), ==, 1); /* the secretariat */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'task.opened'"), ==,
                    1);
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM task WHERE state = 'open'"), ==, BOB);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'role'"), ==, 1);
    g_assert_cmpint(tell_at(fx, TEST_NOW + 90 * day), ==, 2); /* he, and the task is of no use */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 0);
    g_assert_true(compose_last(fx, &mail));
    g_assert_nonnull(strstr(mail.text, "Merci"));
    g_assert_cmpint(tell_at(fx, TEST_NOW + 91 * day), ==, 0);
}

/* Given by mistake and taken back, renewed, or of somebody who has left: no mails. */
static void
test_what_is_no_news_is_not_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const int64_t day = MOMENT_DAY;
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t id = term_grant(cx, BOB, "editor", "", TEST_NOW, 0);
    term_set_end(cx, id, TEST_NOW + 1);
    fixture_commit(fx);
    g_assert_cmpint(tell_at(fx, TEST_NOW + 2), ==, 0);

    cx = fixture_begin(fx, SAM);
    int64_t old = term_grant(cx, ANN, "ambassador", "", TEST_NOW - 300 * day, TEST_NOW + 10 * day);
    fixture_commit(fx);
    g_assert_cmpint(tell_at(fx, TEST_NOW + 2), ==, 1); /* the task */
    cx = fixture_begin(fx, SAM);
    g_assert_cmpint(term_set_end(cx, old, TEST_NOW + 400 * day), ==, TERM_OK);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 0);
    g_assert_cmpint(tell_at(fx, TEST_NOW + 375 * day), ==, 1); /* anew */
    cx = fixture_begin(fx, SAM);
    term_grant(cx, ANN, "ambassador", "", TEST_NOW + 400 * day, 0);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 0);
    g_assert_cmpint(tell_at(fx, TEST_NOW + 400 * day), ==, 1); /* begins; the old one goes on */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'role'"), ==, 1);

    run_sql(fx, "UPDATE person SET left_at = 1 WHERE id = 1");
    run_sql(fx, "UPDATE person_role SET until = 1483347600 + 401 * 86400 WHERE person_id = 1");
    g_assert_cmpint(tell_at(fx, TEST_NOW + 402 * day), ==, 0);
}

static void
grant_and_end(Ctx *cx, const void *data G_GNUC_UNUSED)
{
    int64_t id = term_grant(cx, BOB, "translator", "fr", cx->now, 0);
    term_set_end(cx, id, cx->now + MOMENT_DAY);
    role_tell(cx);
}

static void
test_failure_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpint(fixture_fail_each(fx, SAM, grant_and_end, NULL), >=, 10);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person_role"), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
}

void
role_tests(void)
{
    add_test("/role/lasts-from-moment-to-moment", test_lasts_from_moment_to_moment);
    add_test("/role/days-are-the-alliances", test_days_are_the_alliances);
    add_test("/role/usual-term", test_usual_term);
    add_test("/role/is-for-something", test_is_for_something);
    add_test("/role/a-groups-chairs-follow-its-address", test_a_groups_chairs_follow_its_address);
    add_test("/role/once-at-a-time", test_once_at_a_time);
    add_test("/role/is-taken-back", test_is_taken_back);
    add_test("/role/secretariat-is-never-empty", test_secretariat_is_never_empty);
    add_test("/role/lists-by-time", test_lists_by_time);
    add_test("/role/person-hears-of-beginning-and-end", test_person_hears_of_beginning_and_end);
    add_test("/role/what-is-no-news-is-not-told", test_what_is_no_news_is_not_told);
    add_test("/role/failure-keeps-nothing", test_failure_keeps_nothing);
}
