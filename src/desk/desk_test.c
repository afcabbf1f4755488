/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/comment.h"
#include "alliance/item.h"

/* A published post with a comment of Ann's that is held. */
static void
hold_a_comment(Fixture *fx, const char *words)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "post", .slug = "p", .title = HOSTILE});
    item_publish(cx, id);
    fixture_commit(fx);
    assert_status(post(fx, ANN, "/items/1/comments", "body", words, NULL), 303);
}

static void
test_inbox_has_what_waits(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, ANN, "/desk"), "Nothing waits for you");
    hold_a_comment(fx, HOSTILE);
    Response *res = get(fx, EDNA, "/desk");
    assert_status(res, 200);
    assert_statements(fx, 12);
    assert_shows(res, "Look at a first comment");
    assert_hides(res, "<b>Tom");
    assert_hides(get(fx, ANN, "/desk"), "Look at a first comment");
    assert_status(get(fx, NOBODY, "/desk"), 303);
}

static void
test_task_is_dropped_with_a_reason(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    hold_a_comment(fx, "Words");
    assert_status(post(fx, ANN, "/desk/tasks/1", "reason", "x", NULL), 404);
    assert_status(post(fx, EDNA, "/desk/tasks/9", "reason", "x", NULL), 404);
    assert_status(post(fx, EDNA, "/desk/tasks/1", "reason", " ", NULL), 422);
    for (int nth = 4; nth <= 5; nth++)
        assert_status(post_failing_at(fx, nth, EDNA, "/desk/tasks/1", "reason", "x", NULL), 500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 1);
    assert_status(post(fx, EDNA, "/desk/tasks/1", "reason", HOSTILE, NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'dropped'"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'task.drop'"), ==, 1);
}

static void
test_comment_is_decided(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    hold_a_comment(fx, HOSTILE);
    assert_status(get(fx, ANN, "/desk/comments"), 403);
    assert_status(post(fx, ANN, "/desk/comments/1", "show", "1", NULL), 403);
    Response *res = get(fx, EDNA, "/desk/comments");
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_statements(fx, 9);
    assert_status(post(fx, EDNA, "/desk/comments/9", "show", "1", NULL), 404);
    assert_status(post(fx, EDNA, "/desk/comments/1", "refuse", "1", NULL), 422);
    for (int nth = 3; nth <= 6; nth++)
        assert_status(post_failing_at(fx, nth, EDNA, "/desk/comments/1", "show", "1", NULL), 500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM comment WHERE status = 'held'"), ==, 1);
    assert_status(post(fx, EDNA, "/desk/comments/1", "show", "1", NULL), 303);
    assert_shows(get(fx, NOBODY, "/blog/p"), "Tom &amp;");
    assert_shows(get(fx, EDNA, "/desk/comments"), "No comment waits");
}

static void
test_refused_comment_is_taken_away(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    hold_a_comment(fx, "Rude words");
    Response *res = post(fx, EDNA, "/desk/comments/1", "refuse", "1", "reason", "Rude", NULL);
    assert_status(res, 303);
    assert_hides(get(fx, NOBODY, "/blog/p"), "Rude words");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE subject = 'Rude'"), ==, 1);
}

void
desk_tests(void)
{
    add_test("/desk/inbox-has-what-waits", test_inbox_has_what_waits);
    add_test("/desk/task-is-dropped-with-a-reason", test_task_is_dropped_with_a_reason);
    add_test("/desk/comment-is-decided", test_comment_is_decided);
    add_test("/desk/refused-comment-is-taken-away", test_refused_comment_is_taken_away);
}
