/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A member writes a post.
 */
#include "alliance/topic.h"
#include "blog/blog_testing.h"
#include "blog/check.h"

#include <string.h>

#define PNG "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0"

static Response *
save(Fixture *fx, int64_t me, int64_t id, const char *version, const char *body)
{
    return post(fx, me, post_path(fx, id, ""), "title", "A post", "summary", "What it says.",
                "body", body, "language", "en", "version", version, NULL);
}

static void
test_a_member_writes_a_draft(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(get(fx, NOBODY, "/posts/new"), 303);
    assert_shows(get(fx, ANN, "/posts/new"), "<h1 dir=\"auto\">Write a post</h1>");
    assert_hides(get(fx, ANN, "/posts/new"), "name=\"audience\"");
    assert_shows(get(fx, EDNA, "/posts/new"), "name=\"audience\"");
    topic_make(fixture_begin(fx, EDNA), HOSTILE);
    topic_make(fx->cx, "Bees");
    fixture_commit(fx);
    Response *res = post(fx, ANN, "/posts/new", "title", HOSTILE, "summary", HOSTILE, "body",
                         HOSTILE, "language", "en", "topics", "Bees, " HOSTILE, NULL);
    assert_location(res, "/posts/1");
    res = get(fx, ANN, "/posts/1");
    assert_status(res, 200);
    assert_statements(fx, 18);
    assert_hides(res, "<b>Tom");
    assert_shows(res, "Only you and the editors see it.");
    assert_shows(get(fx, ANN, "/posts"), "href=\"/posts/1/review\"");
    assert_hides(get(fx, BOB, "/posts"), "href=\"/posts/1/review\"");
    assert_shows(get_json(fx, ANN, "/posts/1.json"), "\"status_label\":\"Draft\"");
    assert_shows(get(fx, ANN, "/fr/posts/new"), "Rédiger un article");
    assert_status(post(fx, ANN, "/posts/new", "title", "", "language", "en", NULL), 422);
    assert_status(post(fx, ANN, "/posts/new", "title", "T", "language", "en", "preview", "1", NULL),
                  200);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item"), ==, 1);
    assert_status(get(fx, ANN, "/posts/77"), 404);
}

/* Nobody but its author and the editors learns that there is a draft. */
static void
test_a_draft_leaks_nowhere(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const pages[] = {"/",
                                        "/blog",
                                        "/blog.json",
                                        "/blog.atom",
                                        "/feeds/blog.json",
                                        "/new.atom",
                                        "/sitemap.xml",
                                        "/knowledge",
                                        "/topics/zyx",
                                        "/search?q=zyxword",
                                        "/blog?topic=zyx",
                                        "/blog?year=2017",
                                        "/posts"};
    int64_t id = a_post_of_ann(fx, "Zyxword stands here.");
    run_sql(fx, "UPDATE item SET title = 'Zyxtitle'");
    run_sql(fx, "INSERT INTO person_role (person_id, role, scope, since)"
                " VALUES (2, 'translator', 'fr', 1)");
    const char *const own[] = {"/blog/a-post", "/blog/a-post.json", post_path(fx, id, ""),
                               post_path(fx, id, "/review"), post_path(fx, id, ".json")};
    const int64_t others[] = {NOBODY, BOB};
    for (size_t who = 0; who < G_N_ELEMENTS(others); who++) {
        for (size_t i = 0; i < G_N_ELEMENTS(pages); i++)
            assert_hides(get(fx, others[who], pages[i]), "Zyxtitle");
        for (size_t i = 0; i < G_N_ELEMENTS(own); i++) {
            Response *res = get(fx, others[who], own[i]);
            g_assert_cmpint(res->status, !=, 200);
            assert_hides(res, "Zyxtitle");
        }
    }
    assert_status(save(fx, BOB, id, "1", "Mine now"), 404);
    assert_status(get(fx, EDNA, "/blog/a-post"), 200);
    assert_status(get(fx, ANN, "/blog/a-post"), 200);
}

static void
test_two_tabs_do_not_overwrite_each_other(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_post_of_ann(fx, "One apple");
    const char *version = version_of_post(fx, id);
    assert_status(save(fx, ANN, id, version, "Two apples"), 303);
    Response *res = save(fx, ANN, id, version, "One pear");
    assert_status(res, 409);
    assert_shows(res, "Somebody saved in between");
    assert_shows(res, "One pear</textarea>");
    g_assert_cmpstr(query_text(fx, "SELECT body FROM item"), ==, "Two apples");
    assert_shows(res,
                 arena_printf(fx->arena, "name=\"version\" value=\"%s\"", version_of_post(fx, id)));
    assert_status(save(fx, ANN, id, version_of_post(fx, id), "Two pears"), 303);
    g_assert_cmpstr(query_text(fx, "SELECT body FROM item"), ==, "Two pears");
}

static void
test_a_picture_says_what_it_shows(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const Upload picture = {
        "file", "p.png", "image/png", {PNG, sizeof PNG - 1}
    };
    const Upload paper = {
        "file", "p.pdf", "application/pdf", {"%PDF-1.4\n", 9}
    };
    Response *res = post_file(fx, ANN, "/posts/new", &picture, "title", "T", "language", "en",
                              NULL);
    assert_status(res, 422);
    assert_shows(res, "Alternative text: say what the picture shows");
    assert_status(
        post_file(fx, ANN, "/posts/new", &paper, "title", "T", "language", "en", "alt", "A", NULL),
        422);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item"), ==, 0);
    res = post_file(fx, ANN, "/posts/new", &picture, "title", "T", "language", "en", "alt",
                    "A hive " HOSTILE, NULL);
    assert_status(res, 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item WHERE image_id IS NOT NULL"), ==, 1);
    assert_shows(get(fx, ANN, "/posts/1"), "alt=\"A hive &lt;b&gt;Tom");
    assert_status(get(fx, NOBODY, "/files/1"), 404);
    assert_status(get(fx, ANN, "/files/1"), 200);
}

/* ---- what is wrong ---- */

static void
test_what_is_wrong_is_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_published(fx, (ItemDraft){.kind = "post", .slug = "there", .title = "There"});
    a_draft(fx, (ItemDraft){.kind = "post", .slug = "hidden", .title = "Hidden"});
    static const struct {
        const char *body, *words;
        bool stops;
    } cases[] = {
        {"",                                      "There is no text yet",                true },
        {"![](/files/3)",                         "/files/3 does not say what it shows", true },
        {"![A](https://elsewhere.example/x.png)", "stands on another site",              false},
        {"[](/blog/there)",                       "has no words",                        true },
        {"[x](javascript:alert)",                 "is no address that can be linked to", true },
        {"[x](/blog/none)",                       "/blog/none leads to nothing",         false},
        {"[x](/fr/blog/none#a)",                  "leads to nothing",                    false},
        {"[x](/blog/hidden)",                     "leads to nothing",                    false},
        {"[x](/files/99)",                        "leads to nothing",                    false},
        {"## One\n\n#### Two",                    "The heading “Two” skips a level",     false},
        {"##\n\nx",                               "A heading has no words",              true },
        {"A note[^7].",                           "The footnote [^7] has no text",       false},
        {"x\n\nhttps://film.example/1\n",         "stands alone in its line",            false},
    };
    Ctx *cx = fixture_begin(fx, EDNA);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const Item item = {.kind = "post", .title = "T", .summary = "S", .body = cases[i].body};
        ReviewFaultSpan faults = post_check(cx, &item);
        if (faults.n != 1 || strstr(faults.at[0].words, cases[i].words) == NULL ||
            faults.at[0].stops != cases[i].stops)
            g_error("%s: %zu, %s", cases[i].body, faults.n, faults.n > 0 ? faults.at[0].words : "");
    }
    const Item good = {
        .kind = "post",
        .title = "T",
        .summary = "S",
        .body = "A[^1] [there](/blog/there), [us](/fr/blog/there), [all](/blog), "
                "[else](https://a.example/blog/none).\n\n## One\n\n### Two\n\n[^1]: Note.\n\n"
                "[The film](https://film.example/1)"};
    g_assert_cmpint(post_check(cx, &good).n, ==, 0);
    fixture_commit(fx);
}

static void
test_many_links_cost_no_more_than_some(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *body = g_string_new("");
    for (int i = 0; i < 500; i++)
        g_string_append_printf(body, "[x](/blog/none-%d) ![](/files/%d) ", i, i);
    int64_t id = a_post_of_ann(fx, body->str);
    g_string_free(body, true);
    Response *res = get(fx, ANN, post_path(fx, id, ""));
    assert_status(res, 200);
    assert_statements(fx, 18 + CHECK_LINKS);
}

/* ---- corrections ---- */

static Response *
change(Fixture *fx, int64_t id, const char *body, const char *kind, const char *words)
{
    return post(fx, EDNA, post_path(fx, id, ""), "title", "A post", "summary", "What it says.",
                "body", body, "language", "en", "audience", "public", "change", kind, "correction",
                words, "version", version_of_post(fx, id), NULL);
}

static void
test_a_change_says_whether_it_is_a_correction(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_post_of_ann(fx, "Ten bees");
    publish_post(fx, id);
    Response *res = change(fx, id, "Eleven bees", "", "");
    assert_status(res, 422);
    assert_shows(res, "Say whether it is a correction or a small thing");
    assert_shows(res, "Eleven bees</textarea>");
    assert_status(change(fx, id, "Eleven bees", "correction", ""), 422);
    g_assert_cmpstr(query_text(fx, "SELECT body FROM item"), ==, "Ten bees");
    assert_status(change(fx, id, "Ten bees", "", ""), 303);
    assert_status(change(fx, id, "Ten bees.", "small", "Unsaid"), 303);
    assert_hides(get(fx, NOBODY, "/blog/a-post"), "Corrections");

    assert_status(change(fx, id, "Eleven bees.", "correction", "It said ten. " HOSTILE), 303);
    res = get(fx, NOBODY, "/blog/a-post");
    assert_shows(res, "<h2>Corrections</h2>");
    assert_shows(res, "It said ten. &lt;b&gt;Tom");
    assert_hides(res, "Unsaid");
    assert_shows(get(fx, NOBODY, "/blog"), "corrected on 2 January 2017");
    assert_shows(get(fx, NOBODY, "/blog.atom"), "Correction of 2 January 2017:");
    assert_shows(get(fx, NOBODY, "/feeds/blog.json"), "It said ten.");
    assert_shows(get(fx, NOBODY, "/fr/blog/a-post"), "Rectifications");
    /* Its author does not change what readers have. */
    assert_status(get(fx, ANN, post_path(fx, id, "")), 303);
    assert_status(save(fx, ANN, id, version_of_post(fx, id), "Mine"), 303);
    g_assert_cmpstr(query_text(fx, "SELECT body FROM item"), ==, "Eleven bees.");
}

static Response *
save_post_failing_at(Fixture *fx, int nth, int64_t id, const char *version)
{
    return post_failing_at(fx, nth, ANN, post_path(fx, id, ""), "title", "Other", "body", "Other",
                           "language", "en", "topics", "Bees", "version", version, NULL);
}

static void
test_a_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_post_of_ann(fx, "Kept");
    const char *version = version_of_post(fx, id);
    topic_make(fixture_begin(fx, EDNA), "Bees");
    fixture_commit(fx);
    Response *res = save_post_failing_at(fx, 2, id, version);
    for (int nth = 3; res->status >= 500; nth++) {
        g_assert_cmpstr(query_text(fx, "SELECT title || body FROM item"), ==, "A postKept");
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item_topic"), ==, 0);
        res = save_post_failing_at(fx, nth, id, version);
    }
    assert_status(res, 303);
    g_assert_cmpstr(query_text(fx, "SELECT title || body FROM item"), ==, "OtherOther");
}

void
blog_write_tests(void)
{
    add_test("/blog_write/a-member-writes-a-draft", test_a_member_writes_a_draft);
    add_test("/blog_write/a-draft-leaks-nowhere", test_a_draft_leaks_nowhere);
    add_test("/blog_write/two-tabs", test_two_tabs_do_not_overwrite_each_other);
    add_test("/blog_write/a-picture-says-what-it-shows", test_a_picture_says_what_it_shows);
    add_test("/blog_write/what-is-wrong", test_what_is_wrong_is_said);
    add_test("/blog_write/many-links", test_many_links_cost_no_more_than_some);
    add_test("/blog_write/corrections", test_a_change_says_whether_it_is_a_correction);
    add_test("/blog_write/a-failure-changes-nothing", test_a_failure_changes_nothing);
}
