/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_testing.h"
#include "extract/extract_testing.h"

static int64_t
an_item(Fixture *fx, const char *audience)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "post",
                                              .slug = "",
                                              .title = "A report",
                                              .language = "en",
                                              .audience = audience});
    item_publish(cx, id);
    fixture_commit(fx);
    return id;
}

static const char *
path_of(Fixture *fx, const char *format, int64_t id)
{
    return arena_printf(fx->arena, "%s%" PRId64, format, id);
}

static void
test_a_file_is_read_as_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const pages[] = {"# What we found\n\nSome words that go on for a while.",
                                        "<b>Tom & \"Ann\"</b>"};
    int64_t file = a_document(fx, an_item(fx, "public"), "report.pdf", a_pdf(fx->arena, pages, 2));
    const char *path = path_of(fx, "/documents/", file);
    assert_status(get(fx, NOBODY, path), 404); /* not read yet */
    read_documents(fx);
    Response *res = get(fx, NOBODY, path);
    assert_status(res, 200);
    assert_statements(fx, 8);
    assert_shows(res, "<h2 dir=\"auto\">What we found</h2>");
    assert_shows(res, "<section id=\"p2\">");
    assert_shows(res, "report.pdf#page=2\">page 2 of report.pdf</a>");
    assert_shows(res, "&lt;b&gt;Tom &amp; &quot;Ann&quot;&lt;/b&gt;");
    assert_shows(res, "noindex");
    assert_shows(get(fx, NOBODY, arena_printf(fx->arena, "/fr%s", path)), "Lu comme texte");
    assert_shows(get_json(fx, NOBODY, arena_printf(fx->arena, "%s.json", path)),
                 "\"is_heading\":true");
    assert_status(get(fx, NOBODY, "/documents/999"), 404);
    assert_status(get(fx, NOBODY, "/documents/x"), 404);
    assert_status(get(fx, NOBODY, arena_printf(fx->arena, "%s?from=3", path)), 404);
    assert_status(get(fx, NOBODY, arena_printf(fx->arena, "%s?from=-1", path)), 404);
}

static void
test_long_texts_come_in_parts(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *text = arena_string(fx->arena, 65536);
    for (int i = 0; i < 9000; i++)
        g_string_append_printf(text, "word%d%s", i, i % 50 == 49 ? "\n\n" : " ");
    int64_t file = a_document(fx, an_item(fx, "public"), "a.txt", (Bytes){text->str, text->len});
    read_documents(fx);
    const char *path = path_of(fx, "/documents/", file);
    Response *res = get(fx, NOBODY, path);
    assert_hides(res, "The part before");
    assert_shows(res, arena_printf(fx->arena, "href=\"%s?from=6\" rel=\"next\"", path));
    g_assert_cmpuint(res->body.n, <, 40 * 1024);
    res = get(fx, NOBODY, arena_printf(fx->arena, "%s?from=6", path));
    assert_shows(res, arena_printf(fx->arena, "href=\"%s?from=1\" rel=\"prev\"", path));
    assert_shows(res, "part 6 of a.txt");
}

static void
test_only_who_may_have_the_file_reads_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx, "members");
    int64_t file = a_document(fx, item, "a.txt", (Bytes){"Words", 5});
    const char *path = path_of(fx, "/documents/", file);
    read_documents(fx);
    assert_status(get(fx, NOBODY, path), 404);
    assert_status(get(fx, ANN, path), 200);
    run_sql(fx, "UPDATE item SET holds_files = 1");
    assert_status(get(fx, ANN, path), 404);
    assert_status(get(fx, EDNA, path), 200);
}

static void
test_who_edits_has_it_read_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx, "public");
    int64_t file = a_document(fx, item, "a.txt", (Bytes){"Words", 5});
    const char *path = arena_printf(fx->arena, "/documents/%" PRId64 "/again", file);
    const char *files = arena_printf(fx->arena, "/desk/pages/%" PRId64 "/files", item);
    read_documents(fx);
    assert_shows(get(fx, EDNA, files), "Search finds its text:");
    assert_status(post(fx, ANN, path, NULL), 403);
    assert_status(post(fx, EDNA, "/documents/999/again", NULL), 404);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM document WHERE state = 'waiting'"), ==, 0);
    assert_location(post(fx, EDNA, path, NULL), files);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM document WHERE state = 'waiting'"), ==, 1);
    assert_shows(get(fx, EDNA, files), "Its text is being read");
    for (int nth = 2; nth < 5; nth++)
        g_assert_cmpint(post_failing_at(fx, nth, EDNA, path, NULL)->status, >=, 500);
}

void
reading_tests(void)
{
    add_test("/reading/as-text", test_a_file_is_read_as_text);
    add_test("/reading/parts", test_long_texts_come_in_parts);
    add_test("/reading/access", test_only_who_may_have_the_file_reads_it);
    add_test("/reading/again", test_who_edits_has_it_read_again);
}
