/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/xlsx_write.h"
#include "base/text.h"

#include <xlsxwriter.h>

#define MOST_CHARACTERS 32767 /* of a cell */

struct XlsxWriter {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *bold;
    char **headings;
    size_t n;
    lxw_row_t next; /* row */
    bool failed;
};

static void
put_cell(XlsxWriter *writer, size_t column, const char *text, lxw_format *format)
{
    g_autoptr(Arena) arena = NULL;
    if (text == NULL || *text == '\0')
        return;
    if (strlen(text) > MOST_CHARACTERS) {
        arena = arena_new();
        text = text_shorten(arena, text, MOST_CHARACTERS);
    }
    lxw_error error = worksheet_write_string(writer->sheet, writer->next, (lxw_col_t)column, text,
                                             format);
    writer->failed |= error != LXW_NO_ERROR;
}

static void
begin_sheet(XlsxWriter *writer)
{
    writer->sheet = workbook_add_worksheet(writer->book, NULL);
    writer->next = 0;
    if (writer->sheet == NULL) {
        writer->failed = true;
        return;
    }
    worksheet_freeze_panes(writer->sheet, 1, 0);
    for (size_t i = 0; i < writer->n; i++)
        put_cell(writer, i, writer->headings[i], writer->bold);
    writer->next = 1;
}

XlsxWriter *
xlsx_writer_new(const char *path, const char *const *headings, size_t n)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE,
                                    .tmpdir = (char *)(uintptr_t)g_get_tmp_dir()};
    XlsxWriter *writer = g_new0(XlsxWriter, 1);
    writer->book = workbook_new_opt(path, &options);
    writer->n = n;
    writer->headings = g_new0(char *, n + 1);
    for (size_t i = 0; i < n; i++)
        writer->headings[i] = g_strdup(headings[i]);
    writer->failed = writer->book == NULL;
    if (writer->failed)
        return writer;
    writer->bold = workbook_add_format(writer->book);
    format_set_bold(writer->bold);
    begin_sheet(writer);
    return writer;
}

void
xlsx_writer_add(XlsxWriter *writer, const char *const *cells)
{
    if (!writer->failed && writer->next == LXW_ROW_MAX)
        begin_sheet(writer);
    if (writer->failed)
        return;
    for (size_t i = 0; i < writer->n; i++)
        put_cell(writer, i, cells[i], NULL);
    writer->next++;
}

bool
xlsx_writer_end(XlsxWriter *writer)
{
    bool ok = !writer->failed;
    if (writer->book != NULL)
        ok = workbook_close(writer->book) == LXW_NO_ERROR && ok;
    g_strfreev(writer->headings);
    g_free(writer);
    return ok;
}
