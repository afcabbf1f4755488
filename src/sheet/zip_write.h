/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * zip_write - files packed into a zip, in memory or on disk, one after the other (minizip).
 */
#pragma once
#include "base/arena.h"

typedef struct ZipWriter ZipWriter;

/** Begin a zip; the caller frees it. */
ZipWriter *zip_writer_new(void);

/** Likewise into the empty file @fd, which stays the caller's: little of it is ever in memory. */
ZipWriter *zip_writer_new_to(int fd);
void zip_writer_free(ZipWriter *zip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ZipWriter, zip_writer_free)

/** Begin the file @name, UTF-8 with slashes, as of @moment, UTC.  @pack: try to make it smaller.
 * The file before it ends. */
void zip_writer_begin(ZipWriter *zip, const char *name, int64_t moment, bool pack);

/** Go on with the file that was begun. */
void zip_writer_add(ZipWriter *zip, Bytes bytes);

/** How large the zip is by now, nearly. */
size_t zip_writer_size(const ZipWriter *zip);

/** End the zip in a file; returns how many bytes that has, 0 if it could not be written. */
size_t zip_writer_end_file(ZipWriter *zip);

/** End the zip: its bytes live as long as @zip.  Nothing may be added any more.  n is 0 if it could
 *  not be written. */
Bytes zip_writer_end(ZipWriter *zip);
