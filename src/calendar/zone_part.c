/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "calendar/zone_part.h"

#include "base/limits.h"
#include "base/moment.h"
#include "calendar/line.h"

#include <string.h>

#define YEAR (366 * (int64_t)MOMENT_DAY)

/* A zone, and the time in which entries need its rules. */
typedef struct Need {
    const char *zone;
    int64_t since, until;
} Need;

bool
zone_is_utc(const char *zone)
{
    static const char *const names[] = {"UTC",      "Etc/UTC", "Etc/GMT", "GMT",
                                        "Etc/Zulu", "Zulu",    NULL};
    return zone == NULL || !zone_is_valid(zone) || g_strv_contains(names, zone);
}

static void
need(GHashTable *needs, Arena *arena, const IcalEntry *entry)
{
    int64_t from, until;
    if (entry->starts == NULL || zone_is_utc(entry->zone) ||
        !moment_from_local(entry->starts, entry->zone, &from))
        return;
    if (entry->ends == NULL || !moment_from_local(entry->ends, entry->zone, &until))
        until = from;
    if (entry->rule != NULL && *entry->rule != '\0')
        until += LIMIT_OCCURRENCE_YEARS * YEAR;
    Need *known = g_hash_table_lookup(needs, entry->zone);
    if (known == NULL) {
        known = arena_new_of(arena, Need);
        *known = (Need){entry->zone, from, until};
        g_hash_table_insert(needs, (char *)entry->zone, known);
    }
    known->since = MIN(known->since, from);
    known->until = MAX(known->until, until);
}

static const char *
offset_text(Arena *arena, int64_t east)
{
    int64_t distance = ABS(east), rest = distance % 60;
    const char *text = arena_printf(arena, "%c%02d%02d", east < 0 ? '-' : '+',
                                    (int)(distance / 3600), (int)(distance / 60 % 60));
    return rest == 0 ? text : arena_printf(arena, "%s%02d", text, (int)rest);
}

/* What the clocks showed when they were changed. */
static const char *
onset(Arena *arena, const ZoneSpell *spell)
{
    GString *text = arena_string(arena, 20);
    const char *iso = moment_iso(arena, spell->since + spell->was);
    for (const char *c = iso; *c != 'Z'; c++)
        if (*c != '-' && *c != ':')
            g_string_append_c(text, *c);
    return text->str;
}

static void
append_spell(Arena *arena, GString *out, const ZoneSpell *spell)
{
    const char *part = spell->summer ? "DAYLIGHT" : "STANDARD";
    const char *const lines[][2] = {
        {"BEGIN", part},
        {"DTSTART", onset(arena, spell)},
        {"TZOFFSETFROM", offset_text(arena, spell->was)},
        {"TZOFFSETTO", offset_text(arena, spell->east)},
        {"TZNAME", spell->name},
        {"END", part},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        line_fold(out, arena_printf(arena, "%s:%s", lines[i][0], lines[i][1]));
}

static void
append_zone(Arena *arena, GString *out, const Need *zone)
{
    /* A year around: readers look for the change before the first entry and after the last one. */
    ZoneSpellSpan spells = zone_spells(arena, zone->zone, zone->since - YEAR, zone->until + YEAR);
    line_fold(out, "BEGIN:VTIMEZONE");
    line_fold(out, arena_printf(arena, "TZID:%s", zone->zone));
    for (size_t i = 0; i < spells.n; i++)
        append_spell(arena, out, &spells.at[i]);
    line_fold(out, "END:VTIMEZONE");
}

static int
by_name(const void *a, const void *b)
{
    return strcmp((*(const Need *const *)a)->zone, (*(const Need *const *)b)->zone);
}

void
zone_parts_append(Arena *arena, GString *out, IcalEntrySpan entries)
{
    g_autoptr(GHashTable) needs = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < entries.n; i++)
        need(needs, arena, &entries.at[i]);
    size_t n = g_hash_table_size(needs), at = 0;
    const Need **zones = arena_array_of(arena, const Need *, n);
    GHashTableIter iter;
    g_hash_table_iter_init(&iter, needs);
    for (void *value; g_hash_table_iter_next(&iter, NULL, &value);)
        zones[at++] = value;
    /* In an order, so that the same calendar is the same bytes. */
    qsort(zones, n, sizeof *zones, by_name);
    for (size_t i = 0; i < n; i++)
        append_zone(arena, out, zones[i]);
}
