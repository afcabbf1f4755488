/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/job.h"
#include "alliance/sender.h"
#include "alliance/sight.h"
#include "base/moment.h"
#include "mail/pace.h"
#include "mail/smtp.h"
#include "site/site_testing.h"

#include <string.h>

#define URL "/desk/settings/sending"

static const char *record; /* of SPF; NULL: nobody answers at all */

static const char *
ask(Arena *arena, const char *type, const char *name)
{
    if (strcmp(type, "A") == 0)
        return "192.0.2.7\n";
    bool is_spf = strcmp(type, "TXT") == 0 && strcmp(name, "example.org") == 0;
    return record == NULL ? NULL : is_spf ? arena_strdup(arena, record) : "";
}

static int
greet(Arena *arena G_GNUC_UNUSED, const char *url G_GNUC_UNUSED, const char *host G_GNUC_UNUSED,
      const char **ret_words)
{
    *ret_words = "certificate has expired " HOSTILE;
    return SMTP_SIGHT_CERTIFICATE;
}

static void
a_sender(Fixture *fx)
{
    a_setting(fx, "mail_from", "us@example.org");
    a_setting(fx, "smtp_url", "smtps://name:password@mail.example:465");
    fx->app.base_url = "https://alliance.example";
    fx->app.dns = ask;
    fx->app.smtp_look = greet;
    record = "v=spf1 ip4:192.0.2.7 -all\n" HOSTILE "\n";
}

/* The button, and what the job that it queues sees. */
static void
look(Fixture *fx)
{
    static const JobKind jobs[] = {
        {SIGHT_JOB, "Look", 0, 60, 5, sight_run, NULL, true},
        {0},
    };
    assert_status(post(fx, SAM, URL "/look", NULL), 303);
    Ctx job = *fixture_begin(fx, SAM);
    fixture_commit(fx);
    g_assert_true(job_run_one(&job, jobs));
}

static void
test_says_what_others_see(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, SAM, URL), "Nothing can be looked at yet");
    a_sender(fx);
    Response *res = get(fx, SAM, URL);
    assert_shows(res, "Nobody has looked yet.");
    look(fx);
    res = get(fx, SAM, URL);
    assert_statements(fx, 13);
    assert_shows(res, "The record lets mail.example send for us.");
    assert_shows(res, "Our mails are not signed.");
    assert_shows(res, "_dmarc.example.org");
    assert_shows(res, "v=DMARC1; p=none; rua=mailto:us@example.org");
    assert_shows(res, "where the name example.org is registered");
    assert_shows(res, "certificate has expired &lt;b&gt;");
    assert_hides(res, "password@");
    assert_shows(get(fx, SAM, "/fr" URL), "Envoi");
    res = get_json(fx, SAM, URL);
    assert_shows(res, "\"says\":\"Our mails are not signed.\"");
    assert_hides(res, "password");

    record = "v=spf1 " HOSTILE " -all\n";
    look(fx);
    assert_shows(get(fx, SAM, URL), "<code>v=spf1 &lt;b&gt;");
    record = NULL;
    look(fx);
    res = get(fx, SAM, URL);
    assert_shows(res, "cannot be told");
    assert_hides(res, "The record lets");
}

/* What was seen is kept with its time; once a day is enough. */
static void
test_looks_once_a_day(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    g_assert_cmpint(sight_count_due(cx), ==, 0);
    fixture_commit(fx);
    a_sender(fx);
    cx = fixture_begin(fx, SAM);
    g_assert_cmpint(sight_count_due(cx), ==, 1);
    Ctx job = *cx;
    fixture_commit(fx);
    g_autoptr(GError) error = NULL;
    g_assert_null(sight_run(&job, "", &error));
    g_assert_no_error(error);
    int64_t n = query_int(fx, "SELECT count(*) FROM sight");
    g_assert_cmpint(n, >=, 6);
    g_assert_cmpint(query_int(fx, "SELECT max(looked_at) FROM sight"), ==, fx->now);
    fx->now += MOMENT_DAY - 1;
    cx = fixture_begin(fx, SAM);
    g_assert_cmpint(sight_count_due(cx), ==, 0);
    cx->now++;
    g_assert_cmpint(sight_count_due(cx), ==, 1);
    fixture_commit(fx);
}

/* Nobody waits for the world: the page says that it is looked at, twice is once, and nothing is
 * queued where there is nothing to look at. */
static void
test_a_job_looks(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char n_jobs[] = "SELECT count(*) FROM job WHERE kind = 'sight.look'";
    assert_status(post(fx, SAM, URL "/look", NULL), 303);
    g_assert_cmpint(query_int(fx, n_jobs), ==, 0);
    a_sender(fx);
    Response *res = get(fx, SAM, URL);
    assert_hides(res, "We are looking.");
    g_assert_null(header_of(res, "Refresh"));
    for (int nth = 2; nth < 40; nth++) {
        res = post_failing_at(fx, nth, SAM, URL "/look", NULL);
        db_fail_at(fx->db, 0);
        if (res->status == 303)
            break;
        assert_status(res, 500);
        g_assert_cmpint(query_int(fx, n_jobs), ==, 0);
    }
    assert_status(post(fx, SAM, URL "/look", NULL), 303);
    g_assert_cmpint(query_int(fx, n_jobs), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM sight"), ==, 0);
    res = get(fx, SAM, URL);
    assert_shows(res, "We are looking.");
    assert_hides(res, "Look now");
    g_assert_cmpstr(header_of(res, "Refresh"), ==, "3");
    run_sql(fx, "DELETE FROM job");
    look(fx);
    res = get(fx, SAM, URL);
    assert_shows(res, "Look now");
    assert_shows(res, "Looked at on");
}

/* How fast, and when: what is wrong stays in the form, and nothing is half saved. */
static void
test_hours_and_numbers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(post(fx, SAM, URL, "quiet_from", "22", "quiet_until", "7", "pacing", "1",
                       "pace_rates", "gmail.com 500\r\n* 60", NULL),
                  303);
    Ctx *cx = fixture_begin(fx, SAM);
    const MailSender sender = mail_sender(cx);
    g_assert_cmpint(sender.quiet.from, ==, 22);
    g_assert_cmpint(sender.quiet.until, ==, 7);
    g_assert_true(sender.paces);
    g_assert_cmpint(pace_of(sender.rates, "gmail.com").interval, ==, 7200);
    fixture_commit(fx);
    assert_shows(get(fx, SAM, URL), "gmail.com 500");

    Response *res = post(fx, SAM, URL, "quiet_from", "22", "quiet_until", "22", "pacing", "0",
                         NULL);
    assert_status(res, 422);
    assert_shows(res, "They begin and end at the same hour.");
    res = post(fx, SAM, URL, "quiet_from", "none", "quiet_until", "7", "pacing", "0", "pace_rates",
               "gmail.com many" HOSTILE, NULL);
    assert_status(res, 422);
    assert_shows(res, "gmail.com many&lt;b&gt;");
    assert_status(post(fx, SAM, URL, "quiet_from", "25", "quiet_until", "7", "pacing", "0", NULL),
                  422);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM setting WHERE name = 'quiet'"
                                  " AND value = '22-7'"),
                    ==, 1);
    assert_status(
        post(fx, EDNA, URL, "quiet_from", "none", "quiet_until", "7", "pacing", "0", NULL), 403);
    assert_status(post(fx, SAM, URL, "quiet_from", "none", "quiet_until", "7", "pacing", "0", NULL),
                  303);
    g_assert_cmpint(query_int(fx,
                              "SELECT count(*) FROM setting WHERE name IN ('quiet', 'pace_rates')"
                              " AND value = ''"),
                    ==, 2);
}

static void
test_says_who_asks_for_patience(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_hides(get(fx, SAM, URL), "asked for patience");
    run_sql(fx, "INSERT INTO destination (name, rest_seconds, rest_until, said) VALUES"
                " ('slow.example', 120, 1483347600, '451 <b>later</b>')");
    Response *res = get(fx, SAM, URL);
    assert_shows(res, "asked for patience");
    assert_shows(res, "slow.example");
    assert_shows(res, "451 &lt;b&gt;later");
}

/* The outbox says of what waits until when. */
static void
test_outbox_says_until_when(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const MailKind *const none[] = {NULL};
    fx->app.mails = none;
    run_sql(fx, "INSERT INTO outbox (template, address, language, send_at, created_at) VALUES"
                " ('x', 'a@example.org', 'en', 1483347500, 1483347500)");
    assert_hides(get(fx, SAM, "/desk/outbox"), ", until ");
    run_sql(fx, "UPDATE outbox SET send_at = 1483434000");
    assert_shows(get(fx, SAM, "/desk/outbox"), "waiting, until 3 January 2017");
    int64_t id = query_int(fx, "SELECT id FROM outbox");
    g_autofree char *path = g_strdup_printf("/desk/outbox/%" PRId64, id);
    assert_shows(get(fx, SAM, path), ", until 3 January 2017");
}

static void
test_for_the_secretariat_only(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_sender(fx);
    assert_status(get(fx, EDNA, URL), 403);
    assert_status(post(fx, EDNA, URL "/look", NULL), 403);
    assert_status(get(fx, NOBODY, URL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM sight"), ==, 0);
}

void
sending_tests(void)
{
    add_test("/sending/says-what-others-see", test_says_what_others_see);
    add_test("/sending/looks-once-a-day", test_looks_once_a_day);
    add_test("/sending/a-job-looks", test_a_job_looks);
    add_test("/sending/hours-and-numbers", test_hours_and_numbers);
    add_test("/sending/says-who-asks-for-patience", test_says_who_asks_for_patience);
    add_test("/sending/outbox-says-until-when", test_outbox_says_until_when);
    add_test("/sending/for-the-secretariat-only", test_for_the_secretariat_only);
}
