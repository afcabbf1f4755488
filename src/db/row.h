/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * row - one row of a table as one line of JSON, for db/dump.h.
 *
 * A row has exactly one form: all columns in the order of the schema, no white
 * space, texts as they are but for what JSON cannot have, bytes in base64, the
 * shortest decimal that gives the same number again.  So equal tables are equal
 * files.
 */
#pragma once
#include "db/schema.h"

/** Append the row, with its line end. */
void row_format(GString *out, const SchemaTable *table, const DbValue *values);

/** Read a row; @ret_values has room for DB_MAX_ARGS + 1 and ends with DB_END.  Texts and bytes
 * stand in @line, which is changed.  @error: ERROR_INPUT. */
bool row_parse(const SchemaTable *table, char *line, DbValue *ret_values, GError **error);
