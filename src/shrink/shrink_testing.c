/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "shrink/shrink_testing.h"

#include <string.h>

static void
begin_object(GString *out, GArray *at)
{
    size_t here = out->len;
    g_array_append_val(at, here);
    g_string_append_printf(out, "%u 0 obj\n", at->len);
}

static void
put_object(GString *out, GArray *at, const char *body)
{
    begin_object(out, at);
    g_string_append_printf(out, "%s\nendobj\n", body);
}

/* Dark above, bright below, and grain all over, which packs badly without loss. */
static void
put_pixels(GString *out, const Photo *photo)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(79);
    for (int y = 0; y < photo->height; y++)
        for (int x = 0; x < photo->width * photo->depth; x++)
            g_string_append_c(out,
                              (char)(192 * y / photo->height + g_rand_int_range(random, 0, 63)));
}

static void
put_photo(GString *out, GArray *at, const Photo *photo)
{
    begin_object(out, at);
    g_string_append_printf(
        out, "<</Type/XObject/Subtype/Image/Width %d/Height %d/Length %d%s>>stream\n", photo->width,
        photo->height, photo->width * photo->height * photo->depth, photo->rest);
    put_pixels(out, photo);
    g_string_append(out, "\nendstream\nendobj\n");
}

static void
put_end(GString *out, const GArray *at, const char *trailer)
{
    size_t xref = out->len;
    g_string_append_printf(out, "xref\n0 %u\n0000000000 65535 f \n", at->len + 1);
    for (guint i = 0; i < at->len; i++)
        g_string_append_printf(out, "%010zu 00000 n \n", g_array_index(at, size_t, i));
    g_string_append_printf(out, "trailer<</Size %u/Root 1 0 R%s>>\nstartxref\n%zu\n%%%%EOF\n",
                           at->len + 1, trailer != NULL ? trailer : "", xref);
}

Bytes
a_photo_pdf(Arena *arena, const Photo *photo, const char *words, const char *const *more)
{
    GString *out = arena_string(arena, 4096);
    g_autoptr(GArray) at = g_array_new(FALSE, FALSE, sizeof(size_t));
    const char *content = arena_printf(
        arena, "BT /F1 12 Tf 72 770 Td (%s) Tj ET q 400 0 0 300 72 300 cm /I Do Q", words);
    g_string_append(out, "%PDF-1.4\n");
    put_object(out, at,
               arena_printf(arena, "<</Type/Catalog/Pages 2 0 R%s>>",
                            photo->catalog != NULL ? photo->catalog : ""));
    put_object(out, at, "<</Type/Pages/Count 1/Kids[3 0 R]>>");
    put_object(out, at,
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font"
               "<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</I 5 0 R>>>>>>");
    put_object(
        out, at,
        arena_printf(arena, "<</Length %zu>>stream\n%s\nendstream", strlen(content), content));
    put_photo(out, at, photo);
    for (; more != NULL && *more != NULL; more++)
        put_object(out, at, *more);
    put_end(out, at, photo->trailer);
    return (Bytes){out->str, out->len};
}

Bytes
a_heavy_pdf(Arena *arena)
{
    static const Photo photo = {.width = 2000,
                                .height = 250,
                                .depth = 3,
                                .rest = "/BitsPerComponent 8/ColorSpace/DeviceRGB"};
    return a_photo_pdf(arena, &photo, "What we found", NULL);
}
