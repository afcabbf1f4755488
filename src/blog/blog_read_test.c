/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The blog for readers, for feed readers, and for other sites.
 */
#include "blog/blog_testing.h"

#include "alliance/topic.h"

#include <string.h>

/* A published post by Ann. */
static int64_t
a_public_post(Fixture *fx, const char *slug, const char *title, const char *body)
{
    return a_published(fx, (ItemDraft){.kind = "post",
                                       .slug = slug,
                                       .title = title,
                                       .summary = "What it says.",
                                       .body = body,
                                       .author_id = ANN});
}

static const char *
handle_of_ann(Fixture *fx)
{
    return query_text(fx, "SELECT handle FROM person WHERE id = 1");
}

static const char *
by_ann(Fixture *fx, const char *rest)
{
    return arena_printf(fx->arena, "/blog/by/%s%s", handle_of_ann(fx), rest);
}

static void
test_a_post_is_an_article(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_public_post(fx, "bees", "Bees & <us>",
                  "A note[^1] and again[^1].\n\n> Said.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
                  "![A hive](/files/7 \"A <hive>\")\n\n[The film](https://film.example/x?y)\n\n"
                  "![Spy](https://spy.example/p.png)\n\n[^1]: It is so. <script>x</script>");
    Response *res = get(fx, NOBODY, "/blog/bees");
    assert_status(res, 200);
    assert_statements(fx, 14);
    assert_shows(res, "<h1 lang=\"en\" dir=\"auto\">Bees &amp; &lt;us&gt;</h1>");
    assert_shows(res, "<sup class=\"footnote-ref\"><a href=\"#fn-1\"");
    assert_shows(res, "aria-label=\"Back to the text\"");
    assert_shows(res, "<figcaption>\nA &lt;hive&gt;");
    assert_shows(res, "The film</a> <span class=\"meta\">· film.example</span>");
    assert_hides(res, "<img src=\"https:");
    assert_hides(res, "<script>x");
    assert_shows(get(fx, NOBODY, "/fr/blog/bees"), "aria-label=\"Retour au texte\"");
    assert_shows(res, "href=\"/blog/by/");
    assert_shows(res, "What it says.");
    assert_shows(get_json(fx, NOBODY, "/blog/bees.json"), "What it says.");
    assert_status(get(fx, NOBODY, "/blog/none"), 404);
}

static void
test_other_sites_show_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_public_post(fx, "bees", HOSTILE, "Words");
    Response *res = get(fx, NOBODY, "/blog/bees");
    assert_shows(res, "<meta property=\"og:type\" content=\"article\">");
    assert_shows(res, "<meta property=\"og:title\" content=\"&lt;b&gt;Tom");
    assert_shows(res, "<meta property=\"article:published_time\" content=\"2017-01-02T09:00");
    assert_shows(res, "\"@type\":\"BlogPosting\"");
    assert_hides(res, "<b>Tom");
    assert_shows(res, "application/feed+json");
    assert_shows(res, "<textarea id=\"share-1\"");
    /* Of what is for members nothing is told to others, nor of a draft. */
    a_published(fx,
                (ItemDraft){.kind = "post", .slug = "in", .title = "In", .audience = "members"});
    a_draft(fx, (ItemDraft){.kind = "post", .slug = "no", .title = "No"});
    assert_hides(get(fx, ANN, "/blog/in"), "og:title");
    assert_hides(get(fx, EDNA, "/blog/no"), "og:title");
    assert_hides(get(fx, EDNA, "/blog/no"), "BlogPosting");
}

/* Whatever there is to say, the text is not longer than the network takes. */
static void
test_texts_to_share_fit(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autofree char *title = g_strnfill(290, 'x');
    g_autofree char *summary = g_strnfill(900, 'y');
    a_published(fx,
                (ItemDraft){.kind = "post", .slug = "long", .title = title, .summary = summary});
    const char *page = body_of(get(fx, NOBODY, "/blog/long"));
    static const glong most[] = {280, 500, 1200};
    for (size_t i = 0; i < G_N_ELEMENTS(most); i++) {
        const char *begin = strstr(page, arena_printf(fx->arena, "id=\"share-%zu\"", i + 1));
        g_assert_nonnull(begin);
        begin = strchr(begin, '>') + 2;
        const char *text = arena_strndup(fx->arena, begin,
                                         (size_t)(strstr(begin, "</textarea>") - begin));
        g_assert_cmpint(g_utf8_strlen(text, -1), <=, most[i]);
        g_assert_true(g_str_has_suffix(text, "/blog/long"));
    }
}

static void
test_lists_by_author_topic_and_year(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t old = a_public_post(fx, "old", "Zyxold", "x");
    int64_t fresh = a_public_post(fx, "new", "Zyxnew", "x");
    a_published(fx, (ItemDraft){.kind = "post", .slug = "other", .title = "Zyxother"});
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE item SET published_at = 1420110000, listed_at = 1420110000"
                             " WHERE id = %" PRId64,
                             old));
    Ctx *cx = fixture_begin(fx, EDNA);
    topic_set(cx, fresh, "Bees & " HOSTILE);
    fixture_commit(fx);
    Response *res = get(fx, NOBODY, "/blog");
    assert_status(res, 200);
    assert_statements(fx, 14);
    assert_shows(res, "Zyxold");
    assert_shows(res, "/blog?year=2015");
    assert_hides(res, "<b>Tom");
    assert_hides(get(fx, NOBODY, "/blog?year=2017"), "Zyxold");
    assert_shows(get(fx, NOBODY, "/blog?year=2015"), "Zyxold");
    assert_hides(get(fx, NOBODY, "/blog?year=2015"), "Zyxnew");
    const char *topic = query_text(fx, "SELECT slug FROM topic");
    res = get(fx, NOBODY, arena_printf(fx->arena, "/blog?topic=%s", topic));
    assert_shows(res, "Zyxnew");
    assert_hides(res, "Zyxother");
    res = get(fx, NOBODY, by_ann(fx, ""));
    assert_status(res, 200);
    assert_shows(res, "Posts by Ann Achieng");
    assert_shows(res, "Zyxold");
    assert_hides(res, "Zyxother");
    assert_status(get(fx, NOBODY, "/blog/by/nobodyhere"), 404);
    assert_shows(get(fx, NOBODY, "/fr/blog"), "Zyxnew");
    assert_shows(get_json(fx, NOBODY, "/blog.json"), "Zyxnew");
    assert_hides(get(fx, NOBODY, "/blog"), "/posts/new");
    assert_shows(get(fx, BOB, "/blog"), "/posts/new");
}

/* An author of whom nothing is public has no page, and an erased one no name. */
static void
test_an_author_page_tells_no_more_than_posts(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_published(fx, (ItemDraft){.kind = "post",
                                .slug = "in",
                                .title = "Zyxinside",
                                .audience = "members",
                                .author_id = ANN});
    assert_status(get(fx, NOBODY, by_ann(fx, "")), 404);
    assert_status(get(fx, NOBODY, by_ann(fx, "/feed.atom")), 404);
    assert_status(get(fx, NOBODY, by_ann(fx, "/feed.json")), 404);
    assert_shows(get(fx, BOB, by_ann(fx, "")), "Zyxinside");
}

static void
test_feeds_are_whole(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_public_post(fx, "bees", "Bees " HOSTILE,
                  "See [there](/blog/x), [note](#a), ![A hive](/files/7) and ]]> \x01.\n");
    Response *res = get(fx, NOBODY, "/blog.atom");
    assert_status(res, 200);
    assert_statements(fx, 8);
    assert_shows(res, "<content type=\"html\">");
    assert_shows(res, "/files/7&quot;");
    assert_shows(res, "/blog/x&quot;");
    assert_shows(res, "<name>Ann Achieng</name>");
    assert_hides(res, "<b>Tom");
    res = get(fx, NOBODY, "/fr/feeds/blog.json");
    assert_status(res, 200);
    g_assert_cmpstr(res->type, ==, "application/feed+json; charset=utf-8");
    assert_shows(res, "\"version\":\"https://jsonfeed.org/version/1.1\"");
    assert_shows(res, "/fr/blog/bees\"");
    assert_shows(res, "\"authors\":[{\"name\":\"Ann Achieng\"");
    assert_shows(get(fx, NOBODY, by_ann(fx, "/feed.atom")), "Posts by Ann Achieng");
    assert_shows(get(fx, NOBODY, by_ann(fx, "/feed.json")), "Posts by Ann Achieng");
}

/* ---- series ---- */

static void
test_a_series_has_an_order(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t series = a_published(
        fx, (ItemDraft){.kind = "series", .slug = "week", .title = "A week", .body = "Of it."});
    int64_t ids[3];
    static const char *const slugs[] = {"one", "two", "three"};
    for (size_t i = 0; i < 3; i++)
        ids[i] = a_public_post(fx, slugs[i], arena_printf(fx->arena, "Part %s", slugs[i]), "x");
    Ctx *cx = fixture_begin(fx, EDNA);
    for (size_t i = 0; i < 3; i++)
        post_part_set(cx, ids[i], series, 3 - (int64_t)i);
    fixture_commit(fx);
    Response *res = get(fx, NOBODY, "/blog/two");
    assert_shows(res, "Part 2 of 3 of the series");
    assert_shows(res, "<a rel=\"prev\" href=\"/blog/three\"");
    assert_shows(res, "<a rel=\"next\" href=\"/blog/one\"");
    assert_statements(fx, 18);
    assert_hides(get(fx, NOBODY, "/blog/one"), "rel=\"next\"");
    res = get(fx, NOBODY, "/series/week");
    assert_status(res, 200);
    assert_shows(res, "3 parts");
    const char *page = body_of(res);
    g_assert_true(strstr(page, "/blog/three\"") < strstr(page, "/blog/two\""));
    g_assert_true(strstr(page, "/blog/two\"") < strstr(page, "/blog/one\""));
    assert_shows(get(fx, NOBODY, "/series/week/feed.atom"), "A week");
    assert_shows(get(fx, NOBODY, "/series/week/feed.json"), "A week");
    assert_status(get(fx, NOBODY, "/series/none"), 404);
    assert_status(get(fx, NOBODY, "/series/none/feed.json"), 404);
    assert_shows(get_json(fx, NOBODY, "/series/week.json"), "Part two");

    /* What is a draft is no part for readers; what others may not see has no name. */
    run_sql(fx, "UPDATE item SET status = 'draft' WHERE slug = 'one'");
    assert_shows(get(fx, NOBODY, "/blog/two"), "Part 2 of 2");
    assert_hides(get(fx, NOBODY, "/series/week"), "/blog/one");
    run_sql(fx, "UPDATE item SET status = 'draft' WHERE slug = 'week'");
    assert_hides(get(fx, NOBODY, "/blog/two"), "A week");
    assert_status(get(fx, NOBODY, "/series/week"), 404);
}

static void
test_its_author_puts_it_into_a_series(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t series = a_published(fx, (ItemDraft){.kind = "series", .slug = "s", .title = "Sss"});
    const char *number = arena_printf(fx->arena, "%" PRId64, series);
    assert_status(post(fx, ANN, "/posts/new", "title", "T", "language", "en", "series", "77", NULL),
                  422);
    assert_status(post(fx, ANN, "/posts/new", "title", "T", "language", "en", "series", number,
                       "place", "4", NULL),
                  303);
    g_assert_cmpint(query_int(fx, "SELECT place FROM post_part"), ==, 4);
    int64_t id = query_int(fx, "SELECT item_id FROM post_part");
    assert_shows(get(fx, ANN, post_path(fx, id, "")), "value=\"4\"");
    assert_status(post(fx, ANN, post_path(fx, id, ""), "title", "T", "language", "en", "series", "",
                       "version", version_of_post(fx, id), NULL),
                  303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM post_part"), ==, 0);
}

void
blog_read_tests(void)
{
    add_test("/blog_read/a-post-is-an-article", test_a_post_is_an_article);
    add_test("/blog_read/other-sites", test_other_sites_show_it);
    add_test("/blog_read/texts-to-share", test_texts_to_share_fit);
    add_test("/blog_read/lists", test_lists_by_author_topic_and_year);
    add_test("/blog_read/an-author-page", test_an_author_page_tells_no_more_than_posts);
    add_test("/blog_read/feeds", test_feeds_are_whole);
    add_test("/blog_read/a-series", test_a_series_has_an_order);
    add_test("/blog_read/its-author-and-a-series", test_its_author_puts_it_into_a_series);
}
