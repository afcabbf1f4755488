/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * search_works - works of the library by words.
 *
 * A work is found by its own texts, by those of its editions, and by the pages
 * of their files, as search.h says of every item.  All that were found come at
 * once, without their texts, so that whoever asks counts and sorts them; what
 * is shown of a few is asked for afterwards.
 *
 * Read with: search.h, search.sql.
 */
#pragma once
#include "alliance/search.h"

typedef struct WorkHit {
    int64_t work_id;
    int64_t tier;    /* 1: words in a title, 2: in title or summary, 3: anywhere, 4: in a file */
    int64_t text_id; /* of the text to be shown */
    int64_t page_id; /* of the page with the words; 0: none */
} WorkHit;

typedef struct WorkHitSpan {
    const WorkHit *at;
    size_t n;
} WorkHitSpan;

/** Works that have all of @typed, in no order; the text of each may be seen by the acting person,
 *  of the work itself the caller asks.  Nothing if there is no word in it. */
WorkHitSpan search_works(Ctx *cx, const char *typed);

/** What is shown of @hits, in their order; .title is NULL of what has gone.  Two statements. */
const SearchHit *search_works_show(Ctx *cx, const char *typed, WorkHitSpan hits);
