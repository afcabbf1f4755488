/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * apply - decide what becomes of an entry, and do it unless it is a dry run.
 */
#pragma once
#include "import/entry.h"

typedef struct Applying {
    Ctx *cx; /* of the batch: its arena ends with it */
    const Import *import;
    bool writes;
    bool has_departed;         /* departed_any() */
    bool has_addresses;        /* known_has_addresses() */
    GHashTable *organisations; /* by name and country; of the portion */
    const char *inviter;       /* name of who reads the list in */
} Applying;

void applying_init(Applying *applying, Ctx *cx, const Import *import);
void applying_clear(Applying *applying);

/** Begin a batch, in its transaction. */
void applying_begin(Applying *applying, Ctx *cx);

/** Set the outcome of @entry, whose addresses are in no earlier row, with its person and notes. */
void apply_entry(Applying *applying, Entry *entry);

/** Take a row back that was added or changed; @ret_row is what is said of it now. */
void apply_undo(Ctx *cx, const PartRow *row, PartRow *ret_row);
