/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * item_row - what the files of item share with each other and nobody else.
 */
#pragma once
#include "alliance/item.h"

/** The address of an item: its kind's root and its slug.  A kind that is not known has no root. */
const char *item_path(Arena *arena, const char *kind, const char *slug);

/** What a change must know of the row before it. */
typedef struct ItemState {
    const char *kind, *slug, *status, *language, *title;
    int64_t version;
} ItemState;

/** Of any item, whoever acts; NULL if there is none. */
const ItemState *item_state(Ctx *cx, int64_t id);

/** The texts in one language; nothing is NULL. */
typedef struct ItemTexts {
    const char *language, *title, *summary, *body, *note;
} ItemTexts;

/** Take the row for a change: false if its version is another or @slug is taken.  @slug "": as it
 *  is.  On PostgreSQL others who want to change the item wait until this transaction ends. */
bool item_claim(Ctx *cx, int64_t id, int64_t version, const char *slug);

/** Replace the original's texts after item_claim(), keeping the earlier ones; nothing happens if
 *  they are the same. */
void item_write_texts(Ctx *cx, int64_t id, const ItemState *was, const ItemTexts *texts);
