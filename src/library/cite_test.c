/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/cite.h"
#include "site/site_testing.h"

#include <string.h>

/* A work of one edition, with this title and author. */
static void
a_cited_edition(Fixture *fx, const char *title, const char *author)
{
    int64_t id = a_published(fx, (ItemDraft){.kind = "work", .slug = "guide", .title = "Guide"});
    Ctx *cx = fixture_begin(fx, EDNA);
    const Author authors[] = {
        {.name = author,            .identifier = ""                                     },
        {.name = "Josiah Carberry", .identifier = "https://orcid.org/0000-0002-1825-0097"},
    };
    work_save(cx, id,
              &(WorkDraft){
                  .type = "report",
                  .licence = "CC-BY-4.0",
                  .rights = "",
                  .doi = "10.5555/12345678",
                  .authors = {authors, G_N_ELEMENTS(authors)}
    });
    int64_t edition = edition_insert(cx, item_find_in(cx, id, ""),
                                     &(EditionDraft){.number = 2,
                                                     .language = "fr",
                                                     .title = title,
                                                     .summary = "",
                                                     .body = "",
                                                     .state = "published",
                                                     .actual_on = "2015-09-30"});
    file_attach(cx, edition, file_insert(cx, (Bytes){"%PDF-1.4 x", 10}),
                &(FileWords){.name = "guide.pdf", .title = "Guide"});
    fixture_commit(fx);
}

static const char *
cited(Fixture *fx, const char *format)
{
    Response *res = get(fx, NOBODY,
                        arena_printf(fx->arena, "/editions/guide-2-fr/cite/%s", format));
    assert_status(res, 200);
    return body_of(res);
}

static void
test_bibtex(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_cited_edition(fx, "50 % de plus: A_B & {C}\\~^", "Tom & Söhne");
    g_assert_cmpstr(cited(fx, "bibtex"), ==,
                    "@techreport{guide-2-fr,\n"
                    "  author = {{Tom \\& Söhne} and {Josiah Carberry}},\n"
                    "  title = {{50 \\% de plus: A\\_B \\& \\{C\\}\\textbackslash{}\\~{}\\^{}}},\n"
                    "  institution = {Our alliance},\n"
                    "  year = {2015},\n"
                    "  month = 9,\n"
                    "  version = {2},\n"
                    "  langid = {fr},\n"
                    "  doi = {10.5555/12345678},\n"
                    "  url = {http://127.0.0.1:8080/editions/guide-2-fr}\n"
                    "}\n");
}

static void
test_ris(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_cited_edition(fx, "Guide", "A");
    g_assert_cmpstr(
        cited(fx, "ris"), ==,
        "TY  - RPRT\r\nAU  - A\r\nAU  - Josiah Carberry\r\nTI  - Guide\r\nPY  - 2015\r\n"
        "DA  - 2015/09/30\r\nPB  - Our alliance\r\nET  - 2\r\nLA  - fr\r\n"
        "DO  - 10.5555/12345678\r\nUR  - http://127.0.0.1:8080/editions/guide-2-fr\r\n"
        "ER  - \r\n");
}

static void
test_csl(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_cited_edition(fx, HOSTILE, "A");
    const char *json = cited(fx, "csl");
    g_assert_nonnull(strstr(json, "\"type\":\"report\""));
    g_assert_nonnull(
        strstr(json, "\"author\":[{\"literal\":\"A\"},{\"literal\":\"Josiah Carberry\"}]"));
    g_assert_nonnull(strstr(json, "\"date-parts\":[[2015,9,30]]"));
    g_assert_nonnull(strstr(json, "\\\"Ann\\\""));
}

static void
test_pages_say_it_to_readers_and_machines(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_cited_edition(fx, HOSTILE, "A</script>");
    Response *res = get(fx, NOBODY, "/editions/guide-2-fr");
    assert_shows(res, "A&lt;/script&gt;, Josiah Carberry (2015). &lt;b&gt;Tom");
    assert_shows(res, "\"@type\":\"Report\"");
    assert_shows(res, "\"name\":\"A\\u003c/script>\"");
    assert_shows(res, "\"datePublished\":\"2015-09-30\"");
    assert_shows(res, "<meta name=\"citation_author\" content=\"A&lt;/script&gt;\">");
    assert_shows(res, "<meta name=\"citation_publication_date\" content=\"2015/09/30\">");
    assert_shows(res, "<meta name=\"citation_doi\" content=\"10.5555/12345678\">");
    assert_shows(res, "/guide.pdf\">\n");
    assert_hides(get(fx, NOBODY, "/library/guide"), "citation_title");
    /* Nothing is said of what nobody said. */
    assert_shows(res, "\"spatialCoverage\":[]");
    assert_hides(res, "creditText");
}

static void
test_machines_hear_where_and_by_whose_money(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_cited_edition(fx, "Guide", "A");
    run_sql(fx, "UPDATE library_work SET places = 'KE,africa';"
                "UPDATE item SET credit = 'With \"help\"</script>' WHERE kind = 'work'");
    Response *res = get(fx, NOBODY, "/editions/guide-2-fr");
    assert_shows(res, "\"spatialCoverage\":[{\"@type\":\"Place\",\"name\":\"Kenya\"},"
                      "{\"@type\":\"Place\",\"name\":\"Africa\"}]");
    assert_shows(res, "\"creditText\":\"With \\\"help\\\"\\u003c/script>\"");
    assert_shows(get(fx, NOBODY, "/fr/editions/guide-2-fr"), "\"name\":\"Afrique\"");
}

static void
test_links_lead_machines_around(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_cited_edition(fx, HOSTILE, "A");
    const char *header = get(fx, NOBODY, "/editions/guide-2-fr")->kept.link;
    static const char *const links[] = {
        "<https://doi.org/10.5555/12345678>; rel=\"cite-as\", ",
        "<https://orcid.org/0000-0002-1825-0097>; rel=\"author\", ",
        "<https://schema.org/Report>; rel=\"type\", ",
        "<https://creativecommons.org/licenses/by/4.0/>; rel=\"license\", ",
        "/guide-2-fr/cite/ris>; rel=\"describedby\"; "
        "type=\"application/x-research-info-systems\", ",
        "/guide.pdf>; rel=\"item\"; type=\"application/pdf\", ",
        "/guide-2-fr/linkset>; rel=\"linkset\"; type=\"application/linkset+json\"",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(links); i++)
        g_assert_nonnull(strstr(header, links[i]));
    Response *res = get(fx, NOBODY, "/editions/guide-2-fr/linkset");
    g_assert_cmpstr(res->type, ==, "application/linkset+json");
    assert_shows(res, "\"type\":[{\"href\":\"https://schema.org/AboutPage\"},"
                      "{\"href\":\"https://schema.org/Report\"}]");
    assert_shows(res, "/guide.pdf\",\"collection\":[{\"href\":\"http://127.0.0.1:8080/editions/"
                      "guide-2-fr\",\"type\":\"text/html\"}]");
    assert_status(get(fx, NOBODY, "/editions/none/linkset"), 404);
    run_sql(fx, "UPDATE item SET audience = 'members'");
    assert_status(get(fx, NOBODY, "/editions/guide-2-fr/linkset"), 404);
}

static void
test_only_what_may_be_seen_is_cited(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_cited_edition(fx, "Guide", "A");
    assert_status(get(fx, NOBODY, "/editions/guide-2-fr/cite/none"), 404);
    assert_status(get(fx, NOBODY, "/editions/none/cite/ris"), 404);
    run_sql(fx, "UPDATE item SET audience = 'members'");
    assert_status(get(fx, NOBODY, "/editions/guide-2-fr/cite/ris"), 404);
    assert_status(get(fx, ANN, "/editions/guide-2-fr/cite/ris"), 200);
}

void
cite_tests(void)
{
    add_test("/cite/bibtex", test_bibtex);
    add_test("/cite/ris", test_ris);
    add_test("/cite/csl", test_csl);
    add_test("/cite/pages-say-it", test_pages_say_it_to_readers_and_machines);
    add_test("/cite/links-lead-machines-around", test_links_lead_machines_around);
    add_test("/cite/only-what-may-be-seen", test_only_what_may_be_seen_is_cited);
    add_test("/cite/where-and-by-whose-money", test_machines_hear_where_and_by_whose_money);
}
