/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_testing.h"
#include "extract/extract_testing.h"

#include <string.h>

#define READER "Mozilla/5.0 (Android 6.0; Mobile) Firefox/50.0"

static int64_t
an_item(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "post",
                                              .slug = "",
                                              .title = "A report",
                                              .language = "en",
                                              .audience = "public"});
    item_publish(cx, id);
    fixture_commit(fx);
    return id;
}

static Response *
fetch(Fixture *fx, int64_t file, Incoming in)
{
    in.method = GET;
    in.target = arena_printf(fx->arena, "/files/%" PRId64 "/any", file);
    in.host = strstr(fx->app.base_url, "://") + 3;
    in.user_agent = in.user_agent != NULL ? in.user_agent : READER;
    in.address = "127.0.0.1";
    return send_raw(fx, &in);
}

static void
test_a_download_goes_on_where_it_broke_off(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const pages[] = {"A page"};
    Bytes pdf = a_pdf(fx->arena, pages, 1);
    int64_t file = a_document(fx, an_item(fx), "r\xc3\xa9port.pdf", pdf);
    Response *res = fetch(fx, file, (Incoming){0});
    assert_status(res, 200);
    g_assert_cmpuint(res->body.n, ==, pdf.n);
    const char *etag = header_of(res, "ETag");
    g_assert_nonnull(etag);
    g_assert_cmpstr(header_of(res, "Accept-Ranges"), ==, "bytes");
    g_assert_cmpstr(header_of(res, "Content-Disposition"), ==,
                    "inline; filename*=UTF-8''r%C3%A9port.pdf");
    res = fetch(fx, file, (Incoming){.range = "bytes=10-", .if_range = etag});
    assert_status(res, 206);
    g_assert_cmpuint(res->body.n, ==, pdf.n - 10);
    g_assert_true(memcmp(res->body.at, (const char *)pdf.at + 10, pdf.n - 10) == 0);
    g_assert_cmpstr(header_of(res, "Content-Range"), ==,
                    arena_printf(fx->arena, "bytes 10-%zu/%zu", pdf.n - 1, pdf.n));
    g_assert_cmpuint(fetch(fx, file, (Incoming){.range = "bytes=-5"})->body.n, ==, 5);
    /* Of what has changed in between the whole is sent. */
    res = fetch(fx, file, (Incoming){.range = "bytes=10-", .if_range = "\"other\""});
    assert_status(res, 200);
    g_assert_cmpuint(res->body.n, ==, pdf.n);
    assert_status(fetch(fx, file, (Incoming){.range = "bytes=999999-"}), 416);
    assert_status(fetch(fx, file, (Incoming){.range = "bytes=1-2,4-5"}), 200);
    /* And nothing of what the reader has already. */
    res = fetch(fx, file, (Incoming){.if_none_match = etag});
    assert_status(res, 304);
    g_assert_cmpuint(res->body.n, ==, 0);
}

static void
test_what_was_sent_here_is_no_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    static const char gif[] = "GIF89a/*\x01\x02*/=1;alert(1)";
    const struct {
        Bytes content;
        const char *name, *type, *how;
        bool sandbox;
    } cases[] = {
        {{svg, sizeof svg - 1}, "x.svg", "text/plain; charset=utf-8", "inline", true},
        {{"<html><script>alert(1)</script>", 31},
         "x.html", "text/plain; charset=utf-8",
         "inline", true},
        {{gif, sizeof gif - 1}, "x.js", "image/gif", "inline", true},
        {a_docx(fx->arena, "<w:p/>", ""), "x.pdf",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment",
         true},
        {a_docx(fx->arena, "<w:p/>", "--- word/vbaProject.bin\nSub AutoOpen\n"), "x.docm",
         "application/zip", "attachment", true},
        {{"MZ\x90\0\0", 5}, "x.pdf", "application/octet-stream", "attachment", true},
        {a_pdf(fx->arena, (const char *const[]){"A"}, 1), "x.html", "application/pdf", "inline",
         false},
    };
    int64_t item = an_item(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t file = a_document(fx, item, cases[i].name, cases[i].content);
        Response *res = fetch(fx, file, (Incoming){0});
        const char *policy = header_of(res, "Content-Security-Policy");
        assert_status(res, 200);
        g_assert_cmpstr(res->type, ==, cases[i].type);
        g_assert_true(g_str_has_prefix(header_of(res, "Content-Disposition"), cases[i].how));
        g_assert_true(g_str_has_prefix(policy, "default-src 'none'"));
        g_assert_null(strstr(policy, "script-src"));
        g_assert_true((strstr(policy, "; sandbox") != NULL) == cases[i].sandbox);
    }
}

static void
test_downloads_are_counted_and_nobody_is(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const pages[] = {"A page"};
    int64_t item = an_item(fx);
    int64_t file = a_document(fx, item, "a.pdf", a_pdf(fx->arena, pages, 1));
    fetch(fx, file, (Incoming){0});
    fetch(fx, file, (Incoming){.range = "bytes=0-"});
    g_assert_cmpint(query_int(fx, "SELECT n FROM download WHERE month = '2017-01'"), ==, 2);
    /* What goes on, who only looks whether it is there, robots, and editors are not. */
    fetch(fx, file, (Incoming){.range = "bytes=10-"});
    fetch(fx, file, (Incoming){.head = true});
    fetch(fx, file, (Incoming){.user_agent = "Mozilla/5.0 (compatible; Googlebot/2.1)"});
    fetch(fx, file, (Incoming){.user_agent = ""});
    get(fx, EDNA, arena_printf(fx->arena, "/files/%" PRId64, file));
    g_assert_cmpint(query_int(fx, "SELECT sum(n) FROM download"), ==, 2);
    fx->now += (int64_t)31 * 24 * 3600;
    fetch(fx, file, (Incoming){0});
    Response *res = get(fx, EDNA, arena_printf(fx->arena, "/desk/pages/%" PRId64 "/files", item));
    assert_shows(res, "Fetched 3 times, 1 of them this month");
    assert_statements(fx, 14);
    run_sql(fx, "DELETE FROM item_file");
    Ctx *cx = fixture_begin(fx, EDNA);
    file_forget(cx, file);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM download"), ==, 0);
}

void
download_tests(void)
{
    add_test("/download/goes-on", test_a_download_goes_on_where_it_broke_off);
    add_test("/download/no-page", test_what_was_sent_here_is_no_page);
    add_test("/download/counted", test_downloads_are_counted_and_nobody_is);
}
