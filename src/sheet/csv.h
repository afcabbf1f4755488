/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * csv - rows of text with separators (RFC 4180, and what people make of it).
 *
 * Read with: sheet.h, row.h, decode.h.
 */
#pragma once
#include "sheet/decode.h"
#include "sheet/row.h"

typedef struct Csv {
    Decoder decoder;
    char separator;
    bool stop[256]; /* ends a cell without quotes */
    int64_t number; /* of the row that was read last, blank ones count */
} Csv;

/** Stand before the first row, with the separator known. */
void csv_init(Csv *csv, SheetSource source, SheetFault *ret_fault);
void csv_clear(Csv *csv);

/** Read a row into @row, blank or not; *@ret_number is what a spreadsheet shows beside
 *  it.  False at the end, or with
 *  *@ret_fault. */
bool csv_next(Csv *csv, Row *row, int64_t *ret_number, SheetFault *ret_fault);
