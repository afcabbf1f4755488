/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/error.h"
#include "base/limits.h"
#include "db/ctx.h"
#include "db/driver.h"
#include "db/dump.h"
#include "db/dump.sql.h"
#include "db/row.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define PROGRESS_ROWS 1000

typedef struct Load {
    Db *db;
    const char *folder;
    const DumpOptions *options;
    GKeyFile *index;
    Arena *arena;
    char *line;               /* LIMIT_EXPORT_LINE bytes */
    const SchemaTable *table; /* in work */
    int64_t done, total;
    GError *error; /* the first */
} Load;

static bool
fail_input(Load *load, const char *path, int64_t line, const char *what)
{
    if (load->error == NULL)
        g_set_error(&load->error, BARAZA_ERROR, ERROR_INPUT, "%s:%" G_GINT64_FORMAT ": %s", path,
                    line, what);
    return false;
}

static bool
fail_system(Load *load, const char *path)
{
    if (load->error == NULL)
        g_set_error(&load->error, BARAZA_ERROR, ERROR_SYSTEM, "%s: %s", path, g_strerror(errno));
    return false;
}

static bool
load_row(Load *load, const char *path, int64_t number)
{
    DbValue values[DB_MAX_ARGS + 1];
    g_autoptr(GError) error = NULL;
    if (!g_str_has_suffix(load->line, "\n"))
        return fail_input(load, path, number, "the line is cut off or too long");
    if (!row_parse(load->table, load->line, values, &error))
        return fail_input(load, path, number, error->message);
    db_execute(load->db, &load->table->load, values);
    if (db_failed(load->db))
        return fail_input(load, path, number, db_message(load->db));
    load->done++;
    const DumpOptions *o = load->options;
    if (o->progress != NULL && (load->done % PROGRESS_ROWS == 0 || load->done == load->total))
        o->progress(o->progress_data, load->table->name, load->done, load->total);
    return true;
}

static bool
load_lines(Load *load, FILE *file, const char *path)
{
    int64_t number = 0;
    while (fgets(load->line, LIMIT_EXPORT_LINE, file) != NULL)
        if (!load_row(load, path, ++number))
            return false;
    if (ferror(file))
        return fail_system(load, path);
    if (number != g_key_file_get_int64(load->index, "rows", load->table->name, NULL))
        return fail_input(load, path, number, "not as many rows as export.ini says");
    return true;
}

static bool
load_table(Load *load)
{
    g_autofree char *name = g_strconcat(load->table->name, ".jsonl", NULL);
    g_autofree char *path = g_build_filename(load->folder, "tables", name, NULL);
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return fail_system(load, path);
    bool ok = load_lines(load, file, path);
    fclose(file);
    return ok;
}

typedef struct FileRow {
    int64_t id;
    const char *hash;
    int64_t size;
} FileRow;

static const DbType FILE_ROW = DB_TYPE(FileRow, DB_FIELD(FileRow, id), DB_FIELD(FileRow, hash),
                                       DB_FIELD(FileRow, size));

static bool
load_chunks(Load *load, const FileRow *row, FILE *file, const char *path)
{
    int64_t size = 0;
    g_autofree char *data = g_malloc(LIMIT_FILE_CHUNK);
    for (int64_t n = 0;; n++) {
        size_t got = fread(data, 1, LIMIT_FILE_CHUNK, file);
        if (ferror(file))
            return fail_system(load, path);
        if (got == 0)
            break;
        size += (int64_t)got;
        Bytes bytes = {data, got};
        db_execute(load->db, &SQL_dump_insert_chunk, DB_ARGS(row->id, n, bytes));
    }
    return size == row->size || fail_input(load, path, 1, "not as long as its row says");
}

/* The name comes from a row of the export: it may be a hash and nothing else. */
static bool
load_file(const void *data, void *self)
{
    const FileRow *row = data;
    Load *load = self;
    g_autofree char *first = g_strndup(row->hash, 2);
    if (strlen(row->hash) < 2 || row->hash[strspn(row->hash, "0123456789abcdef")] != '\0')
        return fail_input(load, "tables/file.jsonl", row->id, "the hash is none");
    g_autofree char *path = g_build_filename(load->folder, "files", first, row->hash, NULL);
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return (row->size == 0 && errno == ENOENT) || fail_system(load, path);
    bool ok = load_chunks(load, row, file, path);
    fclose(file);
    return ok && !db_failed(load->db);
}

static bool
load_files(Load *load)
{
    Ctx cx = {.arena = load->arena, .db = load->db};
    db_each(&cx, &SQL_dump_files, &FILE_ROW, DB_NO_ARGS, load_file, load);
    return load->error == NULL && !db_failed(load->db);
}

/* Refuse to mix two alliances; empty what a fresh instance begins with. */
static bool
make_room(Load *load)
{
    const SchemaTable *table = load->table;
    const DumpRule *rule = dump_find_rule(table->name);
    if (db_number(load->db, &table->count, DB_NO_ARGS) == 0)
        return !db_failed(load->db);
    if (rule == NULL) {
        g_set_error(&load->error, BARAZA_ERROR, ERROR_DATABASE,
                    "the database is not empty: there are rows in %s", table->name);
        return false;
    }
    db_execute(load->db, &table->clear, DB_NO_ARGS);
    return !db_failed(load->db);
}

static bool
reset_ids(Load *load)
{
    if (db_is_postgres(load->db) && load->table->reset.postgres != NULL)
        db_number(load->db, &load->table->reset, DB_NO_ARGS);
    return !db_failed(load->db);
}

/* Do @step for every table of the scope. */
static bool
for_tables(Load *load, bool (*step)(Load *))
{
    for (int i = 0; i < SCHEMA_N_TABLES; i++) {
        load->table = &SCHEMA_TABLES[i];
        if (dump_has_table(load->table, load->options->scope) && !step(load))
            return false;
    }
    return true;
}

static bool
add_total(Load *load)
{
    load->total += g_key_file_get_int64(load->index, "rows", load->table->name, NULL);
    return true;
}

static bool
check_index(Load *load)
{
    int migration = SCHEMA_MIGRATIONS[SCHEMA_N_MIGRATIONS - 1].number;
    g_autofree char *path = g_build_filename(load->folder, "export.ini", NULL);
    if (!g_key_file_load_from_file(load->index, path, G_KEY_FILE_NONE, &load->error)) {
        g_prefix_error(&load->error, "%s: ", path);
        return false;
    }
    if (g_key_file_get_integer(load->index, "export", "format", NULL) != 1)
        return fail_input(load, path, 1, "not an export that this program knows");
    if (g_key_file_get_integer(load->index, "export", "migration", NULL) != migration)
        return fail_input(load, path, 1,
                          "made by another version of the program: read it in with that one, then "
                          "migrate");
    if (load->options->scope == DUMP_ALL &&
        !g_key_file_get_boolean(load->index, "export", "private", NULL))
        return fail_input(load, path, 1, "an export, not a backup: it has no keys and sessions");
    return true;
}

/* Rows may name rows that come later; the database looks once, at the end. */
static bool
load_all(Load *load)
{
    db_script(load->db, load->db->driver->defer_checks);
    return for_tables(load, make_room) && for_tables(load, load_table) && load_files(load) &&
           for_tables(load, reset_ids);
}

bool
db_import(Db *db, const char *folder, const DumpOptions *options, GError **error)
{
    g_autoptr(GKeyFile) index = g_key_file_new();
    g_autoptr(Arena) arena = arena_new();
    g_autofree char *line = g_malloc(LIMIT_EXPORT_LINE);
    Load load = {.db = db,
                 .folder = folder,
                 .options = options,
                 .index = index,
                 .arena = arena,
                 .line = line};
    bool ok = check_index(&load);
    if (ok && (ok = db_begin(db, true) == DB_OK)) {
        for_tables(&load, add_total);
        ok = load_all(&load);
        DbOutcome outcome = db_end(db, ok);
        ok = ok && outcome == DB_OK;
    }
    if (!ok && load.error == NULL)
        g_set_error(&load.error, BARAZA_ERROR, ERROR_DATABASE, "%s", db_message(db));
    if (!ok)
        g_propagate_error(error, load.error);
    return ok;
}
