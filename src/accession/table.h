/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * table - the table of works that somebody sends, read; and the example to begin with.
 */
#pragma once
#include "accession/accession.h"
#include "sheet/sheet.h"

/** Read a table.  False: *@ret_words says in @lang why not, as a sentence. */
bool table_read(Arena *arena, const struct Lang *lang, Bytes bytes, AccessionTable *ret_table,
                const char **ret_words);

/** A table with all columns and one row, in @lang, as spreadsheets open it. */
Bytes table_example(Arena *arena, const struct Lang *lang);
