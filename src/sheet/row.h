/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * row - the cells of one row while it is read, in one buffer that is used again.
 *
 * Read with: sheet.h.
 */
#pragma once
#include "sheet/sheet.h"

typedef struct Row {
    GString *text;                       /* the cells, each ends with NUL; "" is at 0 */
    size_t start[SHEET_MAX_COLUMNS];     /* in text; 0: empty */
    const char *cell[SHEET_MAX_COLUMNS]; /* after row_finish() */
    size_t n;                            /* cells so far */
    bool wide;                           /* a cell with something in it had no room */
    bool inked;                          /* a cell has more than blanks */
    bool hidden;                         /* as the workbook says */
} Row;

void row_init(Row *row);
void row_clear(Row *row);

/** Forget the cells. */
void row_begin(Row *row);

/** What was appended to row->text since it was @start bytes long is the cell in @column. */
void row_close(Row *row, size_t column, size_t start);

/** Put @n bytes into @column. */
void row_put(Row *row, size_t column, const char *text, size_t n);

/** Make row->cell, drop empty cells at the end.  False if all is blank. */
bool row_finish(Row *row, SheetRow *ret_row);
