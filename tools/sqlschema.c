/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sqlschema.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct Schema {
    sqlite3 *db;
    GPtrArray *migrations, *tables;
    TableBits *reads, *writes; /* of the statement that is being prepared, or NULL */
    const char *refused;       /* what it may not do, or NULL */
    char *foreign;             /* a function of it that PostgreSQL does not have, or NULL */
};

static void
free_migration(void *data)
{
    MigrationFile *m = data;
    g_free(m->name);
    g_free(m->path);
    g_free(m->text);
    g_free(m);
}

static void
free_column(void *data)
{
    TableColumn *column = data;
    g_free(column->name);
    g_free(column->type);
    g_free(column);
}

static void
free_reference(void *data)
{
    TableReference *reference = data;
    g_free(reference->column);
    g_free(reference->table);
    g_free(reference);
}

static void
free_strings(void *data)
{
    g_strfreev(data);
}

static void
free_table(void *data)
{
    TableInfo *table = data;
    g_free(table->name);
    g_ptr_array_unref(table->columns);
    g_ptr_array_unref(table->references);
    g_ptr_array_unref(table->uniques);
    g_free(table);
}

void
schema_free(Schema *schema)
{
    if (schema == NULL)
        return;
    sqlite3_close(schema->db);
    g_ptr_array_unref(schema->migrations);
    g_ptr_array_unref(schema->tables);
    g_free(schema->foreign);
    g_free(schema);
}

const GPtrArray *
schema_migrations(const Schema *schema)
{
    return schema->migrations;
}

const GPtrArray *
schema_tables(const Schema *schema)
{
    return schema->tables;
}

static int
compare_migrations(const void *a, const void *b)
{
    return (*(const MigrationFile *const *)a)->number - (*(const MigrationFile *const *)b)->number;
}

/* Read "0002_item.sql"; other files of the folder are not ours to read. */
static bool
add_migration(Schema *schema, const char *folder, const char *file, GError **error)
{
    guint64 number = 0;
    g_autofree char *digits = g_strndup(file, strspn(file, "0123456789"));
    size_t n = strlen(digits);
    if (!g_str_has_suffix(file, ".sql"))
        return true;
    if (n != 4 || file[n] != '_' || !g_ascii_string_to_unsigned(digits, 10, 0, 9999, &number, NULL))
        return sql_error(error, file, 1, "a migration's file is called NNNN_name.sql");

    MigrationFile *m = g_new0(MigrationFile, 1);
    m->number = (int)number;
    m->name = g_strndup(file + n + 1, strlen(file) - n - 5);
    m->path = g_build_filename(folder, file, NULL);
    g_ptr_array_add(schema->migrations, m);
    return g_file_get_contents(m->path, &m->text, &n, error) &&
           sql_check_utf8(m->path, m->text, n, error);
}

static bool
read_folder(Schema *schema, const char *folder, GError **error)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
    if (dir == NULL)
        return false;
    for (const char *file; (file = g_dir_read_name(dir)) != NULL;)
        if (!add_migration(schema, folder, file, error))
            return false;
    g_ptr_array_sort(schema->migrations, compare_migrations);
    for (guint i = 1; i < schema->migrations->len; i++) {
        const MigrationFile *m = schema->migrations->pdata[i];
        if (((MigrationFile *)schema->migrations->pdata[i - 1])->number == m->number)
            return sql_error(error, m->path, 1, "there is a second migration %d", m->number);
    }
    return true;
}

static bool
fail_at(Schema *schema, const char *path, int line, const char *text, GError **error)
{
    int offset = sqlite3_error_offset(schema->db);
    return sql_error(error, path, offset < 0 ? line : sql_line_at(text, (size_t)offset, line), "%s",
                     sqlite3_errmsg(schema->db));
}

static bool
run_migration(Schema *schema, const MigrationFile *m, GError **error)
{
    g_autofree char *text = sql_for_sqlite(m->text);
    const char *rest = text;
    while (*rest != '\0') {
        sqlite3_stmt *stmt = NULL;
        const char *begin = rest;
        int line = sql_line_at(text, (size_t)(begin - text), 1);
        int rc = sqlite3_prepare_v2(schema->db, begin, -1, &stmt, &rest);
        if (rc == SQLITE_OK && stmt != NULL)
            rc = sqlite3_step(stmt) == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR;
        if (rc != SQLITE_OK)
            fail_at(schema, m->path, line, begin, error);
        sqlite3_finalize(stmt);
        if (rc != SQLITE_OK)
            return false;
    }
    return true;
}

static bool
read_columns(Schema *schema, TableInfo *table, GError **error)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(schema->db, "SELECT name, type, pk FROM pragma_table_info(?1)", -1,
                           &stmt, NULL) != SQLITE_OK)
        return fail_at(schema, table->name, 1, "", error);
    sqlite3_bind_text(stmt, 1, table->name, -1, SQLITE_STATIC);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        TableColumn *column = g_new0(TableColumn, 1);
        column->name = g_strdup((const char *)sqlite3_column_text(stmt, 0));
        column->type = g_strdup((const char *)sqlite3_column_text(stmt, 1));
        column->key = sqlite3_column_int(stmt, 2);
        g_ptr_array_add(table->columns, column);
    }
    sqlite3_finalize(stmt);
    return true;
}

static sqlite3_stmt *
ask_about(Schema *schema, const char *query, const char *name, GError **error)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(schema->db, query, -1, &stmt, NULL) != SQLITE_OK) {
        fail_at(schema, name, 1, query, error);
        return NULL;
    }
    sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
    return stmt;
}

static bool
read_references(Schema *schema, TableInfo *table, GError **error)
{
    sqlite3_stmt *stmt = ask_about(schema,
                                   "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)"
                                   " ORDER BY id DESC, seq",
                                   table->name, error);
    while (stmt != NULL && sqlite3_step(stmt) == SQLITE_ROW) {
        TableReference *reference = g_new0(TableReference, 1);
        reference->column = g_strdup((const char *)sqlite3_column_text(stmt, 0));
        reference->table = g_strdup((const char *)sqlite3_column_text(stmt, 1));
        g_ptr_array_add(table->references, reference);
    }
    sqlite3_finalize(stmt);
    return stmt != NULL;
}

/* A unique key over an expression has a column without a name: it is left out, since what refers
 * to a row never stands in one. */
static bool
read_uniques(Schema *schema, TableInfo *table, GError **error)
{
    sqlite3_stmt *stmt = ask_about(schema,
                                   "SELECT group_concat(c.name, char(10)) FROM"
                                   " pragma_index_list(?1) l, pragma_index_info(l.name) c"
                                   " WHERE l.\"unique\" = 1 GROUP BY l.name ORDER BY l.name",
                                   table->name, error);
    while (stmt != NULL && sqlite3_step(stmt) == SQLITE_ROW) {
        const char *names = (const char *)sqlite3_column_text(stmt, 0);
        if (names != NULL)
            g_ptr_array_add(table->uniques, g_strsplit(names, "\n", -1));
    }
    sqlite3_finalize(stmt);
    g_autoptr(GStrvBuilder) key = g_strv_builder_new();
    for (guint i = 0; i < table->columns->len; i++)
        if (((TableColumn *)table->columns->pdata[i])->key > 0)
            g_strv_builder_add(key, ((TableColumn *)table->columns->pdata[i])->name);
    g_ptr_array_add(table->uniques, g_strv_builder_end(key));
    return stmt != NULL;
}

static bool
read_tables(Schema *schema, GError **error)
{
    static const char query[] = "SELECT l.name, l.type = 'virtual' FROM pragma_table_list l"
                                "  JOIN sqlite_schema s ON s.name = l.name"
                                " WHERE l.schema = 'main' AND l.type IN ('table', 'virtual')"
                                "   AND l.name NOT LIKE 'sqlite!_%' ESCAPE '!'"
                                " ORDER BY s.rowid";
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(schema->db, query, -1, &stmt, NULL) != SQLITE_OK)
        return fail_at(schema, "migrations", 1, query, error);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        TableInfo *table = g_new0(TableInfo, 1);
        table->name = g_strdup((const char *)sqlite3_column_text(stmt, 0));
        table->is_virtual = sqlite3_column_int(stmt, 1);
        table->columns = g_ptr_array_new_with_free_func(free_column);
        table->references = g_ptr_array_new_with_free_func(free_reference);
        table->uniques = g_ptr_array_new_with_free_func(free_strings);
        g_ptr_array_add(schema->tables, table);
    }
    sqlite3_finalize(stmt);
    if (schema->tables->len > SCHEMA_MAX_TABLES)
        return sql_error(error, "migrations", 1, "more than %d tables", SCHEMA_MAX_TABLES);
    for (guint i = 0; i < schema->tables->len; i++)
        if (!read_columns(schema, schema->tables->pdata[i], error) ||
            !read_references(schema, schema->tables->pdata[i], error) ||
            !read_uniques(schema, schema->tables->pdata[i], error))
            return false;
    return true;
}

/* The number of the table, or of the search index whose shadow it is; -1 if it is not ours. */
static int
find_table(const Schema *schema, const char *name)
{
    for (guint i = 0; i < schema->tables->len; i++) {
        const TableInfo *table = schema->tables->pdata[i];
        size_t n = strlen(table->name);
        if (strcmp(table->name, name) == 0 ||
            (table->is_virtual && strncmp(table->name, name, n) == 0 && name[n] == '_'))
            return (int)i;
    }
    return -1;
}

static void
note(const Schema *schema, TableBits *set, const char *name)
{
    int i = name != NULL ? find_table(schema, name) : -1;
    if (i >= 0)
        set->bits[i / 64] |= (uint64_t)1 << (i % 64);
}

/* SQLite tells what a statement, its triggers and its cascades will do. */
static int
authorize(void *data, int action, const char *first, const char *second,
          const char *database G_GNUC_UNUSED, const char *trigger G_GNUC_UNUSED)
{
    Schema *schema = data;
    if (schema->reads == NULL)
        return SQLITE_OK;
    switch (action) {
    case SQLITE_FUNCTION:
        if (schema->foreign == NULL && !sql_function_is_shared(second))
            schema->foreign = g_strdup(second);
        return SQLITE_OK;
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_READ: note(schema, schema->reads, first); return SQLITE_OK;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE: note(schema, schema->writes, first); return SQLITE_OK;
    default:
        schema->refused = "only SELECT, INSERT, UPDATE and DELETE may stand in a .sql file";
        return SQLITE_DENY;
    }
}

static sqlite3 *
open_memory(void)
{
    sqlite3 *db = NULL;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK)
        g_error("SQLite does not open a database in memory");
    /* What only SQLite takes for a string, PostgreSQL takes for a column. */
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    return db;
}

Schema *
schema_open(const char *folder, GError **error)
{
    g_autoptr(Schema) schema = g_new0(Schema, 1);
    schema->db = open_memory();
    schema->migrations = g_ptr_array_new_with_free_func(free_migration);
    schema->tables = g_ptr_array_new_with_free_func(free_table);
    if (!read_folder(schema, folder, error))
        return NULL;
    for (guint i = 0; i < schema->migrations->len; i++)
        if (!run_migration(schema, schema->migrations->pdata[i], error))
            return NULL;
    if (!read_tables(schema, error))
        return NULL;
    sqlite3_set_authorizer(schema->db, authorize, schema);
    return g_steal_pointer(&schema);
}

const char *
schema_foreign_function(const Schema *schema)
{
    return schema->foreign;
}

bool
schema_check(Schema *schema, const char *path, int line, const char *sql, TableBits *ret_reads,
             TableBits *ret_writes, GError **error)
{
    sqlite3_stmt *stmt = NULL;
    const char *rest = NULL;
    TableBits reads = {0}, writes = {0};
    schema->reads = &reads;
    schema->writes = &writes;
    schema->refused = NULL;
    g_clear_pointer(&schema->foreign, g_free);
    int rc = sqlite3_prepare_v2(schema->db, sql, -1, &stmt, &rest);
    schema->reads = schema->writes = NULL;
    sqlite3_finalize(stmt);

    if (schema->refused != NULL)
        return sql_error(error, path, line, "%s", schema->refused);
    if (rc != SQLITE_OK)
        return fail_at(schema, path, line, sql, error);
    if (stmt == NULL)
        return sql_error(error, path, line, "a statement is missing");
    while (g_ascii_isspace(*rest))
        rest++;
    if (*rest != '\0')
        return sql_error(error, path, sql_line_at(sql, (size_t)(rest - sql), line),
                         "a second statement needs its own -- name:");
    *ret_reads = reads;
    *ret_writes = writes;
    return true;
}
