/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/poll.h"
#include "testing.h"

#include "alliance/access.h"
#include "alliance/follow.h"
#include "alliance/group_testing.h"
#include "alliance/holding.h"
#include "alliance/poll_tell.h"
#include "alliance/sender.h"
#include "inbound/deliver.h"
#include "mail/address.h"

#include <string.h>

#define CLOSES (TEST_NOW + 3600) /* 10:00 UTC, 13:00 in Nairobi */

static const MailKind *const mails[] = {&MAIL_POLL_BEGUN, &MAIL_POLL_VOTE, &MAIL_POLL_RESULT, NULL};

/* Mails about what was done before are not looked at. */
static void
a_group(Fixture *fx, const char *inside)
{
    fx->app.mails = mails;
    group_of_two(fx, "cases", "Cases", inside);
    mail_both_ways(fx);
    run_sql(fx, "DELETE FROM outbox");
}

static Response *
begin(Fixture *fx, int64_t me, const char *options, const char *kind, const char *flag)
{
    return post(fx, me, "/groups/cases/polls/new", "title", "Where", "body", "Think *first*.",
                "options", options, "kind", kind, "most", "2", "closes", "2017-01-02 13:00", "zone",
                "Africa/Nairobi", flag, "1", NULL);
}

/* One with three options; returns its item. */
static int64_t
a_poll(Fixture *fx, const char *inside, const char *kind, const char *flag)
{
    a_group(fx, inside);
    assert_location(begin(fx, BOB, "Red " HOSTILE "\nGreen\n\nBlue\nGreen\n", kind, flag),
                    "/polls/where");
    return query_int(fx, "SELECT id FROM item WHERE kind = 'poll'");
}

static const char *
vote_of(Fixture *fx, int64_t me)
{
    return query_text(
        fx, arena_printf(fx->arena, "SELECT choice FROM poll_vote WHERE person_id = %d", (int)me));
}

static int64_t
close_due(Fixture *fx)
{
    int64_t n = poll_close_due(fixture_begin(fx, NOBODY));
    fixture_commit(fx);
    return n;
}

/* ---- the count ---- */

/* What became of each option in each round: "1a2b" is option 1 in round 1 ... */
static const char *
counted(Fixture *fx, const char *kind, size_t n_options, const PollBallot *ballots, uint64_t lot)
{
    size_t n = 0;
    while (ballots[n].choice != NULL)
        n++;
    PollTallySpan tallies = poll_count(fx->arena, kind, n_options, (PollBallotSpan){ballots, n},
                                       lot);
    GString *text = arena_string(fx->arena, 200);
    for (size_t i = 0; i < tallies.n; i++)
        g_string_append_printf(text, "%s%d:%d=%d%s", i > 0 ? " " : "", (int)tallies.at[i].round,
                               (int)tallies.at[i].number, (int)tallies.at[i].votes,
                               tallies.at[i].state);
    return text->str;
}

static void
test_sums_and_equals(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const PollBallot sums[] = {
        {"1",   2},
        {"2,3", 3},
        {NULL,  0}
    };
    g_assert_cmpstr(counted(fx, "several", 3, sums, 0), ==, "1:1=2 1:2=3equal 1:3=3equal");
    const PollBallot one[] = {
        {"2",  1},
        {NULL, 0}
    };
    g_assert_cmpstr(counted(fx, "single", 2, one, 0), ==, "1:1=0 1:2=1won");
    const PollBallot none[] = {
        {NULL, 0}
    };
    g_assert_cmpstr(counted(fx, "single", 2, none, 0), ==, "1:1=0 1:2=0");
    g_assert_cmpstr(counted(fx, "ranked", 2, none, 0), ==, "1:1=0 1:2=0");
}

static void
test_rounds_and_ties(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    /* 3 goes out, its votes go to 2, which wins although 1 was first. */
    const PollBallot plain[] = {
        {"1",   4},
        {"2",   3},
        {"3,2", 2},
        {NULL,  0}
    };
    g_assert_cmpstr(counted(fx, "ranked", 3, plain, 0), ==, "1:1=4 1:2=3 1:3=2out 2:1=4 2:2=5won");
    /* In round 2 option 2 and 3 are last with 5 each: 3 had fewer in round 1, so it goes. */
    const PollBallot earlier[] = {
        {"1",   6},
        {"2",   5},
        {"3",   3},
        {"4,3", 2},
        {NULL,  0}
    };
    g_assert_cmpstr(counted(fx, "ranked", 4, earlier, 0), ==,
                    "1:1=6 1:2=5 1:3=3 1:4=2out 2:1=6 2:2=5 2:3=5out 3:0=5 3:1=6won 3:2=5");
    /* Equal from the beginning: the lot decides, and either may win. */
    const PollBallot equal[] = {
        {"1,2", 1},
        {"2",   1},
        {NULL,  0}
    };
    g_assert_cmpstr(counted(fx, "ranked", 2, equal, 0), ==, "1:1=1lot 1:2=1 2:2=2won");
    g_assert_cmpstr(counted(fx, "ranked", 2, equal, 1), ==, "1:1=1 1:2=1lot 2:0=1 2:1=1won");
}

/* ---- pages ---- */

static void
test_only_who_leads_begins_one(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_group(fx, "public");
    assert_status(get(fx, NOBODY, "/groups/cases/polls"), 200);
    assert_hides(get(fx, ANN, "/groups/cases/polls"), "Begin a poll");
    assert_shows(get(fx, BOB, "/groups/cases/polls"), "/groups/cases/polls/new");
    assert_status(get(fx, ANN, "/groups/cases/polls/new"), 403);
    assert_status(begin(fx, ANN, "A\nB", "single", "early"), 403);
    assert_status(get(fx, BOB, "/groups/none/polls/new"), 404);
    assert_status(begin(fx, BOB, "A\nA\n", "single", "early"), 422);
    assert_shows(begin(fx, BOB, "A\n", "several", "early"), "Write 2 to 20 different options.");
    fx->now = CLOSES;
    assert_shows(begin(fx, BOB, "A\nB\n", "single", "early"), "This is over already.");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item WHERE kind = 'poll'"), ==, 0);
    /* For the alliance it is an editor. */
    fx->now = TEST_NOW;
    assert_status(get(fx, BOB, "/polls/new"), 403);
    assert_status(get(fx, EDNA, "/polls/new"), 200);
    assert_status(post(fx, EDNA, "/polls/new", "title", "All", "options", "A\nB", "kind", "single",
                       "closes", "2017-01-02 13:00", "zone", "UTC", "audience", "members", NULL),
                  303);
    assert_status(post(fx, EDNA, "/polls/all/open", NULL), 303);
    assert_status(get(fx, NOBODY, "/polls/all"), 404);
    assert_status(post(fx, ANN, "/polls/all", "choice", "1", NULL), 303);
    assert_shows(get(fx, ANN, "/polls"), "/polls/all");
}

static void
test_one_votes_and_votes_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_poll(fx, "public", "single", "early");
    Response *res = get(fx, ANN, "/polls/where");
    assert_statements(fx, 18);
    assert_shows(res, "Red &lt;b&gt;Tom");
    assert_shows(res, "Think <em>first</em>");
    assert_shows(res, "13:00");
    assert_hides(res, "Change the poll");
    assert_shows(get(fx, BOB, "/polls/where"), "Change the poll");
    assert_status(post(fx, NOBODY, "/polls/where", "choice", "1", NULL), 403);
    assert_status(post(fx, EDNA, "/polls/where", "choice", "1", NULL), 403);
    assert_shows(get(fx, EDNA, "/polls/where"), "come into the group");
    assert_shows(post(fx, ANN, "/polls/where", NULL), "Choose an option.");
    assert_status(post(fx, ANN, "/polls/where", "choice", "4", NULL), 422);
    assert_status(post(fx, ANN, "/polls/where", "choice", "2", NULL), 303);
    assert_status(post(fx, ANN, "/polls/where", "choice", "3", NULL), 303);
    g_assert_cmpstr(vote_of(fx, ANN), ==, "3");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM poll_vote"), ==, 1);
    assert_shows(get(fx, NOBODY, "/polls/where"), "1 has voted");
    assert_shows(get(fx, NOBODY, "/polls/where"), "the count so far");
    assert_shows(get(fx, NOBODY, "/fr/polls/where"), "Sondage");
    assert_shows(get_json(fx, NOBODY, "/polls/where.json"), "\"voted\":1");
    /* What was asked does not change any more, by its own pages or by the desk. */
    assert_status(get(fx, BOB, "/polls/where/edit"), 409);
    assert_status(get(fx, ANN, "/polls/where/edit"), 403);
    assert_location(get(fx, SAM, arena_printf(fx->arena, "/desk/pages/%d", (int)id)),
                    arena_printf(fx->arena, "/desk/polls/%d", (int)id));
    assert_location(get(fx, SAM, arena_printf(fx->arena, "/desk/polls/%d", (int)id)),
                    "/polls/where");
}

static void
test_several_and_ranked_are_read(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll(fx, "public", "several", "early");
    assert_status(post(fx, ANN, "/polls/where", "choice-3", "3", "choice-1", "1", NULL), 303);
    g_assert_cmpstr(vote_of(fx, ANN), ==, "1,3");
    assert_shows(
        post(fx, ANN, "/polls/where", "choice-1", "1", "choice-2", "2", "choice-3", "3", NULL),
        "more options than");
    run_sql(fx, "UPDATE poll SET kind = 'ranked', most = 3");
    assert_status(
        post(fx, ANN, "/polls/where", "place-1", "3", "place-2", "1", "place-3", "7", NULL), 303);
    g_assert_cmpstr(vote_of(fx, ANN), ==, "2,1,3");
    Response *res = post(fx, ANN, "/polls/where", "place-1", "2", "place-2", "2", NULL);
    assert_status(res, 422);
    assert_shows(res, "have the same number");
    assert_status(post(fx, ANN, "/polls/where", "place-1", "0", NULL), 422);
    assert_status(post(fx, ANN, "/polls/where", "place-1", "x", NULL), 422);
    g_assert_cmpstr(vote_of(fx, ANN), ==, "2,1,3");
}

static void
test_it_is_changed_until_somebody_votes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll(fx, "public", "single", "early");
    Response *res = get(fx, BOB, "/polls/where/edit");
    assert_shows(res, "2017-01-02 13:00");
    assert_hides(res, "f-most"); /* of one option there is none */
    assert_status(
        post(fx, BOB, "/polls/where/edit", "closes", "2017-01-02 14:00", "zone", "UTC", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM poll_option"), ==, 3);
    assert_status(post(fx, ANN, "/polls/where/act", "act", "close", NULL), 403);
    assert_status(post(fx, BOB, "/polls/where/act", "act", "none", NULL), 404);
    assert_status(
        post(fx, BOB, "/polls/where/act", "act", "extend", "closes", "2017-01-02 13:59", NULL),
        422);
    assert_status(
        post(fx, BOB, "/polls/where/act", "act", "extend", "closes", "2017-01-02 15:00", NULL),
        303);
    g_assert_cmpint(query_int(fx, "SELECT closes_at FROM poll"), ==, TEST_NOW + 6 * 3600);
    assert_status(post(fx, BOB, "/polls/where/act", "act", "close", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT closed_at FROM poll"), ==, TEST_NOW);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action LIKE 'poll.%'"), ==, 4);
}

/* As its page sends it: what is fixed is not in it. */
static Response *
change_rest(Fixture *fx, const char *closes, const char *flag)
{
    return post(fx, BOB, "/polls/where/edit", "closes", closes, "zone", "UTC", flag, "1", NULL);
}

static void
test_what_a_group_was_mailed_stays(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char said[] = "SELECT title || '|' || body || '|' || kind_of.kind || '|' || most"
                               " || '|' || secret FROM item JOIN poll kind_of"
                               " ON kind_of.item_id = item.id";
    int64_t id = a_poll(fx, "public", "several", "early");
    const char *before = query_text(fx, said);
    Response *res = get(fx, BOB, "/polls/where/edit");
    assert_statements(fx, 14);
    assert_shows(res, "The mail has gone out, and somebody may have answered it already");
    static const char *const fixed[] = {"title", "body", "options", "kind", "most", "secret"};
    for (size_t i = 0; i < G_N_ELEMENTS(fixed); i++) {
        assert_shows(res, arena_printf(fx->arena, "class=\"fixed\" id=\"f-%s\"", fixed[i]));
        assert_hides(res, arena_printf(fx->arena, "name=\"%s\"", fixed[i]));
    }
    assert_shows(res, "dir=\"auto\">Red &lt;b&gt;");
    assert_shows(res, "<dd class=\"hint\">It stands in the mail that has gone out.</dd>");
    assert_shows(res, "name=\"closes\"");
    assert_shows(res, "<a href=\"/polls/where\">Close it on its page</a>");
    assert_shows(get(fx, BOB, "/fr/polls/where/edit"), "Le courriel est parti");
    assert_shows(get_json(fx, BOB, "/polls/where/edit.json"),
                 "\"fixed\":\"It stands in the mail that has gone out.\"");
    /* A page from before the mail: nothing of it is written, and who sent it is told. */
    res = post(fx, BOB, "/polls/where/edit", "title", "Not " HOSTILE, "body", "No", "options",
               "Green\nRed", "kind", "ranked", "most", "1", "closes", "2017-01-02 14:00", "zone",
               "UTC", "secret", "1", NULL);
    assert_status(res, 422);
    assert_shows(res, "6 things are not right yet");
    assert_shows(res, "Question: this was fixed in the meantime");
    assert_hides(res, "Not &lt;b&gt;");
    g_assert_cmpstr(query_text(fx, said), ==, before);
    /* The rest is changed. */
    assert_shows(change_rest(fx, "soon", "none"), "This is no time");
    assert_status(change_rest(fx, "2017-01-02 14:00", "none"), 303);
    g_assert_cmpint(query_int(fx, "SELECT early FROM poll"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT closes_at FROM poll"), ==, TEST_NOW + 5 * 3600);
    g_assert_cmpstr(query_text(fx, said), ==, before);
    /* Nor does the model write it. */
    PollDraft draft = {
        .title = "Not",
        .body = "",
        .kind = "ranked",
        .secret = true,
        .zone = "UTC",
        .closes_at = CLOSES,
        .audience = "public",
        .options = {"Green", "Red"},
        .n_options = 2
    };
    Ctx *cx = fixture_begin(fx, BOB);
    g_assert_true(poll_update(cx, item_find_in(cx, id, ""), &draft));
    fixture_commit(fx);
    g_assert_cmpstr(query_text(fx, said), ==, before);
    g_assert_cmpstr(query_text(fx, "SELECT text FROM poll_option WHERE number = 2"), ==, "Green");
    g_assert_cmpint(query_int(fx, "SELECT closes_at FROM poll"), ==, CLOSES);
    assert_status(post(fx, ANN, "/polls/where/edit", "closes", "2017-01-02 14:00", NULL), 403);
}

/* Another takes its place: its texts are there, and the first is named. */
static void
test_another_takes_its_place(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll(fx, "public", "several", "secret");
    run_sql(fx, "UPDATE item SET title = 'Where](/x) <b>' WHERE kind = 'poll'");
    static const char other[] = "/groups/cases/polls/new?instead=where";
    assert_shows(get(fx, BOB, "/polls/where/edit"),
                 "href=\"/groups/cases/polls/new?instead=where\">Begin another</a>");
    Response *res = get(fx, BOB, other);
    assert_status(res, 200);
    assert_shows(res, "This poll takes the place of [Where\\](/x) \\&lt;b");
    assert_shows(res, "](/polls/where).\n\nThink *first*.</textarea>");
    assert_shows(res, "Red &lt;b&gt;");
    assert_shows(res, "value=\"several\" checked");
    assert_shows(res, "name=\"secret\" value=\"1\" checked");
    assert_shows(res, "value=\"Africa/Nairobi\"");
    assert_shows(get(fx, BOB, "/fr/groups/cases/polls/new?instead=where"), "Ce sondage remplace");
    /* Of no poll, and of one that is not the group's, nothing is taken over. */
    assert_hides(get(fx, BOB, "/groups/cases/polls/new?instead=none"), "takes the place");
    assert_hides(get(fx, EDNA, "/polls/new?instead=where"), "takes the place");
    assert_status(get(fx, ANN, other), 403);
}

static void
test_it_closes_at_the_second(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll(fx, "public", "ranked", "early");
    fx->now = CLOSES - 1;
    assert_status(post(fx, ANN, "/polls/where", "place-2", "1", NULL), 303);
    assert_status(post(fx, BOB, "/polls/where", "place-1", "1", NULL), 303);
    g_assert_cmpint(close_due(fx), ==, 0);
    fx->now = CLOSES;
    assert_shows(get(fx, ANN, "/polls/where"), "is being counted");
    assert_status(post(fx, ANN, "/polls/where", "place-3", "1", NULL), 303);
    g_assert_cmpstr(vote_of(fx, ANN), ==, "2");
    /* Bob has left the alliance: his vote does not count, and he might not have. */
    run_sql(fx, "UPDATE person SET left_at = 1483228800 WHERE id = 2; DELETE FROM outbox;"
                "INSERT INTO follow (item_id, person_id, wants, since)"
                " SELECT item_id, 1, 1, 1 FROM poll");
    g_assert_cmpint(close_due(fx), ==, 1);
    g_assert_cmpint(close_due(fx), ==, 0);
    Response *res = get(fx, NOBODY, "/polls/where");
    assert_shows(res, "1 of 1 voted");
    assert_shows(res, "★ Green");
    assert_shows(res, "has won");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'poll.result'"
                                  " AND person_id = 1"),
                    ==, 1);
    /* Frozen: what comes later changes nothing. */
    run_sql(fx, "DELETE FROM poll_vote; UPDATE group_member SET state = 'asked'");
    assert_shows(get(fx, NOBODY, "/polls/where"), "1 of 1 voted");
}

static void
test_a_secret_one_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll(fx, "public", "single", "secret");
    assert_status(post(fx, ANN, "/polls/where", "choice", "2", NULL), 303);
    Response *res = get(fx, ANN, "/polls/where");
    assert_shows(res, "You have voted");
    assert_hides(res, " checked");
    assert_shows(res, "What secret means here");
    assert_hides(get(fx, SAM, "/polls/where"), "the count so far");
    Ctx *cx = fixture_begin(fx, ANN);
    const Holding *holding = holding_find("poll_vote");
    DbRows rows = db_all(cx, holding->list, holding->type, DB_ARGS(ANN, (int64_t)10));
    g_assert_cmpint(rows.n, ==, 1);
    g_assert_cmpstr(((const Held *)rows.at)->text, ==, "");
    fixture_commit(fx);
    fx->now = CLOSES;
    close_due(fx);
    g_assert_cmpstr(vote_of(fx, ANN), ==, "");
    assert_shows(get(fx, NOBODY, "/polls/where"), "★ Green");
    assert_shows(get(fx, NOBODY, "/polls/where"), "1 of 2 voted");
    assert_hides(get(fx, NOBODY, "/polls/where"), "Achieng");
}

static void
test_a_closed_group_leaks_nowhere(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll(fx, "group", "single", "early");
    static const int64_t outside[] = {NOBODY, EDNA};
    static const char *const lists[] = {
        "/polls", "/polls.atom", "/groups/cases", "/groups/cases/polls", "/new", "/search?q=where",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(outside); i++) {
        assert_status(get(fx, outside[i], "/polls/where"), 404);
        assert_status(get_json(fx, outside[i], "/polls/where.json"), 404);
        for (size_t l = 0; l < G_N_ELEMENTS(lists); l++)
            assert_hides(get(fx, outside[i], lists[l]), "polls/where");
    }
    assert_status(post(fx, EDNA, "/polls/where", "choice", "1", NULL), 404);
    assert_status(post(fx, EDNA, "/polls/where/act", "act", "close", NULL), 404);
    assert_status(get(fx, ANN, "/polls/where"), 200);
    assert_shows(get(fx, ANN, "/groups/cases/polls"), "polls/where");
}

/* ---- by mail ---- */

/* The only mail of the queue, if it would still be sent. */
static bool
is_still_sent(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    OutboxSpan rows = mail_list(cx, NULL, 1);
    g_assert_cmpint(rows.n, ==, 1);
    Mail mail;
    const MailSender sender = mail_sender(cx);
    bool sent = mail_compose(cx, mails, &sender, &rows.at[0], &mail);
    fixture_commit(fx);
    return sent;
}

/* What became of its reader and of the poll since it was queued holds. */
static void
test_a_mail_is_looked_at_when_sent(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const changes[][2] = {
        {"UPDATE group_member SET state = 'asked' WHERE person_id = 1",
         "UPDATE group_member SET state = 'in' WHERE person_id = 1"                                                  },
        {"UPDATE person SET comment_mails = 0 WHERE id = 1",
         "UPDATE person SET comment_mails = 1 WHERE id = 1"                                                          },
        {"UPDATE poll SET closes_at = 1",                                    "UPDATE poll SET closes_at = 2000000000"},
        {"INSERT INTO follow (item_id, person_id, wants, since)"
         " SELECT group_id, 1, 0, 1 FROM item WHERE kind = 'poll'", "DELETE FROM follow"                    },
    };
    a_poll(fx, "public", "single", "early");
    g_assert_true(is_still_sent(fx));
    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
        run_sql(fx, changes[i][0]);
        if (is_still_sent(fx))
            g_error("%s: and it is sent", changes[i][0]);
        run_sql(fx, changes[i][1]);
        g_assert_true(is_still_sent(fx));
    }
}

static const char *
answers(Fixture *fx, const char *from, int64_t id, int64_t person_id, const char *words)
{
    static int n;
    fx->app.clock_data = fx;
    const char *to = mail_address_sign(fx->arena, fx->app.key, MAIL_POLL, id, person_id,
                                       "alliance.example");
    const char *message = arena_printf(
        fx->arena, "From: %s\nSubject: Re: Poll\nMessage-ID: <p%d@e.org>\n\n%s", from, ++n, words);
    inbound_deliver(fx->arena, &fx->app, fx->db, &(Envelope){from, to},
                    (Bytes){message, strlen(message)});
    return query_text(fx, "SELECT state FROM inbound ORDER BY id DESC LIMIT 1");
}

/* The newest mail of the queue as its reader gets it, and it is gone. */
static const char *
next_mail(Fixture *fx, const char *template, Mail *ret_mail)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    const OutboxMail *row = mail_find_whole(cx, mail_list(cx, NULL, 1).at[0].id);
    g_assert_cmpstr(row->template, ==, template);
    const MailSender sender = mail_sender(cx);
    g_assert_true(mail_compose(cx, mails, &sender, row, ret_mail));
    const char *message = arena_strdup(fx->arena,
                                       mail_message(cx->arena, row, ret_mail, &sender, cx->now).at);
    ret_mail->text = arena_strdup(fx->arena, ret_mail->text);
    fixture_commit(fx);
    run_sql(fx, "DELETE FROM outbox");
    return message;
}

static void
test_numbers_of_a_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *words, *numbers;
    } cases[] = {
        {"2",                  "2"  },
        {"2, 1, 3\nBest, Ann", "213"},
        {" 2.\n\n1 hello",     "2"  },
        {"2\n1\n3\n",          "213"},
        {"2)\n\n3",            "2"  },
        {"٢، ١",               "21" },
        {"2 > 1; 3",           "213"},
        {"I choose 2",         ""   },
        {"2 or 3",             ""   },
        {"",                   ""   },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t numbers[LIMIT_POLL_OPTIONS + 1];
        size_t n = poll_numbers(cases[i].words, numbers);
        GString *text = arena_string(fx->arena, 30);
        for (size_t k = 0; k < n; k++)
            g_string_append_printf(text, "%d", (int)numbers[k]);
        g_assert_cmpstr(text->str, ==, cases[i].numbers);
    }
    int64_t many[LIMIT_POLL_OPTIONS + 1];
    g_assert_cmpint(
        poll_numbers("1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 99999999999999999999", many),
        ==, LIMIT_POLL_OPTIONS + 1);
}

static void
test_an_answer_is_a_vote(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Mail mail;
    int64_t id = a_poll(fx, "group", "ranked", "secret");
    const char *message = next_mail(fx, "poll", &mail);
    g_assert_nonnull(strstr(message, "List-Id: "));
    g_assert_nonnull(strstr(message, "reply+p"));
    g_assert_nonnull(strstr(mail.text, "2) Green"));
    g_assert_nonnull(strstr(mail.text, "Mail is not"));

    run_sql(fx, "UPDATE person SET language = 'fr' WHERE id = 1");
    g_assert_cmpstr(answers(fx, "ann@example.org", id, ANN, "3, 2\n\nAnn\n"), ==, "done");
    g_assert_cmpstr(vote_of(fx, ANN), ==, "3,2");
    message = next_mail(fx, "poll.vote", &mail);
    g_assert_nonnull(strstr(mail.text, "1. Blue"));
    g_assert_nonnull(strstr(mail.text, "2. Green"));
    g_assert_nonnull(strstr(mail.text, "Votre vote est arrivé"));
    /* It is kept nowhere beside the vote. */
    g_assert_cmpstr(query_text(fx, "SELECT words FROM inbound"), ==, "");
    g_assert_cmpint(query_int(fx, "SELECT length(raw) FROM inbound"), ==, 0);

    /* What is no vote leaves the one before, and comes back. */
    static const char *const refused[] = {"I choose 2", "9", "1, 1"};
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++)
        g_assert_cmpstr(answers(fx, "ann@example.org", id, ANN, refused[i]), ==, "refused");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'inbound.answer'"
                                  " AND person_id = 1 AND argument NOT LIKE '%choose%'"),
                    ==, 3);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE secret LIKE '%I choose 2%'"),
                    ==, 1);
    g_assert_cmpstr(vote_of(fx, ANN), ==, "3,2");
}

static void
test_who_is_in_doubt_does_not_vote(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_poll(fx, "public", "single", "early");
    run_sql(fx, "DELETE FROM outbox");
    g_assert_cmpstr(answers(fx, "bob@example.org", id, ANN, "2"), ==, "dropped");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE person_id = 1"), ==, 1);
    g_assert_cmpstr(answers(fx, "edna@example.org", id, EDNA, "2"), ==, "refused");
    fx->now = CLOSES;
    g_assert_cmpstr(answers(fx, "ann@example.org", id, ANN, "2"), ==, "refused");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM poll_vote"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE kind = 'inbound.review'"), ==,
                    0);
}

/* ---- failures ---- */

static void
close_work(Ctx *cx, const void *data)
{
    (void)data;
    poll_close_due(cx);
}

static void
test_a_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll(fx, "public", "single", "secret");
    assert_status(post(fx, ANN, "/polls/where", "choice", "2", NULL), 303);
    for (int nth = 2; nth <= 5; nth++)
        assert_status(post_failing_at(fx, nth, ANN, "/polls/where", "choice", "1", NULL), 500);
    g_assert_cmpstr(vote_of(fx, ANN), ==, "2");
    fx->now = CLOSES;
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, close_work, NULL), >, 8);
    g_assert_cmpstr(vote_of(fx, ANN), ==, "2");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM poll_tally"), ==, 0);
    g_assert_cmpint(close_due(fx), ==, 1);
}

void
poll_tests(void)
{
    add_test("/poll/sums-and-equals", test_sums_and_equals);
    add_test("/poll/rounds-and-ties", test_rounds_and_ties);
    add_test("/poll/only-who-leads-begins-one", test_only_who_leads_begins_one);
    add_test("/poll/one-votes-and-votes-again", test_one_votes_and_votes_again);
    add_test("/poll/several-and-ranked-are-read", test_several_and_ranked_are_read);
    add_test("/poll/changed-until-somebody-votes", test_it_is_changed_until_somebody_votes);
    add_test("/poll/what-a-group-was-mailed-stays", test_what_a_group_was_mailed_stays);
    add_test("/poll/another-takes-its-place", test_another_takes_its_place);
    add_test("/poll/closes-at-the-second", test_it_closes_at_the_second);
    add_test("/poll/secret-keeps-nothing", test_a_secret_one_keeps_nothing);
    add_test("/poll/a-closed-group-leaks-nowhere", test_a_closed_group_leaks_nowhere);
    add_test("/poll/a-mail-is-looked-at-when-sent", test_a_mail_is_looked_at_when_sent);
    add_test("/poll/numbers-of-a-mail", test_numbers_of_a_mail);
    add_test("/poll/an-answer-is-a-vote", test_an_answer_is_a_vote);
    add_test("/poll/who-is-in-doubt-does-not-vote", test_who_is_in_doubt_does_not_vote);
    add_test("/poll/a-failure-changes-nothing", test_a_failure_changes_nothing);
}
