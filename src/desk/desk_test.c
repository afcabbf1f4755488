/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/comment.h"
#include "alliance/item.h"
#include "base/limits.h"

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

/* One letter more than a line may have. */
static const char *
a_long_line(Fixture *fx)
{
    GString *line = arena_string(fx->arena, LIMIT_LINE + 2);
    for (int i = 0; i <= LIMIT_LINE; i++)
        g_string_append_c(line, 'x');
    return line->str;
}

static void
test_inbox_has_what_waits(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, ANN, "/desk"), "Nothing waits for you");
    hold_a_comment(fx, HOSTILE);
    Response *res = get(fx, EDNA, "/desk");
    assert_status(res, 200);
    assert_statements(fx, 7);
    assert_shows(res, "<b>1</b><a href=\"/desk/comments\">");
    assert_shows(res, "<b>0</b><a href=\"/desk/pages?state=draft\">");
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
    Response *res = post(fx, EDNA, "/desk/tasks/1", "reason", " ", NULL);
    assert_status(res, 422);
    assert_shows(res, "id=\"error-1\"");
    res = post(fx, EDNA, "/desk/tasks/1", "reason", a_long_line(fx), NULL);
    assert_status(res, 422);
    assert_shows(res, a_long_line(fx)); /* what was typed stays */
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
    assert_statements(fx, 7);
    assert_status(post(fx, EDNA, "/desk/comments/9", "show", "1", NULL), 404);
    res = post(fx, EDNA, "/desk/comments/1", "refuse", "1", NULL);
    assert_status(res, 422);
    assert_shows(res, "id=\"why-1\"");
    res = post(fx, EDNA, "/desk/comments/1", "refuse", "1", "reason", a_long_line(fx), NULL);
    assert_status(res, 422);
    assert_shows(res, a_long_line(fx));
    for (int nth = 3; nth <= 6; nth++)
        assert_status(post_failing_at(fx, nth, EDNA, "/desk/comments/1", "show", "1", NULL), 500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM comment WHERE status = 'held'"), ==, 1);
    assert_status(post(fx, EDNA, "/desk/comments/1", "show", "1", NULL), 303);
    assert_shows(get(fx, NOBODY, "/blog/p"), "Tom &amp;");
    assert_shows(get(fx, EDNA, "/desk/comments"), "No comment waits");
}

/* The queue asks once, however many wait; what is below the secretariat's text is not for editors.
 */
static void
test_queue_is_one_statement(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    hold_a_comment(fx, "First");
    assert_status(get(fx, EDNA, "/desk/comments"), 200);
    int one = fx->statements;
    run_sql(fx, "INSERT INTO item (kind, slug, status, audience, title, published_at, listed_at, "
                "created_at, updated_at) VALUES ('post', 'q', 'published', 'secretariat', "
                "'Secret', 1, 1, 1, 1)");
    run_sql(fx, "INSERT INTO comment (item_id, person_id, status, body, created_at) "
                "SELECT id, 2, 'held', 'On ' || slug, id FROM item");
    Response *res = get(fx, EDNA, "/desk/comments");
    g_assert_cmpint(fx->statements, ==, one);
    assert_shows(res, "On p");
    assert_hides(res, "On q");
    assert_shows(res, "2 in all");
    assert_shows(get(fx, SAM, "/desk/comments"), "On q");
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
    add_test("/desk/queue-is-one-statement", test_queue_is_one_statement);
    add_test("/desk/refused-comment-is-taken-away", test_refused_comment_is_taken_away);
}
