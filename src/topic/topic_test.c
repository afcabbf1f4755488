/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Topics as readers find them: pages, feeds, addresses, languages.
 */
#include "topic/topic_testing.h"

#include <string.h>

#define TOPIC_STATEMENTS 12 /* of a topic's page, however many topics there are */
#define LIST_STATEMENTS 8   /* of the page of all */

static void
test_a_topic_has_a_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t planning = a_topic(fx, "Planning", "Planifier", "", 0);
    a_topic(fx, "Case management", "Gestion de cas", "Casework", planning);
    run_sql(fx, "UPDATE topic SET scope = 'One worker, one family. Not: files.' WHERE slug = "
                "'case-management'");
    a_text(fx, "work", "guide", "Case management");
    a_text(fx, "post", "first", "Case management");
    a_text(fx, "post", "second", "Planning");
    Response *res = get(fx, NOBODY, "/topics/case-management");
    assert_status(res, 200);
    assert_shows(res, "One worker, one family. Not: files.");
    assert_shows(res, "Also called: <bdi>Casework</bdi>");
    assert_shows(res, "<a href=\"/topics/planning\"><bdi>Planning</bdi></a>");
    assert_shows(res, "Title of guide");
    assert_shows(res, "Title of first");
    assert_hides(res, "Title of second");
    assert_shows(res, "href=\"/library?topic=case-management\"");
    assert_hides(res, "Edit this topic");
    assert_shows(get(fx, EDNA, "/topics/case-management"), "Edit this topic");

    res = get(fx, NOBODY, "/topics/case-management?kind=post");
    assert_shows(res, "Title of first");
    assert_hides(res, "Title of guide");
    assert_shows(res, "1 in all");
    assert_shows(get(fx, NOBODY, "/topics/case-management?kind=zyx"), "2 in all");

    /* What a part has the whole has, too. */
    res = get(fx, NOBODY, "/topics/planning");
    assert_shows(res, "3 in all");
    assert_shows(res, "<bdi>Case management</bdi> <span>2</span>");
    res = get(fx, NOBODY, "/topics");
    assert_shows(res, "href=\"/topics/planning\"");
    assert_shows(res, "href=\"/topics/case-management\"");
    assert_shows(get_json(fx, NOBODY, "/topics.json"), "\"name\":\"Case management\"");
    assert_shows(get_json(fx, NOBODY, "/topics/planning.json"), "\"name\":\"Planning\"");
}

static void
test_machines_read_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t planning = a_topic(fx, "Planning", "Planifier", "", 0);
    a_topic(fx, "Law", "Droit", "Legislation", planning);
    a_text(fx, "post", "first", "Law");
    Response *res = get(fx, NOBODY, "/topics/law");
    assert_shows(res, "\"@type\":[\"DefinedTerm\",\"skos:Concept\"]");
    assert_shows(res, "{\"@value\":\"Droit\",\"@language\":\"fr\"}");
    assert_shows(res, "\"skos:altLabel\":[\"Legislation\"]");
    assert_shows(res, "\"skos:broader\":{\"@id\":");
    assert_shows(get(fx, NOBODY, "/topics/planning"), "\"skos:narrower\":[{\"@id\":");
    assert_shows(get(fx, NOBODY, "/topics"), "\"skos:ConceptScheme\"");
    res = get(fx, NOBODY, "/topics/law/feed.atom");
    assert_status(res, 200);
    assert_shows(res, "Title of first");
    assert_shows(get(fx, NOBODY, "/sitemap.xml"), "/topics/law</loc>");
    assert_shows(get(fx, NOBODY, "/sitemap.xml"), "/topics/planning</loc>");
}

static void
test_names_are_in_the_reader_s_language(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_topic(fx, "Law", "Droit", "", 0);
    a_topic(fx, "Care", "", "", 0);
    a_text(fx, "work", "guide", "Law, Care");
    a_text(fx, "post", "first", "Law, Care");
    Response *res = get(fx, NOBODY, "/fr/library");
    assert_shows(res, "<a href=\"/fr/library?topic=law\"><bdi>Droit</bdi> <span>1</span></a>");
    assert_shows(res, "lang=\"en\"><bdi>Care</bdi>");
    assert_shows(get(fx, NOBODY, "/library"), "<bdi>Law</bdi>");
    assert_shows(get(fx, NOBODY, "/fr/library/guide"), ">Droit</a>");
    assert_shows(get(fx, NOBODY, "/fr/library/guide"), ">Care</a>");
    assert_shows(get(fx, NOBODY, "/fr/blog"), ">Droit</a>");
    assert_shows(get(fx, NOBODY, "/fr/topics/law"), ">Droit</h1>");
    assert_shows(get(fx, NOBODY, "/fr/topics/care"), "lang=\"en\">Care</h1>");
    assert_shows(get(fx, NOBODY, "/fr/topics"), ">Droit</a>");
}

/* What may not be seen has no page, and neither has a topic that only it has. */
static void
test_what_may_not_be_seen_has_no_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const paths[] = {"/topics/zyx", "/topics/zyx/feed.atom", "/topics/none",
                                        "/topics/none/feed.atom", "/topics/%3Cb%3E"};
    a_topic(fx, "Zyx", "", "", 0);
    int64_t draft = a_draft(fx, (ItemDraft){.kind = "post", .title = "A draft"});
    topic_set(fixture_begin(fx, EDNA), draft, "Zyx");
    fixture_commit(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++)
        assert_status(get(fx, ANN, paths[i]), 404);
    assert_hides(get(fx, NOBODY, "/topics"), "Zyx");
    assert_hides(get(fx, NOBODY, "/sitemap.xml"), "zyx");
    a_text(fx, "page", "inside", "Zyx");
    run_sql(fx, "UPDATE item SET audience = 'members' WHERE slug = 'inside'");
    assert_status(get(fx, NOBODY, "/topics/zyx"), 404);
    assert_hides(get(fx, NOBODY, "/topics"), "Zyx");
    assert_shows(get(fx, ANN, "/topics/zyx"), "Title of inside");
}

static void
test_hostile_names_are_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_topic(fx, HOSTILE, HOSTILE, "</script>" HOSTILE, 0);
    const char *slug = query_text(fx, "SELECT slug FROM topic");
    run_sql(fx, "UPDATE topic SET scope = '</script><b>'");
    a_text(fx, "work", "guide", HOSTILE);
    const char *const paths[] = {arena_printf(fx->arena, "/topics/%s", slug),
                                 arena_printf(fx->arena, "/fr/topics/%s", slug),
                                 "/topics",
                                 "/library",
                                 "/library/guide",
                                 "/desk/topics",
                                 "/desk/topics/1",
                                 "/desk/topics/1/merge?into=%3Cb%3E"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        Response *res = get(fx, EDNA, paths[i]);
        assert_shows(res, "Tom");
        assert_hides(res, "<b>Tom");
        assert_hides(res, "</script><b>");
    }
}

/* ---- addresses ---- */

static void
test_old_addresses_lead_on_in_one_step(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const slugs[] = {"statutes", "acts-and-laws", "legislation"};
    int64_t id = a_topic(fx, "Law", "", "", 0);
    a_text(fx, "work", "guide", "Law");
    a_text(fx, "post", "first", "Law");
    for (size_t i = 0; i < G_N_ELEMENTS(slugs); i++)
        assert_status(post(fx, EDNA, topic_path(fx, id, ""), "name", "Legislation", "slug",
                           slugs[i], "version", topic_version(fx, id), NULL),
                      303);
    static const char *const former[] = {"law", "statutes", "acts-and-laws"};
    for (size_t i = 0; i < G_N_ELEMENTS(former); i++) {
        Response *res = get(fx, NOBODY, arena_printf(fx->arena, "/topics/%s", former[i]));
        assert_status(res, 301);
        assert_location(res, "/topics/legislation");
    }
    assert_location(get(fx, NOBODY, "/fr/topics/law"), "/fr/topics/legislation");
    assert_location(get(fx, NOBODY, "/topics/law.json"), "/topics/legislation.json");
    assert_location(get(fx, NOBODY, "/topics/law/feed.atom"), "/topics/legislation/feed.atom");
    assert_location(get(fx, NOBODY, "/library?topic=law&type=report"),
                    "/library?topic=legislation&type=report");
    assert_location(get(fx, NOBODY, "/blog?topic=law"), "/blog?topic=legislation");
    assert_shows(get(fx, NOBODY, "/topics/legislation"), "Title of guide");

    /* Lists in texts and calendars ask with the address that they have. */
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(item_list(cx, &(ItemFilter){.topic = "law", .every_kind = true}).n, ==, 2);
    fixture_commit(fx);

    /* Back to an earlier one: what was in between leads there. */
    assert_status(post(fx, EDNA, topic_path(fx, id, ""), "name", "Law", "slug", "law", "version",
                       topic_version(fx, id), NULL),
                  303);
    assert_status(get(fx, NOBODY, "/topics/law"), 200);
    assert_location(get(fx, NOBODY, "/topics/legislation"), "/topics/law");

    /* An address that leads on is nobody else's. */
    assert_status(post(fx, EDNA, "/desk/topics/new", "name", "Other", "slug", "statutes", NULL),
                  422);
}

static void
test_many_topics_cost_no_more_statements(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                " INSERT INTO topic (slug, name) SELECT 'topic-' || i, 'Matter ' || i FROM n");
    run_sql(fx, "INSERT INTO topic_text (topic_id, language, name)"
                " SELECT id, 'fr', 'Affaire ' || id FROM topic");
    int64_t id = a_text(fx, "work", "guide", "Matter 7");
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO item_topic (item_id, topic_id) SELECT %" PRId64
                             ", id FROM topic WHERE slug <> 'topic-7'",
                             id));
    assert_status(get(fx, NOBODY, "/fr/topics/topic-7"), 200);
    assert_statements(fx, TOPIC_STATEMENTS);
    assert_status(get(fx, NOBODY, "/fr/topics"), 200);
    assert_statements(fx, LIST_STATEMENTS);
    assert_status(get(fx, EDNA, "/fr/desk/topics"), 200);
    assert_statements(fx, LIST_STATEMENTS);
    assert_shows(get(fx, EDNA, "/desk/topics?q=matter+77"), "Matter 77");
    assert_shows(get(fx, EDNA, "/desk/topics?page=2"), "aria-current=\"page\"");
    assert_status(get(fx, EDNA, "/desk/topics?page=77"), 200);
    assert_status(get(fx, EDNA, "/desk/topics/7/merge?into=Affaire+8"), 200);
    assert_statements(fx, LIST_STATEMENTS);
    assert_status(get(fx, NOBODY, "/fr/library/guide"), 200);
}

void
topic_tests(void)
{
    add_test("/topic/page", test_a_topic_has_a_page);
    add_test("/topic/machines", test_machines_read_it);
    add_test("/topic/reader-s-language", test_names_are_in_the_reader_s_language);
    add_test("/topic/not-to-be-seen", test_what_may_not_be_seen_has_no_page);
    add_test("/topic/hostile", test_hostile_names_are_text);
    add_test("/topic/old-addresses", test_old_addresses_lead_on_in_one_step);
    add_test("/topic/five-hundred", test_many_topics_cost_no_more_statements);
}
