/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/spelling.h"

bool
spelling_word(const char *word, SpellingWord *ret_word)
{
    ret_word->n = 0;
    for (; *word != '\0' && ret_word->n < SPELLING_LETTERS; word = g_utf8_next_char(word))
        ret_word->at[ret_word->n++] = g_utf8_get_char(word);
    return *word == '\0';
}

int
spelling_most(size_t n)
{
    return n < 6 ? 1 : 2;
}

static int
least(int a, int b, int c)
{
    return MIN(MIN(a, b), c);
}

/* Optimal string alignment, row by row. */
int
spelling_distance(const SpellingWord *a, const SpellingWord *b, int most)
{
    int rows[3][SPELLING_LETTERS + 1];
    int *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b->n; j++)
        last[j] = (int)j;
    for (size_t i = 1; i <= a->n; i++) {
        int best = now[0] = (int)i;
        for (size_t j = 1; j <= b->n; j++) {
            now[j] = least(last[j] + 1, now[j - 1] + 1,
                           last[j - 1] + (a->at[i - 1] != b->at[j - 1]));
            if (i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] && a->at[i - 2] == b->at[j - 1])
                now[j] = MIN(now[j], before[j - 2] + 1);
            best = MIN(best, now[j]);
        }
        if (best > most)
            return most + 1;
        int *freed = before;
        before = last;
        last = now;
        now = freed;
    }
    return last[b->n];
}
