/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_testing.h"
#include "alliance/search.h"
#include "extract/extract_testing.h"

#include <string.h>

static int64_t
an_item(Fixture *fx, const ItemDraft *like)
{
    ItemDraft draft = *like;
    draft.kind = "post";
    draft.slug = "";
    draft.language = draft.language != NULL ? draft.language : "en";
    draft.audience = draft.audience != NULL ? draft.audience : "public";
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(cx, &draft);
    item_publish(cx, id);
    fixture_commit(fx);
    return id;
}

static SearchHitSpan
find(Fixture *fx, int64_t me, const char *words)
{
    const SearchQuery query = {.words = words, .page = 1};
    Ctx *cx = fixture_begin(fx, me);
    SearchHitSpan hits = search_find(cx, &query);
    g_assert_cmpint(search_count(cx, &query), ==, hits.n);
    g_assert_cmpint(db_count_statements(fx->db), <=, 2);
    fixture_commit(fx);
    return hits;
}

static const char *
state_of(Fixture *fx, int64_t file)
{
    return query_text(
        fx, arena_printf(fx->arena, "SELECT state FROM document WHERE file_id = %" PRId64, file));
}

static const char *const PAGES[] = {"# Kisumu\n\nThe first page.", "Nothing here.",
                                    "Supervision of workers in Kisumu, said Zoe."};

/* ---- reading ---- */

static void
test_a_file_is_read_after_it_was_attached(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx, &(ItemDraft){.title = "A report"});
    int64_t file = a_document(fx, item, "report.pdf", a_pdf(fx->arena, PAGES, 3));
    g_assert_cmpstr(state_of(fx, file), ==, "waiting");
    read_documents(fx);
    Ctx *cx = fixture_begin(fx, NOBODY);
    const Document *document = document_find(cx, file);
    g_assert_cmpstr(document->state, ==, "done");
    g_assert_cmpstr(document->format, ==, "pdf");
    g_assert_cmpint(document->n_all, ==, 3);
    g_assert_cmpint(document->n, ==, 3);
    g_assert_cmpint(document->read_at, ==, TEST_NOW);
    g_assert_cmpint(document_count_waiting(cx), ==, 0);
    int64_t before, behind;
    DocumentPageSpan pages = document_read(cx, file, 2, &before, &behind);
    g_assert_cmpuint(pages.n, ==, 2);
    g_assert_cmpstr(pages.at[0].text, ==, "Nothing here.");
    g_assert_cmpint(before, ==, 1);
    g_assert_cmpint(behind, ==, 0);
    g_assert_cmpuint(document_read(cx, file, 4, &before, &behind).n, ==, 0);
    g_assert_cmpuint(document_read(cx, file, 0, &before, &behind).n, ==, 0);
    fixture_commit(fx);
}

static void
test_hostile_files_are_said_to_be_so(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx, &(ItemDraft){.title = "A report"});
    const struct {
        Bytes content;
        const char *state;
    } cases[] = {
        {a_bomb(fx->arena, 8 * 1024 * 1024), "bomb"},
        {a_docx(fx->arena, "<w:p>", ""), "broken"},
        {{"%PDF-1.4\nnothing", 16}, "broken"},
        {a_zip(fx->arena, "--- ../../../etc/passwd\nroot\n"), "unknown"},
        {a_pdf(fx->arena, (const char *const[]){""}, 1), "empty"},
        {{"<svg onload=\"alert(1)\">words</svg>", 34}, "done"},
    };
    int64_t files[G_N_ELEMENTS(cases)];
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        files[i] = a_document(fx, item, "same.pdf", cases[i].content);
    read_documents(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(state_of(fx, files[i]), ==, cases[i].state);
    const char *url = arena_printf(fx->arena, "/desk/pages/%" PRId64 "/files", item);
    Response *res = get(fx, EDNA, url);
    assert_shows(res, "It unpacks to far more");
    assert_shows(res, "a program for text recognition (OCR) helps");
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "/fr%s", url)), "OCR");
}

static void
test_what_is_too_large_is_said_to_be_so(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx, &(ItemDraft){.title = "A report"});
    int64_t report = a_document(fx, item, "a.pdf", a_pdf(fx->arena, PAGES, 3));
    int64_t archive = a_document(fx, item, "b.zip", a_zip(fx->arena, "--- c.txt\nwords\n"));
    run_sql(fx, "UPDATE file SET size = 30000000");
    read_documents(fx);
    g_assert_cmpstr(state_of(fx, report), ==, "large");
    g_assert_cmpstr(state_of(fx, archive), ==, "unknown");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM document_page"), ==, 0);
    const char *url = arena_printf(fx->arena, "/desk/pages/%" PRId64 "/files", item);
    assert_shows(get(fx, EDNA, url), "Only files of up to 24 MB are read for search");
}

static void
test_what_stops_the_server_is_given_up(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx, &(ItemDraft){.title = "A report"});
    int64_t file = a_document(fx, item, "a.pdf", a_pdf(fx->arena, PAGES, 3));
    run_sql(fx, "UPDATE document SET tries = 3");
    read_documents(fx);
    g_assert_cmpstr(state_of(fx, file), ==, "killed");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM document_page"), ==, 0);
    Ctx *cx = fixture_begin(fx, EDNA);
    document_ask(cx, file, false);
    fixture_commit(fx);
    g_assert_cmpstr(state_of(fx, file), ==, "killed");
    cx = fixture_begin(fx, EDNA);
    document_ask(cx, file, true);
    fixture_commit(fx);
    read_documents(fx);
    g_assert_cmpstr(state_of(fx, file), ==, "done");
    cx = fixture_begin(fx, EDNA);
    g_assert_cmpint(document_ask_all(cx), ==, 1);
    fixture_commit(fx);
    read_documents(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM document_page"), ==, 3);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM search_page"), ==, 3);
}

static void
test_the_text_goes_with_its_file(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx, &(ItemDraft){.title = "A report"});
    int64_t id = a_document(fx, item, "a.pdf", a_pdf(fx->arena, PAGES, 3));
    read_documents(fx);
    g_assert_cmpuint(find(fx, NOBODY, "kisumu").n, ==, 1);
    Ctx *cx = fixture_begin(fx, EDNA);
    FileSpan files = file_list(cx, item);
    g_assert_cmpint(files.at[0].id, ==, id);
    file_detach(cx, item, &files.at[0]);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM document"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM document_page"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM search_page"), ==, 0);
    g_assert_cmpuint(find(fx, NOBODY, "kisumu").n, ==, 0);
}

static void
attach_one(Ctx *cx, const void *data)
{
    const int64_t *item = data;
    int64_t id = file_insert(cx, (Bytes){"Some words", 10});
    file_attach(cx, *item, id, &(FileWords){.name = "a.txt"});
}

static void
test_a_failing_database_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx, &(ItemDraft){.title = "A report"});
    g_assert_cmpint(fixture_fail_each(fx, EDNA, attach_one, &item), >, 4);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM document"), ==, 0);
}

/* ---- finding ---- */

static void
test_search_says_the_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx, &(ItemDraft){.title = "A report", .summary = "About it"});
    int64_t file = a_document(fx, item, "report.pdf", a_pdf(fx->arena, PAGES, 3));
    read_documents(fx);
    SearchHitSpan hits = find(fx, NOBODY, "SUPERVISIÓN zo");
    g_assert_cmpuint(hits.n, ==, 1);
    const SearchHit *hit = hits.at;
    g_assert_cmpint(hit->item_id, ==, item);
    g_assert_cmpint(hit->page, ==, 3);
    g_assert_cmpint(hit->n_pages, ==, 1);
    g_assert_cmpstr(hit->page_match, ==, "Supervision");
    g_assert_cmpstr(hit->page_after, ==, " of workers in Kisumu, said Zoe.");
    g_assert_cmpstr(hit->page_url, ==,
                    arena_printf(fx->arena, "/files/%" PRId64 "/report.pdf#page=3", file));
    g_assert_cmpint(find(fx, NOBODY, "kisumu").at[0].n_pages, ==, 2);
    g_assert_cmpint(find(fx, NOBODY, "kisumu").at[0].page, ==, 1);
    /* What marks a heading is no part of it. */
    g_assert_cmpstr(find(fx, NOBODY, "first page").at[0].page_before, ==, "Kisumu The ");
    /* All words on one page. */
    g_assert_cmpuint(find(fx, NOBODY, "nothing supervision").n, ==, 0);
    g_assert_cmpuint(find(fx, NOBODY, "zoe\" OR *").n, ==, 0);
    Response *res = get(fx, NOBODY, "/search?q=supervision");
    assert_shows(res, "<bdi>page 3 of report.pdf</bdi>");
    assert_shows(res, "<mark>Supervision</mark> of workers");
    assert_shows(get(fx, NOBODY, "/fr/search?q=supervision"), "page 3 de report.pdf");
    assert_shows(get_json(fx, NOBODY, "/search.json?q=supervision"), "#page=3\"");
}

static void
test_titles_come_before_pages(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t in_page = an_item(fx, &(ItemDraft){.title = "A report"});
    a_document(fx, in_page, "report.pdf", a_pdf(fx->arena, PAGES, 3));
    read_documents(fx);
    fx->now -= 60; /* older ones would come later */
    int64_t body = an_item(fx, &(ItemDraft){.title = "B", .body = "supervision"});
    int64_t summary = an_item(fx, &(ItemDraft){.title = "C", .summary = "Supervision"});
    int64_t title = an_item(fx, &(ItemDraft){.title = "Supervision"});
    SearchHitSpan hits = find(fx, NOBODY, "supervision");
    const int64_t order[] = {title, summary, body, in_page};
    g_assert_cmpuint(hits.n, ==, 4);
    for (size_t i = 0; i < 4; i++)
        g_assert_cmpint(hits.at[i].item_id, ==, order[i]);
    g_assert_cmpint(hits.at[0].n_pages, ==, 0);
}

static void
test_pages_are_found_by_who_may_have_the_file(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t members = an_item(fx, &(ItemDraft){.title = "A", .audience = "members"});
    a_document(fx, members, "a.pdf", a_pdf(fx->arena, PAGES, 3));
    read_documents(fx);
    g_assert_cmpuint(find(fx, NOBODY, "supervision").n, ==, 0);
    g_assert_cmpuint(find(fx, ANN, "supervision").n, ==, 1);
    /* Files of what is not out are its editors', though its title is found. */
    run_sql(fx, "UPDATE item SET holds_files = 1, title = 'Supervision'");
    g_assert_cmpuint(find(fx, ANN, "zoe").n, ==, 0);
    g_assert_cmpint(find(fx, EDNA, "zoe").at[0].n_pages, ==, 1);
}

void
document_tests(void)
{
    add_test("/document/read", test_a_file_is_read_after_it_was_attached);
    add_test("/document/hostile", test_hostile_files_are_said_to_be_so);
    add_test("/document/too-large", test_what_is_too_large_is_said_to_be_so);
    add_test("/document/given-up", test_what_stops_the_server_is_given_up);
    add_test("/document/goes", test_the_text_goes_with_its_file);
    add_test("/document/failing", test_a_failing_database_keeps_nothing);
    add_test("/document/search", test_search_says_the_page);
    add_test("/document/ranking", test_titles_come_before_pages);
    add_test("/document/access", test_pages_are_found_by_who_may_have_the_file);
}
