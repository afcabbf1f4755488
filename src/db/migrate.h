/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * migrate - bring a database to the schema that the program was built with.
 *
 * Forward only, one transaction each, under a lock, so that several nodes may
 * start at once.  A database whose past differs from the program's, or that a
 * newer program made, is refused and not touched.
 *
 * Read with: db/schema.h, migrations/, docs/decisions/0002-sql.md.
 */
#pragma once
#include "db/db.h"

typedef enum SchemaState {
    SCHEMA_CURRENT, /* all migrations were applied */
    SCHEMA_BEHIND,  /* some are missing: `baraza migrate` */
    SCHEMA_NEWER,   /* a newer program was here */
    SCHEMA_CHANGED, /* a migration was applied in another form than the program has */
    SCHEMA_UNKNOWN, /* it could not be asked; db_message() */
} SchemaState;

/** Apply the migrations that are missing.  False: nothing that was not finished was kept.
 *  @error: ERROR_DATABASE, with a message for whoever runs the program. */
bool db_migrate(Db *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Compare the database with the program; begins a transaction of its own.  @ret_number is the
 *  migration that tells: the first one that is missing, changed or unknown here; -1 if none.
 *  Pass NULL if it does not matter. */
SchemaState db_schema_state(Db *db, int *ret_number);

/** Does the database sort texts by bytes, as the program expects?  SQLite always does. */
bool db_sorts_by_bytes(Db *db);
