/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * column_names - what columns of a table of works can be, and what they are called.
 */
#pragma once
#include "sheet/column.h"

typedef struct ColumnName {
    const char *name;   /* in the database: "title" */
    const char *label;  /* N_(), as it stands in the example */
    const char *words;  /* by which it is known, folded, commas between */
    const char *sample; /* N_(), what the example says there; "" nothing */
    bool of_work;       /* a translation does not say it: it is the same for all languages */
} ColumnName;

extern const ColumnName COLUMN_NAMES[];               /* ends with {0} */
const ColumnName *column_name_find(const char *name); /* or NULL */

/** Guess what each of @n columns is; .meaning is the place in COLUMN_NAMES, from 1. */
const ColumnGuess *column_names_guess(Arena *arena, const char *const *header, size_t n);
