/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/sheet_write.h"

#include <string.h>

static bool
could_run(const char *cell)
{
    return *cell != '\0' && strchr("=+-@\t\r\n", *cell) != NULL;
}

static bool
needs_quotes(const char *cell)
{
    size_t n = strlen(cell);
    return strpbrk(cell, ",;|\t\"\r\n") != NULL ||
           (n > 0 && (cell[0] == ' ' || cell[n - 1] == ' '));
}

static void
write_cell(GString *out, const char *cell)
{
    const char *guard = could_run(cell) ? "'" : "";
    if (!needs_quotes(cell)) {
        g_string_append_printf(out, "%s%s", guard, cell);
        return;
    }
    g_string_append_printf(out, "\"%s", guard);
    for (const char *c = cell; *c != '\0'; c++) {
        if (*c == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *c);
    }
    g_string_append_c(out, '"');
}

void
sheet_write_row(GString *out, const char *const *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        write_cell(out, cells[i] != NULL ? cells[i] : "");
    }
    g_string_append(out, "\r\n");
}
