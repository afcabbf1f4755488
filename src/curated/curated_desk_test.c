/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "curated/curated_testing.h"

#include <string.h>

static const char *
order(Fixture *fx)
{
    GString *slugs = g_string_new("");
    Ctx *cx = fixture_begin(fx, EDNA);
    const Item *list = item_find(cx, "list", "toolkit");
    CuratedEntrySpan entries = curated_entries(cx, list->id);
    for (size_t i = 0; i < entries.n; i++)
        g_string_append(slugs, item_find_id(cx, entries.at[i].work_id)->slug);
    fixture_commit(fx);
    char *kept = arena_strdup(fx->arena, slugs->str);
    g_string_free(slugs, TRUE);
    return kept;
}

static int64_t
three_works(Fixture *fx, int64_t ids[3])
{
    static const char *const slugs[] = {"a", "b", "c"};
    int64_t list = a_list(fx);
    for (size_t i = 0; i < 3; i++) {
        ids[i] = a_work_titled(fx, slugs[i], slugs[i]);
        assert_status(put_on_list(fx, list, ids[i], "", "R"), 303);
    }
    return list;
}

static Response *
move(Fixture *fx, int64_t list, int64_t work, const char *to)
{
    return post(fx, EDNA, list_desk(fx, list, "/move"), "entry",
                arena_printf(fx->arena, "%" PRId64, entry_of(fx, work)), "to", to, NULL);
}

static void
test_the_order_is_changed_by_buttons(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t ids[3], list = three_works(fx, ids);
    Response *res = get(fx, EDNA, list_desk(fx, list, ""));
    assert_shows(res, "name=\"to\" value=\"2\" aria-label=\"Down: a\"");
    assert_hides(res, "aria-label=\"Up: a\"");
    assert_hides(res, "aria-label=\"Down: c\"");
    g_assert_cmpstr(order(fx), ==, "abc");
    assert_status(move(fx, list, ids[0], "2"), 303);
    g_assert_cmpstr(order(fx), ==, "bac");
    assert_status(move(fx, list, ids[2], "1"), 303);
    g_assert_cmpstr(order(fx), ==, "cba");
    assert_status(move(fx, list, ids[2], "77"), 303);
    g_assert_cmpstr(order(fx), ==, "bac");
    assert_status(move(fx, list, ids[2], "nonsense"), 303);
    g_assert_cmpstr(order(fx), ==, "cba");
    /* One that the editor does not see stays between the same two. */
    run_sql(fx, "UPDATE item SET audience = 'secretariat' WHERE slug = 'b'");
    g_assert_cmpstr(order(fx), ==, "ca");
    assert_status(move(fx, list, ids[0], "1"), 303);
    g_assert_cmpstr(order(fx), ==, "ac");
    run_sql(fx, "UPDATE item SET audience = 'public' WHERE slug = 'b'");
    g_assert_cmpstr(order(fx), ==, "acb");
}

static void
test_wrong_input_is_told_at_its_field(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t list = a_list(fx), work = a_work_titled(fx, "one", "One");
    Response *res = put_on_list(fx, list, work, HOSTILE, "");
    assert_status(res, 422);
    assert_shows(res, "&lt;b&gt;Tom");
    res = put_on_list(fx, list, 999, "", "A reason that stays");
    assert_status(res, 422);
    assert_shows(res, "There is no such publication");
    assert_shows(res, "A reason that stays");
    res = post(fx, EDNA, list_desk(fx, list, ""), "other", "https://example.org/x", "reason", "R",
               NULL);
    assert_status(res, 422);
    g_autofree char *long_reason = g_strnfill(CURATED_REASON + 1, 'x');
    assert_status(put_on_list(fx, list, work, "", long_reason), 422);
    assert_status(put_on_list(fx, list, work, "", "R"), 303);
    res = put_on_list(fx, list, work, "", "R");
    assert_status(res, 422);
    assert_shows(res, "It is on the list already");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM curated_entry"), ==, 1);
}

static void
test_two_editors_of_one_entry(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t ids[3];
    three_works(fx, ids);
    const char *path = arena_printf(fx->arena, "/desk/entries/%" PRId64, entry_of(fx, ids[0]));
    assert_shows(get(fx, EDNA, path), "Reason in French");
    Response *res = post(fx, EDNA, path, "reason", "Mine", "place", "1", "version", "5", NULL);
    assert_status(res, 409);
    assert_shows(res, "Mine");
    res = post(fx, EDNA, path, "reason", "", "reason_fr", "Reste", "place", "1", "version", "5",
               NULL);
    assert_status(res, 422);
    assert_shows(res, "Reste");
    const char *version = query_text(fx, "SELECT max(changed_at) FROM curated_entry");
    assert_status(post(fx, EDNA, path, "reason", "Mine", "place", "3", "version", version, NULL),
                  303);
    g_assert_cmpstr(order(fx), ==, "bca");
    assert_status(post(fx, EDNA, arena_printf(fx->arena, "%s/delete", path), NULL), 303);
    g_assert_cmpstr(order(fx), ==, "bc");
    assert_status(get(fx, EDNA, path), 404);
}

static void
test_a_work_is_put_on_a_list_from_its_own_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work_titled(fx, "one", "One");
    const char *path = arena_printf(fx->arena, "/desk/library/%" PRId64 "/lists", work);
    assert_shows(get(fx, EDNA, path), "Begin a list");
    int64_t list = a_list(fx);
    const char *id = arena_printf(fx->arena, "%" PRId64, list);
    assert_shows(get(fx, EDNA, path), "A toolkit");
    assert_status(post(fx, EDNA, path, "list", id, "reason", "", NULL), 422);
    assert_status(post(fx, EDNA, path, "list", "999", "reason", "R", NULL), 422);
    assert_status(post(fx, EDNA, path, "list", id, "heading", "H", "reason", "Why not", NULL), 303);
    assert_shows(get(fx, EDNA, path), "Why not");
    Response *res = post(fx, EDNA, path, "list", id, "reason", "Again", NULL);
    assert_status(res, 422);
    assert_shows(res, "It is on the list already");
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "/desk/library/%" PRId64, work)), path);
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "/desk/pages/%" PRId64, list)),
                 list_desk(fx, list, ""));
}

static void
test_only_editors_make_lists(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t ids[3], list = three_works(fx, ids);
    int64_t entry = entry_of(fx, ids[0]);
    const char *const paths[] = {
        list_desk(fx, list, ""), arena_printf(fx->arena, "/desk/entries/%" PRId64, entry),
        arena_printf(fx->arena, "/desk/library/%" PRId64 "/lists", ids[0])};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        assert_status(get(fx, NOBODY, paths[i]), 303);
        assert_status(get(fx, ANN, paths[i]), 403);
        assert_status(post(fx, ANN, paths[i], NULL), 403);
        assert_status(get(fx, EDNA, paths[i]), 200);
    }
    assert_status(post(fx, ANN, list_desk(fx, list, "/move"), NULL), 403);
    assert_status(post(fx, EDNA, list_desk(fx, list, "/move"), "entry", "999", "to", "1", NULL),
                  404);
    assert_status(get(fx, EDNA, list_desk(fx, ids[0], "")), 404);
    assert_status(get(fx, EDNA, "/desk/entries/999"), 404);
    /* A list of the secretariat is not an editor's. */
    run_sql(fx, "UPDATE item SET audience = 'secretariat' WHERE slug = 'toolkit'");
    for (size_t i = 0; i < 2; i++)
        g_assert_cmpint(get(fx, EDNA, paths[i])->status, >=, 403);
}

static void
work_on_it(Ctx *cx, const void *data)
{
    const int64_t *ids = data;
    const Item *list = item_find_in(cx, ids[0], "");
    const CuratedText texts[] = {
        {"en", "H", "R"},
        {"fr", "",  "P"}
    };
    if (list == NULL || curated_add(cx, list, ids[1], &texts[0]) != CURATED_OK)
        return;
    CuratedEntrySpan entries = curated_entries(cx, ids[0]);
    if (entries.n < 4)
        return;
    curated_save(cx, &entries.at[3], entries.at[3].changed_at, (CuratedTextSpan){texts, 2});
    curated_move(cx, &entries.at[3], 1);
    curated_remove(cx, &entries.at[1]);
}

static void
test_a_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t works[3], list = three_works(fx, works);
    int64_t ids[2] = {list, a_work_titled(fx, "d", "D")};
    g_assert_cmpint(fixture_fail_each(fx, EDNA, work_on_it, ids), >=, 12);
    g_assert_cmpstr(order(fx), ==, "abc");
    assert_status(post_failing_at(fx, 7, EDNA, list_desk(fx, list, ""), "other",
                                  arena_printf(fx->arena, "%" PRId64, ids[1]), "reason", "R", NULL),
                  500);
    g_assert_cmpstr(order(fx), ==, "abc");
}

void
curated_desk_tests(void)
{
    add_test("/curated_desk/order", test_the_order_is_changed_by_buttons);
    add_test("/curated_desk/wrong-input", test_wrong_input_is_told_at_its_field);
    add_test("/curated_desk/two-editors", test_two_editors_of_one_entry);
    add_test("/curated_desk/from-the-work", test_a_work_is_put_on_a_list_from_its_own_page);
    add_test("/curated_desk/only-editors", test_only_editors_make_lists);
    add_test("/curated_desk/failures", test_a_failure_changes_nothing);
}
