/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "picture/pixels.h"
#include "shrink/shrink.h"
#include "shrink/shrink_testing.h"

#include <string.h>

#define RGB "/BitsPerComponent 8/ColorSpace/DeviceRGB"

static bool
says(Bytes pdf, const char *words)
{
    return memmem(pdf.at, pdf.n, words, strlen(words)) != NULL;
}

static bool
has_copy(Fixture *fx, const Photo *photo, const char *const *more)
{
    Bytes ignored;
    return shrink_run(fx->arena, a_photo_pdf(fx->arena, photo, "Words", more), &ignored);
}

/* ---- what is made ---- */

static void
test_copy_is_the_same_with_smaller_pictures(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes pdf = a_heavy_pdf(fx->arena), copy = {NULL, 0};
    g_assert_true(shrink_run(fx->arena, pdf, &copy));
    g_assert_cmpuint(copy.n, <, pdf.n / 5);
    g_assert_true(says(copy, "/Width 1400"));
    g_assert_true(says(copy, "/Height 175"));
    g_assert_true(says(copy, "/DCTDecode"));
    g_assert_true(says(copy, "/Linearized"));
    Bytes again = {NULL, 0};
    g_usleep(1100000); /* nothing in it says when it was made */
    g_assert_true(shrink_run(fx->arena, pdf, &again));
    g_assert_cmpmem(copy.at, copy.n, again.at, again.n);
}

static void
test_every_kind_of_colors_is_known(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const profile[] = {"<</N 3/Length 3>>stream\nicc\nendstream", NULL};
    static const Photo photos[] = {
        {1000, 600, 1, "/BitsPerComponent 8/ColorSpace/DeviceGray"                        },
        {1000, 600, 1, "/BitsPerComponent 8/ColorSpace/DeviceGray/Decode[1 0]"            },
        {1000, 200, 4, "/BitsPerComponent 8/ColorSpace/DeviceCMYK"                        },
        {1000, 200, 4, "/BitsPerComponent 8/ColorSpace/DeviceCMYK/Decode[1 0 1 0 1 0 1 0]"},
        {1000, 200, 3, "/BitsPerComponent 8/ColorSpace[/ICCBased 6 0 R]"                  },
        {1000, 200, 3, "/BitsPerComponent 8/ColorSpace[/CalRGB<<>>]"                      },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(photos); i++) {
        Bytes copy = {NULL, 0};
        g_assert_true(
            shrink_run(fx->arena, a_photo_pdf(fx->arena, &photos[i], "Words", profile), &copy));
        g_assert_false(says(copy, "/DeviceGray") || says(copy, "/DeviceCMYK") ||
                       says(copy, "/Decode ["));
    }
}

/* The same gray, said in five ways, is the same picture. */
static void
test_colors_stay(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    enum { SIDE = 16, GRAY = 64 };
    static const struct {
        PixelsKind kind;
        bool inverted;
        const char *pixel;
    } ways[] = {
        {PIXELS_GRAY, false, "\x40"            },
        {PIXELS_GRAY, true,  "\xbf"            },
        {PIXELS_RGB,  false, "\x40\x40\x40"    },
        {PIXELS_CMYK, false, "\0\0\0\xbf"      },
        {PIXELS_CMYK, true,  "\x80\x80\x80\xc0"},
    };
    Bytes first = {NULL, 0};
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        size_t depth = pixels_depth(ways[i].kind), n = 0;
        GString *bytes = arena_string(fx->arena, SIDE * SIDE * depth);
        int width = 0, height = 0;
        for (int k = 0; k < SIDE * SIDE; k++)
            g_string_append_len(bytes, ways[i].pixel, (gssize)depth);
        const Pixels pixels = {
            (const uint8_t *)bytes->str, bytes->len, SIDE, SIDE, ways[i].kind, ways[i].inverted};
        void *jpeg = pixels_jpeg(&pixels, SIDE / 2, SHRINK_QUALITY, &width, &height, &n);
        g_assert_nonnull(jpeg);
        g_assert_cmpint(width, ==, SIDE / 2);
        g_assert_cmpint(height, ==, SIDE / 2);
        if (i == 0)
            first = (Bytes){memcpy(arena_array_of(fx->arena, char, n), jpeg, n), n};
        g_assert_cmpmem(jpeg, n, first.at, first.n);
        pixels_free(jpeg);
    }
}

static void
test_too_few_pixels_are_none(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    static const uint8_t bytes[11] = {0};
    int width = 0, height = 0;
    size_t n = 0;
    const Pixels few = {bytes, sizeof bytes, 2, 2, PIXELS_RGB, false};
    g_assert_null(pixels_jpeg(&few, 2, SHRINK_QUALITY, &width, &height, &n));
    const Pixels none = {bytes, sizeof bytes, 0, 2, PIXELS_RGB, false};
    g_assert_null(pixels_jpeg(&none, 2, SHRINK_QUALITY, &width, &height, &n));
}

/* ---- what stays as it is ---- */

static void
test_what_is_not_understood_stays(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const Photo photos[] = {
        {1000, 600, 1, "/BitsPerComponent 8/ColorSpace[/Indexed/DeviceRGB 1 <000000ffffff>]"},
        {1000, 600, 1, "/BitsPerComponent 8/ColorSpace[/Separation/Gold/DeviceGray 6 0 R]"  },
        {1000, 200, 3, RGB "/Mask[0 1 0 1 0 1]"                                             },
        {1000, 200, 3, RGB "/SMask 6 0 R"                                                   },
        {1000, 200, 3, RGB "/Decode[0 1 0 1 0.5 1]"                                         },
        {1000, 200, 3, RGB "/Decode[0 1 0 1]"                                               },
        {1000, 200, 3, RGB "/ImageMask true"                                                },
        {1000, 200, 3, "/BitsPerComponent 4/ColorSpace/DeviceRGB"                           },
        {1000, 200, 3, "/BitsPerComponent 8"                                                },
        {1000, 200, 3, RGB "/DecodeParms<</ColorTransform 0>>"                              },
        {1000, 200, 3, RGB "/DecodeParms[null<</ColorTransform 1>>]"                        },
        {1000, 200, 3, RGB "/Filter/JPXDecode"                                              },
        {1000, 200, 3, RGB "/Filter/DCTDecode"                                              },
    };
    static const char *const matte[] = {
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
        "/Matte[0 0 0]/Length 1>>stream\n1\nendstream",
        NULL};
    for (size_t i = 0; i < G_N_ELEMENTS(photos); i++)
        g_assert_false(has_copy(fx, &photos[i], matte));
}

/* What others are drawn through is drawn as it was: here by the photo's own number. */
static void
test_masks_stay(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const user[] = {
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB"
        "/SMask 5 0 R/Length 3>>stream\n123\nendstream",
        NULL};
    const Photo photo = {1000, 600, 1, "/BitsPerComponent 8/ColorSpace/DeviceGray"};
    g_assert_true(has_copy(fx, &photo, NULL));
    g_assert_false(has_copy(fx, &photo, user));
}

/* ISO 32000-1, 7.6.3: what fills up a password. */
static const uint8_t PADDING[32] = {
    0x28, 0xbf, 0x4e, 0x5e, 0x4e, 0x75, 0x8a, 0x41, 0x64, 0x00, 0x4e, 0x56, 0xff, 0xfa, 0x01, 0x08,
    0x2e, 0x2e, 0x00, 0xb6, 0xd0, 0x68, 0x3e, 0x80, 0x2f, 0x0c, 0xa9, 0xfe, 0x64, 0x53, 0x69, 0x7a};

/* RC4, as the oldest encryption of PDF has it. */
static void
scramble(const uint8_t *key, size_t n_key, const uint8_t *from, size_t n, uint8_t *to)
{
    uint8_t state[256], i = 0, j = 0;
    for (int k = 0; k < 256; k++)
        state[k] = (uint8_t)k;
    for (int k = 0; k < 256; k++) {
        j = (uint8_t)(j + state[k] + key[(size_t)k % n_key]);
        uint8_t swap = state[k];
        state[k] = state[j];
        state[j] = swap;
    }
    j = 0;
    for (size_t k = 0; k < n; k++) {
        i++;
        j = (uint8_t)(j + state[i]);
        uint8_t swap = state[i];
        state[i] = state[j];
        state[j] = swap;
        to[k] = from[k] ^ state[(uint8_t)(state[i] + state[j])];
    }
}

/* Encrypted by the empty password, as what may be read but not changed is. */
static const char *
opens_for_everybody(Arena *arena)
{
    enum { KEY = 5, MD5 = 16 };
    static const uint8_t rights[] = {0xc0, 0xff, 0xff, 0xff}; /* -64 */
    uint8_t digest[MD5], user[sizeof PADDING];
    gsize n = sizeof digest;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_MD5);
    g_checksum_update(sum, PADDING, sizeof PADDING);
    g_checksum_update(sum, PADDING, sizeof PADDING); /* /O */
    g_checksum_update(sum, rights, sizeof rights);
    g_checksum_update(sum, (const uint8_t *)"1", 1); /* /ID */
    g_checksum_get_digest(sum, digest, &n);
    scramble(digest, KEY, PADDING, sizeof PADDING, user);
    GString *out = arena_string(arena, 512);
    g_string_append(out, "/ID[(1)(1)]/Encrypt<</Filter/Standard/V 1/R 2/P -64/O<");
    for (size_t i = 0; i < sizeof PADDING; i++)
        g_string_append_printf(out, "%02x", PADDING[i]);
    g_string_append(out, ">/U<");
    for (size_t i = 0; i < sizeof user; i++)
        g_string_append_printf(out, "%02x", user[i]);
    g_string_append(out, ">>>");
    return out->str;
}

static void
test_signed_and_locked_have_none(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const Photo is_signed = {1000, 200, 3, RGB, "/AcroForm<</Fields[]/SigFlags 3>>", NULL};
    const Photo form = {1000, 200, 3, RGB, "/AcroForm<</Fields[]/SigFlags 2>>", NULL};
    g_assert_false(has_copy(fx, &is_signed, NULL));
    g_assert_true(has_copy(fx, &form, NULL));
    const Photo locked = {1000, 200, 3, RGB, NULL, opens_for_everybody(fx->arena)};
    g_assert_false(has_copy(fx, &locked, NULL));
}

static void
test_sizes_and_kinds_that_have_none(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes pdf = a_heavy_pdf(fx->arena), ignored;
    const Photo little = {400, 100, 3, RGB};
    g_assert_false(has_copy(fx, &little, NULL));
    const Photo dense = {1400, 130, 3, RGB "/Filter/FlateDecode"}; /* is broken, so it stays */
    g_assert_false(has_copy(fx, &dense, NULL));
    char *other = arena_array_of(fx->arena, char, pdf.n);
    memcpy(other, pdf.at, pdf.n);
    other[0] = 'x';
    g_assert_false(shrink_run(fx->arena, (Bytes){other, pdf.n}, &ignored));
    char *large = arena_array_of(fx->arena, char, SHRINK_BYTES + 1);
    memcpy(large, pdf.at, pdf.n);
    g_assert_false(shrink_run(fx->arena, (Bytes){large, SHRINK_BYTES + 1}, &ignored));
}

/* ---- hostile ones ---- */

static void
test_broken_ones_have_none(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes pdf = a_heavy_pdf(fx->arena), ignored;
    for (size_t n = SHRINK_FROM; n < pdf.n; n += pdf.n / 7)
        g_assert_false(shrink_run(fx->arena, (Bytes){pdf.at, n}, &ignored));
    char *broken = arena_array_of(fx->arena, char, pdf.n);
    for (size_t at = 9; at < 900; at += 31) {
        memcpy(broken, pdf.at, pdf.n);
        memset(broken + at, '<', 9);
        (void)shrink_run(fx->arena, (Bytes){broken, pdf.n}, &ignored);
    }
}

static void
test_hostile_ones_end_at_limits(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autofree char *nested = g_strnfill(200000, '[');
    const char *const deep[] = {nested, NULL};
    static const char *const loops[] = {"6 0 R", "<</A 7 0 R>>", NULL};
    static const Photo vast = {1000, 200, 3, RGB "/Width 100000/Height 100000"};
    static const Photo negative = {1000, 200, 3, RGB "/Width -1/Height 99999999999"};
    const Photo good = {1000, 200, 3, RGB};
    g_assert_false(has_copy(fx, &vast, NULL));
    g_assert_false(has_copy(fx, &negative, NULL));
    (void)has_copy(fx, &good, deep);
    (void)has_copy(fx, &good, loops);
}

void
shrink_tests(void)
{
    add_test_once("/shrink/copy", test_copy_is_the_same_with_smaller_pictures);
    add_test_once("/shrink/kinds", test_every_kind_of_colors_is_known);
    add_test_once("/shrink/colors", test_colors_stay);
    add_test_once("/shrink/few", test_too_few_pixels_are_none);
    add_test_once("/shrink/not-understood", test_what_is_not_understood_stays);
    add_test_once("/shrink/masks", test_masks_stay);
    add_test_once("/shrink/signed", test_signed_and_locked_have_none);
    add_test_once("/shrink/sizes", test_sizes_and_kinds_that_have_none);
    add_test_once("/shrink/broken", test_broken_ones_have_none);
    add_test_once("/shrink/hostile", test_hostile_ones_end_at_limits);
}
