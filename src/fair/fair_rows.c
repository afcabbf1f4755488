/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The invited by country at a proposed time.
 */
#include "base/moment.h"
#include "fair/pages.h"
#include "lang/format.h"

#include <string.h>

/* The rows of the invited come by country, so those of one stand together: from @first to before
   the number that is returned. */
static size_t
end_of_country(FairClockSpan invited, size_t first)
{
    size_t i = first;
    while (i < invited.n && strcmp(invited.at[i].country, invited.at[first].country) == 0)
        i++;
    return i;
}

static void
add_people(FairRow *row, const Fair *fair, size_t i, int64_t n, const FairAsk *ask)
{
    FairState state = fairness_state(fair, i, ask->starts_at, ask->seconds);
    row->people += n;
    row->asleep += state == FAIR_ASLEEP ? n : 0;
    row->awake += state == FAIR_AWAKE ? n : 0;
    row->office += state == FAIR_OFFICE ? n : 0;
}

/* What the clocks of a country show, from the one furthest west to the one furthest east. */
static void
add_clocks(Ctx *cx, FairRow *row, const Fair *fair, FairClockSpan invited, size_t first, size_t end,
           const FairAsk *ask)
{
    size_t west = first, east = first;
    for (size_t i = first; i < end; i++) {
        if (fairness_east(fair, i, ask->starts_at) < fairness_east(fair, west, ask->starts_at))
            west = i;
        if (fairness_east(fair, i, ask->starts_at) > fairness_east(fair, east, ask->starts_at))
            east = i;
    }
    const char *zone = invited.at[west].zone;
    row->from = format_clock(cx->arena, cx->lang, ask->starts_at, zone);
    row->to = format_clock(cx->arena, cx->lang, ask->starts_at, invited.at[east].zone);
    if (strcmp(row->from, row->to) == 0)
        row->to = "";
    const char *day = moment_date_in(cx->arena, ask->starts_at, zone);
    row->day = strcmp(day, moment_date_in(cx->arena, ask->starts_at, ask->zone)) != 0
                   ? format_date(cx->arena, cx->lang, day)
                   : "";
}

static int
by_sleep(const void *a, const void *b)
{
    const FairRow *one = a, *two = b;
    if ((one->n_countries > 0) != (two->n_countries > 0))
        return one->n_countries > 0 ? 1 : -1;
    if (one->asleep != two->asleep)
        return one->asleep > two->asleep ? -1 : 1;
    if (one->people != two->people)
        return one->people > two->people ? -1 : 1;
    return strcmp(one->country, two->country);
}

FairRowSpan
fair_rows(Ctx *cx, const Fair *fair, FairClockSpan invited, const FairAsk *ask, int64_t least)
{
    FairRow *rows = arena_array_of(cx->arena, FairRow, invited.n + 1);
    FairRow few = {.country = "", .from = "", .to = "", .day = ""};
    size_t n = 0;
    for (size_t i = 0, end = 0; i < invited.n; i = end) {
        FairRow row = {.country = invited.at[i].country};
        end = end_of_country(invited, i);
        for (size_t k = i; k < end; k++)
            add_people(&row, fair, k, invited.at[k].n, ask);
        if (row.people < least) {
            few.n_countries++;
            few.people += row.people;
            few.asleep += row.asleep;
            few.awake += row.awake;
            few.office += row.office;
            continue;
        }
        add_clocks(cx, &row, fair, invited, i, end, ask);
        row.all_asleep = row.asleep == row.people;
        rows[n++] = row;
    }
    if (few.n_countries > 0)
        rows[n++] = few;
    qsort(rows, n, sizeof *rows, by_sleep);
    return (FairRowSpan){rows, n};
}
