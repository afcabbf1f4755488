/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * quiet - hours in which a reader is left alone by what can wait.
 */
#pragma once
#include "base/arena.h"

/** Hours of the reader's clock, 0 to 23, such as 22 to 7; equal: there are none. */
typedef struct Quiet {
    int64_t from, until;
} Quiet;

/** Read "22-7"; what is no such text, or "", is none. */
Quiet quiet_parse(const char *text);

/** Is @moment within the hours on the clocks of @zone?  Then *@ret_end is when they are over. */
bool quiet_is(Quiet quiet, Arena *arena, int64_t moment, const char *zone, int64_t *ret_end);
