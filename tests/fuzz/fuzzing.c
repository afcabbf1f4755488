/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "fuzzing.h"

#include "base/text.h"
#include "html_check.h"

#include <stdlib.h>
#include <string.h>

char *
fuzz_text(Arena *arena, const uint8_t *data, size_t size)
{
    return arena_strndup(arena, size > 0 ? (const char *)data : "", size);
}

char *
fuzz_line(Arena *arena, const uint8_t **data, size_t *size)
{
    const uint8_t *end = *size > 0 ? memchr(*data, '\n', *size) : NULL;
    size_t n = end != NULL ? (size_t)(end - *data) : *size;
    char *line = fuzz_text(arena, *data, n);
    n += end != NULL;
    *data += n;
    *size -= n;
    return line;
}

Ctx *
fuzz_context(Arena *arena)
{
    App *app = arena_new_of(arena, App);
    *app = (App){.base_url = "https://alliance.example"};
    Ctx *cx = arena_new_of(arena, Ctx);
    *cx = (Ctx){.arena = arena, .app = app, .lang = LANG_ENGLISH, .request_id = "fuzz"};
    return cx;
}

void
fuzz_check_markup(const char *markup, bool written)
{
    g_autofree char *page = g_strdup_printf("<!doctype html>\n<html lang=\"en\"><head><title>Page"
                                            "</title></head><body><main><h1>Page</h1>%s</main>"
                                            "</body></html>",
                                            markup);
    g_autofree char *fault = html_check(page, strlen(page));
    bool theirs = fault != NULL && (strstr(fault, "nothing has the id") != NULL ||
                                    strstr(fault, "too deep") != NULL);
    if (fault == NULL || (written && theirs))
        return;
    g_printerr("%s in:\n%s\n", fault, page);
    abort(); /* which libFuzzer notices, and keeps the input */
}

static void
check_row(const SheetRow *row, int64_t *number)
{
    g_assert_true(row->n > 0 && row->n <= SHEET_MAX_COLUMNS && row->number > *number);
    *number = row->number;
    for (size_t i = 0; i < row->n; i++) {
        size_t n = strlen(row->cells[i]);
        g_assert_true(n <= SHEET_MAX_CELL && text_is_clean(row->cells[i], n));
        g_assert_null(strchr(row->cells[i], '\r'));
    }
    g_assert_true(*row->cells[row->n - 1] != '\0');
}

void
fuzz_read_sheet(Bytes file, void (*row)(const SheetRow *row))
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Sheet) sheet = sheet_new(sheet_source_bytes(&file), 0);
    int64_t number = -1;
    for (SheetRow each; sheet_next(sheet, &each);) {
        check_row(&each, &number);
        if (row != NULL)
            row(&each);
    }
    if (sheet_fault(sheet) != NULL)
        g_assert_true(*sheet_fault_text(arena, LANG_ENGLISH, sheet_fault(sheet)) != '\0');
}
