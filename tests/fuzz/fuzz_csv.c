/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A list of people as text: its rows, and what the cells mean.
 */
#include "base/text.h"
#include "fuzzing.h"
#include "sheet/cell.h"
#include "sheet/column.h"

#include <string.h>

/* What cells and columns mean can be asked of any text. */
static void
ask_row(const SheetRow *row)
{
    g_autoptr(Arena) arena = arena_new();
    if (row->number == 1)
        columns_guess(arena, row->cells, row->n);
    DateColumn column = {0};
    for (size_t i = 0; i < MIN(row->n, 4) && row->number < 4 && strlen(row->cells[i]) < 200; i++) {
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
    fuzz_read_sheet((Bytes){data, size}, ask_row);
    return 0;
}
