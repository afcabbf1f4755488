/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * doubles - works that may be in the library twice.
 *
 * A warning to who edits, never a refusal: what is alike may be two things.  (A
 * DOI is one work's; work_fault() refuses it on a second one.)
 */
#pragma once
#include "library/library.h"

#define DOUBLES_MOST 10

/** A work that may be the same as another one. */
typedef struct WorkDouble {
    const char *path, *title, *language;
    bool by_file; /* a file of one hangs on the other; else the titles are the same */
} WorkDouble;

typedef struct WorkDoubleSpan {
    const WorkDouble *at;
    size_t n;
} WorkDoubleSpan;

/** Works that the acting person may see and that may be @work: first those with a file whose bytes
 *  are the same, then those with its title, at most DOUBLES_MOST.  Case, accents, punctuation and a
 *  subtitle (behind a colon) that one of two has are no difference. */
WorkDoubleSpan work_doubles(Ctx *cx, const Item *work);

/** The same for a work that is not there yet: with this title, and these files on its edition. */
WorkDoubleSpan work_doubles_of_new(Ctx *cx, const char *title, const int64_t *files, size_t n);

/** The words of a title, and those without its subtitle; "" if there are none.  Titles that are
 *  alike have one of these in common. */
void title_keys(Arena *arena, const char *title, const char *ret_keys[2]);

/** Are these the same title?  Case, accents and punctuation are no difference; what has no letter
 * is no title. */
bool titles_are_same(Arena *arena, const char *a, const char *b);

/** Are these the titles of what may be one work? */
bool titles_are_alike(Arena *arena, const char *a, const char *b);
