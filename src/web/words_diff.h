/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * words_diff - a difference of two texts, to be read with and without eyes (words_diff.html).
 */
#pragma once
#include "base/diff.h"

typedef struct WordsDiff {
    DiffSpan parts;
} WordsDiff;

const WordsDiff *words_diff_new(Arena *arena, const char *was, const char *is);
