/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * period - some whole days, months or years, as people name them.
 *
 *     2016    2016-07    2016-07-15    2016-07..2017-06
 *
 * Read with: base/moment.h, which has the dates of reduced precision.
 */
#pragma once
#include "base/moment.h"

/** A period; its texts are in an arena. */
typedef struct Period {
    const char *from, *to; /* as named: "2016-07", "2017-06"; the same if it is one date */
    const char *first;     /* no date in it sorts before this */
    const char *last;      /* and every one before this, less exact ones too: "2017-06~" */
    int64_t begin, end;    /* UTC: from this moment on, and before this one */
} Period;

/** Read a period.  False, and nothing is written: it is none, or it ends before it begins. */
bool period_parse(Arena *arena, const char *text, Period *ret_period);

/** As period_parse() reads it again. */
const char *period_text(Arena *arena, const Period *period);

/** The date that ends just before @period begins, as exact as its beginning: before "2016-07" it is
 *  "2016-06". */
const char *period_before(Arena *arena, const Period *period);

/** The last whole year before @moment, in UTC: "2016" in all of 2017. */
const char *period_last_year(Arena *arena, int64_t moment);
