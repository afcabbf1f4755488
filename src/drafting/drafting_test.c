/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The model: which paragraph is which, closing, what goes out by mail and comes back, and who does
 * not hear of it.
 */
#include "alliance/drafting_align.h"
#include "alliance/drafting_proposal.h"
#include "drafting/drafting_testing.h"

#include "alliance/event.h"
#include "alliance/follow.h"
#include "alliance/group_testing.h"
#include "alliance/sender.h"
#include "base/text.h"
#include "inbound/deliver.h"
#include "mail/address.h"

#include <string.h>

static const MailKind *const mails[] = {&MAIL_DRAFTING, &MAIL_WORDING, &MAIL_FOLLOW, NULL};

/* ---- which is which ---- */

static TextSpan
texts(Arena *arena, const char *text)
{
    return drafting_split(arena, text);
}

/* Of each new one the place of the old one that it is, from 0; "2<" : split off from it; "-" : new.
 */
static const char *
aligned(Fixture *fx, const char *was, const char *gone, const char *is)
{
    TextSpan standing = texts(fx->arena, was), absent = texts(fx->arena, gone);
    const char **old = arena_array_of(fx->arena, const char *, standing.n + absent.n + 1);
    memcpy(old, standing.at, standing.n * sizeof *old);
    memcpy(old + standing.n, absent.at, absent.n * sizeof *old);
    TextSpan now = texts(fx->arena, is);
    Alignment found = drafting_align(fx->arena, (TextSpan){old, standing.n + absent.n}, standing.n,
                                     now);
    GString *text = arena_string(fx->arena, 40);
    for (size_t j = 0; j < now.n; j++) {
        if (found.was[j] >= 0)
            g_string_append_printf(text, " %d", (int)found.was[j]);
        else if (found.from[j] >= 0)
            g_string_append_printf(text, " %d<", (int)found.from[j]);
        else
            g_string_append(text, " -");
    }
    for (size_t i = 0; i < standing.n + absent.n; i++)
        if (found.into[i] >= 0)
            g_string_append_printf(text, " %d>%d", (int)i, (int)found.into[i]);
    return text->len > 0 ? text->str + 1 : "";
}

static void
test_the_rule_by_examples(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *was, *gone, *is, *expected;
    } tried[] = {
        {"a b\n\nc d\n\ne f",         "",      "a b\n\nc d\n\ne f",              "0 1 2"},
        {"a b\n\nc d\n\ne f",         "",      "e f\n\na b\n\nc d",              "2 0 1"}, /* moved */
        {"a b\n\nc d",                "",      "new words\n\na b\n\nc d",        "- 0 1"},
        {"a b c d\n\ne f g h",        "",      "e f g x\n\na b c x",             "1 0"  }, /* and changed */
        {"a b c d",                   "",      "w x y z",                        "-"    },
        {"a b c d e f",               "",      "a b c d\n\ne f more words here", "0 -"  },
        {"a b c d e f",               "",      "a b c d\n\ne f",                 "0 0<" }, /* split */
        {"a b c d\n\ne f",            "",      "a b c d e f",                    "0 1>0"}, /* one */
        {"a b c",                     "x y z", "x y z\n\na b c",                 "1 0"  }, /* back */
        {"a b c",                     "x y z", "x y w\n\na b c",                 "- 0"  },
        {"same\n\nsame\n\nother one", "",      "same\n\nother one\n\nsame",      "0 2 1"},
        {"a b c d\n\na b c e",        "",      "a b c e\n\na b c d f",           "1 0"  },
        {"",                          "",      "a",                              "-"    },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(tried); i++)
        g_assert_cmpstr(aligned(fx, tried[i].was, tried[i].gone, tried[i].is), ==,
                        tried[i].expected);
}

/* Whatever becomes of a text, no old paragraph is two new ones, and shuffling loses none. */
static void
test_the_rule_by_chance(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(60);
    for (int round = 0; round < 500; round++) {
        const char *old[12], *now[12];
        bool seen[12] = {false};
        size_t n = (size_t)g_rand_int_range(random, 1, 13);
        for (size_t i = 0; i < n; i++) {
            old[i] = arena_printf(fx->arena, "p%d q%d r%d s%zu", g_rand_int_range(random, 0, 4),
                                  g_rand_int_range(random, 0, 4), g_rand_int_range(random, 0, 4),
                                  i);
            now[i] = old[i];
        }
        for (size_t i = n; i-- > 1;) {
            size_t j = (size_t)g_rand_int_range(random, 0, (int)i + 1);
            const char *swap = now[i];
            now[i] = now[j];
            now[j] = swap;
        }
        Alignment found = drafting_align(fx->arena, (TextSpan){old, n}, n, (TextSpan){now, n});
        for (size_t j = 0; j < n; j++) {
            g_assert_cmpint(found.was[j], >=, 0);
            g_assert_false(seen[found.was[j]]);
            seen[found.was[j]] = true;
            g_assert_cmpstr(old[found.was[j]], ==, now[j]);
        }
    }
}

static void
test_paragraphs_of_markdown(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *body;
        size_t n;
    } tried[] = {
        {"",                                0},
        {" \n\n \t\n",                      0},
        {"one\ntwo\n\n\n\nthree",           2},
        {"# Head\ntext",                    1},
        {"```\ncode\n\nmore\n```\n\nafter", 2},
        {"~~~~\n~~~\n\n~~~~\n\nafter",      2},
        {"```\nnever closed\n\nmore",       1},
        {"- item\n\n  goes on\n\n- item",   2},
        {"\n\n  leading",                   1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(tried); i++) {
        TextSpan parts = drafting_split(fx->arena, tried[i].body);
        g_assert_cmpint(parts.n, ==, tried[i].n);
        TextSpan again = drafting_split(fx->arena, drafting_join(fx->arena, parts));
        g_assert_cmpint(again.n, ==, parts.n);
        for (size_t p = 0; p < parts.n; p++)
            g_assert_cmpstr(again.at[p], ==, parts.at[p]);
    }
}

/* ---- time ---- */

static int64_t
close_due(Fixture *fx)
{
    int64_t n = drafting_close_due(fixture_begin(fx, NOBODY));
    fixture_commit(fx);
    return n;
}

static void
test_it_closes_when_its_time_is_over(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_drafting(fx, "group");
    const char *bad[] = {"tomorrow", "2017-01-02 11:59", NULL};
    for (size_t i = 0; bad[i] != NULL; i++)
        assert_status(post(fx, ANN, "/drafts/statement/settings", "opens", "group", "closes",
                           bad[i], "zone", "Africa/Nairobi", NULL),
                      422);
    assert_status(post(fx, ANN, "/drafts/statement/settings", "opens", "group", "closes",
                       "2017-01-02 13:00", "zone", "Africa/Nairobi", NULL),
                  303);
    assert_shows(get(fx, ANN, "/drafts/statement"), "13:00");
    /* It stands in calendars, for whom the draft is. */
    int64_t event = query_int(fx, "SELECT event_id FROM drafting");
    Ctx *cx = fixture_begin(fx, ANN);
    g_assert_cmpint(event_occurrences(cx, event).at[0].starts_at, ==, TEST_NOW + 3600);
    fixture_commit(fx);
    assert_shows(get(fx, ANN, "/events"), "Comments close: Statement");
    assert_hides(get(fx, NOBODY, "/events"), "Comments close");
    assert_hides(get(fx, EDNA, "/events.ics"), "Comments close");
    assert_shows(get(fx, ANN, "/events.ics"), "Comments close");

    g_assert_cmpint(close_due(fx), ==, 0);
    fx->now += 3600;
    /* Its time is over, even before the job has run. */
    assert_status(post(fx, ANN, "/drafts/statement/1/wordings", "wording", "x", "why", "y", "seen",
                       "1", NULL),
                  403);
    g_assert_cmpint(close_due(fx), ==, 1);
    g_assert_cmpint(close_due(fx), ==, 0);
    assert_shows(get(fx, ANN, "/drafts/statement"), "Shared draft, closed");
    assert_status(
        post(fx, BOB, arena_printf(fx->arena, "/items/%d/comments", (int)id), "body", "Late", NULL),
        403);
    /* Editors still write; open again without an end, the deadline goes. */
    assert_status(save(fx, ANN, FIRST, "Shorter"), 303);
    assert_status(post(fx, ANN, "/drafts/statement/settings", "opens", "group", "closes", "",
                       "zone", "Africa/Nairobi", NULL),
                  303);
    assert_shows(get(fx, ANN, "/drafts/statement"), "Shared draft, open for comments");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item WHERE kind = 'event'"), ==, 0);
}

/* ---- by mail ---- */

/* The mail of this kind to @me as it would be sent now; false: it would not. */
static bool
composed(Fixture *fx, int64_t me, const char *kind, Mail *ret_mail)
{
    fx->app.mails = mails;
    Ctx *cx = fixture_begin(fx, NOBODY);
    OutboxSpan rows = mail_list(cx, NULL, 1);
    const MailSender sender = mail_sender(cx);
    bool sent = false;
    for (size_t i = 0; i < rows.n && !sent; i++)
        if (rows.at[i].person_id == me && strcmp(rows.at[i].template, kind) == 0)
            sent = mail_compose(cx, mails, &sender, &rows.at[i], ret_mail);
    fixture_commit(fx);
    return sent;
}

/* Wherever its lines end. */
static void
assert_says(Fixture *fx, const Mail *mail, const char *words)
{
    if (strstr(text_fold_space(fx->arena, mail->text), words) == NULL)
        g_error("\"%s\" is not in: %s", words, mail->text);
}

static int64_t
count_mails(Fixture *fx, const char *kind)
{
    return query_int(
        fx, arena_printf(fx->arena, "SELECT count(*) FROM outbox WHERE template = '%s'", kind));
}

static void
test_mails_tell_what_happens(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fx->app.mails = mails;
    int64_t id = a_drafting(fx, "group");
    Mail mail;
    assert_status(post(fx, BOB, "/groups/cases/drafts/new", "title", "Letter", "body", "Dear all",
                       "opens", "group", "closes", "", "zone", "UTC", NULL),
                  303);
    g_assert_cmpint(count_mails(fx, "drafting"), ==, 1);
    g_assert_true(composed(fx, ANN, "drafting", &mail));
    assert_says(fx, &mail, "Dear all");
    run_sql(fx, "DELETE FROM outbox");

    /* Ann began it, so she gets what Bob proposes, and Bob what she decides. */
    a_proposal(fx, BOB, 1, "The workforce supports social services in every district.", "Shorter");
    g_assert_cmpint(count_mails(fx, "comment"), ==, 1);
    g_assert_true(composed(fx, ANN, "comment", &mail));
    assert_says(fx, &mail, "proposes other words for paragraph 1");
    assert_says(fx, &mail, "The workforce supports social services");
    assert_says(fx, &mail, "Shorter");
    int64_t proposal = query_int(fx, "SELECT comment_id FROM drafting_proposal");
    const char *path = arena_printf(fx->arena, "/drafts/statement/wordings/%d", (int)proposal);
    assert_status(post(fx, ANN, path, "act", "reject", "text", "", "reason", "We need all three.",
                       "seen", version_of(fx, 1), NULL),
                  303);
    g_assert_cmpint(count_mails(fx, "drafting.decided"), ==, 2); /* who began it follows it */
    g_assert_true(composed(fx, BOB, "drafting.decided", &mail));
    assert_says(fx, &mail, "We need all three.");
    assert_says(fx, &mail, "was rejected");

    /* Not to who is out by then, nor of words that were taken away. */
    run_sql(fx, "UPDATE group_member SET state = 'asked' WHERE person_id = 1");
    g_assert_false(composed(fx, ANN, "drafting.decided", &mail));
    run_sql(fx, "UPDATE group_member SET state = 'in' WHERE person_id = 1");
    g_assert_true(composed(fx, ANN, "drafting.decided", &mail));
    run_sql(fx, arena_printf(fx->arena, "UPDATE comment SET status = 'removed' WHERE id = %d",
                             (int)proposal));
    g_assert_false(composed(fx, BOB, "drafting.decided", &mail));
    g_assert_cmpint(id, >, 0);
}

static void
answers(Fixture *fx, const char *from, int64_t paragraph_id, int64_t person_id, const char *words)
{
    static int n;
    fx->app.clock_data = fx;
    const char *to = mail_address_sign(fx->arena, fx->app.key, MAIL_PARAGRAPH, paragraph_id,
                                       person_id, "alliance.example");
    const char *message = arena_printf(
        fx->arena, "From: %s\nSubject: Re: Statement\nMessage-ID: <d%d@e.org>\n\n%s", from, ++n,
        words);
    inbound_deliver(fx->arena, &fx->app, fx->db, &(Envelope){from, to},
                    (Bytes){message, strlen(message)});
}

static void
test_an_answer_is_about_its_paragraph(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_drafting(fx, "group");
    int64_t paragraph = query_int(fx, "SELECT id FROM drafting_paragraph WHERE number = 2");
    answers(fx, "bob@example.org", paragraph, BOB, "By-mail");
    g_assert_cmpstr(query_text(fx, "SELECT body FROM comment WHERE paragraph_id IS NOT NULL"), ==,
                    "By-mail");
    assert_shows(get(fx, ANN, "/drafts/statement/2"), "By-mail");
    assert_hides(get(fx, ANN, "/drafts/statement/1"), "By-mail");
    assert_hides(get(fx, ANN, "/drafts/statement"), "By-mail");
    /* Who is not in the group, and what is not there. */
    answers(fx, "edna@example.org", paragraph, EDNA, "Outside");
    answers(fx, "bob@example.org", 4711, BOB, "Nowhere");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM comment WHERE paragraph_id IS NOT NULL"),
                    ==, 1);
    g_assert_cmpint(id, >, 0);
}

void
drafting_tests(void)
{
    add_test("/drafting/which-is-which-by-examples", test_the_rule_by_examples);
    add_test("/drafting/which-is-which-by-chance", test_the_rule_by_chance);
    add_test("/drafting/paragraphs-of-markdown", test_paragraphs_of_markdown);
    add_test("/drafting/closes-when-its-time-is-over", test_it_closes_when_its_time_is_over);
    add_test("/drafting/mails-tell-what-happens", test_mails_tell_what_happens);
    add_test("/drafting/an-answer-is-about-its-paragraph", test_an_answer_is_about_its_paragraph);
}
