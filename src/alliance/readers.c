/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/readers.h"

#include "alliance/readers.sql.h"
#include "base/moment.h"
#include "db/memo.h"

#define MONTH_LETTERS 7 /* of "2016-12-31" */

/* A yes to the newsletter, and a time in which its person was a member, or away. */
typedef struct Yes {
    int64_t since, until, from_at, to_at; /* until, to_at: 0 for none */
} Yes;

static const DbType YES = DB_TYPE(Yes, DB_FIELD(Yes, since), DB_FIELD(Yes, until),
                                  DB_FIELD(Yes, from_at), DB_FIELD(Yes, to_at));

/* How many more there were at the end of a day than at its beginning. */
typedef struct ReaderDay {
    int64_t readers, members;
} ReaderDay;

typedef struct ReaderDays {
    ReaderDay *at; /* of each day since 1970, UTC */
    int64_t end;   /* what was later is not counted */
} ReaderDays;

static ReaderDay *
day_of(const ReaderDays *days, int64_t moment)
{
    return &days->at[MAX(moment, 0) / MOMENT_DAY];
}

/* The earlier of two ends, of which 0 is none. */
static int64_t
earlier(int64_t a, int64_t b)
{
    return a == 0 ? b : b == 0 ? a : MIN(a, b);
}

/* Count @n more members while the yes holds. */
static void
count_members(const ReaderDays *days, const Yes *yes, int n)
{
    int64_t since = MAX(yes->since, yes->from_at), until = earlier(yes->until, yes->to_at);
    if (until != 0 && since >= until)
        return;
    if (since < days->end)
        day_of(days, since)->members += n;
    if (until != 0 && until < days->end)
        day_of(days, until)->members -= n;
}

static bool
visit_yes(const void *row, void *user)
{
    const Yes *yes = row;
    const ReaderDays *days = user;
    day_of(days, yes->since)->readers++;
    if (yes->until != 0)
        day_of(days, yes->until)->readers--;
    count_members(days, yes, 1);
    return true;
}

static bool
visit_yes_away(const void *row, void *user)
{
    count_members(user, row, -1);
    return true;
}

static const char *
month_of(Arena *arena, int64_t moment)
{
    return arena_strndup(arena, moment_date(arena, moment), MONTH_LETTERS);
}

static bool
is_quiet(const ReaderDay *day)
{
    return day->readers == 0 && day->members == 0;
}

static ReaderMonthSpan
months_of(Ctx *cx, const ReaderDays *days)
{
    int64_t n_days = days->end / MOMENT_DAY + 1, next = 0;
    while (next < n_days && is_quiet(&days->at[next]))
        next++;
    size_t most = (size_t)((n_days - next) / 28) + 2, n = 0;
    ReaderMonth *months = arena_array_of(cx->arena, ReaderMonth, most);
    ReaderMonth month = {0};
    for (int64_t until = next * MOMENT_DAY; until < days->end && n < most;) {
        month.month = month_of(cx->arena, until);
        if (!date_end(month.month, &until))
            break;
        for (; next < n_days && next * MOMENT_DAY < until; next++) {
            month.readers += days->at[next].readers;
            month.members += days->at[next].members;
        }
        month.others = month.readers - month.members;
        months[n++] = month;
    }
    return (ReaderMonthSpan){months, n};
}

static void *
make_months(Ctx *cx, const void *data)
{
    const int64_t *end = data;
    size_t n_days = (size_t)(*end / MOMENT_DAY) + 1;
    g_autofree ReaderDay *at = g_new0(ReaderDay, n_days); /* the months are kept, not the days */
    ReaderDays days = {at, *end};
    db_each(cx, &SQL_reader_yes, &YES, DB_ARGS(*end), visit_yes, &days);
    db_each(cx, &SQL_reader_yes_away, &YES, DB_ARGS(*end), visit_yes_away, &days);
    ReaderMonthSpan *months = arena_new_of(cx->arena, ReaderMonthSpan);
    *months = months_of(cx, &days);
    return months;
}

ReaderMonthSpan
reader_months(Ctx *cx, int64_t end)
{
    const char *name = arena_printf(cx->arena, "reader_months %" PRId64, end);
    const ReaderMonthSpan *months = db_made(cx, name, make_months, &end);
    return *months;
}
