/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * column - what the columns of a member list mean, by the words of its first row.
 *
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
    ColumnMeaning meaning;
    int sure; /* one of the above; 0: not known */
} ColumnGuess;

/** Guess what each of @n columns means, in @arena.  E-mail and phone can have several columns; of
 *  others the surest, then the first, has the meaning. */
const ColumnGuess *columns_guess(Arena *arena, const char *const *header, size_t n);
