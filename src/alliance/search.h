/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * search - one interface, two backends: FTS5 and tsvector.
 *
 * Finds items that the acting person may see.  Words are made here, folded (no
 * case, no accents) and divided by spaces, and both backends take them as they
 * are, so both find the same.  All words must be there; the last one matches
 * as a beginning.  What people type is never an operator.  Of an item's files
 * that the acting person may have the pages are found, too: all words on one.
 *
 * Read with: search.sql (how hits are ranked, and what bounds the work).
 */
#pragma once
#include "alliance/item.h"

#define SEARCH_PAGE_ROWS 20

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
    const char *kind, *slug, *title, *language, *path;
    const char *before, *match, *after; /* an excerpt of the text around the first match; match is
                                           "" when the words stand in the title only */
    int64_t published_at;
    const char *summary, *body; /* of the text found; body is Markdown */
    /* Where the words stand together in a file of it; n_pages 0: in none. */
    int64_t n_pages, file_id, page; /* pages with them; the first of these */
    const char *file_name, *format; /* as in document.h */
    const char *page_url;           /* path of the page in the file, or of its text */
    const char *page_text;          /* whole */
    const char *page_before, *page_match, *page_after; /* a piece of it, as above */
    const char *page_language; /* of the item on which the file hangs; NULL: as the text's */
} SearchHit;

typedef struct SearchHitSpan {
    const SearchHit *at;
    size_t n;
} SearchHitSpan;

/** One page of what was found, best first; nothing if there is no word in the query. */
SearchHitSpan search_find(Ctx *cx, const SearchQuery *query);

#define SEARCH_TITLES 200 /* texts that search_titles() finds at most */

/** A text with the words in its title. */
typedef struct SearchTitle {
    int64_t item_id;
    const char *slug, *title, *language;
} SearchTitle;

typedef struct SearchTitleSpan {
    const SearchTitle *at;
    size_t n;
} SearchTitleSpan;

/** Texts of items of this @kind with all @words, whole, in the title, the newest first; an item
 * once for each of its languages.  Much cheaper than search_find(). */
SearchTitleSpan search_titles(Ctx *cx, const char *words, const char *kind);

/** "page 12 of guide.pdf" in the reader's language; NULL: the words stand in no file. */
const char *search_page_words(Ctx *cx, const SearchHit *hit);

/** How many items there are on all pages.  Of a word that stands in more than SEARCH_CANDIDATES
 *  (search_excerpt.h) texts only the newest ones are counted. */
int64_t search_count(Ctx *cx, const SearchQuery *query);

/** Make the rows of one item anew from its texts; nothing is left of an item that is gone. */
void search_index(Ctx *cx, int64_t item_id);

/** From now on what search_index() is called for waits, each item once, until search_release() in
 * the same transaction and with the same @cx: for who changes many, some of them several times.
 * Nobody finds them before. */
void search_hold(Ctx *cx);
void search_release(Ctx *cx);

/** Likewise all items that @items names, a statement (person_id) whose rows are (id). */
void search_index_of(Ctx *cx, const Sql *items, int64_t person_id);

/** Make all rows anew; returns how many items.  Within the acting transaction, or, when there is
 *  none, in portions with a transaction each, so that others can write in between. */
int64_t search_reindex(Ctx *cx);
