/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/site_testing.h"

#include "alliance/pillar.h"
#include "alliance/redirect.h"
#include "alliance/role.h"
#include "alliance/supporter.h"
#include "html_check.h"
#include "site/brand.h"

#include <string.h>

static void
test_an_empty_alliance_is_friendly(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const paths[] = {
        "/",        "/about",   "/take-part",       "/knowledge", "/advocate", "/year",
        "/members", "/figures", "/figures/members", "/search",    "/feeds",    "/blog"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        assert_status(get(fx, NOBODY, paths[i]), 200);
        assert_status(get(fx, SAM, paths[i]), 200);
    }
    assert_shows(get(fx, NOBODY, "/"), "What the alliance publishes will stand here.");
    assert_status(get(fx, NOBODY, "/sign-in"), 200);
    assert_status(get(fx, SAM, "/sign-in"), 303);
}

static void
test_home_counts_its_members(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET country = 'KE' WHERE id < 3;"
                "UPDATE person SET country = 'ZM' WHERE id = 3");
    Response *res = get(fx, NOBODY, "/");
    assert_shows(res, "<b>4</b> members <a href=\"/figures/members\">");
    assert_shows(res, "<b>2</b> countries <a href=\"/figures/countries\">");
    assert_shows(res, "class=\"map\"");
    assert_shows(get(fx, NOBODY, "/members"), "<td>Kenya</td><td class=\"n\">2</td>");
}

static void
test_figures_as_of_a_date(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, NOBODY, "/figures/members?date=2014-04"), "<b>0</b>");
    assert_shows(get(fx, NOBODY, "/figures/members?date=2016"), "<b>4</b>");
    Response *res = get(fx, NOBODY, "/figures/members?date=2014-13");
    assert_status(res, 422);
    assert_shows(res, "This is not a date.");
    assert_shows(res, "value=\"2014-13\"");
    assert_status(get(fx, NOBODY, "/figures/members?date=%3Cb%3E"), 422);
}

static void
test_french_page_says_french(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_setting(fx, "languages", "en,fr,ar");
    Response *res = get(fx, NOBODY, "/fr/members");
    assert_shows(res, "<html lang=\"fr\" dir=\"ltr\">");
    assert_shows(res, ">Membres</a>");
    assert_shows(res, "href=\"/fr/about\"");
    assert_shows(res, "href=\"../members\" lang=\"en\"");
    res = get(fx, NOBODY, "/ar");
    assert_shows(res, "dir=\"rtl\"");
    assert_shows(res, "href=\"./\" lang=\"en\"");
    assert_shows(get(fx, NOBODY, "/search?q=a&kind=post"),
                 "href=\"./fr/search?q=a&amp;kind=post\"");
    assert_shows(get(fx, NOBODY, "/fr/nothing"), "lang=\"fr\"");
}

static void
test_about_shows_committee_and_funders(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    term_grant(cx, ANN, "steering", "", TEST_NOW - 100, 0);
    term_grant(cx, BOB, "steering", "", TEST_NOW - 100, TEST_NOW - 50);
    supporter_insert(
        cx,
        &(Supporter){
            .kind = "funder", .name = HOSTILE, .credit = "", .url = "javascript:x", .position = 1});
    supporter_insert(
        cx, &(Supporter){
                .kind = "funder", .name = "Fund", .credit = "With help of Fund.", .position = 2});
    fixture_commit(fx);
    Response *res = get(fx, NOBODY, "/about");
    assert_shows(res, "Ann Achieng");
    assert_hides(res, "Bob Banda");
    assert_hides(res, "href=\"javascript:");
    assert_shows(res, "Made possible by &lt;b&gt;Tom");
    assert_shows(get(fx, NOBODY, "/"), "With help of Fund.");
}

/* Where a list stands, and its items: below the menu's entry. */
static void
test_lists_say_where_they_are(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const crumbs[][2] = {
        {"/library",    "<a href=\"/knowledge\">Knowledge</a></li><li aria-current=\"page\">"},
        {"/events",     "<a href=\"/take-part\">Take part</a></li><li aria-current=\"page\">"},
        {"/campaigns",  "<a href=\"/advocate\">Advocate</a></li><li aria-current=\"page\">"  },
        {"/newsletter", "<a href=\"/about\">About</a></li><li aria-current=\"page\">"        },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(crumbs); i++)
        assert_shows(get(fx, NOBODY, crumbs[i][0]), crumbs[i][1]);
}

static void
test_one_is_not_many(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET left_at = 1400000009 WHERE id > 1");
    run_sql(fx, "UPDATE person SET country = 'KE' WHERE id = 1");
    assert_shows(get(fx, NOBODY, "/"), "<b>1</b> member ");
    assert_shows(get(fx, NOBODY, "/"), "<b>1</b> country ");
    assert_shows(get(fx, NOBODY, "/members"), "<b>1</b> member ");
    assert_shows(get(fx, NOBODY, "/fr/"), "<b>1</b> membre ");
    run_sql(fx, "UPDATE person SET left_at = NULL");
    assert_shows(get(fx, NOBODY, "/"), "<b>4</b> members ");
}

static void
test_pillar_page_shows_its_items(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    pillar_insert(cx, &(Pillar){.slug = "advocate",
                                .name = "Advocate",
                                .name_fr = "Plaider",
                                .sentence = "",
                                .position = 1});
    fixture_commit(fx);
    a_published(fx,
                (ItemDraft){.kind = "post", .slug = "a", .title = "Ours", .pillar = "advocate"});
    a_published(fx, (ItemDraft){.kind = "post", .slug = "b", .title = "Theirs"});
    a_published(fx, (ItemDraft){.slug = "advocate", .title = "Speak up", .body = "Do it."});
    Response *res = get(fx, NOBODY, "/advocate");
    assert_shows(res, "<h1>Speak up</h1>");
    assert_shows(res, ">Ours</a>");
    assert_hides(res, ">Theirs</a>");
    assert_hides(get(fx, NOBODY, "/blog?pillar=advocate"), ">Theirs</a>");
}

static void
test_search_filters(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_published(fx, (ItemDraft){.kind = "post", .slug = "a", .title = "Elephants walk"});
    a_published(fx, (ItemDraft){.kind = "event", .slug = "b", .title = "Elephants meet"});
    Response *res = get(fx, NOBODY, "/search?q=eleph");
    assert_shows(res, "2 texts");
    res = get(fx, NOBODY, "/search?q=eleph&kind=event");
    assert_shows(res, "1 text");
    assert_hides(res, "href=\"/blog/a\"");
    assert_shows(res, "href=\"/search?q=eleph\" aria-label=\"Remove the filter: Event\"");
    assert_shows(get(fx, NOBODY, "/search?q=eleph&year=2016"), "0 texts");
    assert_status(get(fx, NOBODY, "/search?q=%22%27*%28+AND+%3Cb%3E&kind=x&year=9&language=zz"),
                  200);
    assert_shows(get(fx, NOBODY, "/search?q=%3Cb%3E"), "value=\"&lt;b&gt;\"");
}

static void
test_machine_pages_are_well_formed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_setting(fx, "languages", "en,fr");
    a_published(
        fx,
        (ItemDraft){
            .kind = "post", .slug = "a", .title = HOSTILE, .summary = HOSTILE, .author = HOSTILE});
    static const char *const paths[] = {"/new.atom",  "/blog.atom",      "/sitemap.xml",
                                        "/sitemap/1", "/opensearch.xml", "/fr/new.atom"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        Response *res = get(fx, NOBODY, paths[i]);
        assert_status(res, 200);
        g_autofree char *fault = xml_check(res->body.at, res->body.n);
        g_assert_cmpstr(fault, ==, NULL);
    }
    assert_shows(get(fx, NOBODY, "/sitemap.xml"), "hreflang=\"fr\"");
    assert_shows(get(fx, NOBODY, "/robots.txt"), "Sitemap: http");
}

static void
test_old_addresses_lead_on(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    redirect_insert(cx, "/node/12", "/about");
    redirect_insert(cx, "/resources/blog", "/blog");
    redirect_insert(cx, "/resources/blog?page=2", "/blog?page=2");
    redirect_insert(cx, "/a/b/c/d", "/knowledge");
    redirect_insert(cx, "/webinar-5-case", "//evil.example");
    fixture_commit(fx);
    Response *res = get(fx, NOBODY, "/node/12");
    assert_status(res, 301);
    assert_location(res, "/about");
    assert_location(get(fx, NOBODY, "/resources/blog"), "/blog");
    assert_location(get(fx, NOBODY, "/resources/blog?page=2"), "/blog?page=2");
    assert_location(get(fx, NOBODY, "/a/b/c/d"), "/knowledge");
    assert_location(get(fx, NOBODY, "/webinar-5-case"), "/");
    assert_status(get(fx, NOBODY, "/node/13"), 404);
}

static void
test_brand_is_readable(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_hides(get(fx, NOBODY, "/"), "/brand.css");
    a_setting(fx, "brand", "#ffee00");
    assert_shows(get(fx, NOBODY, "/"), "<link rel=\"stylesheet\" href=\"/brand.css\">");
    Response *res = get(fx, NOBODY, "/brand.css");
    assert_hides(res, "#ffee00");
    char colour[8] = "";
    memcpy(colour, strstr(body_of(res), "--brand:") + strlen("--brand:"), 7);
    g_assert_cmpfloat(brand_contrast(colour, "#fffdf8"), >=, 4.5);
    g_assert_cmpfloat(brand_contrast(colour, "#f5efe3"), >=, 4.5);
    g_assert_cmpfloat(brand_contrast("#000000", "#ffffff"), >, 20.9);
}

static void
test_frame_is_of_the_demo(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_hides(get(fx, NOBODY, "/"), "class=\"demo\"");
    a_setting(fx, "demo", "1");
    assert_shows(get(fx, NOBODY, "/"), "its clock stands at 2 January 2017");
    assert_shows(get(fx, ANN, "/"), "Ann Achieng");
    assert_hides(get(fx, ANN, "/"), "class=\"count\"");
}

static void
test_new_site_speaks_in_words(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const paths[] = {
        "/",        "/about",         "/take-part",     "/knowledge", "/advocate",
        "/members", "/year",          "/events",        "/blog",      "/figures",
        "/feeds",   "/data-handling", "/accessibility", "/fr",        "/library",
        "/search",  "/new.atom",      "/sitemap.xml"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        Response *res = get(fx, NOBODY, paths[i]);
        assert_status(res, 200);
        assert_hides(res, "<p class=\"lede\"></p>");
        assert_hides(res, "></h1>");
    }
    assert_shows(get(fx, NOBODY, "/"), ">Our alliance</h1>");
    assert_hides(get(fx, NOBODY, "/"), "This site is new");
    assert_hides(get(fx, ANN, "/"), "This site is new");
    assert_shows(get(fx, SAM, "/"), "This site is new");
    assert_shows(get(fx, NOBODY, "/members"), "href=\"/join\"");
    assert_shows(get(fx, NOBODY, "/accessibility"), "has not written this page yet");

    a_setting(fx, "contact", "office@example.org");
    a_published(fx, (ItemDraft){.kind = "post", .title = "We begin"});
    assert_hides(get(fx, SAM, "/"), "This site is new");
    assert_shows(get(fx, NOBODY, "/accessibility"), "Ask office@example.org until then.");
    a_published(fx, (ItemDraft){.slug = "accessibility", .title = "For everybody"});
    assert_shows(get(fx, NOBODY, "/accessibility"), ">For everybody</h1>");
}

void
site_page_tests(void)
{
    add_test("/site/new-site-speaks-in-words", test_new_site_speaks_in_words);
    add_test("/site/an-empty-alliance-is-friendly", test_an_empty_alliance_is_friendly);
    add_test("/site/home-counts-its-members", test_home_counts_its_members);
    add_test("/site/figures-as-of-a-date", test_figures_as_of_a_date);
    add_test("/site/french-page-says-french", test_french_page_says_french);
    add_test("/site/about-shows-committee-and-funders", test_about_shows_committee_and_funders);
    add_test("/site/lists-say-where-they-are", test_lists_say_where_they_are);
    add_test("/site/one-is-not-many", test_one_is_not_many);
    add_test("/site/pillar-page-shows-its-items", test_pillar_page_shows_its_items);
    add_test("/site/search-filters", test_search_filters);
    add_test("/site/machine-pages-are-well-formed", test_machine_pages_are_well_formed);
    add_test("/site/old-addresses-lead-on", test_old_addresses_lead_on);
    add_test("/site/brand-is-readable", test_brand_is_readable);
    add_test("/site/frame-is-of-the-demo", test_frame_is_of_the_demo);
}
