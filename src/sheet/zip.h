/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * zip - the files inside a zip, unpacked piece by piece within limits (minizip).
 *
 * Read with: sheet.h, which has the limits.
 */
#pragma once
#include "sheet/sheet.h"

typedef struct Zip Zip;

/** NULL if it is no zip, or one with too many files. */
Zip *zip_new(SheetSource source);
void zip_free(Zip *zip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Zip, zip_free)

/** Begin to read the file @name, whose letters may have another case; one at a time.  False if
 * there is none. */
bool zip_enter(Zip *zip, const char *name);

/** Go on to the next file, which is the first at the beginning, and begin to read it; its name as
 * it is written in the zip is put into @ret_name.  False at the end, or where the zip is broken. */
bool zip_next(Zip *zip, char *ret_name, size_t room);

/** Unpack up to @n bytes: how many; 0 at the end, -1 if it is broken or beyond the limits. */
int zip_read(Zip *zip, void *room, size_t n);

/** Has it been left because it unpacks to more than the limits allow? */
bool zip_is_bomb(const Zip *zip);
