/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "pdf_make.h"

PdfMake
pdf_make_begin(Arena *arena)
{
    PdfMake pdf = {arena_string(arena, 4096), g_array_new(FALSE, FALSE, sizeof(size_t))};
    g_string_append(pdf.out, "%PDF-1.4\n");
    return pdf;
}

static void
begin_object(PdfMake *pdf)
{
    size_t here = pdf->out->len;
    g_array_append_val(pdf->at, here);
    g_string_append_printf(pdf->out, "%u 0 obj\n", pdf->at->len);
}

void
pdf_make_object(PdfMake *pdf, const char *body)
{
    begin_object(pdf);
    g_string_append_printf(pdf->out, "%s\nendobj\n", body);
}

void
pdf_make_stream(PdfMake *pdf, const char *dict, Bytes content)
{
    begin_object(pdf);
    g_string_append_printf(pdf->out, "<<%s/Length %zu>>stream\n", dict, content.n);
    g_string_append_len(pdf->out, content.at, (gssize)content.n);
    g_string_append(pdf->out, "\nendstream\nendobj\n");
}

Bytes
pdf_make_end(PdfMake *pdf, const char *trailer)
{
    size_t xref = pdf->out->len;
    guint n = pdf->at->len;
    g_string_append_printf(pdf->out, "xref\n0 %u\n0000000000 65535 f \n", n + 1);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(pdf->out, "%010zu 00000 n \n", g_array_index(pdf->at, size_t, i));
    g_string_append_printf(pdf->out, "trailer<</Size %u/Root 1 0 R%s>>\nstartxref\n%zu\n%%%%EOF\n",
                           n + 1, trailer, xref);
    g_array_unref(pdf->at);
    return (Bytes){pdf->out->str, pdf->out->len};
}
