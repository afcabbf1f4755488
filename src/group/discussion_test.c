/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/discussion.h"
#include "testing.h"

#include "alliance/follow.h"
#include "alliance/group_testing.h"
#include "alliance/sender.h"

#include <string.h>

static void
begin(Fixture *fx, int64_t me, const char *title)
{
    assert_status(post(fx, me, "/groups/cases/new", "title", title, "body", "Words of *it*.", NULL),
                  303);
}

static int64_t
id_of(Fixture *fx, const char *slug)
{
    return query_int(fx, arena_printf(fx->arena,
                                      "SELECT id FROM item WHERE kind = 'discussion' AND"
                                      " slug = '%s'",
                                      slug));
}

static void
test_the_first_one_waits_for_a_chair(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t group = group_of_two(fx, "cases", "cases", "public");
    const char *desk = arena_printf(fx->arena, "/desk/groups/%d", (int)group);
    assert_status(get(fx, EDNA, "/groups/cases/new"), 403);
    assert_status(post(fx, EDNA, "/groups/cases/new", "title", "T", "body", "B", NULL), 403);
    assert_status(post(fx, ANN, "/groups/cases/new", "title", "", "body", "B", NULL), 422);
    begin(fx, ANN, "First " HOSTILE);
    assert_hides(get(fx, NOBODY, "/groups/cases"), "First");
    g_assert_cmpint(query_int(fx, "SELECT assignee_id FROM task WHERE kind = 'discussion.review'"),
                    ==, BOB);
    /* The task leads there by the number of the discussion. */
    int64_t id = query_int(fx, "SELECT item_id FROM task WHERE kind = 'discussion.review'");
    assert_shows(get(fx, BOB, arena_printf(fx->arena, "/desk/groups/%d", (int)id)),
                 "First &lt;b&gt;Tom");
    assert_status(get(fx, ANN, desk), 403);
    const char *act = arena_printf(fx->arena, "%s/discussions/%d", desk, (int)id);
    assert_status(post(fx, ANN, act, "yes", "1", NULL), 403);
    assert_status(post(fx, BOB, act, "yes", "1", NULL), 303);
    assert_status(post(fx, BOB, act, "yes", "1", NULL), 404);
    assert_shows(get(fx, NOBODY, "/groups/cases"), "First &lt;b&gt;Tom");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 0);

    /* The next one is there at once, and so is a chair's first. */
    begin(fx, ANN, "Second");
    begin(fx, BOB, "Third");
    Response *res = get(fx, NOBODY, "/groups/cases/discussions");
    assert_statements(fx, 9);
    assert_shows(res, "Second");
    assert_shows(res, "Third");
    assert_shows(res, "3 in all");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 0);
}

static void
test_one_that_is_refused_is_its_authors_draft(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t group = group_of_two(fx, "cases", "cases", "group");
    begin(fx, ANN, "Strange");
    int64_t id = id_of(fx, "strange");
    const char *act = arena_printf(fx->arena, "/desk/groups/%d/discussions/%d", (int)group,
                                   (int)id);
    assert_status(post(fx, BOB, act, "yes", "0", NULL), 303);
    assert_hides(get(fx, BOB, arena_printf(fx->arena, "/desk/groups/%d", (int)group)), "Strange");
    assert_status(get(fx, ANN, "/discussions/strange"), 200);
    assert_status(get(fx, BOB, "/discussions/strange"), 404);
    assert_status(get(fx, EDNA, "/discussions/strange"), 404);
}

static void
test_comments_are_for_the_group(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t group = group_of_two(fx, "cases", "cases", "public");
    begin(fx, BOB, "Talk");
    int64_t id = id_of(fx, "talk");
    const char *url = arena_printf(fx->arena, "/items/%d/comments", (int)id);
    Response *res = get(fx, EDNA, "/discussions/talk");
    assert_shows(res, "Words of <em>it</em>");
    assert_shows(res, "come into the group");
    assert_shows(res, "href=\"/groups/cases\"");
    assert_hides(res, "Add a comment");
    assert_status(post(fx, EDNA, url, "body", "From outside", NULL), 403);
    assert_shows(get(fx, ANN, "/discussions/talk"), "Add a comment");
    assert_status(post(fx, ANN, url, "body", "First words", NULL), 303);
    /* Held: for its author and the chair. */
    assert_hides(get(fx, NOBODY, "/discussions/talk"), "First words");
    assert_shows(get(fx, ANN, "/discussions/talk"), "waits to be looked at");
    assert_shows(get(fx, BOB, "/discussions/talk"), "First words");
    g_assert_cmpint(query_int(fx, "SELECT assignee_id FROM task WHERE kind = 'comment.held'"), ==,
                    BOB);
    const char *desk = arena_printf(fx->arena, "/desk/groups/%d", (int)group);
    assert_shows(get(fx, BOB, desk), "First words");
    const char *act = arena_printf(fx->arena, "%s/comments/1", desk);
    assert_status(post(fx, ANN, act, "yes", "1", NULL), 403);
    fx->now += 60;
    assert_status(post(fx, BOB, act, "yes", "1", NULL), 303);
    assert_shows(get(fx, NOBODY, "/discussions/talk"), "First words");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 0);
    assert_shows(get(fx, NOBODY, "/groups/cases"), "1 comment");
    assert_shows(get_json(fx, NOBODY, "/discussions/talk.json"), "First words");
    assert_status(get(fx, NOBODY, "/discussions/none"), 404);
}

static void
test_chairs_pin_close_hide_and_move(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    group_of_two(fx, "cases", "cases", "public");
    group_of_two(fx, "closed", "closed", "group");
    begin(fx, BOB, "Old");
    fx->now += 60;
    begin(fx, BOB, "New");
    int64_t old = id_of(fx, "old");
    const char *list = body_of(get(fx, NOBODY, "/groups/cases"));
    g_assert_true(strstr(list, "/discussions/new") < strstr(list, "/discussions/old"));
    assert_status(post(fx, ANN, "/discussions/old", "act", "pin", NULL), 403);
    assert_status(post(fx, BOB, "/discussions/old", "act", "pin", NULL), 303);
    list = body_of(get(fx, NOBODY, "/groups/cases"));
    g_assert_true(strstr(list, "/discussions/new") > strstr(list, "/discussions/old"));

    const char *url = arena_printf(fx->arena, "/items/%d/comments", (int)old);
    post(fx, BOB, url, "body", "The answer", NULL);
    assert_status(post(fx, BOB, "/discussions/old", "act", "solve", "comment", "99", NULL), 404);
    assert_status(post(fx, ANN, "/discussions/old", "act", "solve", "comment", "1", NULL), 403);
    assert_status(post(fx, BOB, "/discussions/old", "act", "solve", "comment", "1", NULL), 303);
    assert_shows(get(fx, NOBODY, "/groups/cases"), "solved");
    assert_shows(get(fx, NOBODY, "/discussions/old"), "#comment-1");
    assert_status(post(fx, BOB, "/discussions/old", "act", "close", NULL), 303);
    assert_status(post(fx, BOB, url, "body", "Too late", NULL), 403);
    assert_shows(get(fx, NOBODY, "/discussions/old"), "closed");
    assert_status(post(fx, BOB, "/discussions/old", "act", "reopen", NULL), 303);
    assert_status(post(fx, BOB, url, "body", "In time", NULL), 303);

    assert_shows(get(fx, BOB, "/discussions/old"), "value=\"closed\"");
    assert_status(post(fx, ANN, "/discussions/old", "act", "move", "group", "closed", NULL), 403);
    assert_status(post(fx, BOB, "/discussions/old", "act", "move", "group", "closed", NULL), 303);
    assert_status(get(fx, NOBODY, "/discussions/old"), 404);
    assert_status(get(fx, BOB, "/discussions/old"), 200);
    /* Back again it is no wider than it was. */
    assert_status(post(fx, BOB, "/discussions/old", "act", "move", "group", "cases", NULL), 303);
    assert_status(get(fx, NOBODY, "/discussions/old"), 404);

    assert_status(post(fx, BOB, "/discussions/new", "act", "hide", NULL), 303);
    assert_status(get(fx, NOBODY, "/discussions/new"), 404);
    assert_status(post(fx, BOB, "/discussions/new", "act", "nothing", NULL), 404);
}

/* A thousand comments are pages of fifty, and one costs what ten cost. */
static void
test_a_long_one_stays_small(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    group_of_two(fx, "cases", "cases", "public");
    begin(fx, BOB, "Long");
    int64_t id = id_of(fx, "long");
    for (int i = 0; i < 1000; i += 100) {
        GString *sql = arena_string(fx->arena, 16384);
        for (int n = i; n < i + 100; n++)
            g_string_append_printf(sql,
                                   "INSERT INTO comment (item_id, person_id, status, body,"
                                   " created_at) VALUES (%d, 1, 'shown', 'Number %d.', %d);",
                                   (int)id, n, n + 1);
        run_sql(fx, sql->str);
    }
    Response *res = get(fx, BOB, "/discussions/long");
    assert_statements(fx, 13);
    assert_shows(res, "Number 0.");
    assert_shows(res, "Number 49.");
    assert_hides(res, "Number 50.");
    assert_shows(res, "page=20");
    res = get(fx, NOBODY, "/discussions/long?page=20");
    assert_shows(res, "Number 999.");
    assert_hides(res, "Number 949.");
}

static void
begin_work(Ctx *cx, const void *data)
{
    bool held = false;
    const Item *group = item_find_id(cx, *(const int64_t *)data);
    const Group *facts = group != NULL ? group_find(cx, group) : NULL;
    if (facts != NULL)
        discussion_insert(cx, group, facts, &(DiscussionDraft){"Title", "Body", false}, &held);
}

static void
test_a_failure_begins_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = group_of_two(fx, "cases", "cases", "public");
    g_assert_cmpint(fixture_fail_each(fx, ANN, begin_work, &id), >, 8);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item WHERE kind = 'discussion'"), ==, 0);
}

/* Bob's discussion "old" in a closed group, with five comments, and Ann who follows it. */
static void
a_long_talk(Fixture *fx)
{
    group_of_two(fx, "cases", "cases", "group");
    begin(fx, BOB, "Old");
    int id = (int)id_of(fx, "old");
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO comment (id, item_id, parent_id, person_id, status, body,"
                             " created_at) VALUES (1, %d, NULL, 1, 'shown', 'first', 10),"
                             " (2, %d, 1, 2, 'shown', 'second', 20),"
                             " (3, %d, 2, 1, 'shown', 'third', 30),"
                             " (4, %d, NULL, 2, 'shown', 'fourth', 40),"
                             " (5, %d, 3, 2, 'shown', 'fifth', 50);"
                             "UPDATE discussion SET solved_by = 3;"
                             "INSERT INTO follow (item_id, person_id, wants, since)"
                             " VALUES (%d, 1, 1, 1)",
                             id, id, id, id, id, id));
}

static void
test_who_may_split(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char url[] = "/discussions/old/split/2";
    a_long_talk(fx);
    assert_status(get(fx, ANN, url), 403);
    assert_status(get(fx, EDNA, url), 404);
    assert_status(post(fx, ANN, url, "title", "T", "part", "after", NULL), 403);
    assert_shows(get(fx, BOB, url), "second");
    assert_status(get(fx, BOB, "/discussions/old/split/9"), 404);
    assert_status(post(fx, BOB, url, "title", "", "part", "after", NULL), 422);
    for (int nth = 1; nth <= 6; nth++)
        assert_status(post_failing_at(fx, nth, BOB, url, "title", "New", "part", "answers", NULL),
                      500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM discussion"), ==, 1);
}

/* A comment with what answers it, however deep. */
static void
test_answers_become_a_discussion(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_long_talk(fx);
    assert_status(
        post(fx, BOB, "/discussions/old/split/2", "title", "New " HOSTILE, "part", "answers", NULL),
        303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item WHERE kind = 'discussion' AND"
                                  " audience = 'group'"),
                    ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT sum(id) FROM comment WHERE item_id ="
                                  " (SELECT max(item_id) FROM discussion)"),
                    ==, 2 + 3 + 5);
    /* What the first of them answered stays behind. */
    g_assert_cmpint(
        query_int(fx, "SELECT count(*) FROM comment WHERE id = 2 AND parent_id IS NULL"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT parent_id FROM comment WHERE id = 5"), ==, 3);
    g_assert_cmpint(query_int(fx, "SELECT count(solved_by) FROM discussion"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT n_comments FROM discussion ORDER BY item_id DESC"), ==,
                    3);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM follow WHERE person_id = 1 AND wants = 1"),
                    ==, 2);
    Response *res = get(fx, ANN, "/discussions/old");
    assert_shows(res, "A part of this goes on in New &lt;b&gt;Tom");
    assert_shows(res, "fourth");
    assert_hides(res, "fifth");
}

static void
test_what_came_after_becomes_a_discussion(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_long_talk(fx);
    assert_status(post(fx, BOB, "/discussions/old/split/2", "title", "All", "part", "after", NULL),
                  303);
    Response *res = get(fx, ANN, "/discussions/old");
    assert_shows(res, "first");
    assert_hides(res, "fourth");
    assert_shows(get(fx, ANN, "/discussions/all"), "fourth");
    assert_status(get(fx, NOBODY, "/discussions/all"), 404);
}

/* ---- to take along ---- */

static void
test_the_archive(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_long_talk(fx);
    begin(fx, BOB, "Other " HOSTILE);
    run_sql(fx, "UPDATE comment SET body = 'From here on\n>From there\n\xc3\xa9' WHERE id = 2;"
                "UPDATE comment SET status = 'held' WHERE id = 4;"
                "INSERT INTO comment (item_id, person_id, status, body, created_at)"
                " SELECT max(item_id), NULL, 'shown', 'long ago', 60 FROM discussion");
    /* Who looks after the group's page, and not into the closed group. */
    g_assert_cmpstr(body_of(get(fx, EDNA, "/groups/cases/archive.mbox")), ==, "");
    assert_status(get(fx, ANN, "/groups/other/archive.mbox"), 404);
    Response *res = get(fx, ANN, "/groups/cases/archive.mbox");
    assert_status(res, 200);
    const char *text = body_of(res);
    g_auto(GStrv) parts = g_strsplit(text, "\n\nFrom ", -1);
    g_assert_cmpuint(g_strv_length(parts), ==,
                     7); /* two beginnings, five comments that are shown */
    g_assert_nonnull(strstr(text, "\n>From here on\n>>From there\n=E9\n"));
    g_assert_nonnull(strstr(text, "Message-Id: <comment-2@"));
    g_assert_nonnull(strstr(text, "In-Reply-To: <item-"));
    g_assert_null(strstr(text, "fourth"));
    g_assert_null(strstr(text, "ann@example.org"));
    g_assert_nonnull(strstr(text, "A former member"));
    run_sql(fx, "DELETE FROM group_member WHERE person_id = 1");
    assert_status(get(fx, ANN, "/groups/cases/archive.mbox"), 403);
}

static void
test_the_feed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    group_of_two(fx, "cases", "cases", "public");
    begin(fx, BOB, "News " HOSTILE);
    Response *res = get(fx, NOBODY, "/groups/cases/discussions.atom");
    assert_shows(res, "<title>News &lt;b&gt;Tom");
    assert_shows(get(fx, NOBODY, "/groups/cases"), "/groups/cases/discussions.atom");
    run_sql(fx, "UPDATE item SET audience = 'group' WHERE kind = 'discussion'");
    assert_hides(get(fx, NOBODY, "/groups/cases/discussions.atom"), "News");
    assert_status(get(fx, NOBODY, "/groups/none/discussions.atom"), 404);
}

/* ---- by mail ---- */

static int64_t
n_mails(Fixture *fx, const char *template, int64_t person)
{
    return query_int(fx, arena_printf(fx->arena,
                                      "SELECT count(*) FROM outbox WHERE template = '%s' AND"
                                      " person_id = %d",
                                      template, (int)person));
}

/* The first mail of a kind, as its reader gets it; NULL: it is not sent any more. */
static const Mail *
first_mail(Fixture *fx, const char *template)
{
    static const MailKind *const kinds[] = {&MAIL_DISCUSSION, &MAIL_FOLLOW, NULL};
    int64_t id = query_int(
        fx, arena_printf(fx->arena, "SELECT min(id) FROM outbox WHERE template = '%s'", template));
    Ctx *cx = fixture_begin(fx, NOBODY);
    const MailSender sender = mail_sender(cx);
    Mail *mail = arena_new_of(fx->arena, Mail);
    bool sent = mail_compose(cx, kinds, &sender, mail_find(cx, id), mail);
    fixture_commit(fx);
    return sent ? mail : NULL;
}

static void
test_the_group_gets_what_begins(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('mail_from', 'desk@alliance.example'),"
                " ('mail_in', '1')");
    group_of_two(fx, "cases", "cases", "group");
    assert_shows(get(fx, ANN, "/groups/cases"), "cases@alliance.example");
    assert_hides(get(fx, SAM, "/groups/cases"), "cases@alliance.example");
    begin(fx, BOB, "News " HOSTILE);
    g_assert_cmpint(n_mails(fx, "discussion", ANN), ==, 1);
    g_assert_cmpint(n_mails(fx, "discussion", BOB), ==, 0);
    const Mail *mail = first_mail(fx, "discussion");
    g_assert_true(g_str_has_prefix(mail->subject, "[cases] News <b>Tom"));
    g_assert_nonnull(strstr(mail->text, "Words of *it*."));
    g_assert_null(strstr(mail->html, "<b>Tom"));
    g_assert_true(g_str_has_prefix(mail->reply_to, "reply+c"));
    g_assert_cmpstr(mail->list, ==, "cases.groups");

    /* Its author gets the comments, and so does who wants everything of the group; once. */
    assert_status(post(fx, ANN, "/groups/cases/mails", "mails", "2", "pace", "-1", NULL), 303);
    assert_status(post(fx, ANN, "/groups/cases/mails", "mails", "7", "pace", "-1", NULL), 422);
    assert_status(post(fx, SAM, "/groups/cases/mails", "mails", "2", "pace", "-1", NULL), 403);
    assert_status(post(fx, EDNA, "/groups/cases/mails", "mails", "2", "pace", "-1", NULL), 403);
    int64_t id = query_int(fx, "SELECT max(item_id) FROM discussion");
    const char *comments = arena_printf(fx->arena, "/items/%d/comments", (int)id);
    assert_status(post(fx, BOB, comments, "body", "And more", NULL), 303);
    g_assert_cmpint(n_mails(fx, "comment", ANN), ==, 1);
    run_sql(fx, arena_printf(
                    fx->arena,
                    "INSERT INTO follow (item_id, person_id, wants, since) VALUES (%d, 1, 1, 1)",
                    (int)id));
    assert_status(post(fx, BOB, comments, "body", "And more", NULL), 303);
    g_assert_cmpint(n_mails(fx, "comment", ANN), ==, 2);
    run_sql(fx,
            "UPDATE follow SET wants = 0 WHERE item_id = (SELECT max(item_id) FROM discussion)");
    assert_status(post(fx, BOB, comments, "body", "And more", NULL), 303);
    g_assert_cmpint(n_mails(fx, "comment", ANN), ==, 2);
}

/* What was decided between queueing and sending holds, and nobody is told twice. */
static void
test_what_is_not_wanted_is_not_sent(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t group = group_of_two(fx, "cases", "cases", "group");
    begin(fx, BOB, "News");
    g_assert_nonnull(first_mail(fx, "discussion"));
    run_sql(fx, arena_printf(
                    fx->arena,
                    "INSERT INTO follow (item_id, person_id, wants, since) VALUES (%d, 1, 0, 1)",
                    (int)group));
    g_assert_null(first_mail(fx, "discussion"));
    run_sql(fx, "UPDATE follow SET wants = 1");
    g_assert_nonnull(first_mail(fx, "discussion"));
    run_sql(fx, "DELETE FROM group_member WHERE person_id = 1");
    g_assert_null(first_mail(fx, "discussion"));
    run_sql(fx, arena_printf(fx->arena, "INSERT INTO group_member VALUES (%d, 1, 'in', '', 1)",
                             (int)group));
    run_sql(fx, "UPDATE person SET comment_mails = 0 WHERE id = 1");
    g_assert_null(first_mail(fx, "discussion"));
    run_sql(fx, "UPDATE person SET comment_mails = 1 WHERE id = 1");

    /* Hidden, it waits; shown again, it is no news. */
    assert_status(post(fx, BOB, "/discussions/news", "act", "hide", NULL), 303);
    g_assert_null(first_mail(fx, "discussion"));
    int64_t id = query_int(fx, "SELECT max(item_id) FROM discussion");
    assert_status(
        post(fx, BOB,
             arena_printf(fx->arena, "/desk/groups/%d/discussions/%d", (int)group, (int)id), "yes",
             "1", NULL),
        303);
    g_assert_cmpint(n_mails(fx, "discussion", ANN), ==, 1);
    run_sql(fx, "UPDATE follow SET wants = 0");
    begin(fx, BOB, "More");
    g_assert_cmpint(n_mails(fx, "discussion", ANN), ==, 1);
}

/* The link in the mail ends the group's mails and nothing else; looking does not. */
static void
test_one_click_ends_the_mails_of_a_group(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    group_of_two(fx, "cases", "cases", "group");
    begin(fx, BOB, "News");
    const Mail *mail = first_mail(fx, "discussion");
    const char *path = strstr(mail->unsubscribe, "/items/");
    assert_shows(get(fx, NOBODY, path), "Stop the mails of this group?");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM follow"), ==, 0);
    Response *res = post(fx, NOBODY, path, "List-Unsubscribe", "One-Click", NULL);
    assert_shows(res, "The mails of this group have stopped");
    g_assert_cmpint(query_int(fx, "SELECT wants FROM follow WHERE person_id = 1"), ==, 0);
    begin(fx, BOB, "More");
    g_assert_cmpint(n_mails(fx, "discussion", ANN), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM group_member WHERE person_id = 1"), ==, 1);
}

void
discussion_tests(void)
{
    add_test("/discussion/the-first-one-waits-for-a-chair", test_the_first_one_waits_for_a_chair);
    add_test("/discussion/refused-is-its-authors-draft",
             test_one_that_is_refused_is_its_authors_draft);
    add_test("/discussion/comments-are-for-the-group", test_comments_are_for_the_group);
    add_test("/discussion/chairs-pin-close-hide-and-move", test_chairs_pin_close_hide_and_move);
    add_test("/discussion/a-long-one-stays-small", test_a_long_one_stays_small);
    add_test("/discussion/a-failure-begins-nothing", test_a_failure_begins_nothing);
    add_test("/discussion/who-may-split", test_who_may_split);
    add_test("/discussion/answers-become-one", test_answers_become_a_discussion);
    add_test("/discussion/what-came-after-becomes-one", test_what_came_after_becomes_a_discussion);
    add_test("/discussion/archive", test_the_archive);
    add_test("/discussion/feed", test_the_feed);
    add_test("/discussion/group-gets-what-begins", test_the_group_gets_what_begins);
    add_test("/discussion/not-wanted-is-not-sent", test_what_is_not_wanted_is_not_sent);
    add_test("/discussion/one-click-ends", test_one_click_ends_the_mails_of_a_group);
}
