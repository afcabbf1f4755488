/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Polls of the whole alliance: when they open, and who hears of them by mail.
 */
#include "alliance/poll_tell.h"
#include "poll/poll_testing.h"

#include "alliance/digest.h"
#include "alliance/item.h"
#include "alliance/mail_testing.h"
#include "alliance/poll.h"
#include "alliance/standing_link.h"

#include <string.h>

static int64_t
run_job(Fixture *fx, int64_t (*job)(Ctx *cx))
{
    int64_t n = job(fixture_begin(fx, NOBODY));
    fixture_commit(fx);
    return n;
}

static void
run_digest(Fixture *fx)
{
    JobCursor cursor = {0};
    digest_work(fixture_begin(fx, NOBODY), &cursor);
    fixture_commit(fx);
}

/* ---- opening ---- */

static void
test_a_draft_is_nobodys(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_poll_of_all(fx, "single", "early");
    static const int64_t others[] = {NOBODY, ANN};
    static const char *const lists[] = {"/polls", "/polls.atom", "/polls.json", "/new",
                                        "/search?q=where"};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        assert_status(get(fx, others[i], "/polls/where"), 404);
        assert_status(get_json(fx, others[i], "/polls/where.json"), 404);
        for (size_t l = 0; l < G_N_ELEMENTS(lists); l++)
            assert_hides(get(fx, others[i], lists[l]), "polls/where");
    }
    assert_status(get(fx, ANN, "/polls/where/open"), 404);
    assert_status(post(fx, ANN, "/polls/where/open", "mails", "1", NULL), 404);
    assert_status(post(fx, ANN, "/polls/where", "choice", "1", NULL), 404);
    /* Who leads it cannot vote in it, close it or let it be counted either. */
    assert_shows(get(fx, EDNA, "/polls/where"), "not open yet");
    assert_shows(get(fx, EDNA, "/polls"), "polls/where");
    post(fx, EDNA, "/polls/where", "choice", "1", NULL);
    post(fx, EDNA, "/polls/where/act", "act", "close", NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM poll_vote"), ==, 0);
    fx->now = POLL_CLOSES + 1;
    g_assert_cmpint(run_job(fx, poll_count_due), ==, 0);
    g_assert_cmpint(run_job(fx, poll_close_due), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(closed_at) FROM poll"), ==, 0);
    /* It would be closed already. */
    Response *res = post(fx, EDNA, "/polls/where/open", "mails", "1", NULL);
    assert_status(res, 422);
    assert_shows(res, "would be closed by then");
    g_assert_cmpint(mails_of(fx, "poll"), ==, 0);
    g_assert_cmpint(id, >, 0);
}

static void
test_how_many_is_said_first(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll_of_all(fx, "single", "early");
    run_sql(fx, "UPDATE person SET language = 'sw' WHERE id = 4;" /* whose mails are English */
                "UPDATE person SET language = 'fr' WHERE id = 1;"
                "INSERT INTO person (id, email, name, language, joined_at, poll_mails)"
                " VALUES (20, 'no@example.org', 'No', 'en', 1, 0),"
                "        (21, 'back@example.org', 'Back', 'en', 1, 1);"
                "INSERT INTO mail_reach (address, score, scored_at, day_weight, paused_at)"
                " VALUES ('back@example.org', 9, 1, 1, 1);"
                "INSERT INTO person (id, email, name, joined_at, left_at)"
                " VALUES (22, 'gone@example.org', 'Gone', 1, 2)");
    Response *res = get(fx, EDNA, "/polls/where/open");
    assert_statements(fx, 12);
    assert_shows(res, "4 members can vote, and each gets a mail");
    assert_shows(res, "1 more wants no such mails");
    assert_shows(res, "1 more cannot be reached: mails to the address came back");
    assert_shows(res, "<td data-l=\"Language\">French</td><td class=\"n\" data-l=\"Members\">2</td>"
                      "<td data-l=\"Translation\"><span class=\"slip\">missing");
    assert_shows(get_json(fx, EDNA, "/polls/where/open.json"), "\"unwilling\":1");
    assert_status(in_french(fx, "Où", "Rouge", "Vert", "Bleu"), 303);
    assert_shows(get(fx, EDNA, "/polls/where/open"), "up to date");
    assert_shows(get(fx, EDNA, "/fr/polls/where/open"), "Ouvrir le sondage");
    assert_status(get(fx, NOBODY, "/polls/where/open"), 303); /* to sign in */
    open_it(fx, true);
    g_assert_cmpint(mails_of(fx, "poll"), ==, 5); /* the one that came back is not sent */
    assert_location(get(fx, EDNA, "/polls/where/open"), "/polls/where");
}

static void
test_each_is_told_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_poll_of_all(fx, "single", "early");
    open_it(fx, true);
    g_assert_cmpint(mails_of(fx, "poll"), ==, 4);
    g_assert_cmpint(query_int(fx, "SELECT count(DISTINCT person_id) FROM outbox"), ==, 4);
    assert_shows(get(fx, ANN, "/polls/where"), "name=\"choice\"");
    assert_shows(get(fx, ANN, "/polls.atom"), "polls/where");
    /* A second press, a second node, and what is published anew tell nobody. */
    open_it(fx, true);
    poll_published(fixture_begin(fx, NOBODY), id);
    fixture_commit(fx);
    Ctx *cx = fixture_begin(fx, SAM);
    item_withdraw(cx, id);
    item_publish(cx, id);
    fixture_commit(fx);
    g_assert_cmpint(mails_of(fx, "poll"), ==, 4);
    g_assert_cmpstr(query_text(fx, "SELECT subject FROM audit WHERE action = 'poll.mail'"), ==,
                    "4");
}

static void
test_nobody_is_told_if_so_chosen(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll_of_all(fx, "single", "early");
    open_it(fx, false);
    g_assert_cmpint(mails_of(fx, "poll") + entries_of(fx, "poll"), ==, 0);
    assert_status(post(fx, ANN, "/polls/where", "choice", "1", NULL), 303);
    fx->now = POLL_CLOSES - 2 * POLL_DAY;
    g_assert_cmpint(run_job(fx, poll_remind_due), ==, 0);
    fx->now = POLL_CLOSES;
    run_job(fx, poll_close_due);
    g_assert_cmpint(mails_of(fx, "poll.result"), ==, 1); /* to who asked it */
}

static void
test_it_opens_by_itself(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll_of_all(fx, "single", "early");
    assert_shows(post(fx, EDNA, "/polls/where/open", "opens", "soon", NULL), "This is no time");
    assert_shows(post(fx, EDNA, "/polls/where/open", "opens", "2017-01-02 11:00", NULL),
                 "This is over already");
    Response *res = post(fx, EDNA, "/polls/where/open", "opens", "2017-01-22 12:00", NULL);
    assert_shows(res, "would be closed by then");
    assert_shows(res, "value=\"2017-01-22 12:00\"");
    assert_status(
        post(fx, EDNA, "/polls/where/open", "mails", "1", "opens", "2017-01-03 12:00", NULL), 303);
    assert_shows(get(fx, EDNA, "/polls"), "opens on");
    assert_shows(get(fx, EDNA, "/polls/where/open"), "value=\"2017-01-03 12:00\"");
    assert_status(get(fx, ANN, "/polls/where"), 404);
    /* What is changed now still closes after it opens. */
    assert_shows(post(fx, EDNA, "/polls/where/edit", "title", "Where", "options", "A\nB", "kind",
                      "single", "closes", "2017-01-03 11:00", "zone", "Africa/Nairobi", "audience",
                      "members", NULL),
                 "It opens only on 3 January 2017");
    /* Held back, and set anew. */
    assert_status(post(fx, EDNA, "/polls/where/open", "act", "hold", NULL), 303);
    fx->now = TEST_NOW + 2 * POLL_DAY;
    g_assert_cmpint(run_job(fx, item_publish_due), ==, 0);
    assert_status(
        post(fx, EDNA, "/polls/where/open", "mails", "1", "opens", "2017-01-05 12:00", NULL), 303);
    g_assert_cmpint(mails_of(fx, "poll"), ==, 0);
    fx->now = TEST_NOW + 3 * POLL_DAY;
    g_assert_cmpint(run_job(fx, item_publish_due), ==, 1);
    g_assert_cmpint(run_job(fx, item_publish_due), ==, 0);
    g_assert_cmpint(mails_of(fx, "poll"), ==, 4);
    assert_status(post(fx, ANN, "/polls/where", "choice", "1", NULL), 303);
}

static Response *
change_all(Fixture *fx, const char *title, const char *options, const char *kind)
{
    return post(fx, EDNA, "/polls/where/edit", "title", title, "options", options, "kind", kind,
                "most", "2", "closes", "2017-01-22 12:00", "zone", "Africa/Nairobi", "audience",
                "members", NULL);
}

static void
test_options_stay_once_they_were_mailed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_poll_of_all(fx, "single", "early");
    /* Before it is open, also when the moment is set, all can be changed. */
    assert_status(change_all(fx, "Where", "Red\nGreen\nGray", "single"), 303);
    assert_status(
        post(fx, EDNA, "/polls/where/open", "mails", "1", "opens", "2017-01-03 12:00", NULL), 303);
    assert_hides(get(fx, EDNA, "/polls/where/edit"), "The mail has gone out");
    assert_status(change_all(fx, "Where", "Red\nGreen\nBlue", "single"), 303);
    fx->now = TEST_NOW + POLL_DAY;
    g_assert_cmpint(run_job(fx, item_publish_due), ==, 1);
    g_assert_cmpint(mails_of(fx, "poll"), ==, 4);
    assert_shows(get(fx, EDNA, "/polls/where/edit"),
                 "href=\"/polls/new?instead=where\">Begin another</a>");
    Response *res = change_all(fx, "Where to", "Red\nBlue\nGreen", "several");
    assert_statements(fx, 12);
    assert_status(res, 422);
    assert_shows(res, "close this poll and begin another");
    assert_shows(res, "Question: this was fixed in the meantime");
    for (int nth = 2; nth <= 6; nth++)
        assert_status(post_failing_at(fx, nth, EDNA, "/polls/where/edit", "closes",
                                      "2017-01-23 12:00", "zone", "Africa/Nairobi", "audience",
                                      "public", NULL),
                      500);
    g_assert_cmpstr(query_text(fx, "SELECT title || audience FROM item WHERE kind = 'poll'"), ==,
                    "Wheremembers");
    g_assert_cmpint(query_int(fx, "SELECT closes_at FROM poll"), ==, POLL_CLOSES);
    assert_status(post(fx, EDNA, "/polls/where/edit", "closes", "2017-01-23 12:00", "zone",
                       "Africa/Nairobi", "audience", "public", NULL),
                  303);
    g_assert_cmpstr(query_text(fx, "SELECT title || audience FROM item WHERE kind = 'poll'"), ==,
                    "Wherepublic");
    assert_shows(get(fx, EDNA, "/polls/new?instead=where"),
                 "This poll takes the place of [Where](/polls/where).");
    /* An answer to the mail counts for what stood there. */
    g_assert_cmpstr(answer_poll(fx, id, ANN, "ann@example.org", "2\n"), ==, "done");
    g_assert_cmpstr(query_text(fx, "SELECT text FROM poll_option JOIN poll_vote"
                                   " ON poll_vote.choice = CAST(poll_option.number AS TEXT)"),
                    ==, "Green");
}

static void
test_options_of_which_no_mail_went_out_change(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll_of_all(fx, "single", "early");
    open_it(fx, false);
    assert_hides(get(fx, EDNA, "/polls/where/edit"), "The mail has gone out");
    assert_status(change_all(fx, "Where", "A\nB", "ranked"), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM poll_option"), ==, 2);
}

/* ---- wishes ---- */

static void
test_each_gets_it_as_he_wishes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll_of_all(fx, "single", "early");
    run_sql(fx, "UPDATE person SET pace = 1 WHERE id = 1;"
                "UPDATE person SET pace = 7, comment_mails = 0 WHERE id = 2;" /* has no digest */
                "UPDATE person SET poll_mails = 0 WHERE id = 3;"
                "UPDATE person SET left_at = 2 WHERE id = 4");
    open_it(fx, true);
    g_assert_cmpint(query_int(fx, "SELECT min(person_id) FROM outbox WHERE template = 'poll'"), ==,
                    2);
    g_assert_cmpint(mails_of(fx, "poll"), ==, 1);
    g_assert_cmpint(entries_of(fx, "poll"), ==, 1);

    fx->now = TEST_NOW + 2 * POLL_DAY;
    run_digest(fx);
    fx->now += POLL_DAY;
    run_digest(fx);
    const char *text = newest_mail(fx, &MAIL_DIGEST, ANN);
    assert_says(text, "Where");
    assert_says(text, "2) Green");
    assert_says(text, "reply+p");
    run_sql(fx, "UPDATE person SET poll_mails = 0 WHERE id = 1");
    g_assert_cmpstr(newest_mail(fx, &MAIL_DIGEST, ANN), ==, "");
}

/* What became of its reader and of the poll since it was queued holds. */
static void
test_it_is_looked_at_when_sent(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const changes[][2] = {
        {"UPDATE person SET poll_mails = 0 WHERE id = 1",
         "UPDATE person SET poll_mails = 1 WHERE id = 1"                                                       },
        {"UPDATE person SET left_at = 1 WHERE id = 1",
         "UPDATE person SET left_at = NULL WHERE id = 1"                                                       },
        {"UPDATE poll SET closes_at = 1",                              "UPDATE poll SET closes_at = 2000000000"},
        {"UPDATE item SET status = 'draft' WHERE kind = 'poll'",
         "UPDATE item SET status = 'published' WHERE kind = 'poll'"                                            },
        {"UPDATE item SET audience = 'editors' WHERE kind = 'poll'",
         "UPDATE item SET audience = 'members' WHERE kind = 'poll'"                                            },
        {"INSERT INTO follow (item_id, person_id, wants, since)"
         " SELECT id, 1, 0, 1 FROM item WHERE kind = 'poll'", "DELETE FROM follow"                    },
    };
    a_poll_of_all(fx, "single", "early");
    open_it(fx, true);
    assert_says(newest_mail(fx, &MAIL_POLL_BEGUN, ANN), "Poll: Where");
    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
        run_sql(fx, changes[i][0]);
        if (*newest_mail(fx, &MAIL_POLL_BEGUN, ANN) != '\0')
            g_error("%s: and it is sent", changes[i][0]);
        run_sql(fx, changes[i][1]);
        assert_says(newest_mail(fx, &MAIL_POLL_BEGUN, ANN), "Poll: Where");
    }
}

static void
test_one_click_ends_them(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const MailKind *const kinds[] = {&MAIL_POLL_BEGUN, NULL};
    a_poll_of_all(fx, "single", "early");
    open_it(fx, true);
    Mail mail;
    const char *message = NULL;
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    g_assert_nonnull(strstr(message, "List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    g_assert_nonnull(strstr(message, "List-Id: <polls."));
    assert_says(mail.text, "/poll-mails/");
    Ctx *cx = fixture_begin(fx, NOBODY);
    const char *path = arena_printf(fx->arena, "%s/%s", POLL_END_PATH,
                                    standing_link_new(cx, POLL_END_USE, ANN));
    fixture_commit(fx);
    const char *wants = "SELECT poll_mails FROM person WHERE id = 1";
    assert_shows(get(fx, NOBODY, path), "Stop the mails about polls?");
    g_assert_cmpint(query_int(fx, wants), ==, 1); /* looking changes nothing */
    assert_shows(post(fx, NOBODY, path, NULL), "have stopped");
    g_assert_cmpint(query_int(fx, wants), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT comment_mails FROM person WHERE id = 1"), ==, 1);
    assert_status(get(fx, NOBODY, "/poll-mails/xyz"), 410);
    assert_status(post(fx, NOBODY, "/poll-mails/xyz", NULL), 410);
    /* It can be taken back, and again be ended, with all other choices. */
    assert_hides(get(fx, ANN, "/preferences"), "name=\"polls\" value=\"1\" checked");
    assert_status(post(fx, ANN, "/preferences", "polls", "1", "pace", "0", "language", "en", NULL),
                  303);
    g_assert_cmpint(query_int(fx, wants), ==, 1);
    assert_shows(get(fx, ANN, "/preferences"), "name=\"polls\" value=\"1\" checked");
    assert_status(post(fx, ANN, "/preferences", "nothing", "1", NULL), 303);
    g_assert_cmpint(query_int(fx, wants), ==, 0);
}

/* ---- before and after it closes ---- */

static void
test_who_was_silent_is_reminded_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll_of_all(fx, "single", "secret");
    open_it(fx, true);
    assert_status(post(fx, ANN, "/polls/where", "choice", "2", NULL), 303);
    fx->now = POLL_CLOSES - POLL_REMIND_BEFORE - 1;
    g_assert_cmpint(run_job(fx, poll_count_reminders), ==, 0);
    g_assert_cmpint(run_job(fx, poll_remind_due), ==, 0);
    fx->now++;
    g_assert_cmpint(run_job(fx, poll_count_reminders), ==, 1);
    g_assert_cmpint(run_job(fx, poll_remind_due), ==, 1);
    g_assert_cmpint(run_job(fx, poll_remind_due), ==, 0);
    g_assert_cmpint(mails_of(fx, "poll.reminder"), ==, 3);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'poll.reminder'"
                                  " AND person_id = 1"),
                    ==, 0);
    const char *text = newest_mail(fx, &MAIL_POLL_REMINDER, BOB);
    assert_says(text, "Closes soon: Where");
    assert_says(text, "you have not voted");
    assert_says(text, "3) Blue");
    /* Who votes before it leaves gets none. */
    assert_status(post(fx, BOB, "/polls/where", "choice", "1", NULL), 303);
    g_assert_cmpstr(newest_mail(fx, &MAIL_POLL_REMINDER, BOB), ==, "");
}

static void
test_nobody_is_reminded_at_once_or_at_the_end(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll_of_all(fx, "single", "early");
    fx->now = POLL_CLOSES - 4 * POLL_DAY;
    open_it(fx, true);
    fx->now = POLL_CLOSES - 3 * POLL_DAY; /* a day after it was told of */
    g_assert_cmpint(run_job(fx, poll_remind_due), ==, 0);
    run_sql(fx, "UPDATE poll SET told_at = 1");
    fx->now = POLL_CLOSES - POLL_REMIND_LATEST;
    g_assert_cmpint(run_job(fx, poll_remind_due), ==, 0);
    fx->now--;
    g_assert_cmpint(run_job(fx, poll_remind_due), ==, 1);
}

static void
test_who_voted_hears_what_came_out(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_poll_of_all(fx, "single", "early");
    open_it(fx, true);
    static const int64_t voters[] = {ANN, BOB, EDNA, SAM};
    for (size_t i = 0; i < G_N_ELEMENTS(voters); i++)
        assert_status(post(fx, voters[i], "/polls/where", "choice", "2", NULL), 303);
    run_sql(fx, "UPDATE person SET pace = 1 WHERE id = 3");
    /* Edna asked, Bob follows it: they hear of it anyway; Sam wants nothing of it. */
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO follow (item_id, person_id, wants, since)"
                             " VALUES (%d, 2, 1, 1), (%d, 4, 0, 1)",
                             (int)id, (int)id));
    fx->now = POLL_CLOSES;
    g_assert_cmpint(run_job(fx, poll_close_due), ==, 1);
    g_assert_cmpint(run_job(fx, poll_close_due), ==, 0);
    g_assert_cmpint(mails_of(fx, "poll.result"), ==, 2);
    g_assert_cmpint(entries_of(fx, "poll.result"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(DISTINCT person_id) FROM outbox"
                                  " WHERE template = 'poll.result' AND person_id IN (1, 2)"),
                    ==, 2);
    const char *text = newest_mail(fx, &MAIL_POLL_RESULT, ANN);
    assert_says(text, "★ Green: 4");
    assert_says(text, "because you voted");
    assert_says(newest_mail(fx, &MAIL_POLL_RESULT, BOB), "or follow it");
    run_sql(fx, "UPDATE person SET poll_mails = 0 WHERE id = 1");
    g_assert_cmpstr(newest_mail(fx, &MAIL_POLL_RESULT, ANN), ==, "");
    /* A digest has it, too. */
    run_digest(fx);
    fx->now += POLL_DAY;
    run_digest(fx);
    assert_says(newest_mail(fx, &MAIL_DIGEST, EDNA), "★ Green: 4");
}

/* ---- failures ---- */

static void
open_work(Ctx *cx, const void *data)
{
    const Item *item = item_find_id(cx, *(const int64_t *)data);
    if (item != NULL)
        poll_open(cx, item, 0, true);
}

static void
remind_work(Ctx *cx, const void *data)
{
    (void)data;
    poll_remind_due(cx);
}

static void
test_a_failure_tells_nobody(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_poll_of_all(fx, "single", "early");
    g_assert_cmpint(fixture_fail_each(fx, EDNA, open_work, &id), >, 6);
    g_assert_cmpint(mails_of(fx, "poll"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(told_at) FROM poll"), ==, 0);
    assert_status(get(fx, ANN, "/polls/where"), 404);
    open_it(fx, true);
    g_assert_cmpint(mails_of(fx, "poll"), ==, 4);
    fx->now = POLL_CLOSES - 2 * POLL_DAY;
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, remind_work, NULL), >, 2);
    g_assert_cmpint(mails_of(fx, "poll.reminder"), ==, 0);
    g_assert_cmpint(run_job(fx, poll_remind_due), ==, 1);
    g_assert_cmpint(mails_of(fx, "poll.reminder"), ==, 4);
}

void
poll_all_tests(void)
{
    add_test("/poll_all/a-draft-is-nobodys", test_a_draft_is_nobodys);
    add_test("/poll_all/how-many-is-said-first", test_how_many_is_said_first);
    add_test("/poll_all/each-is-told-once", test_each_is_told_once);
    add_test("/poll_all/nobody-is-told-if-so-chosen", test_nobody_is_told_if_so_chosen);
    add_test("/poll_all/opens-by-itself", test_it_opens_by_itself);
    add_test("/poll_all/options-stay-once-mailed", test_options_stay_once_they_were_mailed);
    add_test("/poll_all/options-without-a-mail-change",
             test_options_of_which_no_mail_went_out_change);
    add_test("/poll_all/as-each-wishes", test_each_gets_it_as_he_wishes);
    add_test("/poll_all/looked-at-when-sent", test_it_is_looked_at_when_sent);
    add_test("/poll_all/one-click-ends-them", test_one_click_ends_them);
    add_test("/poll_all/the-silent-are-reminded-once", test_who_was_silent_is_reminded_once);
    add_test("/poll_all/no-reminder-too-early-or-late",
             test_nobody_is_reminded_at_once_or_at_the_end);
    add_test("/poll_all/voters-hear-what-came-out", test_who_voted_hears_what_came_out);
    add_test("/poll_all/a-failure-tells-nobody", test_a_failure_tells_nobody);
}
