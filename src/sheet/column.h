/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * column - what the columns of a table mean, by the words of its first row.
 *
 * Of a list of members here; other tables bring their own words.
 * Read with: sheet.h, cell.h.
 */
#pragma once
#include "base/arena.h"

typedef enum ColumnMeaning {
    COLUMN_UNKNOWN,
    COLUMN_NAME,
    COLUMN_FIRST_NAME,
    COLUMN_LAST_NAME,
    COLUMN_EMAIL,
    COLUMN_COUNTRY,
    COLUMN_ORGANISATION,
    COLUMN_POSITION,
    COLUMN_PHONE, /* is known so that we can say: we do not keep it */
    COLUMN_LEVEL,
    COLUMN_JOINED,
    COLUMN_LANGUAGE,
    COLUMN_INTERESTS,
} ColumnMeaning;

#define COLUMN_SURE 100   /* the very word */
#define COLUMN_LIKELY 70  /* the word among others: "E-mail (work)" */
#define COLUMN_PERHAPS 40 /* one letter is wrong */

typedef struct ColumnGuess {
    int meaning; /* as in the words; 0: not known */
    int sure;    /* one of the above; 0: not known */
} ColumnGuess;

/** What a column can be called. */
typedef struct ColumnWords {
    int meaning;       /* above 0 */
    const char *words; /* folded, commas between; more telling rows come before their parts */
    bool several;      /* a table can have it more than once */
} ColumnWords;

typedef struct ColumnWordsSpan {
    const ColumnWords *at;
    size_t n;
} ColumnWordsSpan;

/** Guess by @words what each of @n columns means, in @arena.  Of what a table has only once the
 *  surest, then the first, has the meaning. */
const ColumnGuess *columns_guess_among(Arena *arena, ColumnWordsSpan words,
                                       const char *const *header, size_t n);

/** The same for a list of members (ColumnMeaning): e-mail and phone can have several columns. */
const ColumnGuess *columns_guess(Arena *arena, const char *const *header, size_t n);
