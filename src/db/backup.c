/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/backup.h"
#include "base/error.h"
#include "db/driver.h"
#include "db/migrate.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct Copy {
    DumpProgress progress;
    void *data;
} Copy;

static void
tell(void *data, int64_t done, int64_t total)
{
    const Copy *copy = data;
    if (copy->progress != NULL)
        copy->progress(copy->data, "", done, total);
}

/* The transaction holds the snapshot: writers go on, the copy is of one moment. */
static bool
copy_sqlite(Db *db, const char *to, Copy *copy, GError **error)
{
    if (db_begin(db, false) != DB_OK) {
        g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "%s", db_message(db));
        return false;
    }
    bool ok = sqlite_copy(db, to, tell, copy, error);
    db_end(db, false);
    return ok;
}

bool
db_backup(Db *db, const char *to, DumpProgress progress, void *progress_data, GError **error)
{
    Copy copy = {progress, progress_data};
    const DumpOptions options = {DUMP_ALL, progress, progress_data};
    if (db_is_postgres(db))
        return db_export(db, to, &options, error);
    return copy_sqlite(db, to, &copy, error);
}

/* Is it a database of ours, and not from a program that is newer than this one? */
static bool
check_source(Db *db, const char *from, GError **error)
{
    int number = -1;
    SchemaState state = db_schema_state(db, &number);
    if (state == SCHEMA_CURRENT || (state == SCHEMA_BEHIND && number > 0))
        return true;
    g_set_error(error, BARAZA_ERROR, ERROR_INPUT,
                "%s: not a backup that this program can read (migration %d)", from, number);
    return false;
}

/* Only a file is copied page by page. */
static bool
restore_file(const char *address, const char *from, Copy *copy, GError **error)
{
    g_autoptr(Db) source = db_open(from, error);
    if (source == NULL || !check_source(source, from, error))
        return false;
    if (!db_address_is_postgres(address))
        return copy_sqlite(source, address, copy, error);
    g_set_error(error, BARAZA_ERROR, ERROR_INPUT,
                "%s is a SQLite file: restore it to a file, export that, and import it", from);
    return false;
}

static bool
restore_folder(const char *address, const char *from, Copy *copy, GError **error)
{
    const DumpOptions options = {DUMP_ALL, copy->progress, copy->data};
    g_autoptr(Db) db = db_open(address, error);
    return db != NULL && db_migrate(db, error) && db_import(db, from, &options, error);
}

bool
db_restore(const char *address, const char *from, DumpProgress progress, void *progress_data,
           GError **error)
{
    Copy copy = {progress, progress_data};
    if (g_file_test(from, G_FILE_TEST_IS_DIR))
        return restore_folder(address, from, &copy, error);
    if (g_file_test(from, G_FILE_TEST_IS_REGULAR))
        return restore_file(address, from, &copy, error);
    g_set_error(error, BARAZA_ERROR, ERROR_INPUT, "there is no backup at %s", from);
    return false;
}
