/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file_shelf - large files laid out on the disk for those who fetch them.
 *
 * A content is read from the database once, into a file without a name, and the
 * kernel sends it from there to however many want it, whole or in parts.  What
 * nobody reads goes when the room is needed, or at the next asking after ten
 * minutes.  Who may have a file is asked before, each time, and not here.
 */
#pragma once
#include "alliance/file.h"

typedef struct FileShelf FileShelf;

/** @most: bytes of the disk that all of it may take. */
FileShelf *file_shelf_new(int64_t most);
void file_shelf_free(FileShelf *shelf);

/** The content of @file, until the context's arena ends; laid out if it is not.  In a transaction.
 *  NULL: there is no room while others read, or it could not be read. */
const ResponseFile *file_shelf_find(Ctx *cx, const File *file);

/** Bytes that are laid out or being laid. */
int64_t file_shelf_bytes(FileShelf *shelf);

/** Take away the content of the file @id, as soon as nobody reads it. */
void file_shelf_drop(FileShelf *shelf, int64_t id);
