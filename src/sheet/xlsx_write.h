/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * xlsx_write - write rows as an Excel workbook, in flat memory.
 *
 * Every cell is text: nothing is a formula, a number or a link, whatever it
 * looks like.  A sheet that is full is followed by another with the same
 * heading.  Read with: sheet_write.h, which writes CSV.
 */
#pragma once
#include "base/arena.h"

typedef struct XlsxWriter XlsxWriter;

/** Begin a workbook in the file @path, which is overwritten, with these headings. */
XlsxWriter *xlsx_writer_new(const char *path, const char *const *headings, size_t n);

/** Append as many @cells as there are headings; NULL is an empty one.  What is longer than Excel
 *  takes is cut. */
void xlsx_writer_add(XlsxWriter *writer, const char *const *cells);

/** Write what is left and free the writer.  False: the file is not whole, the disk may be full. */
bool xlsx_writer_end(XlsxWriter *writer);
