/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "shrink/shrink_testing.h"

#include "pdf_make.h"

#include <string.h>

/* Dark above, bright below, and grain all over, which packs badly without loss. */
static Bytes
pixels_of(Arena *arena, const Photo *photo)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(79);
    GString *out = arena_string(arena, (size_t)photo->width * photo->height * photo->depth + 1);
    for (int y = 0; y < photo->height; y++)
        for (int x = 0; x < photo->width * photo->depth; x++)
            g_string_append_c(out,
                              (char)(192 * y / photo->height + g_rand_int_range(random, 0, 63)));
    return (Bytes){out->str, out->len};
}

Bytes
a_photo_pdf(Arena *arena, const Photo *photo, const char *words, const char *const *more)
{
    PdfMake pdf = pdf_make_begin(arena);
    const char *content = arena_printf(
        arena, "BT /F1 12 Tf 72 770 Td (%s) Tj ET q 400 0 0 300 72 300 cm /I Do Q", words);
    pdf_make_object(&pdf, arena_printf(arena, "<</Type/Catalog/Pages 2 0 R%s>>",
                                       photo->catalog != NULL ? photo->catalog : ""));
    pdf_make_object(&pdf, "<</Type/Pages/Count 1/Kids[3 0 R]>>");
    pdf_make_object(
        &pdf, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font"
              "<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</I 5 0 R>>>>>>");
    pdf_make_stream(&pdf, "", (Bytes){content, strlen(content)});
    pdf_make_stream(&pdf,
                    arena_printf(arena, "/Type/XObject/Subtype/Image/Width %d/Height %d%s",
                                 photo->width, photo->height, photo->rest),
                    pixels_of(arena, photo));
    for (; more != NULL && *more != NULL; more++)
        pdf_make_object(&pdf, *more);
    return pdf_make_end(&pdf, photo->trailer != NULL ? photo->trailer : "");
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
