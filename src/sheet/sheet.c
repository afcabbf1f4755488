/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/sheet.h"

#include "sheet/cards.h"
#include "sheet/csv.h"
#include "sheet/row.h"
#include "sheet/xlsx.h"

#include <string.h>

static const char TOO_MANY_ROWS[] = N_("Line {line}: the list is too long. Split it into several.");
static const char TOO_WIDE[] = N_("Line {line}: there are more columns than a list can have.");
static const char OLD_EXCEL[] = N_("This is an old Excel file, or one with a password. Save it as "
                                   ".xlsx without a password, or as CSV.");

struct Sheet {
    SheetFormat format;
    Csv csv;
    Xlsx *xlsx;
    Cards *cards;
    Row row;
    int64_t n_rows;
    SheetFault fault;
};

static bool
read_bytes(void *data, int64_t from, void *room, size_t n)
{
    const Bytes *bytes = data;
    if (n > 0)
        memcpy(room, (const char *)bytes->at + from, n);
    return true;
}

SheetSource
sheet_source_bytes(const Bytes *bytes)
{
    return (SheetSource){read_bytes, (void *)bytes, (int64_t)bytes->n};
}

static bool
begins_with(const SheetSource *source, const char *magic)
{
    char start[4];
    return source->size >= 4 && source->read(source->data, 0, start, 4) &&
           memcmp(start, magic, 4) == 0;
}

Sheet *
sheet_new(SheetSource source, int64_t number)
{
    Sheet *sheet = g_new0(Sheet, 1);
    row_init(&sheet->row);
    if (begins_with(&source, "\xd0\xcf\x11\xe0")) {
        sheet->fault.text = OLD_EXCEL;
    } else if (begins_with(&source, "PK\3\4")) {
        sheet->format = SHEET_XLSX;
        sheet->xlsx = xlsx_new(source, number, &sheet->fault);
    } else if (cards_begin(&source)) {
        sheet->format = SHEET_VCARD;
        sheet->cards = cards_new(source);
    } else {
        sheet->format = SHEET_CSV;
        csv_init(&sheet->csv, source, &sheet->fault);
    }
    return sheet;
}

void
sheet_free(Sheet *sheet)
{
    if (sheet == NULL)
        return;
    csv_clear(&sheet->csv);
    xlsx_free(sheet->xlsx);
    cards_free(sheet->cards);
    row_clear(&sheet->row);
    g_free(sheet);
}

static bool
read_row(Sheet *sheet, int64_t *ret_number)
{
    switch (sheet->format) {
    case SHEET_CSV: return csv_next(&sheet->csv, &sheet->row, ret_number, &sheet->fault);
    case SHEET_XLSX: return xlsx_next(sheet->xlsx, &sheet->row, ret_number, &sheet->fault);
    case SHEET_VCARD: return cards_next(sheet->cards, &sheet->row, ret_number, &sheet->fault);
    }
    g_assert_not_reached();
}

/* A sheet of a workbook that ends before its first row is passed by. */
static bool
read_row_of_any(Sheet *sheet, int64_t *ret_number)
{
    while (!read_row(sheet, ret_number))
        if (sheet->fault.text != NULL || sheet->n_rows > 0 || sheet->xlsx == NULL ||
            !xlsx_turn(sheet->xlsx, &sheet->fault))
            return false;
    return true;
}

bool
sheet_next(Sheet *sheet, SheetRow *ret_row)
{
    SheetRow row = {0};
    do {
        if (sheet->fault.text != NULL || !read_row_of_any(sheet, &row.number))
            return false;
        if (sheet->row.wide)
            sheet->fault = (SheetFault){TOO_WIDE, row.number};
    } while (sheet->row.wide || !row_finish(&sheet->row, &row));
    if (++sheet->n_rows > SHEET_MAX_ROWS) {
        sheet->fault = (SheetFault){TOO_MANY_ROWS, row.number};
        return false;
    }
    *ret_row = row;
    return true;
}

const SheetFault *
sheet_fault(const Sheet *sheet)
{
    return sheet->fault.text != NULL ? &sheet->fault : NULL;
}

const char *
sheet_fault_text(Arena *arena, const Lang *lang, const SheetFault *fault)
{
    return lang_fill(arena, lang_text(lang, fault->text), "line",
                     arena_printf(arena, "%" G_GINT64_FORMAT, fault->line), NULL);
}

SheetFormat
sheet_format(const Sheet *sheet)
{
    return sheet->format;
}

SheetEncoding
sheet_encoding(const Sheet *sheet)
{
    return sheet->csv.decoder.encoding;
}

char
sheet_separator(const Sheet *sheet)
{
    return sheet->csv.separator;
}

const char *const *
sheet_names(const Sheet *sheet, size_t *ret_read)
{
    static const char *const none[] = {NULL};
    *ret_read = 0;
    return sheet->xlsx != NULL ? xlsx_names(sheet->xlsx, ret_read) : none;
}
