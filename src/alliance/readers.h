/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * readers - how many people take the newsletter, month by month.
 *
 * Who takes it is who agreed last (consent.h), member or not.  The figures
 * "readers" and "subscribers" count the same as of one day, a test holds both
 * to the same numbers.  Of whom the record was erased no answer is left.
 *
 * Read with: figure.h, docs/decisions/0011-figures.md.
 */
#pragma once
#include "db/ctx.h"

typedef struct ReaderMonth {
    const char *month; /* "2016-12" */
    int64_t readers;   /* at its end; of the last, at the moment that was asked for */
    int64_t members;   /* of these */
    int64_t others;
} ReaderMonth;

typedef struct ReaderMonthSpan {
    const ReaderMonth *at;
    size_t n;
} ReaderMonthSpan;

/** Every month from the first agreement to the one before @end, oldest first; none without an
 *  agreement. */
ReaderMonthSpan reader_months(Ctx *cx, int64_t end);
