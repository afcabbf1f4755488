/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "curated/curated_testing.h"

#include <string.h>

static void
test_a_list_shows_its_works_and_why(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t list = a_list(fx), one = a_work_titled(fx, "one", "One");
    int64_t two = a_work_titled(fx, "two", "Two"), three = a_work_titled(fx, "three", "Three");
    assert_status(put_on_list(fx, list, two, "First", "Because of this."), 303);
    assert_status(put_on_list(fx, list, one, "First", HOSTILE), 303);
    assert_status(put_on_list(fx, list, three, "Then", "Third reason."), 303);
    Response *res = get(fx, NOBODY, "/library/lists/toolkit");
    assert_status(res, 200);
    assert_statements(fx, 20);
    assert_shows(res, "<h1 lang=\"en\" dir=\"auto\">A toolkit</h1>");
    assert_shows(res,
                 "<h2 lang=\"en\" dir=\"auto\">First</h2>\n<ol start=\"1\"><li>"
                 "<p class=\"title\" lang=\"en\" dir=\"auto\"><a href=\"/library/two\">Two</a>");
    assert_shows(res, "<h2 lang=\"en\" dir=\"auto\">Then</h2>\n<ol start=\"3\">");
    assert_shows(res, "Because of this.");
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_shows(get_json(fx, NOBODY, "/library/lists/toolkit.json"),
                 "\"reason\":\"Third reason.\"");
    res = get(fx, NOBODY, "/library/two");
    assert_shows(res,
                 "In the list <a href=\"/library/lists/toolkit\" lang=\"en\" "
                 "dir=\"auto\">A toolkit</a><br><span lang=\"en\" dir=\"auto\">Because of this.");
    assert_shows(get(fx, NOBODY, "/library/lists"),
                 "<a href=\"/library/lists/toolkit\">A toolkit</a>");
    assert_shows(get(fx, NOBODY, "/library"), "href=\"/library/lists\"");
    assert_status(get(fx, NOBODY, "/library/lists/none"), 404);
    assert_status(get(fx, NOBODY, "/library/lists/none/feed.atom"), 404);
}

static void
test_many_works_cost_as_many_statements_as_few(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t list = a_list(fx);
    assert_status(put_on_list(fx, list, a_work_titled(fx, "w", "W"), "", "R"), 303);
    get(fx, NOBODY, "/library");
    get(fx, NOBODY, "/library/lists/toolkit");
    int few = fx->statements;
    for (int i = 0; i < 12; i++)
        assert_status(put_on_list(fx, list,
                                  a_work_titled(fx, arena_printf(fx->arena, "w%d", i), "Many"), "",
                                  "R"),
                      303);
    get(fx, NOBODY, "/library");
    get(fx, NOBODY, "/library/lists/toolkit");
    g_assert_cmpint(fx->statements, ==, few);
    get(fx, EDNA, list_desk(fx, list, ""));
    assert_statements(fx, 12);
}

static void
test_feeds(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t list = a_list(fx);
    assert_status(put_on_list(fx, list, a_work_titled(fx, "one", "One & only"), "", HOSTILE), 303);
    Response *res = get(fx, NOBODY, "/library/lists/toolkit/feed.atom");
    assert_status(res, 200);
    assert_shows(res, "<title>One &amp; only</title>");
    assert_shows(res, "<summary>&lt;b&gt;Tom");
    assert_shows(res, "/library/one\"/>");
    res = get(fx, NOBODY, "/library/lists.atom");
    assert_status(res, 200);
    assert_shows(res, "<title>A toolkit</title>");
    assert_shows(get(fx, NOBODY, "/sitemap.xml"), "/library/lists/toolkit</loc>");
}

static void
test_what_is_not_seen_leaves_no_gap(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t list = a_list(fx), one = a_work_titled(fx, "one", "One");
    int64_t hidden = a_work_titled(fx, "zyx", "Zyxhidden"), two = a_work_titled(fx, "two", "Two");
    assert_status(put_on_list(fx, list, one, "", "R1"), 303);
    assert_status(put_on_list(fx, list, hidden, "Zyxhead", "Zyxreason"), 303);
    assert_status(put_on_list(fx, list, two, "End", "R2"), 303);
    run_sql(fx, "UPDATE item SET audience = 'members' WHERE slug = 'zyx'");
    static const char *const paths[] = {"/library/lists/toolkit",
                                        "/library/lists/toolkit/feed.atom"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        Response *res = get(fx, NOBODY, paths[i]);
        assert_hides(res, "Zyx");
        assert_hides(res, "zyx");
    }
    Response *res = get_json(fx, NOBODY, "/library/lists/toolkit.json");
    assert_hides(res, "Zyx");
    assert_hides(res, "\"first\":3");
    assert_shows(get(fx, NOBODY, "/library/lists/toolkit"), "End</h2>\n<ol start=\"2\">");
    assert_shows(get(fx, ANN, "/library/lists/toolkit"), "Zyxreason");
    assert_shows(get(fx, ANN, "/library/lists/toolkit"), "End</h2>\n<ol start=\"3\">");
}

static void
test_a_list_is_seen_by_whom_it_is_for(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t list = a_list(fx);
    assert_status(put_on_list(fx, list, a_work_titled(fx, "one", "One"), "", "Zyxreason"), 303);
    run_sql(fx, "UPDATE item SET audience = 'members' WHERE slug = 'toolkit'");
    assert_status(get(fx, NOBODY, "/library/lists/toolkit"), 404);
    assert_status(get(fx, NOBODY, "/library/lists/toolkit/feed.atom"), 404);
    assert_hides(get(fx, NOBODY, "/library/one"), "Zyxreason");
    assert_hides(get(fx, NOBODY, "/library/lists"), "toolkit");
    assert_shows(get(fx, ANN, "/library/one"), "Zyxreason");
    /* What is not published is on no work's page, not for editors either. */
    run_sql(fx, "UPDATE item SET audience = 'public', status = 'draft' WHERE slug = 'toolkit'");
    assert_hides(get(fx, EDNA, "/library/one"), "Zyxreason");
    item_delete(fixture_begin(fx, SAM), list);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM curated_entry"), ==, 0);
}

static void
test_its_words_are_in_the_readers_language(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t list = a_list(fx), one = a_work_titled(fx, "one", "One");
    assert_status(put_on_list(fx, list, one, "Start", "Why."), 303);
    Response *res = get(fx, NOBODY, "/fr/library/lists/toolkit");
    assert_shows(res, "<h2 lang=\"en\" dir=\"auto\">Start</h2>");
    assert_shows(res, "<p lang=\"en\" dir=\"auto\">Why.</p>");
    const char *path = arena_printf(fx->arena, "/desk/entries/%" PRId64, entry_of(fx, one));
    const char *version = query_text(fx, "SELECT changed_at FROM curated_entry");
    assert_status(post(fx, EDNA, path, "heading", "Start", "reason", "Why.", "heading_fr", "",
                       "reason_fr", "Pourquoi.", "place", "1", "version", version, NULL),
                  303);
    res = get(fx, NOBODY, "/fr/library/lists/toolkit");
    assert_shows(res, "<h2 lang=\"en\" dir=\"auto\">Start</h2>");
    assert_shows(res, "<p lang=\"fr\" dir=\"auto\">Pourquoi.</p>");
    assert_shows(get(fx, NOBODY, "/fr/library/one"), "Pourquoi.");
    assert_shows(get(fx, NOBODY, "/library/lists/toolkit"), "Why.");
}

/* "/library/lists" is not to be a work. */
static void
test_no_work_takes_the_address(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work_titled(fx, "", "Lists");
    g_assert_cmpstr(
        query_text(fx, arena_printf(fx->arena, "SELECT slug FROM item WHERE id = %" PRId64, work)),
        !=, "lists");
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_cmpint(item_insert(cx, &(ItemDraft){.kind = "work", .slug = "lists", .title = "L"}),
                    ==, 0);
    g_assert_cmpstr(item_kind_find_path("/library/lists/x")->name, ==, "list");
    g_assert_cmpstr(item_kind_find_path("/library/x")->name, ==, "work");
    g_assert_null(item_kind_find_path("/libraryx"));
    fixture_commit(fx);
}

void
curated_tests(void)
{
    add_test("/curated/works-and-why", test_a_list_shows_its_works_and_why);
    add_test("/curated/many-works", test_many_works_cost_as_many_statements_as_few);
    add_test("/curated/feeds", test_feeds);
    add_test("/curated/no-gap", test_what_is_not_seen_leaves_no_gap);
    add_test("/curated/audience", test_a_list_is_seen_by_whom_it_is_for);
    add_test("/curated/languages", test_its_words_are_in_the_readers_language);
    add_test("/curated/address", test_no_work_takes_the_address);
}
