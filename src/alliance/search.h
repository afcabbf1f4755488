/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * search - one interface, two backends: FTS5 and tsvector.
 *
 * Finds items that the acting person may see; words are folded (no case, no
 * accents) the same way on both; the last word matches as a beginning.
 */
#pragma once
#include "alliance/item.h"

typedef struct SearchQuery {
    const char *words;    /* as typed */
    const char *kind;     /* or NULL */
    const char *pillar;   /* or NULL */
    const char *language; /* of the text found, or NULL */
    const char *year;     /* of publication, or NULL */
    int64_t page;         /* 1, 2, ... */
} SearchQuery;

typedef struct SearchHit {
    int64_t item_id;
    const char *kind, *title, *language, *path;
    const char *before, *match, *after; /* an excerpt of the text around the first match */
    int64_t published_at;
} SearchHit;

typedef struct SearchHitSpan {
    const SearchHit *at;
    size_t n;
} SearchHitSpan;

SearchHitSpan search_find(Ctx *cx, const SearchQuery *query);
int64_t search_count(Ctx *cx, const SearchQuery *query);

/** Make the rows of one item anew from its texts; nothing is left of an item that is gone. */
void search_index(Ctx *cx, int64_t item_id);

/** Make all rows anew; returns how many items. */
int64_t search_reindex(Ctx *cx);
