/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * portrait - the picture of a person, in three sizes.
 *
 * The small one is the person's picture_id; the larger ones are had as
 * /files/ID?width=96 and ?width=256.
 */
#pragma once
#include "alliance/item.h"

enum { PORTRAIT_SIZES = 3 };

/** A picture in all its sizes. */
typedef struct Portrait {
    Bytes sizes[PORTRAIT_SIZES]; /* JPEG, the smallest first */
} Portrait;

/** Make a portrait of what was sent.  NULL: done; else why not, for lang_text().  Takes up to
 *  seconds, so no transaction may be open. */
const char *portrait_make(Ctx *cx, Bytes content, Portrait *ret);

/** Let it be the person's picture; the one before goes.  The caller has asked whether the acting
 *  person may. */
void portrait_set(Ctx *cx, int64_t person_id, const Portrait *portrait);

/** Take it away.  False: there is none. */
bool portrait_remove(Ctx *cx, int64_t person_id);
