/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/group.h"
#include "testing.h"

#include "alliance/access.h"
#include "alliance/group_member.h"
#include "alliance/role.h"

#include <string.h>

/* Make a group that Edna chairs, and set its rules in SQL words. */
static int64_t
a_group(Fixture *fx, const char *slug, const char *audience, const char *joining,
        const char *inside)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "group",
                                              .slug = slug,
                                              .title = slug,
                                              .summary = "About " HOSTILE,
                                              .body = "Terms of *reference*.",
                                              .audience = audience,
                                              .actual_on = "2016-03"});
    item_publish(cx, id);
    fixture_commit(fx);
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO interest_group (item_id, joining, inside)"
                             " VALUES (%d, '%s', '%s')",
                             (int)id, joining, inside));
    return id;
}

/* Bob chairs it, since he has no rights besides. */
static void
chair(Fixture *fx, const char *slug)
{
    Ctx *cx = fixture_begin(fx, SAM);
    g_assert_cmpint(term_grant(cx, BOB, "chair", slug, TEST_NOW - 10, 0), !=, 0);
    fixture_commit(fx);
}

static void
test_a_group_says_how_it_is(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_group(fx, "cases", "public", "open", "public");
    chair(fx, "cases");
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO group_objective (group_id, number, text, progress) VALUES"
                             " (%d, 1, 'Agree <b>', 60), (%d, 2, 'Write', 0)",
                             (int)id, (int)id));
    Response *res = get(fx, NOBODY, "/groups/cases");
    assert_status(res, 200);
    assert_statements(fx, 16);
    assert_shows(res, "Terms of <em>reference</em>");
    assert_shows(res, "Agree &lt;b&gt;");
    assert_shows(res, "60 % done");
    assert_shows(res, "not begun");
    assert_shows(res, "Bob");
    assert_shows(res, "1 member");
    assert_shows(res, "/join");
    assert_hides(res, "Leave the group");
    assert_hides(res, "<b>Tom");
    assert_shows(get(fx, NOBODY, "/fr/groups/cases"), "Mandat");
    assert_shows(get_json(fx, NOBODY, "/groups/cases.json"), "\"n_members\":1");
    assert_status(get(fx, NOBODY, "/groups/none"), 404);

    res = get(fx, NOBODY, "/groups");
    assert_statements(fx, 9);
    assert_shows(res, "At work");
    assert_shows(res, "cases");
}

static void
test_the_list_knows_three_states(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_group(fx, "cases", "public", "open", "public");
    run_sql(fx, "UPDATE item SET actual_on = NULL, planned_first = '2016-06',"
                " planned_on = '2017-01' WHERE kind = 'group'");
    assert_shows(get(fx, NOBODY, "/groups"), "Being prepared");
    Response *res = get(fx, ANN, "/groups/cases");
    assert_shows(res, "I am interested");
    assert_shows(res, "first planned for");
    assert_location(post(fx, ANN, "/groups/cases/join", NULL), "/groups/cases");
    assert_shows(get(fx, ANN, "/groups/cases"), "1 member is interested");
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE interest_group SET dormant_on = '2017' WHERE item_id = %d",
                             (int)id));
    assert_shows(get(fx, NOBODY, "/groups"), "At rest");
    assert_status(get(fx, ANN, "/groups/cases/new"), 403);
    post(fx, EDNA, "/groups/cases/join", NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM group_member WHERE person_id = 3"), ==, 0);
}

static void
test_members_come_and_go(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_group(fx, "cases", "public", "open", "public");
    assert_status(post(fx, NOBODY, "/groups/cases/join", NULL), 403);
    assert_shows(get(fx, ANN, "/groups/cases"), "Join the group");
    post(fx, ANN, "/groups/cases/join", NULL);
    post(fx, ANN, "/groups/cases/join", NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM group_member WHERE state = 'in'"), ==, 1);
    assert_shows(get(fx, ANN, "/groups/cases"), "Leave the group");
    assert_shows(get(fx, ANN, "/groups"), "you are in it");
    assert_status(get(fx, ANN, "/groups/cases/members"), 200);
    assert_status(get(fx, BOB, "/groups/cases/members"), 403);
    post(fx, ANN, "/groups/cases/leave", NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM group_member"), ==, 0);
    assert_status(post(fx, ANN, "/groups/none/join", NULL), 404);

    /* A chair is seated, and stays while in office. */
    chair(fx, "cases");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM group_member WHERE state = 'in'"), ==, 1);
    post(fx, BOB, "/groups/cases/leave", NULL);
    post(fx, SAM, "/groups/cases/members/2", NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM group_member WHERE state = 'in'"), ==, 1);
}

static void
test_who_asks_is_let_in_by_a_chair(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_group(fx, "cases", "public", "request", "group");
    const char *desk = arena_printf(fx->arena, "/desk/groups/%d", (int)id);
    const char *ann = arena_printf(fx->arena, "%s/members/1", desk);
    chair(fx, "cases");
    assert_shows(get(fx, ANN, "/groups/cases"), "Ask to come in");
    post(fx, ANN, "/groups/cases/join", "note", "Because " HOSTILE, NULL);
    g_assert_cmpstr(query_text(fx, "SELECT state FROM group_member WHERE person_id = 1"), ==,
                    "asked");
    assert_status(get(fx, ANN, "/groups/cases/members"), 403);
    /* One task, for the chair, who gets it by mail. */
    g_assert_cmpint(query_int(fx, "SELECT assignee_id FROM task WHERE kind = 'group.request'"), ==,
                    BOB);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE person_id = 2"), ==, 1);
    assert_status(get(fx, ANN, desk), 403);
    assert_status(get(fx, EDNA, arena_printf(fx->arena, "%s9", desk)), 404);
    assert_status(post(fx, ANN, ann, "yes", "1", NULL), 403);
    Response *res = get(fx, BOB, desk);
    assert_shows(res, "Ann Achieng");
    assert_shows(res, "Because &lt;b&gt;Tom");
    assert_status(post(fx, BOB, ann, "yes", "1", NULL), 303);
    assert_status(get(fx, ANN, "/groups/cases/members"), 200);
    g_assert_cmpstr(query_text(fx, "SELECT state FROM task WHERE kind = 'group.request'"), ==,
                    "done");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'group'"
                                  " AND person_id = 1"),
                    ==, 1);
    /* It is decided once. */
    assert_status(post(fx, BOB, ann, "yes", "1", NULL), 404);

    post(fx, EDNA, "/groups/cases/join", NULL);
    assert_status(post(fx, BOB, arena_printf(fx->arena, "%s/members/3", desk), "yes", "0", NULL),
                  303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM group_member WHERE person_id = 3"), ==, 0);
    post(fx, EDNA, "/groups/cases/join", NULL);
    post(fx, EDNA, "/groups/cases/leave", NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 0);
}

static void
test_by_invitation_only(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_group(fx, "board", "public", "invitation", "group");
    const char *invite = arena_printf(fx->arena, "/desk/groups/%d/invite", (int)id);
    chair(fx, "board");
    assert_hides(get(fx, ANN, "/groups/board"), "Join the group");
    post(fx, ANN, "/groups/board/join", NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM group_member WHERE person_id = 1"), ==, 0);
    assert_status(post(fx, BOB, invite, "email", "nobody@example.org", NULL), 422);
    assert_status(post(fx, ANN, invite, "email", "ann@example.org", NULL), 403);
    const char *email = query_text(fx, "SELECT email FROM person WHERE id = 1");
    assert_status(post(fx, BOB, invite, "email", email, NULL), 303);
    assert_status(post(fx, BOB, invite, "email", email, NULL), 422);
    assert_shows(get(fx, ANN, "/groups/board"), "You are invited.");
    post(fx, ANN, "/groups/board/join", NULL);
    g_assert_cmpstr(query_text(fx, "SELECT state FROM group_member WHERE person_id = 1"), ==, "in");
}

/* A part is for who is in the whole, and who leaves the whole leaves it. */
static void
test_parts_are_within_the_whole(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t whole = a_group(fx, "whole", "public", "open", "public");
    int64_t part = a_group(fx, "part", "group", "open", "group");
    Ctx *cx = fixture_begin(fx, SAM);
    const Item *item = item_find_id(cx, part);
    g_assert_cmpint(
        item_update(cx, part, item->version,
                    &(ItemDraft){.title = "Part", .audience = "group", .parent_id = whole}),
        ==, ITEM_OK);
    fixture_commit(fx);
    assert_status(get(fx, ANN, "/groups/part"), 404);
    assert_hides(get(fx, ANN, "/groups/whole"), "Part");
    post(fx, ANN, "/groups/whole/join", NULL);
    assert_shows(get(fx, ANN, "/groups/whole"), "/groups/part");
    post(fx, ANN, "/groups/part/join", NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM group_member"), ==, 2);
    post(fx, ANN, "/groups/whole/leave", NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM group_member"), ==, 0);
}

static void
test_chairs_change_their_group(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_group(fx, "cases", "public", "open", "public");
    chair(fx, "cases");
    a_group(fx, "others", "public", "open", "public");
    assert_status(get(fx, BOB, "/groups/others/edit"), 403);
    assert_status(get(fx, ANN, "/groups/cases/edit"), 403);
    assert_status(get(fx, BOB, "/groups/none/edit"), 404);
    const char *version = query_text(fx, "SELECT version FROM item WHERE slug = 'cases'");
    assert_shows(get(fx, BOB, "/groups/cases/edit"), "Terms of *reference*");
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t event = item_insert(
        cx, &(ItemDraft){.kind = "event", .slug = "e", .title = "Meeting", .parent_id = id});
    item_publish(cx, event);
    fixture_commit(fx);
    assert_shows(get(fx, NOBODY, "/groups/cases"), "What came out of it");
    assert_shows(get(fx, NOBODY, "/events/e"), "href=\"/groups/cases\"");

    assert_status(post(fx, BOB, "/groups/cases/edit", "summary", "New", "terms", "Ours",
                       "objectives", "First: 30%\n\n Second 120 %\nThird\n40%", "joining",
                       "request", "inside", "group", "version", version, NULL),
                  303);
    g_assert_cmpstr(query_text(fx, "SELECT text || progress FROM group_objective WHERE number = 1"),
                    ==, "First30");
    g_assert_cmpstr(query_text(fx, "SELECT text || progress FROM group_objective WHERE number = 2"),
                    ==, "Second100");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM group_objective"), ==, 3);
    /* What was in it is closed with it; opening it again does not open that. */
    assert_status(get(fx, NOBODY, "/events/e"), 404);
    assert_status(post(fx, BOB, "/groups/cases/edit", "summary", "Newer", "joining", "open",
                       "inside", "public", "version", version, NULL),
                  422);
    version = query_text(fx, "SELECT version FROM item WHERE slug = 'cases'");
    assert_status(post(fx, BOB, "/groups/cases/edit", "summary", "Newer", "joining", "open",
                       "inside", "public", "version", version, NULL),
                  303);
    assert_status(get(fx, NOBODY, "/events/e"), 404);
    assert_status(get(fx, BOB, "/events/e"), 200);
    assert_status(post(fx, BOB, "/groups/cases/edit", "summary", "", NULL), 422);
}

/* A hidden group with something closed and something open in it.  Returns the group. */
static int64_t
a_hidden_group(Fixture *fx)
{
    int64_t id = a_group(fx, "zebra", "group", "invitation", "group");
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t closed = item_insert(cx, &(ItemDraft){.kind = "post",
                                                  .slug = "stripes",
                                                  .title = "Zebrastripes",
                                                  .body = "Zebrawords",
                                                  .author_id = ANN,
                                                  .audience = "group",
                                                  .parent_id = id});
    item_publish(cx, closed);
    int64_t open = item_insert(
        cx, &(ItemDraft){.kind = "post", .slug = "open", .title = "Open", .parent_id = id});
    item_publish(cx, open);
    fixture_commit(fx);
    return id;
}

/* Nothing on any page tells @me of it. */
static void
assert_tells_nothing(Fixture *fx, int64_t me, int64_t id)
{
    static const char *const pages[] = {
        "/",
        "/groups",
        "/blog",
        "/groups.atom",
        "/blog.atom",
        "/new.atom",
        "/sitemap.xml",
        "/take-part",
        "/groups.json",
        "/search?q=zebrawords",
        "/blog.json",
        "/search?q=zebra*",
        "/feeds",
        "/blog/open",
        "/blog/open.json",
        "/topics",
        "/search.json?q=zebrastripes",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autofree char *body = g_ascii_strdown(body_of(get(fx, me, pages[i])), -1);
        /* What somebody looked for stands in the field again. */
        const char *found = strstr(pages[i], "q=") != NULL ? "/blog/stripes" : "zebra";
        if (strstr(body, found) != NULL)
            g_error("%s tells %d of the closed group", pages[i], (int)me);
    }
    assert_status(get(fx, me, "/groups/zebra"), 404);
    assert_status(get(fx, me, "/blog/stripes"), 404);
    assert_status(get(fx, me, "/groups/zebra/discussions"), 404);
    if (me == NOBODY)
        return;
    int64_t closed = query_int(fx, "SELECT id FROM item WHERE slug = 'stripes'");
    assert_status(get(fx, me, "/groups/zebra/members"), 404);
    assert_status(post(fx, me, "/groups/zebra/join", NULL), 404);
    assert_status(get(fx, me, arena_printf(fx->arena, "/desk/groups/%d", (int)id)), 404);
    assert_status(get(fx, me, arena_printf(fx->arena, "/desk/groups/%d", (int)closed)), 404);
    assert_status(
        post(fx, me, arena_printf(fx->arena, "/items/%d/comments", (int)closed), "body", "x", NULL),
        404);
}

/* A hidden group and what is in it: found nowhere by who is not in it. */
static void
test_a_closed_group_leaks_nowhere(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const int64_t outside[] = {NOBODY, ANN, BOB, EDNA};
    int64_t id = a_hidden_group(fx);
    for (size_t p = 0; p < G_N_ELEMENTS(outside); p++)
        assert_tells_nothing(fx, outside[p], id);
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO group_member (group_id, person_id, state, since)"
                             " VALUES (%d, 1, 'in', 1)",
                             (int)id));
    assert_shows(get(fx, ANN, "/groups"), "zebra");
    assert_shows(get(fx, ANN, "/blog/stripes"), "Zebrawords");
    assert_shows(get(fx, ANN, "/search?q=zebrawords"), "/blog/stripes");
    assert_shows(get(fx, ANN, "/blog/open"), "href=\"/groups/zebra\"");
    assert_shows(get(fx, SAM, "/blog/stripes"), "Zebrawords");
    run_sql(fx, "UPDATE person SET left_at = 1483347600 WHERE id = 1");
    assert_status(get(fx, ANN, "/blog/stripes"), 404);
}

static void
join_work(Ctx *cx, const void *data)
{
    const Item *item = item_find_id(cx, *(const int64_t *)data);
    if (item != NULL)
        group_member_join(cx, item, "request", "Why not");
}

static void
test_a_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_group(fx, "cases", "public", "request", "group");
    chair(fx, "cases");
    g_assert_cmpint(fixture_fail_each(fx, ANN, join_work, &id), >, 4);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM group_member WHERE person_id = 1"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE kind = 'group.request'"), ==, 0);
}

void
group_tests(void)
{
    add_test("/group/says-how-it-is", test_a_group_says_how_it_is);
    add_test("/group/three-states", test_the_list_knows_three_states);
    add_test("/group/members-come-and-go", test_members_come_and_go);
    add_test("/group/who-asks-is-let-in-by-a-chair", test_who_asks_is_let_in_by_a_chair);
    add_test("/group/by-invitation-only", test_by_invitation_only);
    add_test("/group/parts-are-within-the-whole", test_parts_are_within_the_whole);
    add_test("/group/chairs-change-their-group", test_chairs_change_their_group);
    add_test("/group/a-closed-group-leaks-nowhere", test_a_closed_group_leaks_nowhere);
    add_test("/group/a-failure-changes-nothing", test_a_failure_changes_nothing);
}
