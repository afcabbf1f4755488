/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "extract/extract_testing.h"

#include "pdf_make.h"
#include "sheet/zip_write.h"
#include "zip_make.h"

#include <string.h>

#define DOCX_HEAD                                                                                  \
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"

/* What draws a text: letters of 12 points on lines of 14, paragraphs 14 points apart. */
static void
put_content(GString *out, const char *text)
{
    g_string_append(out, "BT /F1 12 Tf 14 TL 72 770 Td ");
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        bool heading = g_str_has_prefix(*line, "# ");
        g_string_append_printf(out, "%s(", heading ? "/F1 20 Tf " : "");
        for (const char *c = heading ? *line + 2 : *line; *c != '\0'; c++)
            g_string_append_printf(out, strchr("()\\", *c) != NULL ? "\\%c" : "%c", *c);
        g_string_append_printf(out, ") Tj %s T*\n", heading ? "/F1 12 Tf " : "");
    }
    g_string_append(out, "ET");
}

static const char *
kids_of(Arena *arena, size_t n)
{
    GString *kids = arena_string(arena, n * 8 + 1);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(kids, "%zu 0 R ", 4 + 2 * i);
    return kids->str;
}

static void
put_page(PdfMake *pdf, Arena *arena, const char *text)
{
    g_autoptr(GString) content = g_string_new(NULL);
    put_content(content, text);
    pdf_make_object(pdf,
                    arena_printf(arena,
                                 "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %u 0 R"
                                 "/Resources<</Font<</F1 3 0 R>>>>>>",
                                 pdf->at->len + 2));
    pdf_make_stream(pdf, "", (Bytes){content->str, content->len});
}

Bytes
a_pdf(Arena *arena, const char *const *texts, size_t n)
{
    PdfMake pdf = pdf_make_begin(arena);
    pdf_make_object(&pdf, "<</Type/Catalog/Pages 2 0 R>>");
    pdf_make_object(
        &pdf, arena_printf(arena, "<</Type/Pages/Count %zu/Kids[%s]>>", n, kids_of(arena, n)));
    pdf_make_object(&pdf, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    for (size_t i = 0; i < n; i++)
        put_page(&pdf, arena, texts[i]);
    return pdf_make_end(&pdf, "");
}

Bytes
a_zip(Arena *arena, const char *text)
{
    return zip_make(arena, text, strlen(text));
}

Bytes
a_docx(Arena *arena, const char *body, const char *files)
{
    return a_zip(arena,
                 arena_printf(arena,
                              "--- [Content_Types].xml\n<Types/>\n--- word/document.xml\n" DOCX_HEAD
                              "<w:body>%s</w:body></w:document>\n%s",
                              body, files));
}

Bytes
bytes_join(Arena *arena, Bytes a, Bytes b)
{
    char *both = arena_array_of(arena, char, a.n + b.n);
    memcpy(both, a.at, a.n);
    memcpy(both + a.n, b.at, b.n);
    return (Bytes){both, a.n + b.n};
}

Bytes
a_bomb(Arena *arena, size_t n)
{
    g_autoptr(ZipWriter) zip = zip_writer_new();
    g_autofree char *blanks = g_strnfill(64 * 1024, ' ');
    zip_writer_begin(zip, "word/document.xml", 0, true);
    zip_writer_add(zip, (Bytes){DOCX_HEAD, strlen(DOCX_HEAD)});
    for (size_t done = 0; done < n; done += 64 * 1024)
        zip_writer_add(zip, (Bytes){blanks, 64 * 1024});
    zip_writer_add(zip, (Bytes){"</w:document>", 13});
    Bytes bytes = zip_writer_end(zip);
    return (Bytes){memcpy(arena_array_of(arena, char, bytes.n), bytes.at, bytes.n), bytes.n};
}
