/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/comment_life.h"
#include "alliance/role.h"
#include "testing.h"

#include <string.h>

/* A post by Edna with a comment of Ann's (1) and one of Bob's (2), both shown. */
static void
a_talk(Fixture *fx, const char *audience)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(
        cx, &(ItemDraft){.kind = "post", .slug = "talk", .title = "Talk", .audience = audience});
    item_publish(cx, id);
    fixture_commit(fx);
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO comment (item_id, person_id, status, body, created_at)"
                             " VALUES (%d, 1, 'shown', 'One line\nand %s', 1483340000),"
                             " (%d, 2, 'shown', 'Bob says', 1483340001);",
                             (int)id, "another", (int)id));
}

static int64_t
n_of(Fixture *fx, const char *table)
{
    return query_int(fx, arena_printf(fx->arena, "SELECT count(*) FROM %s", table));
}

static void
test_the_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_talk(fx, "public");
    Response *res = get(fx, NOBODY, "/comments/1");
    assert_status(res, 200);
    assert_shows(res, "One line");
    assert_hides(res, "/comments/1/answer");
    assert_hides(res, "Delete my words");
    assert_shows(get(fx, BOB, "/comments/1"), "&gt; One line\n&gt; and another");
    assert_statements(fx, 9);
    assert_shows(get(fx, ANN, "/comments/1"), "Delete my words");
    assert_hides(get(fx, ANN, "/comments/1"), "/comments/1/word");
    assert_shows(get(fx, EDNA, "/comments/1"), "Take it away");
    assert_hides(get(fx, BOB, "/comments/1"), "Take it away");
    assert_status(get(fx, NOBODY, "/comments/9"), 404);
    assert_shows(get(fx, NOBODY, "/comments/1.json"), "\"body\":\"One line\\nand another\"");
    assert_shows(get(fx, BOB, "/blog/talk"), "href=\"/comments/1#answer\"");
}

/* Who may not read the text reads no comment of it, whatever the address. */
static void
test_it_is_as_open_as_its_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const pages[] = {"/comments/1", "/comments/1/edit", "/comments/1/report",
                                        "/items/1/reports"};
    static const char *const forms[] = {
        "/comments/1/answer",    "/comments/1/edit",   "/comments/1/take-back", "/comments/1/word",
        "/comments/1/take-away", "/comments/1/report", "/comments/1/reports"};
    a_talk(fx, "secretariat");
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++)
        assert_status(get(fx, BOB, pages[i]), 404);
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
        assert_status(
            post(fx, BOB, forms[i], "body", "x", "word", "agree", "reason", "r", "take", "1", NULL),
            404);
    /* And among those who read it, each does what is his. */
    run_sql(fx, "UPDATE item SET audience = 'public'");
    static const char *const not_bobs[] = {"/comments/1/edit", "/comments/1/take-back",
                                           "/comments/1/take-away", "/comments/1/reports"};
    for (size_t i = 0; i < G_N_ELEMENTS(not_bobs); i++)
        assert_status(post(fx, BOB, not_bobs[i], "body", "x", "take", "1", NULL), 403);
    assert_status(get(fx, BOB, "/items/1/reports"), 403);
    assert_status(post(fx, ANN, "/comments/1/word", "word", "agree", NULL), 403);
    assert_status(post(fx, ANN, "/comments/1/report", "reason", "r", NULL), 403);
    g_assert_cmpstr(query_text(fx, "SELECT body FROM comment WHERE id = 1"), ==,
                    "One line\nand another");
}

static void
test_an_answer_quotes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_talk(fx, "public");
    Response *res = post(fx, BOB, "/comments/1/answer", "body", "> One line\n\n", NULL);
    assert_status(res, 422);
    assert_shows(res, "Write something below");
    assert_status(post(fx, BOB, "/comments/1/answer", "body", "> One line\nYes " HOSTILE, NULL),
                  303);
    g_assert_cmpint(query_int(fx, "SELECT parent_id FROM comment WHERE id = 3"), ==, 1);
    res = get(fx, NOBODY, "/blog/talk");
    assert_shows(res, "&gt; One line");
    assert_hides(res, "<b>Tom");
    assert_shows(get(fx, NOBODY, "/comments/3"), "an answer to this comment");
}

static void
test_a_change_keeps_what_was_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_talk(fx, "public");
    assert_shows(get(fx, ANN, "/comments/1/edit"), "One line");
    assert_status(post(fx, ANN, "/comments/1/edit", "body", "", NULL), 422);
    assert_status(post(fx, ANN, "/comments/1/edit", "body", "One line\nand another", NULL), 303);
    g_assert_cmpint(n_of(fx, "comment_version"), ==, 0);
    for (int nth = 1; nth <= 2; nth++) {
        assert_status(post_failing_at(fx, nth, ANN, "/comments/1/edit", "body", "New", NULL), 500);
        g_assert_cmpint(n_of(fx, "comment_version"), ==, 0);
    }
    assert_status(post(fx, ANN, "/comments/1/edit", "body", "New " HOSTILE, NULL), 303);
    Response *res = get(fx, NOBODY, "/comments/1");
    assert_shows(res, "New &lt;b&gt;Tom");
    assert_shows(res, "One line\nand another");
    assert_shows(get(fx, NOBODY, "/blog/talk"), "changed");

    /* A text that is closed is not changed any more, but one's words are one's own. */
    run_sql(fx, "UPDATE item SET status = 'archived'");
    assert_status(post(fx, ANN, "/comments/1/edit", "body", "Later", NULL), 403);
    assert_status(post(fx, ANN, "/comments/1/take-back", NULL), 303);
    g_assert_cmpint(n_of(fx, "comment_version"), ==, 0);
    g_assert_cmpstr(query_text(fx, "SELECT body FROM comment WHERE id = 1"), ==, "");
    assert_status(get(fx, NOBODY, "/comments/1"), 404);
    /* Nobody brings back what is not there. */
    assert_hides(get(fx, EDNA, "/comments/1"), "Show it again");
    assert_status(post(fx, EDNA, "/comments/1/take-away", "take", "0", NULL), 403);
}

/* An answer and a change are looked at before they count, too. */
static void
test_looked_at_first(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_talk(fx, "public");
    Response *res = post(fx, BOB, "/comments/1/answer", "body", "Yes " HOSTILE " @Zoe", "preview",
                         "1", NULL);
    assert_status(res, 200);
    assert_shows(res, "It is not sent yet.");
    assert_shows(res, "is called @Zoe, so nobody is told");
    assert_shows(res, "\nYes &lt;b&gt;Tom");
    res = post(fx, BOB, "/comments/1/answer", "body", "> One line", "preview", "1", NULL);
    assert_status(res, 422);
    assert_hides(res, "It is not sent yet.");
    res = post(fx, ANN, "/comments/1/edit", "body", "New", "preview", "1", NULL);
    assert_status(res, 200);
    assert_shows(res, "It is not sent yet.");
    assert_status(post(fx, BOB, "/comments/1/edit", "body", "New", "preview", "1", NULL), 403);
    assert_hides(get(fx, ANN, "/comments/1/edit"), "It is not sent yet.");
    g_assert_cmpint(n_of(fx, "comment"), ==, 2);
    g_assert_cmpint(n_of(fx, "comment_version"), ==, 0);
    assert_status(post(fx, BOB, "/comments/1/answer", "body", "Yes @Zoe", NULL), 303);
    assert_shows(get(fx, BOB, "/blog/talk"), "is called @Zoe, so nobody is told");
}

static void
test_one_word_each(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_talk(fx, "public");
    assert_status(post(fx, BOB, "/comments/1/word", "word", "hate", NULL), 404);
    assert_status(post(fx, BOB, "/comments/1/word", "word", "agree", NULL), 303);
    assert_status(post(fx, BOB, "/comments/1/word", "word", "thanks", NULL), 303);
    assert_status(post(fx, EDNA, "/comments/1/word", "word", "thanks", NULL), 303);
    g_assert_cmpint(n_of(fx, "comment_reaction"), ==, 2);
    assert_shows(get(fx, NOBODY, "/blog/talk"), "Thank you (2)");
    assert_hides(get(fx, NOBODY, "/blog/talk"), "I agree (");
    assert_shows(get(fx, NOBODY, "/comments/1"), "Bob");
    assert_shows(get(fx, BOB, "/comments/1"), "Take it back: Thank you");
    assert_status(post(fx, BOB, "/comments/1/word", "word", "", NULL), 303);
    assert_shows(get(fx, NOBODY, "/blog/talk"), "Thank you (1)");
    assert_status(post(fx, ANN, "/comments/1/take-back", NULL), 303);
    g_assert_cmpint(n_of(fx, "comment_reaction"), ==, 0);
}

static void
test_a_report_is_decided(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_talk(fx, "public");
    assert_status(get(fx, BOB, "/comments/1/report"), 200);
    assert_status(post(fx, BOB, "/comments/1/report", "reason", "", NULL), 422);
    assert_status(post(fx, BOB, "/comments/1/report", "reason", "Rude " HOSTILE, NULL), 303);
    assert_status(post(fx, SAM, "/comments/2/report", "reason", "r", NULL), 403); /* decides */
    assert_hides(get(fx, ANN, "/comments/1"), "Rude");
    Response *res = get(fx, EDNA, "/items/1/reports");
    assert_shows(res, "Rude &lt;b&gt;");
    assert_shows(res, "One line");
    assert_shows(get(fx, EDNA, "/desk"), "/items/1/reports");
    assert_status(post(fx, EDNA, "/comments/2/reports", "take", "1", NULL), 404);
    assert_status(post(fx, EDNA, "/comments/1/reports", "take", "0", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 0);
    g_assert_cmpint(n_of(fx, "comment_report"), ==, 0);
    assert_shows(get(fx, NOBODY, "/blog/talk"), "One line");

    post(fx, BOB, "/comments/1/report", "reason", "Still rude", NULL);
    assert_status(post(fx, EDNA, "/comments/1/reports", "take", "1", NULL), 303);
    assert_hides(get(fx, NOBODY, "/blog/talk"), "One line");
    assert_shows(get(fx, EDNA, "/comments/1"), "Show it again");
    assert_status(post(fx, EDNA, "/comments/1/take-away", "take", "0", NULL), 303);
    assert_shows(get(fx, NOBODY, "/blog/talk"), "One line");
}

/* What was reported goes with its words, and with who reported it. */
static void
test_a_report_goes_with_its_comment(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_talk(fx, "public");
    post(fx, BOB, "/comments/1/report", "reason", "Rude", NULL);
    assert_status(post(fx, ANN, "/comments/1/take-back", NULL), 303);
    g_assert_cmpint(n_of(fx, "comment_report"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 0);
}

void
comment_page_tests(void)
{
    add_test("/comment-page/page", test_the_page);
    add_test("/comment-page/as-open-as-its-text", test_it_is_as_open_as_its_text);
    add_test("/comment-page/answer-quotes", test_an_answer_quotes);
    add_test("/comment-page/change-keeps", test_a_change_keeps_what_was_said);
    add_test("/comment-page/one-word-each", test_one_word_each);
    add_test("/comment-page/report-is-decided", test_a_report_is_decided);
    add_test("/comment-page/report-goes-with-comment", test_a_report_goes_with_its_comment);
    add_test("/comment-page/looked-at-first", test_looked_at_first);
}
