/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_show.h"

#include "lang/format.h"
#include "lang/lang.h"

DocumentParagraphSpan
document_paragraphs(Arena *arena, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "\n\n", -1);
    size_t n = g_strv_length(parts);
    DocumentParagraph *paragraphs = arena_array_of(arena, DocumentParagraph, n);
    for (size_t i = 0; i < n; i++) {
        bool is_heading = g_str_has_prefix(parts[i], "# ");
        paragraphs[i] = (DocumentParagraph){
            .text = arena_strdup(arena, parts[i] + (is_heading ? 2 : 0)), .is_heading = is_heading};
    }
    return (DocumentParagraphSpan){paragraphs, *text != '\0' ? n : 0};
}

const char *
document_page_name(Ctx *cx, const char *format, const char *file, int64_t n)
{
    return lang_fill(cx->arena, lang_text(cx->lang, document_format_find(format)->page), "n",
                     format_number(cx->arena, cx->lang, n), "file", file, NULL);
}
