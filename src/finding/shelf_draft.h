/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * shelf_draft - what was read of the works that were changed, to be merged with an older shelf.
 *
 * For shelf_load.c only.
 */
#pragma once
#include "finding/shelf.h"

/** A work that is out. */
typedef struct DraftWork {
    int64_t id, published, listed;
    uint32_t circle;
} DraftWork;

/** That a work has a value. */
typedef struct DraftMark {
    uint32_t work, value; /* work: its number in the draft */
} DraftMark;

/** One facet while it is read. */
typedef struct DraftFacet {
    GPtrArray *values; /* of char *, in the new shelf's arena: first those of the older one */
    GHashTable *known; /* value -> its number + 1 */
    GArray *marks;     /* DraftMark, by work */
} DraftFacet;

typedef struct ShelfDraft {
    Arena *arena;  /* of the new shelf */
    DbIds changed; /* works, ascending, on the shelf or not */
    CircleCount *circles;
    GArray *works; /* DraftWork, by .id */
    GArray *texts; /* ShelfText; .work is a number of .works */
    DraftFacet facets[N_FACETS];
} ShelfDraft;

/** What is known before anything is read: the values and circles of @old. */
void shelf_draft_begin(ShelfDraft *draft, Arena *arena, const Shelf *old);
void shelf_draft_end(ShelfDraft *draft);

/** The work @id is one of the draft: its number in *@ret_work. */
bool shelf_draft_find(const ShelfDraft *draft, int64_t id, uint32_t *ret_work);

/** The draft's work @work has @value. */
void shelf_draft_mark(ShelfDraft *draft, Facet facet, uint32_t work, const char *value);

/** @old without the draft's .changed, and with its works and texts; in the draft's arena. */
Shelf *shelf_draft_merge(ShelfDraft *draft, const Shelf *old);
