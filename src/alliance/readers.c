/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/readers.h"

#include "alliance/readers.sql.h"
#include "base/moment.h"
#include "db/memo.h"

#define MONTH_LETTERS 7 /* of "2016-12-31" */

typedef struct ReaderDay {
    int64_t day;              /* since 1970, UTC */
    int64_t readers, members; /* how many more than the day before */
} ReaderDay;

static const DbType DAY = DB_TYPE(ReaderDay, DB_FIELD(ReaderDay, day), DB_FIELD(ReaderDay, readers),
                                  DB_FIELD(ReaderDay, members));

static const char *
month_of(Arena *arena, int64_t moment)
{
    return arena_strndup(arena, moment_date(arena, moment), MONTH_LETTERS);
}

ReaderMonthSpan
reader_months(Ctx *cx, int64_t end)
{
    DbRows rows = db_all_kept(cx, &SQL_reader_days, &DAY, DB_ARGS(end));
    const ReaderDay *days = rows.at;
    if (rows.n == 0)
        return (ReaderMonthSpan){0};
    int64_t begin = days[0].day * MOMENT_DAY;
    size_t most = (size_t)((end - begin) / (28 * MOMENT_DAY)) + 2;
    ReaderMonth *months = arena_array_of(cx->arena, ReaderMonth, most);
    ReaderMonth month = {0};
    size_t n = 0, next = 0;
    for (int64_t until = begin; until < end && n < most;) {
        month.month = month_of(cx->arena, until);
        if (!date_end(month.month, &until))
            break;
        for (; next < rows.n && days[next].day * MOMENT_DAY < until; next++) {
            month.readers += days[next].readers;
            month.members += days[next].members;
        }
        month.others = month.readers - month.members;
        months[n++] = month;
    }
    return (ReaderMonthSpan){months, n};
}
