/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its template shows.
 */
#pragma once
#include "alliance/document.h"

Response *get_document(Request *req);
Response *post_document_again(Request *req);

/** Where the file hangs. */
typedef struct ReadingPlace {
    int64_t item_id, size;
    const char *kind, *slug, *item_title, *language, *name, *title, *type;
} ReadingPlace;

typedef struct ReadingParagraph {
    const char *text;
    bool is_heading;
} ReadingParagraph;

typedef struct ReadingParagraphSpan {
    const ReadingParagraph *at;
    size_t n;
} ReadingParagraphSpan;

typedef struct ReadingPage {
    int64_t number;
    const char *label; /* "page 12 of guide.pdf", in the reader's language */
    const char *url;   /* of the page in the file, which browsers open there; or NULL */
    ReadingParagraphSpan paragraphs;
} ReadingPage;

typedef struct ReadingPageSpan {
    const ReadingPage *at;
    size_t n;
} ReadingPageSpan;

typedef struct ReadingShow {
    const ReadingPlace *place;
    const Document *document;
    const char *title, *item_path, *file_url, *kind; /* kind: N_(), what the file is */
    ReadingPageSpan pages;
    const char *before, *behind; /* addresses of other parts; or NULL */
    bool is_cut;                 /* the file has more pages than these: */
    int64_t n_read;
} ReadingShow;
