/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file - content-addressed bytes in the database, in chunks.
 */
#pragma once
#include "alliance/item.h"
#include "base/limits.h"
#include "web/web.h"

#define FILE_CHUNK LIMIT_FILE_CHUNK

typedef struct File {
    int64_t id, size, created_at;
    const char *hash, *type;
    const char *name, *title; /* as it hangs on an item; NULL by itself */
} File;

typedef struct FileSpan {
    const File *at;
    size_t n;
} FileSpan;

/** Store @content unless it is there already; returns its id.  The type is sniffed from the
 *  bytes; what is not known is application/octet-stream and is only ever downloaded. */
int64_t file_insert(Ctx *cx, Bytes content);

const File *file_find(Ctx *cx, int64_t id); /* or NULL */

/** Can it stand in an <img>? */
bool file_is_picture(const File *file);

/** @n bytes from @first on, or as many as there are; in the arena. */
Bytes file_read(Ctx *cx, const File *file, int64_t first, int64_t n);

FileSpan file_list(Ctx *cx, int64_t item_id);
void file_attach(Ctx *cx, int64_t item_id, int64_t file_id, const char *name, const char *title);
void file_detach(Ctx *cx, int64_t item_id, int64_t file_id);

/** May the acting person have it: through an item he may see, a person's picture, or a setting? */
bool file_may_see(Ctx *cx, int64_t id);

/** Answer with the file or the range that was asked for (RFC 9110, 14). */
Response *file_respond(Request *req, int64_t id);
