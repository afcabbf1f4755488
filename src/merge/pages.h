/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes (routes.c), and what templates show.
 */
#pragma once
#include "desk/desk.h"
#include "desk/neighbours.h"
#include "merge/merge.h"
#include "web/form.h"

/* merge_pages.c */
Response *get_desk_duplicates(Request *req);
Response *get_desk_duplicate(Request *req);
Response *post_desk_duplicate(Request *req); /* one, or not the same */
Response *post_desk_merge(Request *req);     /* undo */

typedef struct PairRow {
    const LikePair *pair;
    const char *reason; /* English */
} PairRow;

typedef struct PairRowSpan {
    const PairRow *at;
    size_t n;
} PairRowSpan;

typedef struct DuplicateList {
    PairRowSpan rows;
    MergeSpan merges;
    const Neighbours *beside;
} DuplicateList;

typedef struct DuplicateShow {
    const MergePerson *stays, *gone;
    const Form *form;
    int64_t days; /* in which it can be undone */
} DuplicateShow;
