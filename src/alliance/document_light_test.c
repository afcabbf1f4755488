/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_light.h"
#include "alliance/document_testing.h"
#include "extract/extract.h"
#include "extract/extract_testing.h"
#include "shrink/shrink_testing.h"

#include <string.h>

#define READER "Mozilla/5.0 (Android 6.0; Mobile) Firefox/50.0"

static int64_t
a_post(Fixture *fx, const char *slug, const char *audience)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "post",
                                              .slug = slug,
                                              .title = "A report",
                                              .language = "en",
                                              .audience = audience});
    item_publish(cx, id);
    fixture_commit(fx);
    return id;
}

static int64_t
a_report(Fixture *fx, const char *audience)
{
    int64_t item = a_post(fx, "report", audience);
    return a_document(fx, item, "r\xc3\xa9port.pdf", a_heavy_pdf(fx->arena));
}

static const Document *
document_now(Fixture *fx, int64_t file)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    const Document *document = document_find(cx, file);
    fixture_commit(fx);
    return document;
}

static const char *
light_of(Fixture *fx)
{
    return query_text(fx, "SELECT light FROM document");
}

static Response *
fetch(Fixture *fx, int64_t file, const char *rest)
{
    return send_raw(
        fx, &(Incoming){.method = GET,
                        .target = arena_printf(fx->arena, "/files/%" PRId64 "%s", file, rest),
                        .host = strstr(fx->app.base_url, "://") + 3,
                        .user_agent = READER,
                        .address = "127.0.0.1"});
}

static void
test_a_large_pdf_gets_a_lighter_copy(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t file = a_report(fx, "public");
    g_assert_cmpstr(light_of(fx), ==, "");
    read_documents(fx);
    g_assert_cmpstr(light_of(fx), ==, "waiting");
    assert_hides(get(fx, NOBODY, "/blog/report"), "lighter copy");
    g_assert_cmpuint(fetch(fx, file, "/a.pdf?light=1")->body.n, >, 1000000);
    make_light_copies(fx);
    g_assert_cmpstr(light_of(fx), ==, "made");
    const Document *document = document_now(fx, file);
    g_assert_cmpint(document->light_size, >, 10000);
    g_assert_cmpint(document->light_size, <, 400000);
    Response *res = get(fx, NOBODY, "/blog/report");
    assert_shows(res, arena_printf(fx->arena,
                                   "href=\"/files/%" PRId64 "/r%%C3%%A9port.pdf?light=1\"", file));
    assert_shows(res, "lighter copy, ");
    assert_shows(get(fx, NOBODY, "/fr/blog/report"), "version légère, ");
    assert_shows(get(fx, NOBODY, arena_printf(fx->arena, "/documents/%" PRId64, file)),
                 "?light=1\">lighter copy, ");
    assert_shows(get_json(fx, NOBODY, "/blog/report.json"), "\"light_size\":");
}

static void
test_it_is_the_same_document(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t file = a_report(fx, "public");
    read_documents(fx);
    make_light_copies(fx);
    Response *whole = fetch(fx, file, "/a.pdf"), *light = fetch(fx, file, "/a.pdf?light=1");
    assert_status(light, 200);
    g_assert_cmpuint(light->body.n, ==, document_now(fx, file)->light_size);
    g_assert_cmpstr(header_of(light, "Content-Disposition"), ==,
                    "inline; filename*=UTF-8''r%C3%A9port-light.pdf");
    g_assert_cmpstr(light->type, ==, "application/pdf");
    g_assert_cmpstr(header_of(light, "ETag"), !=, header_of(whole, "ETag"));
    Extract extract = extract_run(fx->arena, light->body);
    g_assert_cmpint(extract.n_all, ==, 1);
    g_assert_cmpstr(extract.pages[0], ==, "What we found");
    /* Both are the file's downloads. */
    g_assert_cmpint(query_int(fx, "SELECT sum(n) FROM download"), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(DISTINCT file_id) FROM download"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT file_id FROM download"), ==, file);
}

static void
test_it_is_for_who_may_have_the_file(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t file = a_report(fx, "members");
    read_documents(fx);
    make_light_copies(fx);
    int64_t light = query_int(fx, "SELECT light_id FROM document");
    assert_status(fetch(fx, file, "?light=1"), 404);
    assert_status(fetch(fx, light, ""), 404);
    const char *path = arena_printf(fx->arena, "/files/%" PRId64 "/a.pdf?light=1", file);
    assert_status(get(fx, ANN, path), 200);
    assert_status(get(fx, ANN, arena_printf(fx->arena, "/files/%" PRId64, light)), 404);
    run_sql(fx, "UPDATE item SET audience = 'public', holds_files = 1 WHERE slug = 'report'");
    assert_status(get(fx, ANN, path), 404);
    assert_status(get(fx, EDNA, path), 200);
}

static void
detach(Fixture *fx, int64_t item)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    FileSpan files = file_list(cx, item);
    g_assert_cmpuint(files.n, >, 0);
    g_assert_true(file_detach(cx, item, &files.at[0]));
    fixture_commit(fx);
}

static void
test_it_goes_with_its_file(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_report(fx, "public");
    read_documents(fx);
    make_light_copies(fx);
    int64_t light = query_int(fx, "SELECT light_id FROM document");
    detach(fx, query_int(fx, "SELECT id FROM item WHERE slug = 'report'"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM document"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_chunk"), ==, 0);
    g_assert_cmpint(query_int(fx, arena_printf(fx->arena,
                                               "SELECT count(*) FROM file WHERE id = %" PRId64
                                               " AND removed_at IS NOT NULL",
                                               light)),
                    ==, 1);
}

/* Somebody took the copy and hung it elsewhere: there it is a file like others. */
static void
test_what_hangs_elsewhere_stays(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t file = a_report(fx, "public");
    read_documents(fx);
    make_light_copies(fx);
    int64_t light = query_int(fx, "SELECT light_id FROM document");
    int64_t other = a_post(fx, "other", "public");
    g_assert_cmpint(a_document(fx, other, "copy.pdf", fetch(fx, file, "?light=1")->body), ==,
                    light);
    detach(fx, other); /* it is still the copy of the first */
    assert_status(fetch(fx, file, "?light=1"), 200);
    g_assert_cmpint(a_document(fx, other, "copy.pdf", fetch(fx, file, "?light=1")->body), ==,
                    light);
    detach(fx, query_int(fx, "SELECT id FROM item WHERE slug = 'report'"));
    assert_status(fetch(fx, light, ""), 200);
    assert_status(fetch(fx, file, "?light=1"), 404);
}

static void
test_what_has_none(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const pages[] = {"Words"};
    int64_t item = a_post(fx, "p", "public");
    char *words = memset(arena_array_of(fx->arena, char, 600000), 'w', 600000);
    a_document(fx, item, "little.pdf", a_pdf(fx->arena, pages, 1));
    a_document(fx, item, "words.txt", (Bytes){words, 600000});
    read_documents(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM document WHERE light <> ''"), ==, 0);
    char *broken = arena_array_of(fx->arena, char, 600000);
    memcpy(memset(broken, 'x', 600000), "%PDF-1.4\n", 9);
    a_document(fx, item, "broken.pdf", (Bytes){broken, 600000});
    read_documents(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM document WHERE light <> ''"), ==, 0);
    GString *dense = arena_string(fx->arena, 700000); /* large, and nothing to be saved */
    Bytes head = a_pdf(fx->arena, pages, 1);
    g_string_append_len(dense, head.at, (gssize)head.n);
    g_string_append_len(dense, words, 600000);
    a_document(fx, item, "dense.pdf", (Bytes){dense->str, dense->len});
    read_documents(fx);
    make_light_copies(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM document WHERE light_id IS NOT NULL"), ==,
                    0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM document WHERE light = 'none'"), ==, 1);
}

static void
test_what_stops_the_server_is_given_up(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t file = a_report(fx, "public");
    read_documents(fx);
    run_sql(fx, "UPDATE document SET light_tries = 3");
    make_light_copies(fx);
    g_assert_cmpstr(light_of(fx), ==, "none");
    /* Who has the text read once more has this tried once more. */
    Ctx *cx = fixture_begin(fx, EDNA);
    document_ask(cx, file, true);
    fixture_commit(fx);
    read_documents(fx);
    make_light_copies(fx);
    g_assert_cmpstr(light_of(fx), ==, "made");
    cx = fixture_begin(fx, EDNA);
    document_ask(cx, file, true);
    fixture_commit(fx);
    read_documents(fx);
    g_assert_cmpstr(light_of(fx), ==, "made");
}

static void
test_a_failing_database_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_report(fx, "public");
    read_documents(fx);
    g_autoptr(GError) error = NULL;
    for (int nth = 1; light_of(fx)[0] == 'w'; nth++) {
        g_assert_cmpint(nth, <, 30);
        run_sql(fx, "UPDATE document SET light_tries = 0");
        Ctx *cx = fixture_begin(fx, NOBODY);
        fixture_commit(fx);
        db_fail_at(fx->db, nth);
        g_clear_error(&error);
        document_light_run(cx, "", &error);
        db_fail_at(fx->db, 0);
        g_assert_true(error != NULL || light_of(fx)[0] == 'm');
    }
    g_assert_cmpstr(light_of(fx), ==, "made");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file WHERE removed_at IS NULL"), ==, 2);
}

static void
test_its_name_is_beside_the_files(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpstr(document_light_name(fx->arena, "a.b.pdf"), ==, "a.b-light.pdf");
    g_assert_cmpstr(document_light_name(fx->arena, "report"), ==, "report-light");
    g_assert_cmpstr(document_light_name(fx->arena, ".pdf"), ==, ".pdf-light");
}

void
document_light_tests(void)
{
    add_test("/document-light/made", test_a_large_pdf_gets_a_lighter_copy);
    add_test("/document-light/same", test_it_is_the_same_document);
    add_test("/document-light/access", test_it_is_for_who_may_have_the_file);
    add_test("/document-light/goes", test_it_goes_with_its_file);
    add_test("/document-light/elsewhere", test_what_hangs_elsewhere_stays);
    add_test("/document-light/none", test_what_has_none);
    add_test("/document-light/given-up", test_what_stops_the_server_is_given_up);
    add_test("/document-light/failing", test_a_failing_database_keeps_nothing);
    add_test_once("/document-light/name", test_its_name_is_beside_the_files);
}
