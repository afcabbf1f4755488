/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who writes for a themed week: asked, offered, reminded.
 */
#include "week/week_testing.h"

#include "alliance/mail_testing.h"
#include "base/moment.h"
#include "inbound/inbound_testing.h"

#include <string.h>

#define WRITE WEEK "/write"

static const char *
state_of_writer(Fixture *fx)
{
    return query_text(fx, "SELECT state FROM week_writer ORDER BY id DESC LIMIT 1");
}

static void
ask_ann(Fixture *fx, int64_t week)
{
    assert_status(post(fx, EDNA, week_path(fx, week, "/writers"), "email", ANN_MAIL, "words",
                       "Would you? " HOSTILE, NULL),
                  303);
}

static void
test_asked_and_begins_a_post(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t week = a_week(fx, "2017-01-06", ""),
            day = a_day(fx, week, "2017-01-04", "Wednesday", "");
    const char *day_id = arena_printf(fx->arena, "%" PRId64, day);
    assert_status(post(fx, EDNA, week_path(fx, week, "/writers"), "email", ANN_MAIL, "day", day_id,
                       "words", "Would you?", NULL),
                  303);
    const char *mail = newest_mail(fx, &MAIL_WEEK_WRITER, ANN);
    assert_says(mail, "Would you write for The week");
    assert_says(mail, "Wednesday");
    assert_says(mail, "Would you?");
    assert_says(mail, WRITE);

    assert_status(post(fx, BOB, WRITE, "yes", "1", NULL), 409);
    assert_shows(get(fx, ANN, WRITE), "Yes, I write");
    assert_status(post(fx, ANN, WRITE, "yes", "1", NULL), 303);
    g_assert_cmpstr(state_of_writer(fx), ==, "writes");
    assert_status(post(fx, ANN, WRITE, "no", "1", NULL), 409);
    Response *res = post(fx, ANN, WRITE, "begin", "1", NULL);
    int64_t id = query_int(fx, "SELECT post_id FROM week_writer");
    assert_location(res, arena_printf(fx->arena, "/posts/%" PRId64, id));
    assert_location(post(fx, ANN, WRITE, "begin", "1", NULL),
                    arena_printf(fx->arena, "/posts/%" PRId64, id));
    g_assert_cmpint(query_int(fx, "SELECT day_id FROM week_post"), ==, day);
    g_assert_cmpstr(query_text(fx, "SELECT title FROM item WHERE kind = 'post'"), ==, "Wednesday");
    assert_shows(get(fx, EDNA, week_path(fx, week, "/writers")), "/review\"");
    assert_status(post(fx, BOB, WRITE, "begin", "1", NULL), 409);
}

static void
test_asked_answers_by_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_setting(fx, "mail_in", "1");
    ask_ann(fx, a_week(fx, "", ""));
    assert_says(newest_mail(fx, &MAIL_WEEK_WRITER, ANN), "answer this mail");
    int64_t id = query_int(fx, "SELECT id FROM week_writer");
    const char *to = signed_address(fx, MAIL_WRITER, id, ANN);
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "Perhaps"));
    g_assert_cmpstr(state_of_writer(fx), ==, "asked");
    arrives(fx, "bob@example.org", to, a_mail(fx, "bob@example.org", "", "Yes"));
    g_assert_cmpstr(state_of_writer(fx), ==, "asked");
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "Oui, volontiers"));
    g_assert_cmpstr(state_of_writer(fx), ==, "writes");
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "No"));
    g_assert_cmpstr(state_of_writer(fx), ==, "writes");
}

static void
test_offered_and_answered(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t week = a_week(fx, "2017-01-05", "");
    assert_shows(get(fx, NOBODY, WEEK), "Sign in to write");
    assert_shows(get(fx, ANN, WEEK), "I would like to write");
    Response *res = post(fx, ANN, WRITE, "offer", "1", "words", "", NULL);
    assert_status(res, 422);
    assert_status(post(fx, ANN, WRITE, "offer", "1", "words", "About it " HOSTILE, NULL), 303);
    assert_status(post(fx, ANN, WRITE, "offer", "1", "words", "Again", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM week_writer"), ==, 1);
    g_assert_cmpstr(query_text(fx, "SELECT kind || state FROM task"), ==, "week.offeropen");
    assert_status(post(fx, ANN, WRITE, "yes", "1", NULL), 409); /* it is the editors' turn */
    res = get(fx, EDNA, week_path(fx, week, "/writers"));
    assert_shows(res, "About it &lt;b&gt;Tom");
    const char *id = query_text(fx, "SELECT CAST(id AS TEXT) FROM week_writer");
    assert_status(post(fx, ANN, week_path(fx, week, "/writers"), "yes", id, NULL), 403);
    assert_status(post(fx, EDNA, week_path(fx, week, "/writers"), "yes", id, NULL), 303);
    g_assert_cmpstr(state_of_writer(fx), ==, "writes");
    g_assert_cmpstr(query_text(fx, "SELECT state FROM task"), ==, "done");
    assert_says(newest_mail(fx, &MAIL_WEEK_WRITER, ANN), "You write for The week");

    assert_status(post(fx, BOB, WRITE, "offer", "1", "words", "I, too", NULL), 303);
    id = query_text(fx, "SELECT CAST(max(id) AS TEXT) FROM week_writer");
    assert_status(post(fx, EDNA, week_path(fx, week, "/writers"), "no", id, NULL), 303);
    assert_says(newest_mail(fx, &MAIL_WEEK_WRITER, BOB), "there is no room for it");
    assert_status(post(fx, EDNA, week_path(fx, week, "/writers"), "no", "999", NULL), 404);
}

static void
test_a_call_ends(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_week(fx, "2017-01-03", "");
    fx->now += MOMENT_DAY;
    assert_shows(get(fx, ANN, WRITE), "What would you write about?");
    fx->now += MOMENT_DAY;
    assert_hides(get(fx, ANN, WRITE), "What would you write about?");
    assert_hides(get(fx, ANN, WEEK), "I would like to write");
    assert_status(post(fx, ANN, WRITE, "offer", "1", "words", "Late", NULL), 409);
    assert_status(get(fx, NOBODY, WRITE), 303);
    assert_status(get(fx, ANN, "/campaigns/nothing/write"), 404);
}

static void
test_only_members_are_asked(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t week = a_week(fx, "", "");
    Response *res = post(fx, EDNA, week_path(fx, week, "/writers"), "email", "who@example.org",
                         "words", "Kept", NULL);
    assert_status(res, 422);
    assert_shows(res, "No member has this address");
    assert_shows(res, "Kept");
    ask_ann(fx, week);
    res = post(fx, EDNA, week_path(fx, week, "/writers"), "email", ANN_MAIL, NULL);
    assert_status(res, 422);
    assert_shows(res, "on the list already");
}

static int64_t
remind(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    int64_t n = week_writer_remind(cx);
    fixture_commit(fx);
    return n;
}

static void
test_who_writes_is_reminded_twice(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t week = a_week(fx, "2017-01-06", "");
    fx->now -= 10 * MOMENT_DAY;
    ask_ann(fx, week);
    g_assert_cmpint(remind(fx), ==, 0); /* was not answered */
    assert_status(post(fx, ANN, WRITE, "yes", "1", NULL), 303);
    g_assert_cmpint(remind(fx), ==, 0); /* more than a week is left */
    fx->now += 7 * MOMENT_DAY;
    g_assert_cmpint(remind(fx), ==, 1);
    assert_says(newest_mail(fx, &MAIL_WEEK_WRITER, ANN), "the deadline comes near");
    g_assert_cmpint(remind(fx), ==, 0);
    fx->now += 6 * MOMENT_DAY; /* the day before */
    g_assert_cmpint(remind(fx), ==, 1);
    g_assert_cmpint(remind(fx), ==, 0);
}

static void
test_who_has_handed_in_is_not_reminded(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t week = a_week(fx, "2017-01-03", "");
    ask_ann(fx, week);
    assert_status(post(fx, ANN, WRITE, "yes", "1", NULL), 303);
    assert_status(post(fx, ANN, WRITE, "begin", "1", NULL), 303);
    run_sql(fx, "UPDATE item SET status = 'review' WHERE kind = 'post'");
    g_assert_cmpint(remind(fx), ==, 0);
    run_sql(fx, "UPDATE item SET status = 'draft' WHERE kind = 'post'");
    g_assert_cmpint(remind(fx), ==, 1); /* only the second is left */
    g_assert_cmpint(remind(fx), ==, 0);
}

void
week_writer_tests(void)
{
    add_test("/week_writer/asked", test_asked_and_begins_a_post);
    add_test("/week_writer/by-mail", test_asked_answers_by_mail);
    add_test("/week_writer/offered", test_offered_and_answered);
    add_test("/week_writer/call-ends", test_a_call_ends);
    add_test("/week_writer/only-members", test_only_members_are_asked);
    add_test("/week_writer/reminded", test_who_writes_is_reminded_twice);
    add_test("/week_writer/handed-in", test_who_has_handed_in_is_not_reminded);
}
