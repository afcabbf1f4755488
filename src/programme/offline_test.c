/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "programme/programme_testing.h"
#include "sheet/zip.h"

#include <string.h>
#include <unistd.h>

/* What is in a file of the zip; NULL: there is none.  Each call reads the whole zip anew. */
static const char *
unpacked(Fixture *fx, const Response *res, const char *name)
{
    static char zip_bytes[1 << 20];
    g_assert_nonnull(res->file);
    ssize_t n = pread(res->file->fd, zip_bytes, sizeof zip_bytes, 0);
    g_assert_cmpint(n, ==, res->file->size);
    const Bytes bytes = {zip_bytes, (size_t)n};
    Zip *zip = zip_new(sheet_source_bytes(&bytes));
    g_assert_nonnull(zip);
    bool found = zip_enter(zip, name);
    char *text = arena_alloc(fx->arena, 1 << 16);
    int got = found ? zip_read(zip, text, (1 << 16) - 1) : 0;
    g_assert_cmpint(got, >=, 0);
    text[got] = '\0';
    zip_free(zip);
    return found ? text : NULL;
}

static void
assert_has(const char *text, const char *part)
{
    if (text == NULL || strstr(text, part) == NULL)
        g_error("no \"%s\" in: %s", part, text != NULL ? text : "nothing");
}

static void
test_zip_is_read_offline(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_symposium(fx, true);
    assert_status(get(fx, NOBODY, "/events/symposium/programme.zip"), 404); /* nothing yet */
    int64_t id = a_session(fx, event, "Planning", "2017-05-09 09:00", "10:30", "Room A",
                           HOSTILE ", Ministry\n");
    post_file(fx, EDNA, arena_printf(fx->arena, "/desk/pages/%" PRId64 "/files", id),
              &(Upload){"file", "our deck #1.pdf", "application/pdf", PDF}, "title", "The deck",
              "alt", "", NULL);
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t summary = programme_begin_summary(cx, item_find_in(cx, event, ""));
    g_assert_cmpint(item_update(cx, summary, 1,
                                &(ItemDraft){.title = "What was said",
                                             .body = "See [more](/about) <script>x</script>",
                                             .parent_id = event}),
                    ==, ITEM_OK);
    fixture_commit(fx);
    assert_shows(get(fx, NOBODY, "/events/symposium"), "/events/symposium/programme.zip");
    Response *res = get(fx, NOBODY, "/events/symposium/programme.zip");
    assert_status(res, 200);
    assert_statements(fx, 16);
    const char *index = unpacked(fx, res, "index.html");
    assert_has(index, "href=\"sessions/symposium-planning.html\"");
    assert_has(index, "What was said");
    assert_has(index, arena_printf(fx->arena, "href=\"%s/about\"", fx->app.base_url));
    g_assert_null(strstr(index, "<script"));
    g_assert_null(strstr(index, "href=\"/"));
    const char *session = unpacked(fx, res, "sessions/symposium-planning.html");
    assert_has(session, "&lt;b&gt;Tom &amp; &quot;Ann&quot;&lt;/b&gt;");
    assert_has(session, "New York (EDT, UTC−4)");
    assert_has(session, "href=\"../index.html\"");
    int64_t file = query_int(fx, "SELECT file_id FROM item_file");
    assert_has(session, arena_printf(fx->arena,
                                     "href=\"../files/%" PRId64 "-our%%20deck%%20%%231.pdf", file));
    g_assert_cmpstr(
        unpacked(fx, res, arena_printf(fx->arena, "files/%" PRId64 "-our deck #1.pdf", file)), ==,
        PDF.at);
    g_assert_nonnull(unpacked(fx, res, "style.css"));
    assert_has(unpacked(fx, get(fx, NOBODY, "/ar/events/symposium/programme.zip"), "index.html"),
               "dir=\"rtl\"");
    run_sql(fx, "UPDATE item SET audience = 'members'");
    assert_status(get(fx, NOBODY, "/events/symposium/programme.zip"), 404);
    assert_status(get(fx, ANN, "/events/symposium/programme.zip"), 200);
    assert_status(get(fx, NOBODY, "/events/none/programme.zip"), 404);
}

void
offline_tests(void)
{
    add_test("/offline/zip-is-read-offline", test_zip_is_read_offline);
}
