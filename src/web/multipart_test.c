/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/multipart.h"

#include "base/limits.h"
#include "web/web_testing.h"

#include <string.h>

#define TYPE "multipart/form-data; boundary=XX"
#define FIELD(name, value)                                                                         \
    "--XX\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define FILE_PART(file, bytes)                                                                     \
    "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"" file "\"\r\n"                \
    "Content-Type: text/plain\r\n\r\n" bytes "\r\n"
#define END "--XX--\r\n"
#define PART(headers) "--XX\r\n" headers "\r\n\r\nx\r\n" END

static PairSpan no_fields;
static UploadSpan no_uploads;

static int
read_text(Arena *arena, const char *type, const char *body, PairSpan *fields, UploadSpan *uploads)
{
    return multipart_read(arena, type, (Bytes){body, strlen(body)}, fields, uploads);
}

static void
test_fields_and_files(void)
{
    g_autoptr(Arena) arena = arena_new();
    PairSpan fields = {0};
    UploadSpan uploads = {0};
    static const char body[] = FIELD("a", "1") FILE_PART("caf\xc3\xa9 %22x%22.txt", "by\r\ntes")
        FIELD("b", HOSTILE "\r\n--X") FIELD("c", "") FILE_PART("", "") END;
    g_assert_cmpint(read_text(arena, TYPE, body, &fields, &uploads), ==, 0);
    g_assert_cmpuint(fields.n, ==, 3);
    g_assert_cmpstr(fields.at[0].name, ==, "a");
    g_assert_cmpstr(fields.at[0].value, ==, "1");
    g_assert_cmpstr(fields.at[1].value, ==, HOSTILE "\r\n--X");
    g_assert_cmpstr(fields.at[2].value, ==, "");
    g_assert_cmpuint(uploads.n, ==, 1); /* a file field in which nothing was chosen is none */
    g_assert_cmpstr(uploads.at[0].field, ==, "f");
    g_assert_cmpstr(uploads.at[0].name, ==, "caf\xc3\xa9 \"x\".txt");
    g_assert_cmpstr(uploads.at[0].type, ==, "text/plain");
    g_assert_cmpmem(uploads.at[0].bytes.at, uploads.at[0].bytes.n, "by\r\ntes", 7);
}

/* A large part is looked at in windows of 1 MB: its end may lie across any of them. */
static void
test_end_across_windows(void)
{
    static const char head[] =
        "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n";
    for (size_t n = (2 << 20) - 40; n < (2 << 20) + 10; n++) {
        g_autoptr(Arena) arena = arena_new();
        g_autoptr(GString) body = g_string_new(head);
        PairSpan fields = no_fields;
        UploadSpan uploads = no_uploads;
        g_string_set_size(body, strlen(head) + n);
        memset(body->str + strlen(head), '\r', n);
        g_string_append(body, "\r\n" END);
        g_assert_cmpint(
            multipart_read(arena, TYPE, (Bytes){body->str, body->len}, &fields, &uploads), ==, 0);
        g_assert_cmpuint(uploads.n, ==, 1);
        g_assert_cmpuint(uploads.at[0].bytes.n, ==, n);
    }
}

/* Cut after each byte: only the last line's end may be missing. */
static void
test_every_cut_is_refused(void)
{
    g_autoptr(Arena) arena = arena_new();
    static const char body[] = FIELD("a", "1") FILE_PART("x", "bytes") END;
    for (size_t n = 0; n < strlen(body) - 2; n++) {
        /* Of its own size, so that a sanitizer sees who reads on. */
        g_autofree char *cut = g_memdup2(body, MAX(n, 1));
        PairSpan fields = no_fields;
        UploadSpan uploads = no_uploads;
        g_assert_cmpint(multipart_read(arena, TYPE, (Bytes){cut, n}, &fields, &uploads), ==, 400);
        g_assert_cmpuint(fields.n + uploads.n, ==, 0);
    }
}

static void
test_bad_boundaries(void)
{
    static const char *const types[] = {
        "multipart/form-data",
        "multipart/form-data;",
        "multipart/form-data; boundary",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=\"XX",
        "multipart/form-data; boundary=\"XX \"",
        "multipart/form-data; boundary=X\x01X",
        "multipart/form-data; boundary=YY",
        "multipart/form-data; xboundary=XX",
        ("multipart/form-data; boundary="
         "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"),
    };
    static const char *const good[] = {TYPE, "multipart/form-data;boundary=\"XX\"",
                                       "multipart/form-data; charset=x; Boundary=XX"};
    g_autoptr(Arena) arena = arena_new();
    PairSpan fields;
    UploadSpan uploads;
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        g_assert_cmpint(read_text(arena, types[i], FIELD("a", "1") END, &fields, &uploads), ==,
                        400);
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
        g_assert_cmpint(read_text(arena, good[i], FIELD("a", "1") END, &fields, &uploads), ==, 0);
}

static void
test_bad_parts(void)
{
    static const char *const bodies[] = {
        "",
        "--XX",
        "--XX--x",
        "before" FIELD("a", "1") END,
        FIELD("a", "1") END "after",
        FIELD("", "1") END,
        FIELD("a", "\xff") END,
        FIELD("a", "\x1b") END,
        PART("X: y"),
        PART("Content-Disposition: form-data"),
        PART("Content-Disposition: form-data; name=a"),
        PART("Content-Disposition: form-data; name=\"a"),
        PART("Content-Disposition: form-data; filename=\"a\""),
        PART("Content-Disposition: attachment; name=\"a\""),
        PART("Content-Disposition: form-data; name=\"a\"\r\n"
             "Content-Disposition: form-data; name=\"b\""),
        PART("Content-Disposition: form-data; name=\"a\"\r\nContent-Type: multipart/mixed; "
             "boundary=YY"),
        PART("Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64"),
        PART("Content-Disposition: form-data; name=\"a\"; filename=\"x\ny\""),
        PART("Content-Disposition: form-data; name=\"a\"; filename=\"x\ry\""),
        PART("Content-Disposition: form-data; name=\"a\"; filename=\"x\ty\""),
        PART("Content-Disposition: form-data; name=\"a\"; filename=\"\xff\""),
        PART("Content-Disposition: form-data; name=\"a\"; filename=\"\xc0\xae\""),
    };
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
        PairSpan fields = no_fields;
        UploadSpan uploads = no_uploads;
        if (read_text(arena, TYPE, bodies[i], &fields, &uploads) != 400)
            g_error("body %zu: %s", i, bodies[i]);
    }
}

static void
test_counts_and_sizes(void)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) body = g_string_new(NULL);
    PairSpan fields;
    UploadSpan uploads;
    for (int i = 0; i < LIMIT_FIELDS; i++)
        g_string_append(body, FIELD("a", "1"));
    g_autofree char *full = g_strconcat(body->str, END, NULL);
    g_autofree char *over = g_strconcat(body->str, FIELD("a", "1") END, NULL);
    g_assert_cmpint(read_text(arena, TYPE, full, &fields, &uploads), ==, 0);
    g_assert_cmpuint(fields.n, ==, LIMIT_FIELDS);
    g_assert_cmpint(read_text(arena, TYPE, over, &fields, &uploads), ==, 413);
    /* Parts count also when nothing of them is kept. */
    g_string_truncate(body, 0);
    for (int i = 0; i <= LIMIT_FIELDS; i++)
        g_string_append(body, FILE_PART("", ""));
    g_string_append(body, END);
    g_assert_cmpint(read_text(arena, TYPE, body->str, &fields, &uploads), ==, 413);

    g_autofree char *name = g_strnfill(LIMIT_FIELD_NAME, 'n');
    g_autofree char *file = g_strnfill(255, 'f');
    g_autofree char *text = g_strnfill(LIMIT_BODY, 't');
    static const char shape[] = "--XX\r\nContent-Disposition: form-data; name=\"%s%s\"; "
                                "filename=\"%s%s\"\r\n\r\nx\r\n" END;
    for (int more = 0; more < 4; more++) {
        g_autofree char *one = g_strdup_printf(shape, name, more & 1 ? "n" : "", file,
                                               more & 2 ? "f" : "");
        g_assert_cmpint(read_text(arena, TYPE, one, &fields, &uploads), ==, more == 0 ? 0 : 400);
    }
    g_autofree char *large = g_strconcat(
        "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n", text, "\r\n", NULL);
    g_autofree char *fits = g_strconcat(large, END, NULL);
    g_autofree char *not = g_strconcat(large, FIELD("b", "1") END, NULL);
    g_assert_cmpint(read_text(arena, TYPE, fits, &fields, &uploads), ==, 0);
    g_assert_cmpint(read_text(arena, TYPE, not, &fields, &uploads), ==, 413);
}

static void
test_upload_route(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    const char *bytes = repeat(fx, "b", LIMIT_BODY);
    GString *body = arena_string(fx->arena, 3 * LIMIT_BODY);
    g_string_append(body, "--XX\r\nContent-Disposition: form-data; name=\"f\"; "
                          "filename=\"../../etc/<b>\"\r\n\r\n");
    g_string_append(body, bytes);
    g_string_append(body, "\r\n" END);
    Incoming in = a_post(fx, NOBODY, "/upload", body->str);
    in.content_type = TYPE;
    Response *res = send_raw(fx, &in);
    assert_status(res, 200);
    assert_shows(res, "../../etc/&lt;b&gt;=65536;");
    /* A route that takes no files takes no such body. */
    in.target = "/foreign";
    assert_status(send_raw(fx, &in), 413);
    in.target = "/upload";
    in.body.n--;
    in.body.n--;
    in.body.n--;
    assert_status(send_raw(fx, &in), 400);
}

void
web_multipart_tests(void)
{
    g_test_add_func("/web/multipart/fields-and-files", test_fields_and_files);
    g_test_add_func("/web/multipart/end-across-windows", test_end_across_windows);
    g_test_add_func("/web/multipart/every-cut-is-refused", test_every_cut_is_refused);
    g_test_add_func("/web/multipart/bad-boundaries", test_bad_boundaries);
    g_test_add_func("/web/multipart/bad-parts", test_bad_parts);
    g_test_add_func("/web/multipart/counts-and-sizes", test_counts_and_sizes);
    add_test("/web/multipart/upload-route", test_upload_route);
}
