/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/event_when.h"

#include "base/limits.h"
#include "base/moment.h"
#include "calendar/rule.h"
#include "lang/format.h"

#include <string.h>

/* "EDT, UTC−4"; where the zone has no letters of its own only the second; of UTC nothing. */
static const char *
offset_words(Ctx *cx, const char *zone, int64_t moment)
{
    ZoneSpellSpan spell = zone_spells(cx->arena, zone, moment, moment);
    const char *offset = format_offset(cx->arena, spell.at[0].east);
    const char *name = spell.at[0].name;
    if (strcmp(zone, offset) == 0)
        return "";
    if (!g_ascii_isalpha(*name) || g_str_has_prefix(offset, name))
        return offset;
    return arena_printf(cx->arena, "%s, %s", name, offset);
}

static Clock
clock_in(Ctx *cx, const Occurrence *o, const char *zone)
{
    const char *day = moment_date_in(cx->arena, o->starts_at, zone);
    const char *last = moment_date_in(cx->arena, o->ends_at, zone);
    Clock clock = {.from = format_clock(cx->arena, cx->lang, o->starts_at, zone),
                   .to = "",
                   .date = format_date(cx->arena, cx->lang, day),
                   .to_date = "",
                   .place = format_zone(cx->arena, cx->lang, zone),
                   .offset = offset_words(cx, zone, o->starts_at),
                   .other_day = strcmp(day, o->day) != 0};
    if (o->ends_at > o->starts_at)
        clock.to = format_clock(cx->arena, cx->lang, o->ends_at, zone);
    if (strcmp(day, last) != 0)
        clock.to_date = format_date(cx->arena, cx->lang, last);
    return clock;
}

/* Is it there already, or do its clocks show nothing else than one that is? */
static bool
is_shown(const char *const *zones, size_t n, const char *zone)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(zones[i], zone) == 0)
            return true;
    return false;
}

static ClockSpan
other_clocks(Ctx *cx, const Event *event, const Occurrence *o)
{
    const char *shown[LIMIT_EVENT_ZONES + 4];
    Clock *clocks = arena_array_of(cx->arena, Clock, G_N_ELEMENTS(shown));
    size_t n = 0, n_clocks = 0;
    shown[n++] = event->zone;
    bool has_own = cx->me.zone != NULL && !is_shown(shown, n, cx->me.zone);
    if (has_own) {
        shown[n++] = cx->me.zone;
        clocks[n_clocks] = clock_in(cx, o, cx->me.zone);
        clocks[n_clocks++].own = true;
    }
    g_auto(GStrv) zones = g_strsplit(event->zones, ",", LIMIT_EVENT_ZONES);
    for (char **zone = zones; *zone != NULL; zone++)
        if (!is_shown(shown, n, *zone)) {
            shown[n++] = *zone;
            clocks[n_clocks++] = clock_in(cx, o, *zone);
        }
    if (!is_shown(shown, n, "UTC"))
        clocks[n_clocks++] = clock_in(cx, o, "UTC");
    return (ClockSpan){clocks, n_clocks};
}

static const char *
rule_words(Ctx *cx, const Event *event)
{
    static const char *const numbers[] = {N_("last"),   "",          N_("first"),
                                          N_("second"), N_("third"), N_("fourth")};
    Rule rule;
    if (!rule_parse(event->rule, &rule))
        return "";
    if (rule.nth == 0)
        return lang_text(cx->lang, N_("Every year on the same date"));
    const char *text = rule.month != 0 ? N_("Every year on the {nth} {weekday} of {month}")
                                       : N_("Every month on the {nth} {weekday}");
    return lang_fill(cx->arena, lang_text(cx->lang, text), "nth",
                     lang_text(cx->lang, numbers[rule.nth + 1]), "weekday",
                     format_weekday(cx->arena, cx->lang, rule.weekday), "month",
                     rule.month != 0 ? format_month(cx->arena, cx->lang, rule.month) : "", NULL);
}

const Occurrence *
when_chosen(Ctx *cx, OccurrenceSpan occurrences)
{
    const Occurrence *chosen = NULL;
    for (size_t i = 0; i < occurrences.n; i++)
        if (chosen == NULL || chosen->ends_at <= cx->now)
            chosen = &occurrences.at[i];
    return chosen;
}

ClockSpan
when_next(Ctx *cx, OccurrenceSpan occurrences, size_t most)
{
    Clock *days = arena_array_of(cx->arena, Clock, most);
    size_t n = 0;
    for (size_t i = 0; i < occurrences.n && n < most; i++)
        if (occurrences.at[i].ends_at > cx->now)
            days[n++] = (Clock){.date = format_date(cx->arena, cx->lang, occurrences.at[i].day)};
    return (ClockSpan){days, n};
}

/* The last of several whole days; "" if there is one, or only a month is known. */
static const char *
last_day(Ctx *cx, const Event *event, const Occurrence *o)
{
    if (o->timed || strlen(o->day) < strlen("2017-03-16"))
        return "";
    const char *last = moment_date_in(cx->arena, o->ends_at - 1,
                                      *event->starts != '\0' ? event->zone : "UTC");
    return strcmp(last, o->day) > 0 ? last : "";
}

const When *
when_of(Ctx *cx, const Event *event, const Occurrence *o)
{
    When *when = arena_new_of(cx->arena, When);
    *when = (When){.day = "", .to_day = "", .rule = rule_words(cx, event)};
    when->cancelled = strcmp(event->state, "cancelled") == 0;
    when->unknown = o == NULL || *o->day == '\0';
    if (when->unknown)
        return when;
    when->over = o->ends_at <= cx->now;
    when->plan = !when->over && !when->cancelled &&
                 (strcmp(event->state, "tentative") == 0 || *event->starts == '\0');
    const char *first = event->planned_first;
    if (first != NULL && event->planned_on != NULL && strcmp(first, event->planned_on) != 0 &&
        !g_str_has_prefix(event->planned_on, first))
        when->slipped = first;
    if (!o->timed) {
        when->from_iso = when->day = o->day;
        when->to_day = last_day(cx, event, o);
        return when;
    }
    Clock *clock = arena_new_of(cx->arena, Clock);
    *clock = clock_in(cx, o, event->zone);
    when->clock = clock;
    when->from_iso = moment_iso(cx->arena, o->starts_at);
    when->others = other_clocks(cx, event, o);
    return when;
}
