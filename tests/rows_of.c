/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "rows_of.h"

#include "base/text.h"
#include "sheet/sheet.h"

const char *
rows_of(Arena *arena, Bytes file)
{
    g_autoptr(Sheet) sheet = sheet_new(sheet_source_bytes(&file), 0);
    GString *out = arena_string(arena, 256);
    for (SheetRow row; sheet_next(sheet, &row);) {
        g_string_append_printf(out, "%d:", (int)row.number);
        for (size_t i = 0; i < row.n; i++)
            g_string_append_printf(out, "%s%s", i > 0 ? "|" : "", row.cells[i]);
        g_string_append_c(out, '\n');
    }
    if (sheet_fault(sheet) != NULL)
        g_string_append(out, sheet_fault_text(arena, LANG_ENGLISH, sheet_fault(sheet)));
    g_assert_true(text_is_clean(out->str, out->len));
    return out->str;
}
