/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * workbook - what the cells of an XLSX refer to: sheets, shared texts, formats.
 *
 * Read with: xlsx.h, zip.h.
 */
#pragma once
#include "sheet/zip.h"

typedef struct Workbook {
    GPtrArray *names; /* of the sheets; ends with NULL */
    GPtrArray *files; /* of them in the zip; NULL where there is none */
    GArray *hidden;   /* of bool: is it? */
    bool since_1904;
    GString *shared;   /* texts, each ends with NUL */
    GArray *shared_at; /* of size_t: where in shared each begins */
    GArray *dates;     /* of bool: does the style show a date? */
} Workbook;

/** Read all but the rows.  Returns a fault, or NULL. */
const char *workbook_read(Workbook *book, Zip *zip);
void workbook_clear(Workbook *book);

/** Append @n bytes of text without control characters; "_x000D_" is the character that it names. */
void workbook_append(GString *out, const char *text, size_t n);
