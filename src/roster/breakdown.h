/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * breakdown - the alliance's members by what is known of them, as far as the asker may know it.
 *
 * By country and region everybody sees exact numbers.  By type of organisation,
 * level, language and interest only the secretariat does: others see numbers
 * rounded to BREAKDOWN_FEW, as of the last quarter that was over, without those
 * that say nothing, and nothing of what fewer share.  So neither a total nor an
 * earlier page tells what one person said.
 *
 * Read with: roster.h, docs/decisions/0029-figures-of-people.md.
 */
#pragma once
#include "roster/roster.h"

#define BREAKDOWN_FEW 5 /* fewer people than these are nobody's to count but the secretariat's */

/** Who sees what of a dimension. */
typedef enum BreakdownAccess {
    BREAKDOWN_EXACT = 1, /* everybody everything */
    BREAKDOWN_ROUNDED,   /* the secretariat everything, others as above */
    BREAKDOWN_DESK,      /* the secretariat alone */
} BreakdownAccess;

typedef struct BreakdownKind {
    const char *dimension; /* of ROSTER_DIMENSIONS */
    const char *title;     /* N_("Members by country") */
    const char *how;       /* N_(): how the values are known */
    BreakdownAccess access;
} BreakdownKind;

extern const BreakdownKind BREAKDOWNS[]; /* ends with {0}; the first is what is shown unasked */

/** The one with this dimension, if the context's viewer may see it; or NULL. */
const BreakdownKind *breakdown_find(const Ctx *cx, const char *dimension);

/** May this viewer see every number, and narrow them by a filter? */
bool breakdown_is_open(const Ctx *cx);

typedef struct Breakdown {
    int64_t end;            /* as it was the moment before */
    int64_t members;        /* all, exact */
    int64_t without;        /* members of whom it is not known; 0 if rounded */
    bool rounded;           /* then values that fewer than BREAKDOWN_FEW share are left out */
    RosterCountSpan counts; /* most first; rounded ones that are equal by value */
} Breakdown;

/** Count.  @end as from figure_end().  @filter: NULL, and of who may not see everything ignored. */
Breakdown breakdown_ask(Ctx *cx, const BreakdownKind *kind, const RosterFilter *filter,
                        int64_t end);
