/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * cell - what people write into the cells of a list, understood.
 *
 * Nothing here guesses: what can be read in two ways is said to be unclear.
 * Read with: sheet.h, column.h.
 */
#pragma once
#include "base/arena.h"

/** Return @text without blanks at the ends, one space for several inside, without marks that nobody
 *  sees, and without the apostrophe that sheet_write.h puts before what could run. */
const char *cell_trim(Arena *arena, const char *text);

/* ---- countries ---- */

#define CELL_SUGGESTIONS 3

typedef struct CountryGuess {
    const char *iso2; /* of the process; NULL: not known, or nothing said */
    const char *suggestions[CELL_SUGGESTIONS]; /* of the process, nearest first; NULL: no more */
    bool empty;                                /* nothing said: blank, "-", "n/a" */
} CountryGuess;

/** Find the country that @text names: in English, French, Spanish, Portuguese, Arabic, Swahili, by
 *  another common name, or by ISO 3166 code of two letters, three letters, or digits.  Case and
 *  accents do not matter.  "NA" is Namibia. */
CountryGuess cell_country(Arena *arena, const char *text);

/* ---- dates ---- */

typedef enum DateResult {
    DATE_EMPTY,
    DATE_READ,
    DATE_UNCLEAR, /* 03/04/2016, and the column does not tell */
    DATE_WRONG,
} DateResult;

/** What a column's values tell about 03/04/2016.  Begin with {0}. */
typedef struct DateColumn {
    int64_t day_first, month_first; /* values that can only be read so */
} DateColumn;

/** Look at a value; all of the column come before the first cell_date(). */
void date_column_see(Arena *arena, DateColumn *column, const char *text);

/** Read a date as ISO 8601; without a day ("2016-12") or month if none is written.  Known forms:
 *  2016-12-31, 2016/12/31, 20161231, 31/12/2016, 12/31/2016, 31.12.2016 (day first always), 31 Dec
 *  2016, Dec 31, 2016, December 2016; months in English, French, Spanish, Portuguese; years of two
 *  digits are 1970 to 2069; a time after it is left out.  @column is NULL, or all one-sided if a
 *  person has decided.  *@ret_date is in @arena. */
DateResult cell_date(Arena *arena, const DateColumn *column, const char *text,
                     const char **ret_date);

/* ---- addresses and names ---- */

#define CELL_MAX_EMAILS 8

typedef struct CellEmail {
    const char *address; /* text_fold_email() */
    const char *name;    /* of "Ann Lima <ann@x.org>"; or "" */
    bool valid;          /* text_is_email() */
} CellEmail;

typedef struct CellEmailSpan {
    const CellEmail *at;
    size_t n;
} CellEmailSpan;

/** Find the addresses in @text, each once.  Something without an @ is one that is not valid. */
CellEmailSpan cell_emails(Arena *arena, const char *text);

/** Write a name that is all in capitals or all in small letters as people do: "VAN DER BERG" is
 * "Van der Berg", "O'NEIL" is "O'Neil".  Others stay.  If @turn, "LIMA, Ana" becomes "Ana Lima". */
const char *cell_name(Arena *arena, const char *text, bool turn);
