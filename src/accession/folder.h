/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * folder - the files that come with a table: out of a zip, or by themselves, and found by name.
 */
#pragma once
#include "accession/unpack.h"

/** What came of files that were sent. */
typedef struct FolderTaken {
    int64_t n;         /* kept, or listed as refused */
    int64_t room;      /* for how many more there is some, once .is_counted */
    const char *words; /* N_(), why not all of them were looked at; NULL: they were */
    bool is_counted;
} FolderTaken;

/** A file as it lies in a folder or was sent by itself, a zip too.  Names that are nobody's
 * document, such as those that systems leave behind, are passed over. */
void folder_add(Ctx *cx, int64_t id, const char *name, Bytes content, FolderTaken *taken);

/** The files of a zip, which was unpacked before (unpack.h). */
void folder_add_unpacked(Ctx *cx, int64_t id, const Unpacked *zip, FolderTaken *taken);

/** A name as it is kept: UTF-8, '/' between folders, none before the first. */
const char *folder_tidy_name(Arena *arena, const char *name);

/** Is it a folder, or what systems leave in one? */
bool folder_is_no_document(const char *name);

#define FOLDER_WAYS 4 /* in which a row can name a file */

/** The files of a table by their names; a table of names is made when it is first asked. */
typedef struct Folder {
    Arena *arena;
    AccessionFileSpan files;
    GHashTable *names[FOLDER_WAYS];
} Folder;

void folder_init(Folder *folder, Arena *arena, AccessionFileSpan files);

/** The file that a row means: by its whole name, else without its folders, if only one is called
 *  so; capitals and accents are no difference where nothing else fits.  NULL: none, or several. */
const AccessionFile *folder_find(Folder *folder, const char *name);
