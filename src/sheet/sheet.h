/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * sheet - read the rows of a CSV, TSV, XLSX or vCard file as somebody made it.
 *
 * Format, encoding and separator are found out.  A row is given, then
 * forgotten, so memory does not grow with the rows; only the texts that an
 * XLSX shares between cells are kept.  All that comes out is UTF-8 without
 * control characters but tab and line feed (text_is_clean()).  Errors of
 * formulas such as #N/A are empty.
 *
 * CSV: separators are comma, semicolon, tab and |, or what "sep=;" in the
 * first line says.  RFC 4180 quotes; line ends inside become "\n".  Blanks
 * before a cell are left out.  UTF-16 needs its byte order mark; a byte that is
 * no UTF-8 is read as Windows-1252.
 *
 * XLSX: the sheet that is asked for, else the first that has rows and is not
 * hidden.  Hidden rows are read; a merged cell has its value in its first row
 * and column.  Dates are ISO 8601 ("2016-12-31", "2016-12-31T14:05", "14:05" if
 * there is no day), booleans TRUE and FALSE, numbers have up to 15 digits;
 * phonetic hints are left out.
 *
 * vCard: each card is a row, below a row of headings (cards.h).
 *
 * Read with: cell.h, column.h; sheet_write.h is the way out.
 */
#pragma once
#include "base/arena.h"
#include "lang/lang.h"

#define SHEET_MAX_COLUMNS 256
#define SHEET_MAX_CELL (64 * 1024) /* bytes */
#define SHEET_MAX_ROWS 2000000
#define SHEET_MAX_NAMES 64 /* sheets of a workbook */

/* Of an XLSX, which is a zip. */
#define SHEET_MAX_ENTRIES 4096                           /* files inside */
#define SHEET_MAX_UNPACKED ((int64_t)1024 * 1024 * 1024) /* bytes, all that is read of it */
#define SHEET_MAX_RATIO 200                              /* unpacked to packed... */
#define SHEET_FREE_UNPACKED ((int64_t)4 * 1024 * 1024)   /* ...of what comes after these bytes */
#define SHEET_MAX_SHARED ((size_t)128 * 1024 * 1024)     /* bytes of shared texts, kept in memory */
#define SHEET_MAX_STYLES 65536

/** Where the bytes come from. */
typedef struct SheetSource {
    /* Fill @room with the @n bytes from position @from, all of which exist; false if that fails. */
    bool (*read)(void *data, int64_t from, void *room, size_t n);
    void *data;
    int64_t size; /* bytes */
} SheetSource;

/** A source for bytes in memory; @bytes must outlive it. */
SheetSource sheet_source_bytes(const Bytes *bytes);

typedef enum SheetFormat {
    SHEET_CSV = 1,
    SHEET_XLSX,
    SHEET_VCARD,
} SheetFormat;

typedef enum SheetEncoding {
    SHEET_UTF8 = 1,
    SHEET_UTF16LE,
    SHEET_UTF16BE,
    SHEET_WINDOWS_1252,
} SheetEncoding;

/** Why reading ended early. */
typedef struct SheetFault {
    const char *text; /* English, for sheet_fault_text() */
    int64_t line;     /* where it began, from 1; 0: the file as a whole */
} SheetFault;

typedef struct SheetRow {
    const char *const *cells; /* [n], never NULL; until the next call */
    size_t n;                 /* without empty cells at the end; at least 1 */
    bool is_hidden;           /* by a filter, or by hand */
    int64_t number; /* from 1, as spreadsheets show it, or of the card; 0: headings of cards */
} SheetRow;

typedef struct Sheet Sheet;

/** Begin to read.  Never NULL; whether it can be read is said by sheet_fault().  @number is of a
 *  sheet in sheet_names(), from 1; 0, or one that is not there: the first with rows. */
Sheet *sheet_new(SheetSource source, int64_t number);
void sheet_free(Sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheet, sheet_free)

/** Read the next row that is not blank.  False at the end and from a fault on. */
bool sheet_next(Sheet *sheet, SheetRow *ret_row);

/** The fault that reading ended with, or NULL. */
const SheetFault *sheet_fault(const Sheet *sheet);

/** The fault as a sentence in @lang, with its line. */
const char *sheet_fault_text(Arena *arena, const Lang *lang, const SheetFault *fault);

/** What the file turned out to be; 0 if that is not known. */
SheetFormat sheet_format(const Sheet *sheet);
SheetEncoding sheet_encoding(const Sheet *sheet); /* of a CSV */
char sheet_separator(const Sheet *sheet);         /* of a CSV */

/** The names of an XLSX's sheets, those that are not read too; ends with NULL.  The one that is
 * read is at *@ret_read, once the first row was. */
const char *const *sheet_names(const Sheet *sheet, size_t *ret_read);
