/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/site_testing.h"

#include "alliance/comment.h"
#include "alliance/file.h"
#include "alliance/pillar.h"
#include "alliance/topic.h"
#include "base/text.h"
#include "db/generation.h"

static void
test_every_kind_has_list_page_and_feed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    for (const ItemKind *kind = ITEM_KINDS; kind->name != NULL; kind++) {
        if (kind->whole != NULL)
            continue; /* it is nothing by itself, and its own room shows it */
        g_autofree char *path = g_strconcat(kind->root, "/first-one", NULL);
        a_published(fx, (ItemDraft){.kind = kind->name,
                                    .slug = "first-one",
                                    .title = "The first",
                                    .summary = "One sentence.",
                                    .body = "**All** of it.",
                                    .planned_on = "2017-03"});
        Response *res = get(fx, NOBODY, path);
        assert_status(res, 200);
        assert_shows(res, "<strong>All</strong> of it.");
        if (*kind->root == '\0')
            continue;
        res = get(fx, NOBODY, kind->root);
        assert_status(res, 200);
        if (!g_str_equal(kind->name, "opportunity"))
            assert_shows(res, "One sentence.");
        if (kind->listed) {
            g_autofree char *feed = g_strconcat(kind->root, ".atom", NULL);
            assert_shows(get(fx, NOBODY, feed), "<title>The first</title>");
        }
    }
}

static void
test_hostile_text_is_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_published(fx, (ItemDraft){.kind = "post",
                                .slug = "bad",
                                .title = HOSTILE,
                                .summary = HOSTILE,
                                .body = HOSTILE "\n\n[x](javascript:alert)\n\n<script>x</script>",
                                .author = HOSTILE,
                                .credit = HOSTILE,
                                .place = HOSTILE,
                                .link = "javascript:alert(1)",
                                .planned_on = "2017-05"});
    static const char *const paths[] = {"/",          "/blog",     "/blog/bad",
                                        "/blog.atom", "/new.atom", "/search?q=tom"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        Response *res = get(fx, NOBODY, paths[i]);
        assert_status(res, 200);
        assert_hides(res, "<b>Tom");
        assert_hides(res, "href=\"javascript:");
        assert_hides(res, "<script>");
        assert_shows(res, "&lt;b&gt;Tom &amp; &quot;Ann&quot;&lt;/b&gt;");
    }
}

static void
test_long_words_stay_on_the_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autofree char *title = g_strnfill(10000, 'w');
    a_published(fx, (ItemDraft){.kind = "post", .slug = "long", .title = title});
    assert_status(get(fx, NOBODY, "/blog/long"), 200);
    assert_status(get(fx, NOBODY, "/blog"), 200);
}

static void
test_draft_is_not_shown(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_draft(fx, (ItemDraft){.kind = "post", .slug = "secret", .title = "Not yet said"});
    a_published(
        fx, (ItemDraft){
                .kind = "post", .slug = "inside", .title = "Among members", .audience = "members"});
    static const char *const paths[] = {
        "/", "/blog", "/blog.atom", "/new.atom", "/sitemap.xml", "/search?q=said", "/knowledge"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        assert_hides(get(fx, NOBODY, paths[i]), "Not yet said");
        assert_hides(get(fx, NOBODY, paths[i]), "Among members");
    }
    assert_status(get(fx, NOBODY, "/blog/secret"), 404);
    assert_status(get(fx, ANN, "/blog/secret"), 404);
    assert_shows(get(fx, EDNA, "/blog/secret"), "Not published");
    assert_status(get(fx, NOBODY, "/blog/inside"), 404);
    assert_shows(get(fx, ANN, "/blog/inside"), "Among members");
}

static void
test_what_does_not_exist(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const paths[] = {"/nothing",      "/blog/nothing",   "/nowhere/at-all",
                                        "/nowhere.atom", "/figures/nobody", "/topics/none",
                                        "/files/1",      "/sitemap/0",      "/opportunity.atom"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        Response *res = get(fx, NOBODY, paths[i]);
        assert_status(res, 404);
        assert_shows(res, "There is nothing at this address");
        assert_shows(res, "class=\"foot\"");
    }
}

static void
test_all_that_hangs_on_an_item(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_published(fx, (ItemDraft){.kind = "work",
                                             .slug = "guide",
                                             .title = "The guide",
                                             .body = "Text.",
                                             .pillar = NULL});
    a_published(fx,
                (ItemDraft){.kind = "work", .slug = "part", .title = "A chapter", .parent_id = id});
    Ctx *cx = fixture_begin(fx, EDNA);
    pillar_insert(cx, &(Pillar){.slug = "knowledge",
                                .name = "Advance knowledge",
                                .name_fr = "Savoir",
                                .sentence = "",
                                .position = 1});
    file_attach(cx, id, file_insert(cx, (Bytes){"%PDF-1.7 x", 10}),
                &(FileWords){.name = "guide.pdf", .title = "The guide as PDF"});
    topic_set(cx, id, "Planning, Case work");
    item_translate(
        cx, id, 0,
        &(ItemDraft){.language = "fr", .title = "Le guide", .summary = "", .body = "Texte."});
    fixture_commit(fx);

    Response *res = get(fx, NOBODY, "/library/guide");
    assert_shows(res, "/guide.pdf\">The guide as PDF</a>");
    assert_shows(res, "PDF document, 10 bytes");
    assert_shows(res, ">Planning</a>");
    assert_shows(res, "<a href=\"../fr/library/guide\" lang=\"fr\" hreflang=\"fr\"");
    assert_shows(res, ">A chapter</a>");
    assert_shows(get(fx, NOBODY, "/topics/planning"), "The guide");
    assert_shows(get(fx, NOBODY, "/fr/library/guide"), "Texte.");
    assert_status(get(fx, NOBODY, "/files/1"), 200);

    /* Changed since it was translated. */
    cx = fixture_begin(fx, EDNA);
    const Item *item = item_find_id(cx, id);
    item_update(cx, id, item->version,
                &(ItemDraft){.kind = "work",
                             .slug = "guide",
                             .audience = "public",
                             .language = "en",
                             .title = "The guide",
                             .body = "New text."});
    fixture_commit(fx);
    assert_shows(get(fx, NOBODY, "/fr/library/guide"), "L&#39;original a été modifié");
}

static void
test_figures_are_frozen_with_the_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_published(fx, (ItemDraft){.kind = "newsletter",
                                .slug = "n",
                                .title = "We are {figure:members}",
                                .body = "There are {figure:members} of us."});
    assert_shows(get(fx, NOBODY, "/newsletter/n"), "There are 4 of us.");
    run_sql(fx, "UPDATE person SET left_at = 1400000009 WHERE id = 2");
    Response *res = get(fx, NOBODY, "/newsletter/n");
    assert_shows(res, "There are 4 of us.");
    assert_shows(res, "We are 4");
    assert_shows(res, "The figures in this text");
    assert_shows(res, "href=\"/figures/members?date=");
}

static void
test_year_stands_in_the_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_published(fx, (ItemDraft){.kind = "opportunity",
                                .slug = "day",
                                .title = "The day",
                                .planned_on = "2017-03-21"});
    int64_t id = a_published(
        fx, (ItemDraft){
                .kind = "opportunity", .slug = "kit", .title = "The kit", .planned_on = "2017-04"});
    Ctx *cx = fixture_begin(fx, EDNA);
    item_update(cx, id, item_find_id(cx, id)->version,
                &(ItemDraft){.kind = "opportunity",
                             .slug = "kit",
                             .audience = "public",
                             .language = "en",
                             .title = "The kit",
                             .planned_on = "2017-05"});
    fixture_commit(fx);
    a_published(fx, (ItemDraft){.kind = "newsletter",
                                .slug = "n",
                                .title = "Year",
                                .body = "Before\n\n{year:2017}\n\nAfter {year:17} {year:"});
    static const char *const paths[] = {"/newsletter/n", "/year", "/", "/year?year=2017"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        Response *res = get(fx, NOBODY, paths[i]);
        assert_shows(res, "<time datetime=\"2017-03-21\">");
        assert_shows(res, "first planned for April 2017");
    }
    assert_shows(get(fx, NOBODY, "/newsletter/n"), "After {year:17} {year:");
    assert_hides(get(fx, NOBODY, "/year?year=2016"), "The day");
    assert_hides(get(fx, NOBODY, "/year?year=abcd"), ">abcd");
}

static void
test_member_comments(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_published(fx, (ItemDraft){.kind = "post", .slug = "p", .title = "Post"});
    g_autofree char *path = g_strdup_printf("/items/%" PRId64 "/comments", id);

    assert_shows(get(fx, NOBODY, "/blog/p"), "Members can comment.");
    assert_status(post(fx, NOBODY, path, "body", "x", NULL), 403);
    assert_status(post(fx, ANN, path, "body", "  ", NULL), 422);
    Response *res = post(fx, ANN, path, "body", HOSTILE, NULL);
    assert_status(res, 303);
    assert_location(res, "/blog/p#comments");
    assert_shows(get(fx, ANN, "/blog/p"), "waits to be looked at");
    assert_hides(get(fx, BOB, "/blog/p"), "Tom &amp;");
    assert_shows(get(fx, EDNA, "/blog/p"), "&lt;b&gt;Tom &amp;");
    assert_status(post(fx, ANN, "/items/99/comments", "body", "x", NULL), 404);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 1);

    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_true(comment_moderate(cx, 1, true));
    fixture_commit(fx);
    assert_shows(get(fx, BOB, "/blog/p"), "Tom &amp;");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 0);
}

static void
test_comment_that_fails_leaves_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_published(fx, (ItemDraft){.kind = "post", .slug = "p", .title = "Post"});
    for (int nth = 2; nth <= 5; nth++)
        assert_status(post_failing_at(fx, nth, ANN, "/items/1/comments", "body", "Words", NULL),
                      500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM comment"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task"), ==, 0);
}

static void
test_pages_are_numbered(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    for (int i = 0; i < 120; i++) {
        g_autofree char *title = g_strdup_printf("Post number %d.", i);
        a_published(fx, (ItemDraft){.kind = "post", .title = title});
    }
    Response *res = get(fx, NOBODY, "/blog?page=2");
    assert_shows(res, "href=\"/blog?page=3\"");
    assert_shows(res, "<a href=\"/blog?page=2\" aria-current=\"page\">2</a>");
    assert_shows(res, "120 in all");
    assert_shows(get(fx, NOBODY, "/blog?page=3"), "Post number 0.");
    assert_status(get(fx, NOBODY, "/blog?page=999"), 200);
}

static void
test_signed_in_pages_need_few_statements(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_published(fx, (ItemDraft){.slug = "knowledge", .title = "Knowledge", .body = "Text"});
    a_published(fx, (ItemDraft){.slug = "about", .title = "About", .body = "Text"});
    a_published(
        fx,
        (ItemDraft){.kind = "post", .slug = "p", .title = "Post", .body = "Text", .pillar = NULL});
    static const char *const paths[] = {"/",         "/blog",          "/blog/p",          "/about",
                                        "/members",  "/search?q=post", "/figures/members", "/year",
                                        "/knowledge"};
    /* From here on everybody is in memory; where nothing is known to be fresh, each of a page's two
     * questions to it begins by asking for changes. */
    int limit = db_generations(fx->db) != NULL ? 8 : 8 + 2 * 2;
    get(fx, ANN, "/members");
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        assert_status(get(fx, ANN, paths[i]), 200);
        g_test_message("%s: %d statements", paths[i], fx->statements);
        assert_statements(fx, limit);
    }
}

static void
test_json_has_what_the_page_shows(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_published(fx, (ItemDraft){.kind = "post", .slug = "p", .title = "A \"post\""});
    a_draft(fx, (ItemDraft){.kind = "post", .slug = "d", .title = "A draft"});
    Response *res = get(fx, NOBODY, "/blog/p.json");
    assert_status(res, 200);
    assert_shows(res, "\"title\":\"A \\\"post\\\"\"");
    assert_hides(get(fx, NOBODY, "/blog.json"), "A draft");
    assert_status(get(fx, NOBODY, "/blog/d.json"), 404);
    assert_shows(get_json(fx, NOBODY, "/figures/members"), "\"value\":4");
}

static void
test_event_says_its_languages(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_published(
        fx,
        (ItemDraft){.kind = "event", .slug = "forum", .title = "Forum", .spoken = "en, fr,<b>,sw"});
    assert_shows(get(fx, NOBODY, "/events/forum"), "held in English, French and Swahili");
    assert_shows(get(fx, NOBODY, "/events"), "held in English, French and Swahili</p>");
    assert_shows(get(fx, NOBODY, "/fr/events/forum"), "en anglais, français et swahili");
    assert_shows(get(fx, NOBODY, "/events/forum.json"), "\"spoken\":\"en,fr,sw\"");

    Ctx *cx = fixture_begin(fx, EDNA);
    const Item *item = item_find_id(cx, id);
    g_assert_cmpint(item_update(cx, id, item->version, &(ItemDraft){.title = "Forum"}), ==,
                    ITEM_OK);
    fixture_commit(fx);
    assert_hides(get(fx, NOBODY, "/events/forum"), "held in");
}

void
site_item_tests(void)
{
    add_test("/site/every-kind-has-list-page-and-feed", test_every_kind_has_list_page_and_feed);
    add_test("/site/hostile-text-is-text", test_hostile_text_is_text);
    add_test("/site/long-words-stay-on-the-page", test_long_words_stay_on_the_page);
    add_test("/site/draft-is-not-shown", test_draft_is_not_shown);
    add_test("/site/what-does-not-exist", test_what_does_not_exist);
    add_test("/site/all-that-hangs-on-an-item", test_all_that_hangs_on_an_item);
    add_test("/site/figures-are-frozen-with-the-text", test_figures_are_frozen_with_the_text);
    add_test("/site/year-stands-in-the-text", test_year_stands_in_the_text);
    add_test("/site/member-comments", test_member_comments);
    add_test("/site/comment-that-fails-leaves-nothing", test_comment_that_fails_leaves_nothing);
    add_test("/site/pages-are-numbered", test_pages_are_numbered);
    add_test("/site/signed-in-pages-need-few-statements", test_signed_in_pages_need_few_statements);
    add_test("/site/event-says-its-languages", test_event_says_its_languages);
    add_test("/site/json-has-what-the-page-shows", test_json_has_what_the_page_shows);
}
