/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/quiet.h"

#include "base/moment.h"

#include <stdio.h>

#define HOURS 24
#define HOUR_SECONDS ((int64_t)3600)

Quiet
quiet_parse(const char *text)
{
    int from = 0, until = 0, n = 0;
    bool is_read = sscanf(text, "%2d-%2d%n", &from, &until, &n) == 2 && text[n] == '\0';
    if (!is_read || from < 0 || from >= HOURS || until < 0 || until >= HOURS)
        return (Quiet){0};
    return (Quiet){from, until};
}

bool
quiet_is(Quiet quiet, Arena *arena, int64_t moment, const char *zone, int64_t *ret_end)
{
    if (quiet.from == quiet.until)
        return false;
    if (!zone_is_valid(zone))
        zone = "UTC";
    int64_t shown = moment + zone_offset(zone, moment);
    int64_t hour = shown / HOUR_SECONDS % HOURS;
    bool is_over_midnight = quiet.from > quiet.until;
    bool is_late = hour >= quiet.from, is_early = hour < quiet.until;
    if (is_over_midnight ? !is_late && !is_early : !is_late || !is_early)
        return false;
    /* As clocks show it, since an hour of the night may be skipped or come twice. */
    int64_t day = is_over_midnight && is_late ? shown + MOMENT_DAY : shown;
    for (int64_t at = quiet.until; at < HOURS; at++) {
        const char *local = arena_printf(arena, "%sT%02d:00", moment_date(arena, day), (int)at);
        if (moment_from_local(local, zone, ret_end) && *ret_end > moment)
            return true;
    }
    *ret_end = moment + HOUR_SECONDS;
    return true;
}
