/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * portrait - the picture of a person, in three sizes.
 *
 * The small one is the person's picture_id; the larger ones are had as
 * /files/ID?width=96 and ?width=256.
 */
#pragma once
#include "alliance/item.h"

/** Make the person's picture of what was sent; the one before goes.  NULL: done; else why not, for
 *  lang_text(), and nothing has changed.  The caller has asked whether the acting person may. */
const char *portrait_set(Ctx *cx, int64_t person_id, Bytes content);

/** Take it away.  False: there is none. */
bool portrait_remove(Ctx *cx, int64_t person_id);
