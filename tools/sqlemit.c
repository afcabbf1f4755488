/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sqlemit.h"

#include <inttypes.h>
#include <string.h>

void
emit_string(GString *out, const char *text)
{
    if (text == NULL) {
        g_string_append(out, "NULL");
        return;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        /* A trigraph needs two question marks side by side, which SQL does not have. */
        g_autofree char *escaped = g_strescape(*line, NULL);
        g_string_append_printf(out, "\n        \"%s%s\"", escaped, line[1] ? "\\n" : "");
    }
    if (lines[0] == NULL)
        g_string_append(out, "\"\"");
}

static void
emit_bits(GString *out, const TableBits *set)
{
    g_string_append(out, "{{");
    for (size_t i = 0; i < G_N_ELEMENTS(set->bits); i++)
        g_string_append_printf(out, "%s0x%" PRIx64 "u", i ? ", " : "", set->bits[i]);
    g_string_append(out, "}}");
}

void
emit_sql(GString *out, const CheckedSql *sql)
{
    int n = 0;
    g_string_append_printf(out, "{\n    .name = \"%s\",\n    .text = ", sql->name);
    emit_string(out, sql->text);
    g_string_append(out, ",\n    .postgres = ");
    emit_string(out, sql->postgres);
    g_string_append(out, ",\n    .params = {");
    for (; sql->params != NULL && sql->params[n] != NULL; n++)
        g_string_append_printf(out, "\"%s\", ", sql->params[n]);
    g_string_append_printf(out, "NULL},\n    .n_params = %d,\n    .reads = ", n);
    emit_bits(out, &sql->reads);
    g_string_append(out, ",\n    .writes = ");
    emit_bits(out, &sql->writes);
    g_string_append(out, ",\n}");
}

static const char *
kind_of(const TableColumn *column)
{
    static const struct {
        const char *type, *kind;
    } kinds[] = {
        {"INTEGER", "DB_INT"  },
        {"REAL",    "DB_REAL" },
        {"TEXT",    "DB_TEXT" },
        {"BLOB",    "DB_BYTES"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_ascii_strcasecmp(column->type, kinds[i].type) == 0)
            return kinds[i].kind;
    g_error("column %s has the type %s, which is not of the portable subset", column->name,
            column->type);
}

/* The primary key's columns.  PostgreSQL compares texts by bytes as SQLite does. */
static char *
order_of(const TableInfo *table, bool postgres)
{
    g_autoptr(GString) order = g_string_new(NULL);
    for (int key = 1;; key++) {
        const TableColumn *found = NULL;
        for (guint i = 0; i < table->columns->len && found == NULL; i++) {
            const TableColumn *column = table->columns->pdata[i];
            found = column->key == key ? column : NULL;
        }
        if (found == NULL)
            break;
        bool is_text = postgres && g_ascii_strcasecmp(found->type, "TEXT") == 0;
        g_string_append_printf(order, "%s\"%s\"%s", key > 1 ? ", " : "", found->name,
                               is_text ? " COLLATE \"C\"" : "");
    }
    if (order->len == 0)
        g_error("table %s has no primary key: an export could not be in order", table->name);
    return g_string_free(g_steal_pointer(&order), FALSE);
}

static char *
columns_of(const TableInfo *table, const char *mark)
{
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < table->columns->len; i++) {
        const TableColumn *column = table->columns->pdata[i];
        g_string_append(list, i > 0 ? ", " : "");
        if (mark != NULL)
            g_string_append_printf(list, "%s%u", mark, i + 1);
        else
            g_string_append_printf(list, "\"%s\"", column->name);
    }
    return g_string_free(g_steal_pointer(&list), FALSE);
}

static TableBits
only_table(int number)
{
    TableBits set = {0};
    set.bits[number / 64] |= (uint64_t)1 << (number % 64);
    return set;
}

static void
emit_dump(GString *out, const TableInfo *table, int number)
{
    g_autofree char *columns = columns_of(table, NULL);
    g_autofree char *order = order_of(table, false), *order_c = order_of(table, true);
    g_autofree char *name = g_strdup_printf("dump_%s", table->name);
    g_autofree char *text = g_strdup_printf("SELECT %s FROM \"%s\" ORDER BY %s", columns,
                                            table->name, order);
    g_autofree char *postgres = g_strdup_printf("SELECT %s FROM \"%s\" ORDER BY %s", columns,
                                                table->name, order_c);
    CheckedSql sql = {.name = name, .text = text, .postgres = postgres};
    sql.reads = only_table(number);
    emit_sql(out, &sql);
}

static void
emit_load(GString *out, const TableInfo *table, int number)
{
    g_autofree char *columns = columns_of(table, NULL);
    g_autofree char *marks = columns_of(table, "?"), *marks_pg = columns_of(table, "$");
    g_autofree char *name = g_strdup_printf("load_%s", table->name);
    g_autofree char *text = g_strdup_printf("INSERT INTO \"%s\" (%s) VALUES (%s)", table->name,
                                            columns, marks);
    g_autofree char *postgres = g_strdup_printf("INSERT INTO \"%s\" (%s) VALUES (%s)", table->name,
                                                columns, marks_pg);
    g_autoptr(GPtrArray) params = g_ptr_array_new();
    for (guint i = 0; i < table->columns->len; i++)
        g_ptr_array_add(params, ((TableColumn *)table->columns->pdata[i])->name);
    g_ptr_array_add(params, NULL);
    if (params->len > SQL_FILE_MAX_PARAMS + 1)
        g_error("table %s has more than %d columns", table->name, SQL_FILE_MAX_PARAMS);
    CheckedSql sql = {
        .name = name, .text = text, .postgres = postgres, .params = (char **)params->pdata};
    sql.writes = only_table(number);
    emit_sql(out, &sql);
}

static void
emit_count(GString *out, const TableInfo *table, int number)
{
    g_autofree char *name = g_strdup_printf("count_%s", table->name);
    g_autofree char *text = g_strdup_printf("SELECT count(*) FROM \"%s\"", table->name);
    CheckedSql sql = {.name = name, .text = text, .postgres = text};
    sql.reads = only_table(number);
    emit_sql(out, &sql);
}

static void
emit_clear(GString *out, const TableInfo *table, int number)
{
    g_autofree char *name = g_strdup_printf("clear_%s", table->name);
    g_autofree char *text = g_strdup_printf("DELETE FROM \"%s\"", table->name);
    CheckedSql sql = {.name = name, .text = text, .postgres = text};
    sql.writes = only_table(number);
    emit_sql(out, &sql);
}

/* Only a single INTEGER key is counted by the database. */
static const TableColumn *
counted_column(const TableInfo *table)
{
    const TableColumn *found = NULL;
    for (guint i = 0; i < table->columns->len; i++) {
        const TableColumn *column = table->columns->pdata[i];
        if (column->key > 1)
            return NULL;
        if (column->key == 1 && g_ascii_strcasecmp(column->type, "INTEGER") == 0)
            found = column;
    }
    return found;
}

static void
emit_reset(GString *out, const TableInfo *table)
{
    const TableColumn *id = counted_column(table);
    if (id == NULL) {
        g_string_append(out, "{0}");
        return;
    }
    g_autofree char *name = g_strdup_printf("reset_%s", table->name);
    g_autofree char *postgres = g_strdup_printf(
        "SELECT setval(pg_get_serial_sequence('\"%s\"', '%s'), coalesce(max(\"%s\"), 1),"
        " max(\"%s\") IS NOT NULL) FROM \"%s\"",
        table->name, id->name, id->name, id->name, table->name);
    CheckedSql sql = {.name = name, .postgres = postgres};
    emit_sql(out, &sql);
}

static void
emit_columns(GString *out, const TableInfo *table, int number)
{
    if (table->is_virtual)
        return;
    g_string_append_printf(out, "static const SchemaColumn columns_%d[] = {\n", number);
    for (guint i = 0; i < table->columns->len; i++) {
        const TableColumn *column = table->columns->pdata[i];
        g_string_append_printf(out, "    {\"%s\", %s},\n", column->name, kind_of(column));
    }
    g_string_append(out, "};\n");
}

static void
emit_table(GString *out, const TableInfo *table, int number)
{
    if (table->is_virtual) {
        g_string_append_printf(out, "{.name = \"%s\", .is_derived = true},\n", table->name);
        return;
    }
    g_string_append_printf(out, "{.name = \"%s\", .columns = columns_%d, .n_columns = %u,\n",
                           table->name, number, table->columns->len);
    g_string_append(out, ".dump = ");
    emit_dump(out, table, number);
    g_string_append(out, ",\n.load = ");
    emit_load(out, table, number);
    g_string_append(out, ",\n.count = ");
    emit_count(out, table, number);
    g_string_append(out, ",\n.clear = ");
    emit_clear(out, table, number);
    g_string_append(out, ",\n.reset = ");
    emit_reset(out, table);
    g_string_append(out, "},\n");
}

static void
emit_migration(GString *out, const MigrationFile *m)
{
    g_autofree char *checksum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, m->text, -1);
    g_autofree char *sqlite = sql_for_sqlite(m->text), *postgres = sql_for_postgres(m->text);
    g_string_append_printf(out, "{.number = %d, .name = \"%s\", .checksum = \"%s\",\n.sqlite = ",
                           m->number, m->name, checksum);
    emit_string(out, sqlite);
    g_string_append(out, ",\n.postgres = ");
    emit_string(out, postgres);
    g_string_append(out, "},\n");
}

void
emit_schema(GString *out, Schema *schema)
{
    const GPtrArray *migrations = schema_migrations(schema), *tables = schema_tables(schema);

    g_string_append(out,
                    "/* Made by tools/sqlc from migrations/. */\n#include \"db/schema.h\"\n\n");
    g_string_append(out, "const Migration SCHEMA_MIGRATIONS[] = {\n");
    for (guint i = 0; i < migrations->len; i++)
        emit_migration(out, migrations->pdata[i]);
    g_string_append_printf(out, "};\nconst int SCHEMA_N_MIGRATIONS = %u;\n\n", migrations->len);

    for (guint i = 0; i < tables->len; i++)
        emit_columns(out, tables->pdata[i], (int)i);
    g_string_append(out, "\nconst SchemaTable SCHEMA_TABLES[] = {\n");
    for (guint i = 0; i < tables->len; i++)
        emit_table(out, tables->pdata[i], (int)i);
    g_string_append_printf(out, "};\nconst int SCHEMA_N_TABLES = %u;\n\n", tables->len);
    emit_references(out, schema, "person");
}
