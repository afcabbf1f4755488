/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * backup - everything of this instance, while it runs, and back again.
 *
 * From SQLite a backup is one SQLite file, checked; from PostgreSQL, a folder
 * like an export's with the private tables too.  The folder may be restored to
 * either database, the file to a file.
 *
 * Read with: db/dump.h.
 */
#pragma once
#include "db/dump.h"

/** Write a backup to @to, which is not there yet.  @error: ERROR_SYSTEM, ERROR_DATABASE. */
bool db_backup(Db *db, const char *to, DumpProgress progress, void *progress_data,
               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Restore the backup @from to @address: a SQLite file that is not there yet, or a PostgreSQL
 *  database without data.  What is left to do is db_migrate() and the search index.
 *  @error: ERROR_INPUT, ERROR_SYSTEM, ERROR_DATABASE. */
bool db_restore(const char *address, const char *from, DumpProgress progress, void *progress_data,
                GError **error) G_GNUC_WARN_UNUSED_RESULT;
