/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/digest.h"

#include "alliance/discussion.h"
#include "alliance/follow.h"
#include "alliance/group_testing.h"
#include "alliance/sender.h"
#include "base/moment.h"
#include "mail/address.h"
#include "testing.h"

#include <string.h>

#define HOUR ((int64_t)3600)
#define NEXT_MORNING (TEST_NOW + 23 * HOUR) /* 3 January 2017, 08:00 UTC, a Tuesday */

static const MailKind *const mails[] = {&MAIL_DIGEST, &MAIL_DISCUSSION, &MAIL_FOLLOW, NULL};

/* Nobody looks at the words of Ann and Bob first. */
static int64_t
a_group(Fixture *fx, const char *inside)
{
    fx->app.mails = mails;
    int64_t id = group_of_two(fx, "cases", "Cases", inside);
    mail_both_ways(fx);
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO comment (item_id, person_id, status, body, created_at)"
                             " SELECT %d, id, 'shown', 'Before', 1 FROM person WHERE id <= 2",
                             (int)id));
    return id;
}

static int64_t
begin(Fixture *fx, const char *title)
{
    assert_status(
        post(fx, BOB, "/groups/cases/new", "title", title, "body", "Words of *it*.", NULL), 303);
    return query_int(fx, "SELECT max(item_id) FROM discussion");
}

static void
chooses(Fixture *fx, int64_t me, int64_t days)
{
    digest_set_pace(fixture_begin(fx, me), me, days);
    fixture_commit(fx);
}

/* What the job does once at @now; returns how many mails it queued. */
static int64_t
runs_at(Fixture *fx, int64_t now)
{
    fx->now = now;
    int64_t n = digest_work(fixture_begin(fx, NOBODY), &(JobCursor){0});
    fixture_commit(fx);
    return n;
}

static int64_t
count(Fixture *fx, const char *table, const char *where)
{
    return query_int(fx, arena_printf(fx->arena, "SELECT count(*) FROM %s WHERE %s", table, where));
}

/* The last digest as it would be sent now; NULL: it would not. */
static const Mail *
digest(Fixture *fx)
{
    int64_t id = query_int(fx, "SELECT max(id) FROM outbox WHERE template = 'digest'");
    Ctx *cx = fixture_begin(fx, NOBODY);
    const MailSender sender = mail_sender(cx);
    Mail *mail = arena_new_of(fx->arena, Mail);
    bool sent = mail_compose(cx, mails, &sender, mail_find(cx, id), mail);
    g_assert_cmpint(cx->me.id, ==, NOBODY);
    fixture_commit(fx);
    return sent ? mail : NULL;
}

/* ---- who gets what ---- */

static void
test_told_at_once_or_gathered(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t group = a_group(fx, "group");
    begin(fx, "At once");
    g_assert_cmpint(count(fx, "outbox", "template = 'discussion' AND person_id = 1"), ==, 1);
    g_assert_cmpint(count(fx, "digest_entry", "1 = 1"), ==, 0);
    chooses(fx, ANN, DIGEST_DAILY);
    int64_t id = begin(fx, "Gathered");
    g_assert_cmpint(count(fx, "outbox", "template = 'discussion'"), ==, 1);
    g_assert_cmpint(count(fx, "digest_entry", "kind = 'discussion' AND person_id = 1"), ==, 1);

    /* Comments go to who follows: Bob, who began it, gets each at once. */
    follow_set(fixture_begin(fx, ANN), id, ANN, FOLLOW_IT);
    fixture_commit(fx);
    comment_by(fx, ANN, id, "From Ann");
    comment_by(fx, BOB, id, "From Bob");
    g_assert_cmpint(count(fx, "outbox", "template = 'comment' AND person_id = 2"), ==, 1);
    g_assert_cmpint(count(fx, "outbox", "template = 'comment'"), ==, 1);
    g_assert_cmpint(count(fx, "digest_entry", "kind = 'comment' AND person_id = 1"), ==, 1);

    /* What is said of one group is the last word there. */
    assert_status(post(fx, ANN, "/groups/cases/mails", "mails", "1", "pace", "0", NULL), 303);
    begin(fx, "At once again");
    g_assert_cmpint(count(fx, "outbox", "template = 'discussion'"), ==, 2);
    assert_status(post(fx, ANN, "/groups/cases/mails", "mails", "0", "pace", "7", NULL), 303);
    begin(fx, "None");
    g_assert_cmpint(count(fx, "digest_entry", "kind = 'discussion'"), ==, 1);
    g_assert_cmpint(count(fx, "outbox", "template = 'discussion'"), ==, 2);
    assert_status(post(fx, ANN, "/groups/cases/mails", "mails", "1", "pace", "3", NULL), 422);
    assert_status(post(fx, SAM, "/groups/cases/mails", "mails", "1", "pace", "7", NULL), 403);
    assert_shows(get_json(fx, ANN, "/groups/cases"), "\"pace\"");
    g_assert_cmpint(
        count(fx, "follow",
              arena_printf(fx->arena, "item_id = %d AND person_id = 1 AND pace = 7", (int)group)),
        ==, 1);
}

/* A poll that closes before the next digest could bring it, with a day to vote, comes at once. */
static void
test_what_ends_soon_comes_at_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        int64_t days;
        const char *closes_on;
        bool at_once;
    } cases[] = {
        {DIGEST_DAILY,  "2017-01-04 08:00", true },
        {DIGEST_DAILY,  "2017-01-05 08:00", false},
        {DIGEST_WEEKLY, "2017-01-09 08:00", true },
        {DIGEST_WEEKLY, "2017-01-11 08:00", false},
    };
    a_group(fx, "group");
    run_sql(fx, "UPDATE person SET zone = 'UTC'");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        run_sql(fx, "DELETE FROM outbox");
        run_sql(fx, "DELETE FROM digest_entry");
        chooses(fx, ANN, cases[i].days);
        assert_status(post(fx, BOB, "/groups/cases/polls/new", "title", "Where?", "options",
                           "Here\nThere", "kind", "single", "closes", cases[i].closes_on, "zone",
                           "UTC", NULL),
                      303);
        g_assert_cmpint(count(fx, "outbox", "template = 'poll'"), ==, cases[i].at_once ? 1 : 0);
        g_assert_cmpint(count(fx, "digest_entry", "kind = 'poll'"), ==, cases[i].at_once ? 0 : 1);
    }
}

/* ---- when ---- */

/* The moment at which what is gathered for Ann goes out, if it is reckoned at @now. */
static const char *
due(Fixture *fx, int64_t days, const char *zone, const char *country, const char *now)
{
    run_sql(fx,
            arena_printf(fx->arena,
                         "UPDATE person SET zone = '%s', country = nullif('%s', '') WHERE id = 1",
                         zone, country));
    chooses(fx, ANN, days);
    run_sql(fx, "UPDATE digest_entry SET due_at = 0, mail_id = NULL");
    int64_t moment = 0;
    g_assert_true(moment_parse(now, &moment));
    runs_at(fx, moment);
    return moment_iso(fx->arena, query_int(fx, "SELECT due_at FROM digest_entry"));
}

static void
test_each_in_the_own_morning(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        int64_t days;
        const char *zone, *country, *now, *due;
    } cases[] = {
        {DIGEST_DAILY,   "UTC",                "",   "2017-01-02T07:59Z", "2017-01-02T08:00:00Z"},
        {DIGEST_DAILY,   "UTC",                "",   "2017-01-02T08:00Z", "2017-01-02T08:00:00Z"},
        {DIGEST_DAILY,   "UTC",                "",   "2017-01-02T08:01Z", "2017-01-03T08:00:00Z"},
        {DIGEST_DAILY,   "UTC",                "KE", "2017-01-02T08:01Z", "2017-01-03T05:00:00Z"},
        {DIGEST_DAILY,   "Asia/Kathmandu",     "",   "2017-01-02T08:01Z", "2017-01-03T02:15:00Z"},
        {DIGEST_DAILY,   "Pacific/Kiritimati", "",   "2017-01-02T08:01Z", "2017-01-02T18:00:00Z"},
        /* Clocks go forward on the 26th and back on the 29th: it is eight all the same. */
        {DIGEST_DAILY,   "Europe/Paris",       "",   "2017-03-25T12:00Z", "2017-03-26T06:00:00Z"},
        {DIGEST_DAILY,   "Europe/Paris",       "",   "2017-03-24T12:00Z", "2017-03-25T07:00:00Z"},
        {DIGEST_DAILY,   "America/New_York",   "",   "2017-11-04T20:00Z", "2017-11-05T13:00:00Z"},
        /* A Monday, also where it is not one yet here. */
        {DIGEST_WEEKLY,  "UTC",                "",   "2017-01-02T08:01Z", "2017-01-09T08:00:00Z"},
        {DIGEST_WEEKLY,  "UTC",                "",   "2017-01-08T23:00Z", "2017-01-09T08:00:00Z"},
        {DIGEST_WEEKLY,  "Pacific/Kiritimati", "",   "2017-01-08T08:00Z", "2017-01-08T18:00:00Z"},
        {DIGEST_WEEKLY,  "America/New_York",   "",   "2017-03-12T03:00Z", "2017-03-13T12:00:00Z"},
        {DIGEST_AT_ONCE, "UTC",                "",   "2017-01-02T08:01Z", "2017-01-02T08:01:00Z"},
    };
    a_group(fx, "group");
    chooses(fx, ANN, DIGEST_DAILY);
    begin(fx, "News");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *is = due(fx, cases[i].days, cases[i].zone, cases[i].country, cases[i].now);
        if (strcmp(is, cases[i].due) != 0)
            g_error("case %zu: %s", i, is);
    }
}

/* ---- once ---- */

static void
test_two_runs_are_one_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_group(fx, "group");
    run_sql(fx, "UPDATE person SET zone = 'UTC', country = NULL");
    chooses(fx, ANN, DIGEST_DAILY);
    begin(fx, "One");
    begin(fx, "Two");
    g_assert_cmpint(digest_count_waiting(fixture_begin(fx, NOBODY)), ==, 1);
    fixture_commit(fx);
    g_assert_cmpint(runs_at(fx, TEST_NOW), ==, 0);
    g_assert_cmpint(digest_count_waiting(fixture_begin(fx, NOBODY)), ==, 0);
    fixture_commit(fx);
    g_assert_cmpint(runs_at(fx, NEXT_MORNING - 1), ==, 0);
    g_assert_cmpint(runs_at(fx, NEXT_MORNING), ==, 1);
    g_assert_cmpint(runs_at(fx, NEXT_MORNING), ==, 0);
    g_assert_cmpint(count(fx, "outbox", "template = 'digest' AND person_id = 1"), ==, 1);
    const Mail *mail = digest(fx);
    g_assert_cmpstr(mail->subject, ==, "2 new for you: One · Two");

    /* Who has gone meanwhile gets none, and nothing is kept for him. */
    begin(fx, "Three");
    run_sql(fx, "UPDATE person SET left_at = 1483350000 WHERE id = 1");
    runs_at(fx, NEXT_MORNING + 1);
    g_assert_cmpint(runs_at(fx, NEXT_MORNING + 2 * MOMENT_DAY), ==, 0);
    g_assert_cmpint(count(fx, "outbox", "template = 'digest'"), ==, 1);
    g_assert_cmpint(count(fx, "digest_entry", "mail_id IS NULL"), ==, 0);

    /* What was told is forgotten after a month. */
    g_assert_cmpint(count(fx, "digest_entry", "1 = 1"), ==, 2);
    fx->now = TEST_NOW + 31 * MOMENT_DAY;
    g_assert_cmpint(digest_clean(fixture_begin(fx, NOBODY)), ==, 2);
    fixture_commit(fx);
}

static void
queue_all(Ctx *cx, const void *data G_GNUC_UNUSED)
{
    digest_work(cx, &(JobCursor){0});
}

static void
test_a_failure_queues_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_group(fx, "group");
    chooses(fx, ANN, DIGEST_DAILY);
    begin(fx, "One");
    runs_at(fx, TEST_NOW);
    run_sql(fx, "UPDATE digest_entry SET due_at = 1");
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, queue_all, NULL), >=, 4);
    g_assert_cmpint(count(fx, "outbox", "template = 'digest'"), ==, 0);
    g_assert_cmpint(count(fx, "digest_entry", "mail_id IS NULL AND due_at = 1"), ==, 1);
}

/* However many are in a group, telling them costs the same, also when half of them gather. */
static void
test_many_are_gathered_at_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t group = a_group(fx, "group");
    begin(fx, "One");
    int before = fx->statements;
    for (int i = 0; i < 40; i++)
        run_sql(fx, arena_printf(fx->arena,
                                 "INSERT INTO person (email, name, joined_at, handle, pace) VALUES"
                                 " ('p%d@example.org', 'P', 1, 'p%d', %d)",
                                 i, i, i % 2));
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO group_member (group_id, person_id, state, since)"
                             " SELECT %d, id, 'in', 1 FROM person WHERE name = 'P'",
                             (int)group));
    run_sql(fx, "DELETE FROM outbox");
    begin(fx, "Two");
    assert_statements(fx, before);
    g_assert_cmpint(count(fx, "outbox", "template = 'discussion'"), ==, 21);
    g_assert_cmpint(count(fx, "digest_entry", "1 = 1"), ==, 20);
    g_assert_cmpint(runs_at(fx, TEST_NOW), ==, 0);
    g_assert_cmpint(runs_at(fx, TEST_NOW + 2 * MOMENT_DAY), ==, 20);
}

/* ---- what it says ---- */

/* A digest of Ann's with a discussion and four comments on it, as it was queued. */
static int64_t
a_digest(Fixture *fx, const char *title)
{
    a_group(fx, "group");
    run_sql(fx, "UPDATE person SET zone = 'UTC', country = NULL");
    chooses(fx, ANN, DIGEST_DAILY);
    int64_t id = begin(fx, title);
    follow_set(fixture_begin(fx, ANN), id, ANN, FOLLOW_IT);
    fixture_commit(fx);
    for (int i = 1; i <= 4; i++)
        comment_by(fx, BOB, id, arena_printf(fx->arena, "Comment %d " HOSTILE, i));
    runs_at(fx, TEST_NOW);
    g_assert_cmpint(runs_at(fx, NEXT_MORNING), ==, 1);
    return id;
}

static void
test_the_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_digest(fx, "News " HOSTILE);
    const Mail *mail = digest(fx);
    g_assert_nonnull(mail);
    g_assert_true(g_str_has_prefix(mail->subject, "5 new for you: News <b>Tom"));
    g_assert_nonnull(strstr(mail->text, "== Cases =="));
    g_assert_nonnull(strstr(mail->text, "Bob Banda began a discussion:\nWords of it."));
    g_assert_nonnull(strstr(mail->text, "Comment 2 <b>Tom"));
    g_assert_null(strstr(mail->text, "Comment 3"));
    g_assert_nonnull(strstr(mail->text, "and 2 more"));
    g_assert_nonnull(strstr(mail->html, "Comment 2 &lt;b&gt;Tom &amp; &quot;Ann&quot;"));
    g_assert_null(strstr(mail->html, "<b>Tom"));

    /* Each text has its own answer, the whole mail is answered by a word. */
    const char *to = strstr(mail->html, "mailto:");
    const char *address = arena_strndup(fx->arena, to + 7, strcspn(to + 7, "?\""));
    MailAddress signed_for;
    g_assert_true(mail_address_open(fx->app.key, address, &signed_for));
    g_assert_cmpstr(signed_for.purpose, ==, MAIL_COMMENT);
    g_assert_cmpint(signed_for.number, ==, id);
    g_assert_cmpint(signed_for.person_id, ==, ANN);
    g_assert_nonnull(strstr(to, "?subject=Re%3A%20News%20%3Cb%3ETom"));
    g_assert_true(mail_address_open(fx->app.key, mail->reply_to, &signed_for));
    g_assert_cmpstr(signed_for.purpose, ==, MAIL_PACE);
    g_assert_cmpstr(mail->list, ==, "digest");
    g_assert_nonnull(strstr(mail->unsubscribe, "/pace/"));
    g_assert_nonnull(strstr(mail->text, "Choose how often it comes:\n"));
    g_assert_cmpuint(strlen(mail->html), <, 30 * 1024);

    run_sql(fx, "UPDATE outbox SET language = 'fr'");
    g_assert_nonnull(strstr(digest(fx)->text, "et 2 de plus"));
    run_sql(fx, "UPDATE outbox SET language = 'ar'");
    g_assert_nonnull(strstr(digest(fx)->html, "dir=\"rtl\""));

    /* Where no mail comes in, nobody is asked to answer. */
    run_sql(fx, "UPDATE setting SET value = '0' WHERE name = 'mail_in'");
    g_assert_null(strstr(digest(fx)->html, "mailto:"));
    g_assert_null(digest(fx)->reply_to);
}

/* Much of it stays a mail of a size, in few statements, and says how much it leaves out. */
static void
test_much_stays_small(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t first = a_digest(fx, "First");
    int64_t mail_id = query_int(fx, "SELECT max(id) FROM outbox WHERE template = 'digest'");
    GString *words = arena_string(fx->arena, 4096);
    for (int i = 0; i < 300; i++)
        g_string_append(words, "\xd8\xb9\xd8\xb1\xd8\xa8 ");
    for (int i = 0; i < 40; i++) {
        int64_t id = begin(fx, arena_printf(fx->arena, "%.*s %d", 240, words->str, i));
        run_sql(fx, arena_printf(fx->arena, "UPDATE item SET body = '%s' WHERE id = %d", words->str,
                                 (int)id));
    }
    run_sql(fx, arena_printf(fx->arena, "UPDATE digest_entry SET mail_id = %d", (int)mail_id));
    const Mail *mail = digest(fx);
    g_assert_cmpuint(strlen(mail->html), <, 30 * 1024);
    g_assert_true(g_str_has_prefix(mail->subject, "45 new for you: First · "));
    g_assert_nonnull(strstr(mail->text, "There are 23 more on our site."));
    g_assert_cmpint(first, >, 0);

    Ctx *cx = fixture_begin(fx, NOBODY);
    const MailSender sender = mail_sender(cx);
    Mail again;
    int before = db_count_statements(fx->db);
    g_assert_true(mail_compose(cx, mails, &sender, mail_find(cx, mail_id), &again));
    g_assert_cmpint(db_count_statements(fx->db) - before, <=, 6);
    fixture_commit(fx);
}

/* What changed since it was gathered holds; what is left over nothing is not sent. */
static void
test_what_is_not_there_any_more(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const changes[][2] = {
        {"UPDATE item SET status = 'draft' WHERE kind = 'discussion'",
         "UPDATE item SET status = 'published'"                                                                    },
        {"UPDATE group_member SET state = 'asked' WHERE person_id = 1",
         "UPDATE group_member SET state = 'in'"                                                                    },
        {"UPDATE person SET comment_mails = 0",                         "UPDATE person SET"
                                                " comment_mails = 1"},
        {"UPDATE person SET left_at = 1 WHERE id = 1",                  "UPDATE person SET left_at = NULL"         },
        {"UPDATE follow SET wants = 0",                                 "UPDATE follow SET wants = 1"              },
    };
    int64_t id = a_digest(fx, "News");
    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_assert_nonnull(digest(fx));
        run_sql(fx, changes[i][0]);
        if (digest(fx) != NULL)
            g_error("%s: it would be sent", changes[i][0]);
        run_sql(fx, changes[i][1]);
    }

    /* One comment is taken away, another taken back, a third moved to where Ann does not look. */
    run_sql(fx, "UPDATE comment SET status = 'removed' WHERE body LIKE 'Comment 1%'");
    run_sql(fx, "UPDATE comment SET body = '' WHERE body LIKE 'Comment 2%'");
    const Mail *mail = digest(fx);
    g_assert_null(strstr(mail->text, "Comment 1"));
    g_assert_nonnull(strstr(mail->text, "Comment 3"));
    g_assert_true(g_str_has_prefix(mail->subject, "3 new"));
    int64_t other = begin(fx, "Another");
    run_sql(fx,
            arena_printf(fx->arena, "UPDATE comment SET item_id = %d WHERE body LIKE 'Comment 3%%'",
                         (int)other));
    g_assert_null(strstr(digest(fx)->text, "Comment 3"));
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO follow (item_id, person_id, wants, since)"
                             " VALUES (%d, 1, 1, 1)",
                             (int)other));
    g_assert_nonnull(
        strstr(digest(fx)->text, "* Another\n\nBob Banda wrote a comment:\nComment 3"));
    g_assert_cmpint(id, !=, other);
}

/* Choosing otherwise moves what waits. */
static void
test_a_new_choice_moves_what_waits(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_group(fx, "group");
    run_sql(fx, "UPDATE person SET zone = 'UTC', country = NULL");
    chooses(fx, ANN, DIGEST_WEEKLY);
    begin(fx, "News");
    runs_at(fx, TEST_NOW);
    g_assert_cmpint(runs_at(fx, NEXT_MORNING), ==, 0);
    chooses(fx, ANN, DIGEST_DAILY);
    g_assert_cmpint(runs_at(fx, NEXT_MORNING), ==, 1);
    begin(fx, "More");
    runs_at(fx, NEXT_MORNING + 1);
    chooses(fx, ANN, DIGEST_AT_ONCE);
    g_assert_cmpint(runs_at(fx, NEXT_MORNING + 2), ==, 1);
    begin(fx, "At once");
    g_assert_cmpint(count(fx, "outbox", "template = 'discussion'"), ==, 1);
}

void
digest_tests(void)
{
    add_test("/digest/told-at-once-or-gathered", test_told_at_once_or_gathered);
    add_test("/digest/what-ends-soon-comes-at-once", test_what_ends_soon_comes_at_once);
    add_test("/digest/each-in-the-own-morning", test_each_in_the_own_morning);
    add_test("/digest/two-runs-are-one-mail", test_two_runs_are_one_mail);
    add_test("/digest/a-failure-queues-nothing", test_a_failure_queues_nothing);
    add_test("/digest/many-are-gathered-at-once", test_many_are_gathered_at_once);
    add_test("/digest/the-mail", test_the_mail);
    add_test("/digest/much-stays-small", test_much_stays_small);
    add_test("/digest/what-is-not-there-any-more", test_what_is_not_there_any_more);
    add_test("/digest/a-new-choice-moves-what-waits", test_a_new_choice_moves_what_waits);
}
