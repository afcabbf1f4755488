/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * changes - what was changed since one last looked, by the notes that triggers leave in a table.
 *
 * For what is kept in memory of many rows and would be long in the reading.  A table
 * of notes has a number that grows (id), whose row was changed, and on PostgreSQL
 * the transaction that wrote it, since there a lower number may be committed later.
 *
 * Read with: db/memo.h, docs/decisions/0078-notes.md.
 */
#pragma once
#include "db/db.h"

/** What asks one table of notes.  @bell says oldest, newest (the lowest and highest number of a
 *  note, 0: there is none), top (the highest number of a row that has no note while it is new; 0:
 *  each has one) and horizon (the first transaction whose notes may not all be seen yet; 0 on
 * SQLite).
 *  @changed takes last, top and horizon, and says whose rows, ascending, each once.  @forget takes
 *  how many notes stay, and deletes those before. */
typedef struct ChangeTable {
    const Sql *bell, *changed, *forget;
} ChangeTable;

/** How far somebody has heard; all 0: nothing yet. */
typedef struct ChangesHeard {
    bool any;
    int64_t last, top, horizon;
} ChangesHeard;

typedef struct Changes {
    bool all;   /* nothing was heard yet, or notes have gone: everything is to be read again */
    DbIds rows; /* else */
} Changes;

/** What is new since @heard, which is then up to date; after a failure of the database it is as it
 *  was, and nothing is new.  Two statements. */
Changes changes_since(struct Ctx *cx, const ChangeTable *table, ChangesHeard *heard);

/** Keep no more notes than memory needs; returns how many went.  Who has missed some reads
 *  everything.  For a job. */
int64_t changes_forget(struct Ctx *cx, const ChangeTable *table);
