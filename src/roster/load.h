/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * load - from the database into the columns; for src/roster only.
 */
#pragma once
#include "db/ctx.h"
#include "roster/column.h"

/** Read everything anew about those whose number is from @low to @high.  After a failure of the
 *  database the columns are not to be used. */
void columns_load(Ctx *cx, Columns *columns, int64_t low, int64_t high);

/** Append @text to @out as words that can be compared: no case, no accents, one blank between
 *  letters or figures.  A blank comes before if @out is not empty. */
void roster_words(GString *out, const char *text);
