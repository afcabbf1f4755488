/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/reference.h"
#include "db/driver.h"
#include "db/row.h"

#include <string.h>

static const SchemaTable *
table_of(const SchemaReference *reference)
{
    return &SCHEMA_TABLES[reference->table];
}

static const SchemaTable *
person_table(void)
{
    for (int i = 0; i < SCHEMA_N_TABLES; i++)
        if (strcmp(SCHEMA_TABLES[i].name, "person") == 0)
            return &SCHEMA_TABLES[i];
    g_assert_not_reached();
}

const char *
reference_table(const SchemaReference *reference)
{
    return table_of(reference)->name;
}

DbIds
reference_people(Ctx *cx, const SchemaReference *reference, const char *people)
{
    return db_ids(cx, &reference->among, DB_ARGS(people));
}

typedef struct Lines {
    Arena *arena;
    const SchemaTable *table;
    GPtrArray *lines;
} Lines;

static bool
add_line(const DbValue *values, void *data)
{
    Lines *lines = data;
    GString *line = arena_string(lines->arena, 256);
    row_format(line, lines->table, values);
    g_ptr_array_add(lines->lines, line->str);
    return true;
}

static ReferenceLines
lines_of(Ctx *cx, const SchemaTable *table, const Sql *sql, int64_t id)
{
    DbKind kinds[DB_MAX_ARGS];
    for (int i = 0; i < table->n_columns; i++)
        kinds[i] = table->columns[i].kind;
    Lines lines = {cx->arena, table, g_ptr_array_new()};
    arena_defer(cx->arena, (GDestroyNotify)g_ptr_array_unref, lines.lines);
    db_walk(cx->db, sql, DB_ARGS(id), kinds, table->n_columns, add_line, &lines);
    return (ReferenceLines){(const char *const *)lines.lines->pdata, lines.lines->len};
}

ReferenceLines
reference_lines(Ctx *cx, const SchemaReference *reference, int64_t person)
{
    return lines_of(cx, table_of(reference), &reference->rows, person);
}

ReferenceLines
reference_move(Ctx *cx, const SchemaReference *reference, int64_t gone, int64_t stays)
{
    db_execute(cx->db, &reference->move, DB_ARGS(gone, stays));
    if (!reference->may_collide)
        return (ReferenceLines){0};
    ReferenceLines doubles = reference_lines(cx, reference, gone);
    db_execute(cx->db, &reference->clear, DB_ARGS(gone));
    return doubles;
}

bool
reference_back(Ctx *cx, const SchemaReference *reference, const char *line, int64_t gone,
               int64_t stays)
{
    DbValue values[DB_MAX_ARGS + 1], args[SCHEMA_MAX_KEY + 3] = {db_int(gone), db_int(stays)};
    if (!row_parse(table_of(reference), arena_strdup(cx->arena, line), values, NULL))
        return false;
    for (int i = 0; i < reference->n_key; i++)
        args[i + 2] = values[reference->key[i]];
    args[reference->n_key + 2] = (DbValue){0};
    return db_execute(cx->db, &reference->back, args) == 1;
}

bool
reference_insert(Ctx *cx, const SchemaReference *reference, const char *line)
{
    DbValue values[DB_MAX_ARGS + 1];
    return row_parse(table_of(reference), arena_strdup(cx->arena, line), values, NULL) &&
           db_execute(cx->db, &table_of(reference)->load, values) == 1;
}

const char *
reference_person_line(Ctx *cx, int64_t person)
{
    ReferenceLines lines = lines_of(cx, person_table(), &SCHEMA_PERSON_ROW, person);
    return lines.n == 1 ? lines.at[0] : NULL;
}

bool
reference_write_person(Ctx *cx, const char *line)
{
    DbValue values[DB_MAX_ARGS + 1];
    return row_parse(person_table(), arena_strdup(cx->arena, line), values, NULL) &&
           db_execute(cx->db, &SCHEMA_PERSON_WRITE, values) == 1;
}

const char *
reference_person_email(Ctx *cx, const char *line)
{
    DbValue values[DB_MAX_ARGS + 1];
    const SchemaTable *table = person_table();
    if (!row_parse(table, arena_strdup(cx->arena, line), values, NULL))
        return "";
    for (int i = 0; i < table->n_columns; i++)
        if (strcmp(table->columns[i].name, "email") == 0)
            return arena_strndup(cx->arena, values[i].bytes.at, values[i].bytes.n);
    return "";
}
