/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file_serve - what file.c, file_ahead.c, file_kind.c and file_serve.c have of each other.
 */
#pragma once
#include "alliance/file.h"

/** The media type of @content, by its bytes. */
const char *file_sniff_type(Bytes content);

/** The hash of @content, which is passed meanwhile (arena_pass()); or what file_note_hash() noted.
 */
const char *file_hash(Ctx *cx, Bytes content);

/** What is known of a content by where it lies. */
typedef struct FileHash {
    const struct FileHash *next; /* or NULL */
    Bytes content;
    const char *hash;
} FileHash;

/** Remember the hash of @content for as long as @cx lives, and the request: so the bytes have to
 * stay where and as they are until then, as an upload's do. */
void file_note_hash(Ctx *cx, Bytes content, const char *hash);

/** Store the chunks of @content from @first on, as many as @most or there are, and pass them;
 *  returns how many. */
int64_t file_insert_chunks(Ctx *cx, int64_t id, Bytes content, int64_t first, int64_t most);
