/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One mail a day while a themed week is on.
 */
#include "week/week_testing.h"

#include "alliance/consent.h"
#include "alliance/mail_testing.h"
#include "base/moment.h"
#include "mailing/mailing.h"
#include "week/daily.h"

#include <string.h>

static void
sign_up(Fixture *fx, int64_t person)
{
    Ctx *cx = fixture_begin(fx, SAM);
    const ConsentSource source = {"preferences", "", "en"};
    consent_answer(cx, person, purpose_find("week"), true, &source);
    fixture_commit(fx);
}

/* The job, and those that write the mails; returns how many days were planned. */
static int64_t
run_jobs(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    int64_t n = week_mail_due(cx);
    fixture_commit(fx);
    Ctx job = *fixture_begin(fx, SAM);
    job.me = (Viewer){0};
    fixture_commit(fx);
    g_autoptr(GError) error = NULL;
    mailing_run(&job, "", &error);
    g_assert_no_error(error);
    return n;
}

static int64_t
n_mails(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'week'");
}

static void
test_each_day_once_to_who_signed_up(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t week = a_week(fx, "", "09:30");
    a_published(fx, (ItemDraft){.kind = "post",
                                .slug = "first",
                                .title = "The first post",
                                .summary = "What it says"});
    a_day(fx, week, "2017-01-02", "Monday", "first");
    a_day(fx, week, "2017-01-03", "Tuesday", "");
    sign_up(fx, ANN);
    g_assert_cmpint(run_jobs(fx), ==, 0); /* it is nine */
    fx->now += 30 * 60;
    g_assert_cmpint(run_jobs(fx), ==, 1);
    g_assert_cmpint(run_jobs(fx), ==, 0);
    g_assert_cmpint(n_mails(fx), ==, 1);
    const char *mail = newest_mail(fx, &MAIL_WEEK, ANN);
    assert_says(mail, ": Monday\n");
    assert_says(mail, "The question of the day: What about it?");
    assert_says(mail, "The first post");
    assert_says(mail, "/blog/first");
    assert_says(mail, "/days/the-week-monday");
    g_assert_null(strstr(mail, "Tuesday"));

    fx->now += MOMENT_DAY;
    g_assert_cmpint(run_jobs(fx), ==, 1);
    g_assert_cmpint(n_mails(fx), ==, 2);
    fx->now += MOMENT_DAY;
    g_assert_cmpint(run_jobs(fx), ==, 0);
}

static void
test_who_is_no_member_gets_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t week = a_week(fx, "", "08:00");
    a_day(fx, week, "2017-01-02", "Monday", "");
    run_sql(fx, "UPDATE person SET left_at = joined_at, name = '', language = 'fr' WHERE id = 2");
    sign_up(fx, BOB);
    g_assert_cmpint(run_jobs(fx), ==, 1);
    const char *mail = newest_mail(fx, &MAIL_WEEK, BOB);
    assert_says(mail, "Bonjour,");
    assert_says(mail, "/fr/days/the-week-monday");
}

static void
test_what_is_past_or_not_out_is_not_mailed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t week = a_week(fx, "", "08:00");
    a_day(fx, week, "2017-01-02", "Monday", "");
    a_day(fx, week, "2017-01-03", "Tuesday", "");
    sign_up(fx, ANN);
    fx->now += MOMENT_DAY; /* nobody was here on Monday */
    run_sql(fx, "UPDATE item SET status = 'draft' WHERE kind IN ('campaign', 'day')");
    g_assert_cmpint(run_jobs(fx), ==, 0);
    run_sql(fx, "UPDATE item SET status = 'published' WHERE kind IN ('campaign', 'day')");
    g_assert_cmpint(run_jobs(fx), ==, 1);
    g_assert_cmpint(n_mails(fx), ==, 1);
    assert_says(newest_mail(fx, &MAIL_WEEK, ANN), ": Tuesday\n");
}

/* Who signed up without joining reads no more than everybody. */
static void
test_members_posts_are_not_in_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t week = a_week(fx, "", "08:00");
    a_published(
        fx, (ItemDraft){.kind = "post", .slug = "inner", .title = "Inner", .audience = "members"});
    a_day(fx, week, "2017-01-02", "Monday", "inner");
    sign_up(fx, ANN);
    g_assert_cmpint(run_jobs(fx), ==, 1);
    const char *mail = newest_mail(fx, &MAIL_WEEK, ANN);
    assert_says(mail, "Monday");
    g_assert_null(strstr(mail, "Inner"));
    run_sql(fx, "UPDATE item SET audience = 'members' WHERE kind IN ('campaign', 'day')");
    g_assert_cmpstr(newest_mail(fx, &MAIL_WEEK, ANN), ==, "");
}

static void
test_it_is_offered_and_ends(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_week(fx, "", "08:00");
    assert_shows(get(fx, NOBODY, WEEK), "One mail a day");
    assert_shows(get(fx, NOBODY, "/subscribe"), "one mail a day while a themed week is on");
    fx->now += 5 * MOMENT_DAY;
    assert_hides(get(fx, NOBODY, WEEK), "One mail a day");
}

void
week_daily_tests(void)
{
    add_test("/week_daily/each-day-once", test_each_day_once_to_who_signed_up);
    add_test("/week_daily/no-member", test_who_is_no_member_gets_it);
    add_test("/week_daily/past-or-not-out", test_what_is_past_or_not_out_is_not_mailed);
    add_test("/week_daily/only-what-everybody-may-read", test_members_posts_are_not_in_it);
    add_test("/week_daily/offered", test_it_is_offered_and_ends);
}
