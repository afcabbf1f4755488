/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * cells - what a row says, and what is said about it, each as one text.
 *
 * Cells and notes end with U+001E, their pieces have U+001F between: what comes
 * out of a sheet has no control characters.  A note keeps the English text
 * that is looked up when it is read, so each reads it in his own language.
 */
#pragma once
#include "base/arena.h"

/** Append the cell of a column. */
void cell_append(GString *cells, const char *column, const char *text);

/** What stands in the column @name; "" if nothing does. */
const char *cell_of(Arena *arena, const char *cells, const char *name);

typedef struct RowNote {
    const char *column; /* as in column_names.h; "" : the row as a whole */
    const char *words;  /* N_() */
    const char *value;  /* "" none */
} RowNote;

typedef struct RowNoteSpan {
    const RowNote *at;
    size_t n;
} RowNoteSpan;

void row_note_append(GString *notes, const RowNote *note);
RowNoteSpan row_notes(Arena *arena, const char *notes);
