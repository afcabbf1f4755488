/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * shelf_words - which works have the words that somebody looks for.
 *
 * Which text of the index is of which work is kept in memory like the shelf.
 * So a word that stands in every text costs the walk over the index and one
 * look at each of these numbers, and no join; and who then chooses among what
 * was found, or reads on, costs the look alone: what has which words is everybody's
 * and kept.
 *
 * Read with: shelf.h, alliance/search_works.h.
 */
#pragma once
#include "library/shelf.h"

typedef struct ShelfWords {
    const WorkHit *hits;
    const uint32_t
        *numbers; /* by the place of a work: that of its hit + 1; 0: it has not the words */
} ShelfWords;

/** The works of @shelf that have all of @words in something that the acting person may see. Whether
 *  he may see the work itself the caller knows.  Three statements. */
ShelfWords shelf_words(Ctx *cx, const Shelf *shelf, const char *words);
