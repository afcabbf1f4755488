/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A list of people as text: its rows, and what the cells mean.
 */
#include "base/text.h"
#include "fuzzing.h"
#include "sheet/cell.h"
#include "sheet/column.h"
#include "sheet/sheet.h"

#include <string.h>

/* All that comes out is clean, and can be looked at. */
static void
check_row(const SheetRow *row, int64_t *line)
{
    g_autoptr(Arena) arena = arena_new();
    g_assert_true(row->n > 0 && row->n <= SHEET_MAX_COLUMNS && row->line > *line);
    *line = row->line;
    for (size_t i = 0; i < row->n; i++)
        g_assert_true(text_is_clean(row->cells[i], strlen(row->cells[i])));
    g_assert_true(*row->cells[row->n - 1] != '\0');
    if (row->line == 1)
        columns_guess(arena, row->cells, row->n);
    DateColumn column = {0};
    for (size_t i = 0; i < MIN(row->n, 4) && row->line < 4 && strlen(row->cells[i]) < 200; i++) {
        const char *date = "2016", *name = cell_name(arena, row->cells[i], true);
        g_assert_true(text_is_clean(name, strlen(name)));
        date_column_see(arena, &column, row->cells[i]);
        cell_date(arena, &column, row->cells[i], &date);
        g_assert_true(strlen(date) <= 10);
        g_assert_true(cell_emails(arena, row->cells[i]).n <= CELL_MAX_EMAILS);
        cell_country(arena, row->cells[i]);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    Bytes bytes = {data, size};
    g_autoptr(Sheet) sheet = sheet_new(sheet_source_bytes(&bytes));
    int64_t line = 0;
    for (SheetRow row; sheet_next(sheet, &row);)
        check_row(&row, &line);
    if (sheet_fault(sheet) != NULL)
        g_assert_true(*sheet_fault_text(arena, LANG_ENGLISH, sheet_fault(sheet)) != '\0');
    return 0;
}
