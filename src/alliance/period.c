/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/period.h"

#include <string.h>

#define BETWEEN ".."

/* The first moment of a date of any precision, UTC. */
static int64_t
begin_of(const char *date)
{
    static const char *const rest = "0000-01-01";
    int64_t begin = 0;
    g_autofree char *day = g_strconcat(date, rest + strlen(date), NULL);
    bool is_day = moment_parse(day, &begin);
    g_assert(is_day);
    return begin;
}

bool
period_parse(Arena *arena, const char *text, Period *ret_period)
{
    const char *dots = strstr(text, BETWEEN);
    const char *from = arena_strndup(arena, text,
                                     dots != NULL ? (size_t)(dots - text) : strlen(text));
    const char *to = dots != NULL ? arena_strdup(arena, dots + strlen(BETWEEN)) : from;
    int64_t end = 0;
    if (!date_is_valid(from) || !date_end(to, &end) || end <= begin_of(from))
        return false;
    *ret_period = (Period){.from = from,
                           .to = to,
                           .first = from,
                           .last = arena_printf(arena, "%s~", to),
                           .begin = begin_of(from),
                           .end = end};
    return true;
}

const char *
period_text(Arena *arena, const Period *period)
{
    if (strcmp(period->from, period->to) == 0)
        return period->from;
    return arena_printf(arena, "%s" BETWEEN "%s", period->from, period->to);
}

const char *
period_before(Arena *arena, const Period *period)
{
    return arena_strndup(arena, moment_date(arena, period->begin - 1), strlen(period->from));
}

const char *
period_last_year(Arena *arena, int64_t moment)
{
    int64_t year = g_ascii_strtoll(moment_date(arena, moment), NULL, 10);
    return arena_printf(arena, "%04d", (int)year - 1);
}
