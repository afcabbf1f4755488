/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * revision - the earlier states of a text, compared and brought back.
 */
#pragma once
#include "alliance/item.h"
#include "desk/desk.h"
#include "desk/text_diff.h"

typedef struct RevisionList {
    const Item *item;
    RevisionSpan revisions;
} RevisionList;

typedef struct RevisionShow {
    const Item *item;
    const Revision *revision;
    const Revision *with; /* compared with this one; NULL: with the present text */
    RevisionSpan others;
    const TextDiff *diff;
} RevisionShow;
