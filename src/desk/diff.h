/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * diff - what became of a text, word by word.
 */
#pragma once
#include "base/arena.h"

typedef struct DiffPart {
    const char *text; /* with its white space */
    bool added, removed;
} DiffPart;

typedef struct DiffSpan {
    const DiffPart *at;
    size_t n;
} DiffSpan;

/** Compare by the longest common sequence of words.  Texts whose differing middles are too long to
 *  compare (DIFF_CELLS) count there as removed and added as a whole. */
DiffSpan diff_words(Arena *arena, const char *was, const char *is);
