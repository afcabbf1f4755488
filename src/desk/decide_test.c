/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Tasks that are decided behind the link in their mail.
 */
#include "testing.h"

#include "alliance/comment.h"
#include "alliance/discussion.h"
#include "alliance/item.h"
#include "alliance/sender.h"
#include "alliance/standing_link.h"
#include "alliance/task.h"
#include "mail/mail.h"

#include <string.h>

static int64_t
a_post(Fixture *fx, const char *kind, const char *title)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = kind, .title = title, .actual_on = "2016"});
    item_publish(cx, id);
    fixture_commit(fx);
    return id;
}

/* Ann's first comment waits for an editor. */
static int64_t
a_held_comment(Fixture *fx, int64_t item)
{
    Ctx *cx = fixture_begin(fx, ANN);
    int64_t id = comment_insert(cx, item, 0, "First words " HOSTILE);
    fixture_commit(fx);
    return id;
}

/* The path behind the newest mail about a task to @me; NULL: it leads to the desk. */
static const char *
mailed_path(Fixture *fx, int64_t me)
{
    static const MailKind *const kinds[] = {&MAIL_TASK_OPENED, NULL};
    int64_t id = query_int(fx, arena_printf(fx->arena,
                                            "SELECT max(id) FROM outbox WHERE template ="
                                            " 'task.opened' AND person_id = %" PRId64,
                                            me));
    Mail mail;
    Ctx *cx = fixture_begin(fx, NOBODY);
    const MailSender sender = mail_sender(cx);
    g_assert_true(mail_compose(cx, kinds, &sender, mail_find(cx, id), &mail));
    const char *at = strstr(mail.text, "/decide/");
    const char *path = at != NULL ? arena_strndup(fx->arena, at, strcspn(at, " \r\n")) : NULL;
    fixture_commit(fx);
    return path;
}

static const char *
task_state(Fixture *fx)
{
    return query_text(fx, "SELECT kind || ' ' || state || ' ' || coalesce(closed_by, 0) FROM task"
                          " ORDER BY id DESC LIMIT 1");
}

/* However often programs look; then one button, once; as Edna, who is not signed in. */
static void
test_a_button_decides_and_a_look_does_not(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t comment = a_held_comment(fx, a_post(fx, "post", "Title " HOSTILE));
    const char *path = mailed_path(fx, EDNA);
    g_assert_nonnull(path);
    for (int i = 0; i < 3; i++) {
        Response *res = get(fx, NOBODY, path);
        assert_status(res, 200);
        assert_shows(res, "First words &lt;b&gt;Tom");
        assert_shows(res, "You decide as Edna Editor");
        assert_hides(res, "<b>Tom");
    }
    assert_statements(fx, 9);
    assert_shows(get_json(fx, NOBODY, path), "\"is_open\":true");
    assert_shows(get(fx, NOBODY, arena_printf(fx->arena, "/fr%s", path)), "Le publier");
    g_assert_cmpstr(task_state(fx), ==, "comment.review open 0");
    assert_status(post(fx, NOBODY, path, NULL), 422);
    assert_status(post(fx, NOBODY, path, "yes", "1", "no", "1", NULL), 422);
    g_assert_cmpstr(task_state(fx), ==, "comment.review open 0");

    assert_status(post(fx, NOBODY, path, "yes", "1", NULL), 303);
    g_assert_cmpstr(task_state(fx), ==, "comment.review done 3");
    g_assert_cmpstr(query_text(fx, "SELECT status FROM comment"), ==, "shown");
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM audit WHERE action = 'comment.show'"), ==,
                    EDNA);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session"), ==, 0);
    Response *res = get(fx, NOBODY, path);
    assert_shows(res, "nothing is left to do");
    assert_hides(res, "First words");
    assert_status(post(fx, NOBODY, path, "no", "1", NULL), 409);
    g_assert_cmpint(query_int(fx, "SELECT id FROM comment WHERE status = 'shown'"), ==, comment);
}

static void
test_no_refuses(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_held_comment(fx, a_post(fx, "post", "Title"));
    assert_status(post(fx, NOBODY, mailed_path(fx, EDNA), "no", "1", NULL), 303);
    g_assert_cmpstr(query_text(fx, "SELECT status FROM comment"), ==, "removed");
}

/* It is of one person and one task, and of the roles that the person has now. */
static void
test_a_link_is_one_persons_for_one_task(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = a_post(fx, "post", "Title");
    a_held_comment(fx, item);
    const char *path = mailed_path(fx, EDNA);
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t other = task_open(cx, "inbound.review", 0, 0, "secretariat", "Mail");
    const char *anns = standing_link_new(cx, standing_link_to_decide(cx->arena, 1), ANN);
    const char *preferences = standing_link_new(cx, LINK_PREFERENCES, EDNA);
    const char *by_hand = arena_printf(fx->arena, "/decide/1/%s", anns);
    const char *elsewhere = arena_printf(fx->arena, "/decide/1/%s", preferences);
    const char *moved = arena_printf(fx->arena, "/decide/%" PRId64 "/%s", other,
                                     strrchr(path, '/') + 1);
    fixture_commit(fx);
    g_assert_true(g_str_has_prefix(path, "/decide/1/"));
    const char *const wrong[] = {elsewhere, moved, "/decide/1/x", "/decide/99/x", "/decide/x/x"};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        assert_status(get(fx, SAM, wrong[i]), 404);
        assert_status(post(fx, SAM, wrong[i], "yes", "1", NULL), 404);
    }
    assert_status(get(fx, SAM, by_hand), 403);
    assert_status(post(fx, SAM, by_hand, "yes", "1", NULL), 403);
    run_sql(fx, "UPDATE person_role SET until = 1 WHERE person_id = 3");
    assert_status(get(fx, NOBODY, path), 403);
    assert_status(post(fx, NOBODY, path, "yes", "1", NULL), 403);
    run_sql(fx, "UPDATE person SET links_n = links_n + 1 WHERE id = 3");
    assert_status(get(fx, NOBODY, path), 404);
    g_assert_cmpstr(query_text(fx, "SELECT status FROM comment"), ==, "held");
}

/* What came together is seen together, on the desk. */
static void
test_of_several_none_is_decided(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = a_post(fx, "post", "Title");
    a_held_comment(fx, item);
    const char *path = mailed_path(fx, EDNA);
    a_held_comment(fx, item);
    Response *res = get(fx, NOBODY, path);
    assert_shows(res, "More than one waits there");
    assert_hides(res, "name=\"yes\"");
    assert_status(post(fx, NOBODY, path, "yes", "1", NULL), 409);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM comment WHERE status = 'held'"), ==, 2);
    g_assert_null(mailed_path(fx, EDNA));
}

/* ---- discussions ---- */

/* Ann's first in a group that has no chair waits for the secretariat. */
static int64_t
a_held_discussion(Fixture *fx)
{
    int64_t group = a_post(fx, "group", "Cases");
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO interest_group (item_id, inside) VALUES (%d, 'public');"
                             "INSERT INTO group_member (group_id, person_id, state, since)"
                             " VALUES (%d, 1, 'in', 1), (%d, 2, 'in', 1)",
                             (int)group, (int)group, (int)group));
    Ctx *cx = fixture_begin(fx, ANN);
    const Item *item = item_find_id(cx, group);
    bool held = false;
    int64_t id = discussion_insert(cx, item, group_find(cx, item),
                                   &(DiscussionDraft){.title = "Talk", .body = "Its words"}, &held);
    fixture_commit(fx);
    g_assert_true(held);
    return id;
}

/* Press a button among the texts, as somebody who has just looked. */
static void
act(Fixture *fx, int64_t id, const char *name)
{
    const char *version = query_text(
        fx, arena_printf(fx->arena, "SELECT version FROM item WHERE id = %" PRId64, id));
    const char *acts = arena_printf(fx->arena, "/desk/pages/%" PRId64 "/acts", id);
    assert_status(post(fx, SAM, acts, "act", name, "version", version, NULL), 303);
}

#define N_TOLD(fx) query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'discussion'")

static void
test_a_discussion_is_decided_too(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_held_discussion(fx);
    const char *path = mailed_path(fx, SAM);
    assert_shows(get(fx, NOBODY, path), "Its words");
    assert_status(post(fx, NOBODY, path, "yes", "1", NULL), 303);
    g_assert_cmpstr(task_state(fx), ==, "discussion.review done 4");
    assert_status(get(fx, NOBODY, "/discussions/talk"), 200);
    g_assert_cmpint(N_TOLD(fx), ==, 1);
}

/* A link that its person may not use any more shows nothing and decides nothing. */
static void
test_who_leads_nothing_decides_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_held_discussion(fx);
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t task = task_list_open(cx, 1).at[0].id;
    const char *bobs = arena_printf(
        fx->arena, "/decide/%" PRId64 "/%s", task,
        standing_link_new(cx, standing_link_to_decide(cx->arena, task), BOB));
    fixture_commit(fx);
    Response *res = get(fx, BOB, bobs);
    assert_status(res, 403);
    assert_hides(res, "Its words");
    assert_status(post(fx, BOB, bobs, "yes", "1", NULL), 403);
    assert_status(get(fx, NOBODY, "/discussions/talk"), 404);
}

/* Published among the texts, nothing waits any more, and the group hears of it, once. */
static void
test_a_discussion_published_on_the_desk(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_held_discussion(fx);
    g_assert_cmpint(N_TOLD(fx), ==, 0);
    act(fx, id, "publish");
    g_assert_cmpstr(task_state(fx), ==, "discussion.review done 4");
    g_assert_cmpint(N_TOLD(fx), ==, 1);
    act(fx, id, "withdraw");
    act(fx, id, "publish");
    g_assert_cmpint(N_TOLD(fx), ==, 1);
}

/* ---- all or nothing ---- */

static void
test_nothing_is_half_decided(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_held_comment(fx, a_post(fx, "post", "Title"));
    const char *path = mailed_path(fx, EDNA);
    int failed = 0;
    for (int nth = 1;; nth++, failed++) {
        Response *res = post_failing_at(fx, nth, NOBODY, path, "yes", "1", NULL);
        db_fail_at(fx->db, 0);
        if (res->status == 303)
            break;
        g_assert_cmpstr(task_state(fx), ==, "comment.review open 0");
        g_assert_cmpstr(query_text(fx, "SELECT status FROM comment"), ==, "held");
    }
    g_assert_cmpint(failed, >=, 6);
    g_assert_cmpstr(task_state(fx), ==, "comment.review done 3");
}

void
decide_tests(void)
{
    add_test("/decide/a-button-decides-and-a-look-does-not",
             test_a_button_decides_and_a_look_does_not);
    add_test("/decide/no-refuses", test_no_refuses);
    add_test("/decide/a-link-is-one-persons-for-one-task", test_a_link_is_one_persons_for_one_task);
    add_test("/decide/of-several-none-is-decided", test_of_several_none_is_decided);
    add_test("/decide/a-discussion-is-decided-too", test_a_discussion_is_decided_too);
    add_test("/decide/who-leads-nothing-decides-nothing", test_who_leads_nothing_decides_nothing);
    add_test("/decide/a-discussion-published-on-the-desk", test_a_discussion_published_on_the_desk);
    add_test("/decide/nothing-is-half-decided", test_nothing_is_half_decided);
}
