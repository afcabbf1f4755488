/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * folder - the files that come with a table: out of a zip, or by themselves, and found by name.
 */
#pragma once
#include "accession/accession.h"

/** What came of files that were sent. */
typedef struct FolderTaken {
    int64_t n;         /* kept, or listed as refused */
    const char *words; /* N_(), why not all of them were looked at; NULL: they were */
} FolderTaken;

/** A file that was sent: a zip is taken for the folder that is packed in it. */
void folder_take(Ctx *cx, int64_t id, const char *name, Bytes content, FolderTaken *taken);

/** A file as it lies in a folder, a zip too.  Names that are nobody's document, such as those that
 *  systems leave behind, are passed over. */
void folder_add(Ctx *cx, int64_t id, const char *name, Bytes content, FolderTaken *taken);

/** The file that a row means: by its whole name, else without its folders, if only one is called
 *  so; capitals and accents are no difference where nothing else fits.  NULL: none, or several. */
const AccessionFile *folder_find(Arena *arena, AccessionFileSpan files, const char *name);
