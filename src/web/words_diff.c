/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/words_diff.h"

const WordsDiff *
words_diff_new(Arena *arena, const char *was, const char *is)
{
    WordsDiff *diff = arena_new_of(arena, WordsDiff);
    diff->parts = diff_words(arena, was, is);
    return diff;
}
