/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * row_link - the token in a link that names a row, with a MAC under the instance's key; and numbers
 * of rows that tell nothing.
 *
 * Nothing is stored and nothing expires.  A token is for one use: a link for one
 * thing does not open another.
 */
#pragma once
#include "db/ctx.h"

/** The token of the row @id.  @salt: what else is known of the row for as long as it stands, so
 * that a later row with the same number has another token. */
const char *row_link_token(Ctx *cx, const char *use, int64_t id, int64_t salt);

/** The number of the row that @token claims to be of; 0: it is none. */
int64_t row_link_id(const char *token);

/** Is @token the one of this row? */
bool row_link_fits(Ctx *cx, const char *use, int64_t id, int64_t salt, const char *token);

/** A random number for a new row, so that no order tells which came when. */
int64_t row_random_id(Ctx *cx);
