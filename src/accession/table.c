/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "accession/table.h"

#include "accession/cells.h"
#include "accession/column_names.h"
#include "base/limits.h"
#include "base/text.h"
#include "lang/format.h"
#include "sheet/cell.h"
#include "sheet/sheet_write.h"

#include <string.h>

/* What is read so far, and by what its columns are known. */
typedef struct Reading {
    Arena *arena;
    const ColumnGuess *guesses; /* [n] */
    size_t n;
    GArray *rows; /* AccessionRow */
} Reading;

static const ColumnName *
column_of(const Reading *reading, size_t i)
{
    bool known = i < reading->n && reading->guesses[i].meaning > 0;
    return known ? &COLUMN_NAMES[reading->guesses[i].meaning - 1] : NULL;
}

/* What is printed on a work keeps its lines; all else is one. */
static const char *
clean(Arena *arena, const ColumnName *column, const char *cell)
{
    bool keeps_lines = strcmp(column->name, "description") == 0 ||
                       strcmp(column->name, "authors") == 0;
    return keeps_lines ? text_trim_lines(arena, cell) : cell_trim(arena, cell);
}

static void
read_row(Reading *reading, const SheetRow *row)
{
    GString *cells = arena_string(reading->arena, 256);
    const char *title = "";
    for (size_t i = 0; i < row->n; i++) {
        const ColumnName *column = column_of(reading, i);
        const char *text = column != NULL ? clean(reading->arena, column, row->cells[i]) : "";
        if (*text != '\0')
            cell_append(cells, column->name, text);
        if (column != NULL && strcmp(column->name, "title") == 0)
            title = text_shorten(reading->arena, text, LIMIT_LINE);
    }
    if (cells->len > 0)
        g_array_append_vals(
            reading->rows,
            &(AccessionRow){.line = row->number, .cells = cells->str, .title = title}, 1);
}

static AccessionColumnSpan
read_header(Reading *reading, const SheetRow *row)
{
    Arena *arena = reading->arena;
    const char **header = arena_array_of(arena, const char *, row->n);
    for (size_t i = 0; i < row->n; i++)
        header[i] = text_shorten(arena, cell_trim(arena, row->cells[i]), LIMIT_LINE);
    reading->guesses = column_names_guess(arena, header, row->n);
    reading->n = row->n;
    AccessionColumn *columns = arena_array_of(arena, AccessionColumn, row->n);
    for (size_t i = 0; i < row->n; i++) {
        const ColumnName *column = column_of(reading, i);
        columns[i] = (AccessionColumn){header[i], column != NULL ? column->name : ""};
    }
    return (AccessionColumnSpan){columns, row->n};
}

static bool
has_title(const AccessionTable *table)
{
    for (size_t i = 0; i < table->columns.n; i++)
        if (strcmp(table->columns.at[i].meaning, "title") == 0)
            return true;
    return false;
}

static const char *
fault_of(Arena *arena, const Lang *lang, const Sheet *sheet, const AccessionTable *table)
{
    const SheetFault *fault = sheet_fault(sheet);
    const char *most = format_number(arena, lang, ACCESSION_ROWS);
    if (fault != NULL)
        return sheet_fault_text(arena, lang, fault);
    if (table->columns.n == 0)
        return lang_text(lang, N_("Table: there is nothing in it"));
    if (!has_title(table))
        return lang_text(lang,
                         N_("Table: its first row has to name the columns, and one of them is "
                            "“Title”. The example shows all."));
    if (table->rows.n == 0)
        return lang_text(lang, N_("Table: there is no row below the names of its columns"));
    if (table->rows.n > ACCESSION_ROWS)
        return lang_fill(arena,
                         lang_text(lang, N_("Table: these are too many rows, at most {n} at once")),
                         "n", most, NULL);
    return NULL;
}

bool
table_read(Arena *arena, const Lang *lang, Bytes bytes, AccessionTable *ret_table,
           const char **ret_words)
{
    Reading reading = {.arena = arena, .rows = g_array_new(FALSE, TRUE, sizeof(AccessionRow))};
    arena_defer(arena, (GDestroyNotify)g_array_unref, reading.rows);
    g_autoptr(Sheet) sheet = sheet_new(sheet_source_bytes(&bytes), 0);
    SheetRow row;
    *ret_table = (AccessionTable){
        {NULL, 0},
        {NULL, 0}
    };
    if (sheet_next(sheet, &row))
        ret_table->columns = read_header(&reading, &row);
    while (reading.rows->len <= ACCESSION_ROWS && sheet_next(sheet, &row))
        read_row(&reading, &row);
    ret_table->rows = (AccessionRowSpan){(AccessionRow *)(void *)reading.rows->data,
                                         reading.rows->len};
    *ret_words = fault_of(arena, lang, sheet, ret_table);
    return *ret_words == NULL;
}

Bytes
table_example(Arena *arena, const Lang *lang)
{
    const char *header[SHEET_MAX_COLUMNS], *cells[SHEET_MAX_COLUMNS];
    size_t n = 0;
    for (const ColumnName *column = COLUMN_NAMES; column->name != NULL; column++, n++) {
        header[n] = lang_text(lang, column->label);
        cells[n] = *column->sample != '\0' ? lang_text(lang, column->sample) : "";
        if (strcmp(column->name, "language") == 0)
            cells[n] = lang->name;
    }
    GString *out = arena_string(arena, 1024);
    g_string_append(out, SHEET_BEGIN);
    sheet_write_row(out, header, n);
    sheet_write_row(out, cells, n);
    return (Bytes){out->str, out->len};
}
