/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * circle - who may see which of many items, for rooms that keep these in memory.
 *
 * The rule of who may see an item reads a few columns of it; items in which
 * these are the same are in one circle (the fragment {circle} beside the rule,
 * in access.sql).  Among a hundred thousand items there are a few circles, and
 * the rule itself is asked of one item of each.
 *
 * Read with: access.h, db/memo.h.
 */
#pragma once
#include "db/ctx.h"

/** Circles of the items of somebody's list, numbered from 0. */
typedef struct Circles {
    const int64_t *items;     /* one of each; 0: there is none any more */
    const char *const *names; /* what {circle} says of it */
    size_t n;
} Circles;

/** What the acting person may have of the items of a circle. */
typedef struct CircleSight {
    bool seen, files; /* the item; its files, too */
} CircleSight;

/** For each of @circles, made from items as they are now.  One statement. */
const CircleSight *circles_look(Ctx *cx, const Circles *circles);

/* ---- while a list is read ---- */

typedef struct CircleCount CircleCount;

/** Circles that were known @before keep their numbers. */
CircleCount *circle_count_new(const Circles *before);
void circle_count_free(CircleCount *count);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CircleCount, circle_count_free)

/** The number of @circle, what {circle} says of an item. */
uint32_t circle_number(CircleCount *count, const char *circle);

/** @item_id is in the circle of this number: to be said of all items when the list is whole. */
void circle_has(CircleCount *count, uint32_t number, int64_t item_id);

/** All that were numbered, in @arena. */
Circles circles_of(Arena *arena, const CircleCount *count);
