/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * xlsx - the rows of a workbook in Office Open XML (ECMA-376).
 *
 * Read with: sheet.h, row.h, workbook.h.
 */
#pragma once
#include "sheet/row.h"

typedef struct Xlsx Xlsx;

/** Stand before the first row of sheet @number, from 1; 0, or one that is not there: the first that
 *  is not hidden.  NULL or with *@ret_fault if it is no workbook. */
Xlsx *xlsx_new(SheetSource source, int64_t number, SheetFault *ret_fault);
void xlsx_free(Xlsx *xlsx);

/** Read a row into @row, blank or not.  False at the end, or with *@ret_fault. */
bool xlsx_next(Xlsx *xlsx, Row *row, int64_t *ret_number, SheetFault *ret_fault);

/** Go on with the next sheet that is not hidden.  False if there is none, or one was asked for, or
 *  with *@ret_fault. */
bool xlsx_turn(Xlsx *xlsx, SheetFault *ret_fault);

const char *const *xlsx_names(const Xlsx *xlsx, size_t *ret_read);
