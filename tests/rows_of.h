/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * rows_of - what a file of a list says, as one text to compare.
 */
#pragma once
#include "base/arena.h"

/** Each row as "NUMBER:cell|cell\n", then the fault in English, if there is one.  Asserts that it
 * is clean. */
const char *rows_of(Arena *arena, Bytes file);
