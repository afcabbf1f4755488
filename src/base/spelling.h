/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * spelling - how far two words are apart, for "did you mean".
 *
 * Both are folded before (text_fold()), so that case and accents are no difference.
 */
#pragma once
#include "base/arena.h"

/** Letters of a word that can be compared; of a longer one nothing is near. */
#define SPELLING_LETTERS 80

/** A word as it is compared. */
typedef struct SpellingWord {
    gunichar at[SPELLING_LETTERS];
    size_t n;
} SpellingWord;

/** Take a word apart.  False: it is too long. */
bool spelling_word(const char *word, SpellingWord *ret_word);

/** How many changes a word of @n letters may have and still be meant: one in a short word, two in a
 *  longer one. */
int spelling_most(size_t n);

/** How many letters must be changed, left out, added or exchanged with the next one; more than
 *  @most is all the same. */
int spelling_distance(const SpellingWord *a, const SpellingWord *b, int most);
