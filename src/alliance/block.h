/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * block - a list of items that stands in a text by a few words.
 *
 *     {year:2017}                              the opportunities of 2017
 *     {events:2016-07..2016-12}                the events of half a year
 *     {library:2016 pillar=knowledge most=5}   five publications of a pillar
 *     {blog:2016-09 topic=advocacy}            posts about a topic
 *
 * The word in front is the root of a kind's addresses, so every kind with a
 * root has its block.  What stands in the list is what its reader may see, with
 * dates as they are now: a plan that moved says so.
 *
 * Read with: alliance/period.h.
 */
#pragma once
#include "alliance/item.h"

/** What a block asks for. */
typedef struct Block {
    const ItemKind *kind;
    ItemSearch search;
} Block;

/** Find the first block in @text; NULL if there is none, else where it begins, with the block and
 *  the first character behind it. */
const char *block_find(Arena *arena, const char *text, Block *ret_block, const char **ret_after);

/** What it lists for the acting person, in its order. */
ItemSpan block_items(Ctx *cx, const Block *block);
