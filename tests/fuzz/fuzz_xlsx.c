/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The files of a workbook one after the other (zip_make.h), or a zip as it is.
 */
#include "base/text.h"
#include "fuzzing.h"
#include "sheet/sheet.h"
#include "zip_make.h"

#include <string.h>

/* All that comes out is clean, and can be looked at. */
static void
check_row(const SheetRow *row, int64_t *line)
{
    g_assert_true(row->n > 0 && row->n <= SHEET_MAX_COLUMNS && row->line > *line);
    *line = row->line;
    for (size_t i = 0; i < row->n; i++)
        g_assert_true(text_is_clean(row->cells[i], strlen(row->cells[i])));
    g_assert_true(*row->cells[row->n - 1] != '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    Bytes bytes = {data, size};
    if (size < 2 || memcmp(data, "PK", 2) != 0)
        bytes = zip_make(arena, (const char *)data, size);
    g_autoptr(Sheet) sheet = sheet_new(sheet_source_bytes(&bytes));
    int64_t line = 0;
    for (SheetRow row; sheet_next(sheet, &row);)
        check_row(&row, &line);
    if (sheet_fault(sheet) != NULL)
        g_assert_true(*sheet_fault_text(arena, LANG_ENGLISH, sheet_fault(sheet)) != '\0');
    return 0;
}
