/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * zip_make - a zip of files that are written down one after the other, not compressed.
 */
#pragma once
#include "base/arena.h"

/** Make a zip of @parts: lines "--- NAME", each with the file's content behind. */
Bytes zip_make(Arena *arena, const char *parts, size_t n);
