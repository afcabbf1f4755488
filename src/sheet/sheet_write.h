/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * sheet_write - write rows as CSV that spreadsheets open and do not run.
 *
 * RFC 4180 in UTF-8 with a byte order mark, without which Excel spoils every
 * accent.  A cell that begins with = + - @, tab, carriage return or line feed
 * could be run as a formula: it gets an apostrophe before it, which cell_trim()
 * takes off again.  Read with: sheet.h, cell.h.
 */
#pragma once
#include "base/arena.h"

#define SHEET_BEGIN "\xef\xbb\xbf" /* what a CSV begins with */

/** Append the @n @cells as a row; NULL is an empty one. */
void sheet_write_row(GString *out, const char *const *cells, size_t n);
