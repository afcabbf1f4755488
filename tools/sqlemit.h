/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * sqlemit - write the C of statements and of the schema.
 *
 * Read with: src/db/db.h (Sql), src/db/schema.h.
 */
#pragma once
#include "sqlschema.h"

/** A statement as the program has it: with numbered parameters, checked. */
typedef struct CheckedSql {
    const char *name;
    const char *text, *postgres;
    char **params;
    TableBits reads, writes;
} CheckedSql;

/** Append "{ ... }", the initialiser of an Sql. */
void emit_sql(GString *out, const CheckedSql *sql);

/** Append @text as C's string, one line a line; "NULL" if it is NULL. */
void emit_string(GString *out, const char *text);

/** Write all that src/db/schema.h declares. */
void emit_schema(GString *out, Schema *schema);

/** Write the columns that refer to people: what is done when two records become one. */
void emit_references(GString *out, Schema *schema, const char *to);
