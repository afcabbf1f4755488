/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * scratch - a file without a name, for what is too large for memory.
 *
 * Nobody else finds it, and it is gone when it is closed, also when the
 * program is killed.  It lies where TMPDIR says, which should be a disk.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Open an empty one, to be read and written; -1: @error says why.  The caller closes it. */
int scratch_open(GError **error);

/** Have room for @n bytes on the disk from now on, where the file system can promise that; the file
 *  is as large then, and empty.  False: there is no room. */
bool scratch_reserve(int fd, int64_t n);

/** Write all of it where the last writing ended.  False: there is no room. */
bool scratch_write(int fd, const void *bytes, size_t n);
