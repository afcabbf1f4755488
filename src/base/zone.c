/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/zone.h"

#include "base/moment.h"

#include <string.h>

#define TABLE "/usr/share/zoneinfo/zone.tab"
#define WEEK 7
#define EPOCH_WEEKDAY 4 /* 1 January 1970 was a Thursday */

/* Lines of: country, coordinates, zone, perhaps a comment; tabs between. */
static char **
read_table(void)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(TABLE, &text, NULL, NULL))
        return g_new0(char *, 1);
    return g_strsplit(text, "\n", -1);
}

static char *const *
table_lines(void)
{
    static gsize lines; /* read once, kept for the process */
    if (g_once_init_enter(&lines))
        g_once_init_leave(&lines, (gsize)read_table());
    return (char *const *)lines;
}

const char *const *
zones_of_country(Arena *arena, const char *iso2)
{
    char *const *lines = table_lines();
    const char **zones = arena_array_of(arena, const char *, g_strv_length((char **)lines) + 1);
    size_t n = 0;
    if (strlen(iso2) != 2)
        return zones;
    for (; *lines != NULL; lines++) {
        if (strncmp(*lines, iso2, 2) != 0 || (*lines)[2] != '\t')
            continue;
        g_auto(GStrv) cells = g_strsplit(*lines, "\t", 4);
        if (g_strv_length(cells) >= 3)
            zones[n++] = arena_strdup(arena, cells[2]);
    }
    zones[n] = NULL;
    return zones;
}

const char *
zone_of_reader(Arena *arena, const char *zone, const char *iso2)
{
    if (*zone != '\0' && strcmp(zone, "UTC") != 0)
        return zone;
    const char *first = zones_of_country(arena, iso2)[0];
    return first != NULL ? first : "UTC";
}

const char *
zone_of_clock(Arena *arena, const char *clock)
{
    return strlen(clock) == 2 ? zone_of_reader(arena, "UTC", clock) : clock;
}

/* Of the day that clocks show at @shown: 1 is Monday. */
static int
weekday_of(int64_t shown)
{
    return (int)((shown / MOMENT_DAY + EPOCH_WEEKDAY - 1) % WEEK) + 1;
}

int64_t
zone_morning(Arena *arena, int64_t moment, const char *zone, int weekday)
{
    if (!zone_is_valid(zone))
        zone = "UTC";
    int64_t shown = moment + zone_offset(zone, moment);
    for (int64_t day = 0; day <= WEEK + 1; day++) { /* one more: a zone may skip a day */
        int64_t then = shown + day * MOMENT_DAY, morning = 0;
        if (weekday != ZONE_EVERY_DAY && weekday_of(then) != weekday)
            continue;
        const char *local = arena_printf(arena, "%sT%02d:00", moment_date(arena, then),
                                         ZONE_MORNING);
        if (moment_from_local(local, zone, &morning) && morning >= moment)
            return morning;
    }
    return moment;
}
