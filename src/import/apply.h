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

/** What a batch of rows that are taken back has to know of its people, asked of all at once. */
typedef struct Undo {
    Ctx *cx;          /* of the batch */
    GHashTable *busy; /* ids of those on whom something hangs that no list has hung there */
    GHashTable *used; /* and of those whose record is not as a list leaves it */
} Undo;

/** Begin a batch, in its transaction: @n rows of @part behind its first @skip. */
void undo_begin(Undo *undo, Ctx *cx, Bytes part, int64_t skip, int64_t n);

/** Take a row back that was added or changed; @ret_row is what is said of it now. */
void undo_row(const Undo *undo, const PartRow *row, PartRow *ret_row);
