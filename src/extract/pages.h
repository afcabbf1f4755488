/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - inside the process that reads: paragraphs are gathered into pages.
 *
 * Read with: extract.h.
 */
#pragma once
#include "extract/extract.h"

/** A piece of the answer. */
typedef bool PagesWrite(const void *bytes, size_t n);

/** What is written before the pages: numbers, the most significant byte first. */
typedef struct PagesHead {
    uint32_t format, n_all, macros, n;
} PagesHead;

typedef struct Pages {
    GPtrArray *done; /* of char *: pages that are whole */
    GString *page;   /* the one that grows */
    size_t text;     /* bytes in all that are done */
    size_t part;     /* bytes after which a page ends at the next paragraph; 0: it does not */
    int64_t n_all;   /* also those for which there was no more room */
    bool has_text;
} Pages;

Pages *pages_new(size_t part);
void pages_free(Pages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pages, pages_free)

/** One more paragraph; white space in it is folded, and what is no text is left out. */
void pages_add(Pages *pages, const char *paragraph, bool heading);

/** The page is whole, also if nothing stands on it. */
void pages_turn(Pages *pages);

/** Likewise, but only if something stands on it. */
void pages_end(Pages *pages);

bool pages_is_full(const Pages *pages);

/** Read each of the formats. */
ExtractEnd pdf_read(Bytes content, Pages *pages);
ExtractEnd package_read(Bytes content, Pages *pages, PagesHead *head);
ExtractEnd plain_read(Bytes content, Pages *pages);

/** Which of them, and read it; what is found is in @pages and @head. */
ExtractEnd pages_read(Bytes content, Pages **ret_pages, PagesHead *head);
