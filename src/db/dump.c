/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/dump.h"
#include "base/error.h"
#include "db/ctx.h"
#include "db/driver.h"
#include "db/dump.sql.h"
#include "db/row.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROGRESS_ROWS 1000

const DumpRule DUMP_RULES[] = {
    {"migration", DUMP_NEVER, "the other database has been migrated itself"},
    {"search_text", DUMP_NEVER, "derived from items, made anew"},
    {"search_unlearnt", DUMP_NEVER, "likewise"},
    {"search_word", DUMP_NEVER, "likewise, by a job"},
    {"document", DUMP_NEVER, "likewise from the files, by a job"},
    {"document_page", DUMP_NEVER, "likewise"},
    {"person_change", DUMP_NEVER, "what this instance's memory has yet to hear"},
    {"work_change", DUMP_NEVER, "likewise"},
    {"secret", DUMP_PRIVATE, "the keys of this instance"},
    {"session", DUMP_PRIVATE, "who is signed in here is not signed in elsewhere"},
    {"api_token", DUMP_PRIVATE, "likewise"},
    {"credential", DUMP_PRIVATE, "people prove who they are to each instance"},
    {"second_factor", DUMP_PRIVATE, "likewise"},
    {"recovery_code", DUMP_PRIVATE, "likewise"},
    {"passkey", DUMP_PRIVATE, "likewise; bound to this instance's address"},
    {"passkey_challenge", DUMP_PRIVATE, "asked of a browser that is here"},
    {"mail_token", DUMP_PRIVATE, "links that were sent lead here"},
    {"file_request", DUMP_PRIVATE, "likewise"},
    {"file_arrival", DUMP_PRIVATE, "what is being sent here"},
    {"join_request", DUMP_PRIVATE, "nobody but its writer has confirmed it"},
    {"openid_key", DUMP_PRIVATE, "the keys of this instance"},
    {"openid_client", DUMP_PRIVATE, "tools are connected to one instance"},
    {"openid_grant", DUMP_PRIVATE, "and people agree to that connection"},
    {"openid_login", DUMP_PRIVATE, "what tools hold here and now"},
    {"outbox", DUMP_PRIVATE, "a mail would be sent twice"},
    {"digest_entry", DUMP_PRIVATE, "likewise: it is told by a mail of this instance"},
    {"job", DUMP_PRIVATE, "work that this instance has under way"},
    {"schedule", DUMP_PRIVATE, "every instance keeps its own"},
    {"data_copy", DUMP_PRIVATE, "for one person, who fetches it here"},
    {"data_copy_part", DUMP_PRIVATE, "likewise"},
    {"inactivity", DUMP_PRIVATE, "its links lead here; elsewhere the time begins anew"},
    {"person_likeness", DUMP_NEVER, "derived from people by a job"},
    {"merge", DUMP_PRIVATE, "only this instance can undo it"},
    {"merge_row", DUMP_PRIVATE, "likewise"},
    {"import_part", DUMP_PRIVATE, "names and addresses that are deleted after a month"},
    {"import_count", DUMP_PRIVATE, "likewise"},
    {"import_sieve", DUMP_PRIVATE, "likewise"},
    {"country", DUMP_SEEDED, "the migrations fill it; this instance may have changed it"},
    {"setting", DUMP_SEEDED, "a new instance begins with some"},
    {"file_chunk", DUMP_AS_FILES, "contents are files of their own, named by their hash"},
    {0},
};

const DumpRule *
dump_find_rule(const char *table)
{
    for (const DumpRule *rule = DUMP_RULES; rule->table != NULL; rule++)
        if (strcmp(rule->table, table) == 0)
            return rule;
    return NULL;
}

bool
dump_has_table(const SchemaTable *table, DumpScope scope)
{
    const DumpRule *rule = dump_find_rule(table->name);
    if (table->is_derived)
        return false;
    if (rule == NULL || rule->how == DUMP_SEEDED)
        return true;
    return rule->how == DUMP_PRIVATE && scope == DUMP_ALL;
}

typedef struct Dump {
    Db *db;
    const char *folder;
    const DumpOptions *options;
    const SchemaTable *table; /* in work */
    FILE *file;               /* in work, or NULL */
    GString *line;
    char *path; /* of @file */
    int64_t rows, done, total;
    GError *error; /* the first */
} Dump;

static bool
fail_system(Dump *dump, const char *path)
{
    if (dump->error == NULL)
        g_set_error(&dump->error, BARAZA_ERROR, ERROR_SYSTEM, "%s: %s", path, g_strerror(errno));
    return false;
}

/* Close the file in work; what a crash could lose is on the disk then. */
static bool
close_file(Dump *dump)
{
    if (dump->file == NULL)
        return true;
    bool ok = fflush(dump->file) == 0 && fsync(fileno(dump->file)) == 0;
    if (!ok)
        fail_system(dump, dump->path);
    fclose(dump->file);
    dump->file = NULL;
    return ok;
}

static bool
open_file(Dump *dump, char *path)
{
    g_free(dump->path);
    dump->path = path;
    dump->file = fopen(path, "wbxe");
    return dump->file != NULL || fail_system(dump, path);
}

static bool
write_bytes(Dump *dump, const void *at, size_t n)
{
    return n == 0 || fwrite(at, 1, n, dump->file) == n || fail_system(dump, dump->path);
}

static void
tell(Dump *dump)
{
    const DumpOptions *o = dump->options;
    if (o->progress != NULL && (dump->done % PROGRESS_ROWS == 0 || dump->done == dump->total))
        o->progress(o->progress_data, dump->table->name, dump->done, dump->total);
}

static bool
dump_row(const DbValue *values, void *data)
{
    Dump *dump = data;
    g_string_truncate(dump->line, 0);
    row_format(dump->line, dump->table, values);
    dump->rows++;
    dump->done++;
    tell(dump);
    return write_bytes(dump, dump->line->str, dump->line->len);
}

static bool
dump_table(Dump *dump)
{
    const SchemaTable *table = dump->table;
    DbKind kinds[DB_MAX_ARGS];
    for (int i = 0; i < table->n_columns; i++)
        kinds[i] = table->columns[i].kind;
    g_autofree char *name = g_strconcat(table->name, ".jsonl", NULL);
    dump->rows = 0;
    if (!open_file(dump, g_build_filename(dump->folder, "tables", name, NULL)))
        return false;
    db_walk(dump->db, &table->dump, DB_NO_ARGS, kinds, table->n_columns, dump_row, dump);
    return close_file(dump) && dump->error == NULL && !db_failed(dump->db);
}

static char *
file_path(const char *folder, const char *hash)
{
    g_autofree char *first = g_strndup(hash, 2);
    return g_build_filename(folder, "files", first, hash, NULL);
}

static bool
dump_chunk(const DbValue *values, void *data)
{
    Dump *dump = data;
    const char *hash = values[0].bytes.at;
    if (values[1].number == 0) {
        if (!close_file(dump))
            return false;
        g_autofree char *path = file_path(dump->folder, hash);
        g_autofree char *parent = g_path_get_dirname(path);
        if (g_mkdir_with_parents(parent, 0700) != 0)
            return fail_system(dump, parent);
        if (!open_file(dump, g_steal_pointer(&path)))
            return false;
    }
    return dump->file != NULL && write_bytes(dump, values[2].bytes.at, values[2].bytes.n);
}

static bool
dump_files(Dump *dump)
{
    static const DbKind kinds[] = {DB_TEXT, DB_INT, DB_BYTES};
    db_walk(dump->db, &SQL_dump_chunks, DB_NO_ARGS, kinds, G_N_ELEMENTS(kinds), dump_chunk, dump);
    return close_file(dump) && dump->error == NULL && !db_failed(dump->db);
}

static bool
dump_tables(Dump *dump, GKeyFile *index)
{
    for (int i = 0; i < SCHEMA_N_TABLES; i++) {
        dump->table = &SCHEMA_TABLES[i];
        if (!dump_has_table(dump->table, dump->options->scope))
            continue;
        if (!dump_table(dump))
            return false;
        g_key_file_set_int64(index, "rows", dump->table->name, dump->rows);
    }
    return dump_files(dump);
}

static void
count_rows(Dump *dump)
{
    for (int i = 0; i < SCHEMA_N_TABLES; i++)
        if (dump_has_table(&SCHEMA_TABLES[i], dump->options->scope))
            dump->total += db_number(dump->db, &SCHEMA_TABLES[i].count, DB_NO_ARGS);
}

/* The folder is to be ours alone: what is in it would be taken for a part of the export. */
static bool
make_folder(Dump *dump)
{
    g_autofree char *tables = g_build_filename(dump->folder, "tables", NULL);
    g_autoptr(GDir) dir = g_dir_open(dump->folder, 0, NULL);
    if (dir != NULL && g_dir_read_name(dir) != NULL) {
        errno = ENOTEMPTY;
        return fail_system(dump, dump->folder);
    }
    return g_mkdir_with_parents(tables, 0700) == 0 || fail_system(dump, tables);
}

static bool
write_index(Dump *dump, GKeyFile *index)
{
    g_autofree char *path = g_build_filename(dump->folder, "export.ini", NULL);
    g_key_file_set_comment(
        index, NULL, NULL,
        " An alliance's data; see tables/ and files/.  Read it in with: baraza import", NULL);
    return dump->error == NULL && g_key_file_save_to_file(index, path, &dump->error);
}

bool
db_export(Db *db, const char *folder, const DumpOptions *options, GError **error)
{
    g_autoptr(GString) line = g_string_new(NULL);
    g_autoptr(GKeyFile) index = g_key_file_new();
    Dump dump = {.db = db, .folder = folder, .options = options, .line = line};
    int migration = SCHEMA_MIGRATIONS[SCHEMA_N_MIGRATIONS - 1].number;
    g_key_file_set_integer(index, "export", "format", 1);
    g_key_file_set_integer(index, "export", "migration", migration);
    g_key_file_set_boolean(index, "export", "private", options->scope == DUMP_ALL);

    bool ok = make_folder(&dump);
    if (ok && (ok = db_begin(db, false) == DB_OK)) {
        count_rows(&dump);
        ok = dump_tables(&dump, index);
        close_file(&dump);
        ok = db_end(db, true) == DB_OK && ok;
    }
    ok = ok && write_index(&dump, index);
    g_free(dump.path);
    if (!ok && dump.error == NULL)
        g_set_error(&dump.error, BARAZA_ERROR, ERROR_DATABASE, "%s", db_message(db));
    if (!ok)
        g_propagate_error(error, dump.error);
    return ok;
}
