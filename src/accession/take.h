/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * take - decide what becomes of a row, and do it unless it is only checked.
 */
#pragma once
#include "accession/work_entry.h"

/** Rows that come in so far, against which the next ones are compared. */
typedef struct Taking {
    Ctx *cx;
    const Accession *accession;
    Understanding u;
    bool writes;
    GHashTable *titles; /* of title_keys() -> GPtrArray of AccessionRow */
    GHashTable *dois;   /* folded -> AccessionRow, of several the first; likewise those below */
    GHashTable *files;  /* number of a file */
    GHashTable *olds;   /* old address */
    GHashTable *parts;  /* original, language and number of an edition */
} Taking;

/** Begin some rows, in their transaction; the first @n_done of @rows are decided. */
void taking_init(Taking *taking, Ctx *cx, const Accession *accession, AccessionRowSpan rows,
                 size_t n_done);
void taking_clear(Taking *taking);

/** Decide what becomes of @row, do it if that is to be, and keep what it came to. */
void take_row(Taking *taking, AccessionRow *row);
