/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * search_works - works of the library by words.
 *
 * A work is found by its own texts, by those of its editions, and by the pages
 * of their files, as search.h says of every item.  Whoever keeps in memory which
 * text is whose gets the numbers of all that were found, and counts and sorts
 * them; what is shown of a few is asked for afterwards.
 *
 * Read with: search.h, search.sql.
 */
#pragma once
#include "alliance/search.h"

/** A text that has all words. */
typedef struct TextHit {
    int64_t text_id; /* as the index numbers it */
    int64_t tier;    /* 1: words in a title, 2: in title or summary, 3: anywhere */
} TextHit;

/** An item on which a file hangs that has all words on one page. */
typedef struct PageHit {
    int64_t item_id, page_id; /* the first of these pages */
} PageHit;

typedef struct SearchFound {
    const TextHit *texts;
    size_t n_texts;
    const PageHit *pages;
    size_t n_pages;
} SearchFound;

/** All of the alliance that has all of @typed, whoever may see it: the caller asks.  In no order;
 *  nothing if there is no word in it.  Two statements. */
SearchFound search_everywhere(Ctx *cx, const char *typed);

#define WORK_TIER_PAGE 4 /* of a work with the words in a file only */

typedef struct WorkHit {
    int64_t work_id;
    int64_t tier;    /* the best of its texts, or WORK_TIER_PAGE */
    int64_t text_id; /* of the text to be shown */
    int64_t page_id; /* of the page with the words; 0: none */
} WorkHit;

typedef struct WorkHitSpan {
    const WorkHit *at;
    size_t n;
} WorkHitSpan;

/** What is shown of @hits, in their order; .title is NULL of what has gone.  Two statements. */
const SearchHit *search_works_show(Ctx *cx, const char *typed, WorkHitSpan hits);
