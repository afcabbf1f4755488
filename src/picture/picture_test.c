/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "picture/picture.h"
#include "picture/samples.h"

#include <string.h>

static const int SIZES[] = {48, 64, 256};
enum { N_SIZES = G_N_ELEMENTS(SIZES) };

static Bytes
sample(Fixture *fx, const char *base64)
{
    gsize n = 0;
    g_autofree guchar *bytes = g_base64_decode(base64, &n);
    return (Bytes){memcpy(arena_array_of(fx->arena, char, n), bytes, n), n};
}

static Bytes
join(Fixture *fx, Bytes a, Bytes b)
{
    char *both = arena_array_of(fx->arena, char, a.n + b.n);
    memcpy(both, a.at, a.n);
    memcpy(both + a.n, b.at, b.n);
    return (Bytes){both, a.n + b.n};
}

static Bytes
part(Bytes of, size_t from, size_t n)
{
    return (Bytes){(const char *)of.at + from, n};
}

static const char *
make(Fixture *fx, Bytes content, Bytes *ret)
{
    return picture_make(fx->arena, content, SIZES, N_SIZES, ret);
}

static void
assert_made(Fixture *fx, Bytes content)
{
    Bytes made[N_SIZES];
    g_assert_cmpstr(make(fx, content, made), ==, NULL);
    for (size_t i = 0; i < N_SIZES; i++) {
        PictureHead head = picture_head(made[i]);
        g_assert_cmpint(head.kind, ==, PICTURE_JPEG);
        g_assert_cmpint(head.width, ==, SIZES[i]);
        g_assert_cmpint(head.height, ==, SIZES[i]);
        g_assert_cmpuint(made[i].n, <, 8192);
    }
}

static void
assert_refused(Fixture *fx, Bytes content, const char *why)
{
    Bytes made[N_SIZES];
    const char *said = make(fx, content, made);
    g_assert_nonnull(said);
    g_assert_nonnull(strstr(said, why));
}

/* @jpeg with EXIF as a telephone writes it: how it was held, and where. */
static Bytes
with_exif(Fixture *fx, Bytes jpeg, int orientation)
{
    char exif[] = "\xff\xe1\0\x44"
                  "Exif\0\0MM\0\x2a\0\0\0\x08\0\x02"
                  "\x01\x12\0\x03\0\0\0\x01\0?\0\0"
                  "\x88\x25\0\x04\0\0\0\x01\0\0\0\x26"
                  "\0\0\0\0GPS 1.2921 S 36.8219 E";
    size_t n = 2 + 0x44;
    char *segment = arena_array_of(fx->arena, char, n);
    memset(segment, 0, n);
    memcpy(segment, exif, MIN(n, sizeof exif));
    segment[29] = (char)orientation;
    g_assert_cmpint(exif[29], ==, '?');
    Bytes head = join(fx, part(jpeg, 0, 2), (Bytes){segment, n});
    return join(fx, head, part(jpeg, 2, jpeg.n - 2));
}

static void
test_every_format_comes_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_made(fx, sample(fx, SAMPLE_PNG));
    assert_made(fx, sample(fx, JPEG_LYING[1]));
    assert_made(fx, sample(fx, SAMPLE_GIF));
    assert_made(fx, sample(fx, SAMPLE_GIFANIM));
    assert_made(fx, sample(fx, SAMPLE_WEBP));
    assert_made(fx, sample(fx, SAMPLE_AVIF));
    assert_made(fx, sample(fx, SAMPLE_HEIC));
}

static void
test_metadata_is_gone(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes made[N_SIZES];
    Bytes sent = with_exif(fx, sample(fx, JPEG_LYING[1]), 1);
    g_assert_nonnull(memmem(sent.at, sent.n, "36.8219", 7));
    g_assert_cmpstr(make(fx, sent, made), ==, NULL);
    for (size_t i = 0; i < N_SIZES; i++) {
        g_assert_null(memmem(made[i].at, made[i].n, "GPS", 3));
        g_assert_null(memmem(made[i].at, made[i].n, "Exif", 4));
        g_assert_null(memmem(made[i].at, made[i].n, "\x88\x25", 2));
    }
}

static void
test_picture_stands_upright(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes upright[N_SIZES], turned[N_SIZES];
    g_assert_cmpstr(make(fx, sample(fx, JPEG_LYING[1]), upright), ==, NULL);
    g_assert_cmpstr(make(fx, sample(fx, JPEG_LYING[6]), turned), ==, NULL);
    g_assert_false(turned[1].n == upright[1].n &&
                   memcmp(turned[1].at, upright[1].at, turned[1].n) == 0);
    for (int k = 1; k <= 8; k++) {
        Bytes sent = with_exif(fx, sample(fx, JPEG_LYING[k]), k);
        g_assert_cmpint(picture_head(sent).orientation, ==, k);
        g_assert_cmpstr(make(fx, sent, turned), ==, NULL);
        g_assert_cmpmem(turned[1].at, turned[1].n, upright[1].at, upright[1].n);
    }
}

static void
test_header_alone_refuses_a_bomb(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    char png[] = "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xc3\x50\0\0\xc3\x50\x08\x02\0\0\0";
    assert_refused(fx, (Bytes){png, sizeof png - 1}, "too many pixels");
    memcpy(png + 16, "\xff\xff\xff\xff\xff\xff\xff\xff", 8);
    assert_refused(fx, (Bytes){png, sizeof png - 1}, "too many pixels");
    memcpy(png + 16, "\0\0\0\0\0\0\0\1", 8);
    assert_refused(fx, (Bytes){png, sizeof png - 1}, "could not be read");
    char *huge = arena_array_of(fx->arena, char, PICTURE_BYTES + 1);
    memcpy(huge, png, sizeof png);
    assert_refused(fx, (Bytes){huge, PICTURE_BYTES + 1}, "too large");
}

static void
test_what_is_no_picture_is_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const texts[] = {
        "",
        "x",
        HOSTILE,
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<?xml version=\"1.0\"?><svg/>",
        "%PDF-1.7",
        "GIF8",
        "BM",
        "#!/bin/sh",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        assert_refused(fx, (Bytes){texts[i], strlen(texts[i])}, "not a picture");
    assert_refused(fx, (Bytes){NULL, 0}, "not a picture");
    assert_refused(fx, (Bytes){"GIF89a\x40\0\x40\0<script>alert(1)</script>", 35},
                   "could not be read");
}

/* Every sample, cut anywhere, is refused or read; nothing of what hides behind it comes out. */
static void
test_broken_and_double_files(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes made[N_SIZES], script = {"<script>alert(1)</script>PK\x03\x04", 29};
    Bytes jpeg = sample(fx, JPEG_LYING[1]), png = sample(fx, SAMPLE_PNG);
    assert_refused(fx, part(png, 0, 60), "could not be read");
    assert_refused(fx, part(jpeg, 0, 40), "could not be read");
    assert_refused(fx, part(sample(fx, SAMPLE_HEIC), 0, 400), "could not be read");
    assert_refused(fx, part(sample(fx, SAMPLE_AVIF), 0, 290), "could not be read");
    g_assert_cmpstr(make(fx, join(fx, jpeg, script), made), ==, NULL);
    for (size_t i = 0; i < N_SIZES; i++)
        g_assert_null(memmem(made[i].at, made[i].n, "script", 6));
}

void
picture_tests(void)
{
    add_test_once("/picture/every-format-comes-in", test_every_format_comes_in);
    add_test_once("/picture/metadata-is-gone", test_metadata_is_gone);
    add_test_once("/picture/picture-stands-upright", test_picture_stands_upright);
    add_test_once("/picture/header-alone-refuses-a-bomb", test_header_alone_refuses_a_bomb);
    add_test_once("/picture/what-is-no-picture-is-refused", test_what_is_no_picture_is_refused);
    add_test_once("/picture/broken-and-double-files", test_broken_and_double_files);
}
