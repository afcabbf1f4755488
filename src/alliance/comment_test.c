/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/comment.h"
#include "testing.h"

static int64_t
a_post(Fixture *fx, const char *slug, const char *audience)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t id = item_insert(
        cx, &(ItemDraft){.kind = "post", .slug = slug, .title = HOSTILE, .audience = audience});
    item_publish(cx, id);
    fixture_commit(fx);
    return id;
}

static int64_t
write_as(Fixture *fx, int64_t me, int64_t item_id, int64_t parent_id, const char *words)
{
    Ctx *cx = fixture_begin(fx, me);
    int64_t id = comment_insert(cx, item_id, parent_id, words);
    fixture_commit(fx);
    return id;
}

static size_t
count_as(Fixture *fx, int64_t me, int64_t item_id)
{
    Ctx *cx = fixture_begin(fx, me);
    size_t n = comment_list(cx, item_find_id(cx, item_id), 0, 1).n;
    fixture_commit(fx);
    return n;
}

static bool
moderate(Fixture *fx, int64_t me, int64_t id, bool show)
{
    Ctx *cx = fixture_begin(fx, me);
    bool done = comment_moderate(cx, id, show);
    fixture_commit(fx);
    return done;
}

static void
test_first_comment_waits(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t post = a_post(fx, "a", "public");
    int64_t id = write_as(fx, ANN, post, 0, HOSTILE);
    g_assert_cmpint(id, >, 0);
    g_assert_cmpint(count_as(fx, NOBODY, post), ==, 0);
    g_assert_cmpint(count_as(fx, BOB, post), ==, 0);
    g_assert_cmpint(count_as(fx, ANN, post), ==, 1);
    g_assert_cmpint(count_as(fx, EDNA, post), ==, 1);
    write_as(fx, ANN, post, 0, "Second"); /* waits, too: one task for both */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 1);

    g_assert_false(moderate(fx, ANN, id, true));
    g_assert_false(moderate(fx, EDNA, 999, true));
    g_assert_true(moderate(fx, EDNA, id, true));
    g_assert_false(moderate(fx, EDNA, id, true)); /* is shown */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 1);
    g_assert_cmpint(count_as(fx, NOBODY, post), ==, 1);

    /* Who was shown once writes without waiting; so does an editor. */
    write_as(fx, ANN, post, 0, "Third");
    write_as(fx, EDNA, post, 0, "Editor's");
    g_assert_cmpint(count_as(fx, NOBODY, post), ==, 3);
    g_assert_true(moderate(fx, EDNA, id + 1, false));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 0);
}

static void
test_removed_leaves_its_place(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t post = a_post(fx, "a", "public");
    int64_t id = write_as(fx, EDNA, post, 0, "Rude words");
    int64_t answer = write_as(fx, EDNA, post, id, "An answer");
    g_assert_true(moderate(fx, EDNA, id, false));
    Ctx *cx = fixture_begin(fx, NOBODY);
    CommentSpan list = comment_list(cx, item_find_id(cx, post), 0, 1);
    g_assert_cmpint(list.n, ==, 2);
    g_assert_cmpstr(list.at[0].body, ==, "");
    g_assert_cmpstr(list.at[0].status, ==, "removed");
    g_assert_cmpint(list.at[1].id, ==, answer);
    g_assert_cmpint(list.at[1].parent_id, ==, id);
    fixture_commit(fx);
    run_sql(fx, "DELETE FROM person_role WHERE person_id = 3");
    run_sql(fx, "DELETE FROM person WHERE id = 3");
    cx = fixture_begin(fx, NOBODY);
    g_assert_cmpstr(comment_list(cx, item_find_id(cx, post), 0, 1).at[1].name, ==,
                    ""); /* a former member */
    fixture_commit(fx);
}

static void
test_only_where_one_may(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t post = a_post(fx, "a", "public"), members = a_post(fx, "m", "members");
    int64_t secret = a_post(fx, "s", "secretariat");
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t draft = item_insert(cx, &(ItemDraft){.kind = "post", .slug = "d", .title = "D"});
    fixture_commit(fx);
    g_assert_cmpint(write_as(fx, NOBODY, post, 0, "x"), ==, 0);
    g_assert_cmpint(write_as(fx, ANN, secret, 0, "x"), ==, 0);
    g_assert_cmpint(write_as(fx, ANN, draft, 0, "x"), ==, 0);
    g_assert_cmpint(write_as(fx, ANN, 999, 0, "x"), ==, 0);
    int64_t id = write_as(fx, ANN, members, 0, "x");
    g_assert_cmpint(id, >, 0);
    g_assert_cmpint(write_as(fx, ANN, post, id, "x"), ==, 0); /* answers what is elsewhere */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM comment"), ==, 1);
}

static void
test_held_ones_with_their_item(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t post = a_post(fx, "a", "public"), secret = a_post(fx, "s", "secretariat");
    write_as(fx, ANN, post, 0, "On a");
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO comment (item_id, person_id, status, body, created_at) "
                             "VALUES (%" PRId64 ", 2, 'held', 'On s', 1)",
                             secret));
    Ctx *cx = fixture_begin(fx, EDNA);
    HeldCommentSpan held = comment_list_held(cx);
    g_assert_cmpint(held.n, ==, 1);
    g_assert_cmpint(comment_count_held(cx), ==, 1);
    g_assert_cmpstr(held.at[0].body, ==, "On a");
    g_assert_cmpstr(held.at[0].item_path, ==, "/blog/a");
    g_assert_cmpstr(held.at[0].item_title, ==, HOSTILE);
    fixture_commit(fx);
    cx = fixture_begin(fx, SAM);
    held = comment_list_held(cx);
    g_assert_cmpint(held.n, ==, 2);
    g_assert_cmpstr(held.at[0].body, ==, "On s"); /* the oldest first */
    fixture_commit(fx);
}

static void
write_one(Ctx *cx, const void *data)
{
    comment_insert(cx, *(const int64_t *)data, 0, "Words");
}

static void
test_failure_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t post = a_post(fx, "a", "public");
    g_assert_cmpint(fixture_fail_each(fx, ANN, write_one, &post), >=, 4);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM comment"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
}

void
comment_tests(void)
{
    add_test("/comment/first-waits", test_first_comment_waits);
    add_test("/comment/removed-leaves-its-place", test_removed_leaves_its_place);
    add_test("/comment/only-where-one-may", test_only_where_one_may);
    add_test("/comment/held-ones-with-their-item", test_held_ones_with_their_item);
    add_test("/comment/failure-keeps-nothing", test_failure_keeps_nothing);
}
