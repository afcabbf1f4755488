/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * match - what the columns of a list can be to us.
 *
 * Roles are not among them: nobody gets a right by a list.
 * Read with: sheet/column.h, which guesses.
 */
#pragma once
#include "sheet/cell.h"
#include "sheet/column.h"

typedef struct Meaning {
    const char *name;     /* in the database and in forms: "email"; "" is not used */
    const char *label;    /* N_(); of a purpose: consent.h's */
    ColumnMeaning column; /* COLUMN_UNKNOWN: of a purpose */
    const char *purpose;  /* agreed to where the cell says yes; or NULL */
} Meaning;

#define MEANING_MAX 32

/** All, "" first; purposes last.  *@ret_n of them, in @arena. */
const Meaning *meanings(Arena *arena, size_t *ret_n);

/** The name of what sheet/column.h guesses; "" for what we do not keep. */
const char *meaning_guessed(ColumnMeaning column);

/** How a list is read: its columns by their place. */
typedef struct Matching {
    const Meaning *of[256]; /* [SHEET_MAX_COLUMNS]; NULL: not used */
    DateColumn dates[256];  /* of those that are dates */
    size_t n;
} Matching;
