/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * shelf_words - which works have the words that somebody looks for.
 *
 * Which text of the index is of which work stands on the shelf.  So a word that
 * stands in every text costs the walk over the index and one look at each of
 * these numbers, and no join; and who then chooses among what was found, or reads
 * on, costs the look alone: what has which words is everybody's and kept until a
 * work changes.
 *
 * Read with: shelf.h, alliance/search_works.h.
 */
#pragma once
#include "finding/shelf.h"

/** What has the words, whoever may see it. */
typedef struct ShelfFound {
    const Shelf *shelf; /* by which it is numbered */
    const struct FoundText *texts;
    size_t n_texts;
    const struct FoundPage *pages;
    size_t n_pages;
} ShelfFound;

/** Ask the index.  Two statements, none if it was asked before and no work has changed since. */
const ShelfFound *shelf_find(Ctx *cx, const char *words);

typedef struct ShelfWords {
    const WorkHit *hits;
    const uint32_t
        *numbers; /* by the place of a work: that of its hit + 1; 0: it has not the words */
} ShelfWords;

/** The works that were found in something that the acting person may see; @sights are those of the
 *  shelf's circles.  Whether he may see the work itself the caller knows. */
ShelfWords shelf_words(Ctx *cx, const ShelfFound *found, const CircleSight *sights);
