/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/row.h"

#include <string.h>

void
row_init(Row *row)
{
    *row = (Row){.text = g_string_sized_new(1024)};
    row_begin(row);
}

void
row_clear(Row *row)
{
    if (row->text != NULL)
        g_string_free(row->text, TRUE);
    row->text = NULL;
}

void
row_begin(Row *row)
{
    g_string_truncate(row->text, 0);
    g_string_append_c(row->text, '\0');
    row->n = 0;
    row->wide = row->inked = row->hidden = false;
}

static bool
is_blank(const char *text)
{
    while (*text == ' ' || *text == '\t' || *text == '\n')
        text++;
    return *text == '\0';
}

/* "#N/A", "#REF!", and what spreadsheets in other languages write for them: "#NOM?". */
static bool
is_error(const char *cell)
{
    if (*cell != '#' || strpbrk(cell, " @abcdefghijklmnopqrstuvwxyz") != NULL)
        return false;
    return strchr("!?", cell[strlen(cell) - 1]) != NULL || strcmp(cell, "#N/A") == 0 ||
           strcmp(cell, "#N/D") == 0;
}

void
row_close(Row *row, size_t column, size_t start)
{
    if (is_error(row->text->str + start))
        g_string_truncate(row->text, start);
    if (start == row->text->len)
        start = 0;
    if (column >= SHEET_MAX_COLUMNS) {
        row->wide |= start != 0;
        return;
    }
    while (row->n <= column)
        row->start[row->n++] = 0;
    row->start[column] = start;
    if (start == 0)
        return;
    g_string_append_c(row->text, '\0');
    row->inked |= !is_blank(row->text->str + start);
}

void
row_put(Row *row, size_t column, const char *text, size_t n)
{
    size_t start = row->text->len;
    g_string_append_len(row->text, text, (gssize)n);
    row_close(row, column, start);
}

bool
row_finish(Row *row, SheetRow *ret_row)
{
    while (row->n > 0 && row->start[row->n - 1] == 0)
        row->n--;
    for (size_t i = 0; i < row->n; i++)
        row->cell[i] = row->text->str + row->start[i];
    ret_row->cells = row->cell;
    ret_row->n = row->n;
    ret_row->is_hidden = row->hidden;
    return row->inked;
}
