/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What the dictionary of a picture in a PDF says of it.  The file around it is whole: reading that
 * is qpdf's, which has fuzzers of its own.
 */
#include "fuzzing.h"
#include "pdf_make.h"
#include "shrink/pdf.h"

static bool
look_at_head(const void *bytes, size_t n)
{
    g_assert_true(bytes != NULL && n > 0);
    return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t pixels[2 * SHRINK_PICTURE];
    g_autoptr(Arena) arena = arena_new();
    PdfMake pdf = pdf_make_begin(arena);
    pdf_make_object(&pdf, "<</Type/Catalog/Pages 2 0 R>>");
    pdf_make_object(&pdf, "<</Type/Pages/Count 1/Kids[3 0 R]>>");
    pdf_make_object(&pdf,
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</I 4 0 R>>"
                    ">>>>");
    pdf_make_stream(&pdf, arena_strndup(arena, (const char *)data, size),
                    (Bytes){pixels, sizeof pixels});
    pdf_make_object(&pdf, "<</N 3/Matte[0 0 0]>>");
    (void)shrink_pdf(pdf_make_end(&pdf, ""), look_at_head);
    return 0;
}
