/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file_serve - what file.c, file_ahead.c, file_kind.c and file_serve.c have of each other.
 */
#pragma once
#include "alliance/file.h"

/** The media type of @content, by its bytes. */
const char *file_sniff_type(Bytes content);

/** The hash of @content, which is passed meanwhile (arena_pass()). */
const char *file_hash(Ctx *cx, Bytes content);

/** Store the chunks of @content from @first on, as many as @most or there are, and pass them;
 *  returns how many. */
int64_t file_insert_chunks(Ctx *cx, int64_t id, Bytes content, int64_t first, int64_t most);
