/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The statements with which all that refers to one row is given to another: SchemaReference of
 * src/db/schema.h.  They are made from the schema, so no table can be forgotten.
 */
#include "sqlemit.h"

#include <string.h>

#define MAX_KEY 4 /* SCHEMA_MAX_KEY */

/* A reference, with what its statements are put together from. */
typedef struct Reference {
    Schema *schema;
    const TableInfo *table;
    const char *column;
    int key[MAX_KEY]; /* places of the primary key's other columns */
    int n_key;
} Reference;

static const char *
column_name(const TableInfo *table, int i)
{
    return ((TableColumn *)table->columns->pdata[i])->name;
}

static void
find_key(Reference *r)
{
    for (guint i = 0; i < r->table->columns->len; i++) {
        const TableColumn *column = r->table->columns->pdata[i];
        if (column->key == 0 || strcmp(column->name, r->column) == 0)
            continue;
        if (r->n_key == MAX_KEY)
            g_error("table %s has a key of too many columns", r->table->name);
        r->key[r->n_key++] = (int)i;
    }
}

static char *
order_of(const Reference *r)
{
    g_autoptr(GString) order = g_string_new(NULL);
    for (int i = 0; i < r->n_key; i++)
        g_string_append_printf(order, "%s\"%s\"", i > 0 ? ", " : "",
                               column_name(r->table, r->key[i]));
    return g_strdup(order->len > 0 ? order->str : "1");
}

/* The other columns of each unique key that has ours, as "would be there twice". */
static char *
collisions(const Reference *r)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < r->table->uniques->len; i++) {
        char **key = r->table->uniques->pdata[i];
        if (!g_strv_contains((const char *const *)key, r->column))
            continue;
        g_string_append_printf(text,
                               " AND NOT EXISTS (SELECT 1 FROM \"%s\" other WHERE other.\"%s\""
                               " = ?2",
                               r->table->name, r->column);
        for (char **other = key; *other != NULL; other++)
            if (strcmp(*other, r->column) != 0)
                g_string_append_printf(text, " AND other.\"%s\" = \"%s\".\"%s\"", *other,
                                       r->table->name, *other);
        g_string_append_c(text, ')');
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
emit(GString *out, const Reference *r, const char *what, const char *text, char **params)
{
    g_autofree char *name = g_strdup_printf("%s_%s_%s", what, r->table->name, r->column);
    g_autofree char *bound = g_strdelimit(g_strdup(text), "?", '$');
    g_autofree char *postgres = sql_to_postgres(bound);
    g_autoptr(GError) error = NULL;
    CheckedSql sql = {.name = name, .text = text, .postgres = postgres, .params = params};
    if (!schema_check(r->schema, name, 1, text, &sql.reads, &sql.writes, &error))
        g_error("%s", error->message);
    g_string_append_printf(out, ".%s = ", what);
    emit_sql(out, &sql);
    g_string_append(out, ",\n");
}

static void
emit_plain(GString *out, const Reference *r)
{
    char *person[] = {"person", NULL}, *people[] = {"people", NULL},
         *both[] = {"gone", "stays", NULL};
    const char *table = r->table->name, *column = r->column;
    g_autoptr(GString) columns = g_string_new(NULL);
    for (guint i = 0; i < r->table->columns->len; i++)
        g_string_append_printf(columns, "%s\"%s\"", i > 0 ? ", " : "",
                               column_name(r->table, (int)i));
    g_autofree char *order = order_of(r), *twice = collisions(r);
    g_autofree char *among = g_strdup_printf(
        "SELECT DISTINCT \"%s\" FROM \"%s\" WHERE \"%s\" IN"
        " (SELECT CAST(value AS INTEGER) FROM json_each(?1) AS asked)",
        column, table, column);
    g_autofree char *rows = g_strdup_printf("SELECT %s FROM \"%s\" WHERE \"%s\" = ?1 ORDER BY %s",
                                            columns->str, table, column, order);
    g_autofree char *move = g_strdup_printf("UPDATE \"%s\" SET \"%s\" = ?2 WHERE \"%s\" = ?1%s",
                                            table, column, column, twice);
    g_autofree char *clear = g_strdup_printf("DELETE FROM \"%s\" WHERE \"%s\" = ?1", table, column);
    emit(out, r, "among", among, people);
    emit(out, r, "rows", rows, person);
    emit(out, r, "move", move, both);
    emit(out, r, "clear", clear, person);
}

static void
emit_back(GString *out, const Reference *r)
{
    char *params[MAX_KEY + 3] = {"gone", "stays"};
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, "UPDATE \"%s\" SET \"%s\" = ?1 WHERE \"%s\" = ?2", r->table->name,
                           r->column, r->column);
    for (int i = 0; i < r->n_key; i++) {
        params[i + 2] = (char *)column_name(r->table, r->key[i]);
        g_string_append_printf(text, " AND \"%s\" = ?%d", params[i + 2], i + 3);
    }
    emit(out, r, "back", text->str, params);
}

/* The row itself, whole. */
static void
emit_own_row(GString *out, Schema *schema, const TableInfo *table)
{
    char *params[] = {"person", NULL};
    g_autoptr(GString) text = g_string_new("SELECT ");
    g_autoptr(GError) error = NULL;
    for (guint i = 0; i < table->columns->len; i++)
        g_string_append_printf(text, "%s\"%s\"", i > 0 ? ", " : "", column_name(table, (int)i));
    g_string_append_printf(text, " FROM \"%s\" WHERE id = ?1", table->name);
    g_autofree char *postgres = g_strdelimit(g_strdup(text->str), "?", '$');
    CheckedSql sql = {
        .name = "person_row", .text = text->str, .postgres = postgres, .params = params};
    if (!schema_check(schema, sql.name, 1, text->str, &sql.reads, &sql.writes, &error))
        g_error("%s", error->message);
    g_string_append(out, "const Sql SCHEMA_PERSON_ROW = ");
    emit_sql(out, &sql);
    g_string_append(out, ";\n");
}

/* The row as values in the order of its columns, of which id is the first. */
static void
emit_own_write(GString *out, Schema *schema, const TableInfo *table)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GPtrArray) params = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    g_string_append_printf(text, "UPDATE \"%s\" SET ", table->name);
    for (guint i = 0; i < table->columns->len; i++) {
        g_ptr_array_add(params, ((TableColumn *)table->columns->pdata[i])->name);
        if (i > 0)
            g_string_append_printf(text, "%s\"%s\" = ?%u", i > 1 ? ", " : "",
                                   column_name(table, (int)i), i + 1);
    }
    g_ptr_array_add(params, NULL);
    g_string_append(text, " WHERE id = ?1");
    g_autofree char *postgres = g_strdelimit(g_strdup(text->str), "?", '$');
    CheckedSql sql = {.name = "person_write",
                      .text = text->str,
                      .postgres = postgres,
                      .params = (char **)params->pdata};
    if (!schema_check(schema, sql.name, 1, text->str, &sql.reads, &sql.writes, &error))
        g_error("%s", error->message);
    g_string_append(out, "const Sql SCHEMA_PERSON_WRITE = ");
    emit_sql(out, &sql);
    g_string_append(out, ";\n");
}

static void
emit_reference(GString *out, const Reference *r, int number)
{
    g_autofree char *twice = collisions(r);
    g_string_append_printf(out,
                           "{.table = %d, .column = \"%s\", .n_key = %d, .may_collide = %s,\n"
                           ".key = {",
                           number, r->column, r->n_key, *twice ? "true" : "false");
    for (int i = 0; i < r->n_key; i++)
        g_string_append_printf(out, "%s%d", i > 0 ? ", " : "", r->key[i]);
    g_string_append(out, "},\n");
    emit_plain(out, r);
    emit_back(out, r);
    g_string_append(out, "},\n");
}

void
emit_references(GString *out, Schema *schema, const char *to)
{
    const GPtrArray *tables = schema_tables(schema);
    const TableInfo *own = NULL;
    int n = 0;
    g_string_append(out, "const SchemaReference SCHEMA_PERSON_REFERENCES[] = {\n");
    for (guint i = 0; i < tables->len; i++) {
        const TableInfo *table = tables->pdata[i];
        for (guint k = 0; k < table->references->len; k++) {
            const TableReference *reference = table->references->pdata[k];
            if (strcmp(reference->table, to) != 0)
                continue;
            Reference r = {.schema = schema, .table = table, .column = reference->column};
            find_key(&r);
            emit_reference(out, &r, (int)i);
            n++;
        }
    }
    for (guint i = 0; i < tables->len; i++)
        if (strcmp(((TableInfo *)tables->pdata[i])->name, to) == 0)
            own = tables->pdata[i];
    g_string_append_printf(out, "};\nconst int SCHEMA_N_PERSON_REFERENCES = %d;\n", n);
    if (own == NULL)
        return;
    emit_own_row(out, schema, own);
    emit_own_write(out, schema, own);
}
