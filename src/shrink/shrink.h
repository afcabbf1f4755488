/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * shrink - a PDF with smaller pictures, for whom every megabyte costs.
 *
 * Nothing but its pictures is touched.  It is done in a process that has
 * nothing (confine/confine.h) and is ended at its limits.
 *
 * Read with: docs/decisions/0079-lighter-copies.md.
 */
#pragma once
#include "base/arena.h"

#define SHRINK_FROM (512 * 1024)        /* bytes; what has fewer is light enough */
#define SHRINK_BYTES (48 * 1024 * 1024) /* of a file; a larger one is left alone */
#define SHRINK_SECONDS 60               /* of the processor */
#define SHRINK_MEMORY ((size_t)768 * 1024 * 1024)
#define SHRINK_WORTH 60 /* percent of the file that the copy may have at most */

#define SHRINK_SIDE 1400           /* pixels: the letters of a scanned page can still be read */
#define SHRINK_QUALITY 50          /* of JPEG */
#define SHRINK_PIXELS 25000000     /* of one picture; a larger one stays as it is */
#define SHRINK_PICTURE (16 * 1024) /* bytes; what has fewer stays as it is */

/** Make the lighter copy of the PDF @content, in @arena.  False: there is none that is worth it, or
 *  none can be made. */
bool shrink_run(Arena *arena, Bytes content, Bytes *ret);

/** The other side: what `baraza shrink-worker` and the tests' program do when they are executed
 *  with SHRINK_WORKER as first argument.  Returns the exit status. */
#define SHRINK_WORKER "shrink-worker"
int shrink_work(void);
