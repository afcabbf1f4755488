/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its templates show beside finding/list.h.
 */
#pragma once
#include "finding/list.h"
#include "web/form.h"

/* list_pages.c */
Response *get_library(Request *req);

/* saved_pages.c */
Response *get_saved_searches(Request *req);
Response *post_saved_search(Request *req);
Response *post_saved_search_change(Request *req);
Response *get_saved_searches_end(Request *req);
Response *post_saved_searches_end(Request *req);

/** A saved search on its owner's page. */
typedef struct SavedLine {
    int64_t id, saved_at;
    const char *words, *url;
    bool mails;
} SavedLine;

typedef struct SavedLineSpan {
    const SavedLine *at;
    size_t n;
} SavedLineSpan;
