/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * document_show - the text of a file as it is shown: pages with their names, of paragraphs and
 * headings.
 *
 * Read with: document.h.
 */
#pragma once
#include "alliance/document.h"

typedef struct DocumentParagraph {
    const char *text;
    bool is_heading;
} DocumentParagraph;

typedef struct DocumentParagraphSpan {
    const DocumentParagraph *at;
    size_t n;
} DocumentParagraphSpan;

/** Those of a page's text. */
DocumentParagraphSpan document_paragraphs(Arena *arena, const char *text);

/** What a page is called in the acting language: "page 12 of guide.pdf". */
const char *document_page_name(Ctx *cx, const char *format, const char *file, int64_t n);
