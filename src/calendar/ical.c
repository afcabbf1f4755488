/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "calendar/ical.h"

#include "base/moment.h"
#include "calendar/line.h"
#include "calendar/zone_part.h"

#include <string.h>

#define PRODUCT "-//Baraza//" BARAZA_VERSION "//EN"
#define REFRESH "PT6H" /* how often programs look again */

typedef struct Writer {
    Arena *arena;
    GString *out;
} Writer;

static bool
is_given(const char *text)
{
    return text != NULL && *text != '\0';
}

static bool
is_day(const char *when)
{
    return strlen(when) == strlen("2017-03-16");
}

/* "NAME:value", or with parameters in @name. */
static void
add(Writer *w, const char *name, const char *value)
{
    line_fold(w->out, arena_printf(w->arena, "%s:%s", name, value));
}

static void
add_text(Writer *w, const char *name, const char *text)
{
    if (!is_given(text))
        return;
    GString *line = arena_string(w->arena, 80);
    g_string_append_printf(line, "%s:", name);
    line_escape(line, text);
    line_fold(w->out, line->str);
}

/* "2017-03-16T09:00" -> "20170316T090000", "2017-03-16" -> "20170316". */
static const char *
compact(Arena *arena, const char *when)
{
    GString *text = arena_string(arena, 16);
    for (const char *c = when; *c != '\0'; c++)
        if (*c != '-' && *c != ':')
            g_string_append_c(text, *c);
    return is_day(when) ? text->str : g_string_append(text, "00")->str;
}

static const char *
utc(Arena *arena, int64_t moment)
{
    return arena_printf(arena, "%sZ", compact(arena, moment_local(arena, moment, "UTC")));
}

/* The parameters that say what kind of time a property has, and the end of its value. */
static const char *
kind_of(const IcalEntry *entry, Arena *arena)
{
    if (is_day(entry->starts))
        return ";VALUE=DATE";
    if (zone_is_utc(entry->zone))
        return "";
    return arena_printf(arena, ";TZID=%s", entry->zone);
}

static const char *
time_value(const IcalEntry *entry, Arena *arena, const char *when)
{
    bool is_utc = !is_day(when) && zone_is_utc(entry->zone);
    return arena_printf(arena, "%s%s", compact(arena, when), is_utc ? "Z" : "");
}

static void
add_time(Writer *w, const IcalEntry *entry, const char *name, const char *when)
{
    add(w, arena_printf(w->arena, "%s%s", name, kind_of(entry, w->arena)),
        time_value(entry, w->arena, when));
}

/* RFC 5545 ends whole days with the first one that is not part of them any more. */
static const char *
day_after(Arena *arena, const char *day)
{
    int64_t end = 0;
    return date_end(day, &end) ? moment_date(arena, end) : day;
}

static void
add_days(Writer *w, const IcalEntry *entry, const char *name, const char *days)
{
    if (!is_given(days))
        return;
    const char *clock = is_day(entry->starts) ? "" : entry->starts + strlen("2017-03-16");
    GString *values = arena_string(w->arena, 80);
    g_auto(GStrv) each = g_strsplit(days, ",", -1);
    for (char **day = each; *day != NULL; day++)
        g_string_append_printf(
            values, "%s%s", values->len > 0 ? "," : "",
            time_value(entry, w->arena, arena_printf(w->arena, "%s%s", *day, clock)));
    add(w, arena_printf(w->arena, "%s%s", name, kind_of(entry, w->arena)), values->str);
}

static void
add_when(Writer *w, const IcalEntry *entry)
{
    add_time(w, entry, "DTSTART", entry->starts);
    if (is_day(entry->starts))
        add_time(w, entry, "DTEND",
                 day_after(w->arena, is_given(entry->ends) ? entry->ends : entry->starts));
    else if (is_given(entry->ends) && strcmp(entry->ends, entry->starts) > 0)
        add_time(w, entry, "DTEND", entry->ends);
    if (!is_given(entry->rule))
        return;
    add(w, "RRULE", entry->rule);
    add_days(w, entry, "EXDATE", entry->leaves_out);
    add_days(w, entry, "RDATE", entry->adds);
}

static const char *
in_language(Writer *w, const char *name, const IcalEntry *entry)
{
    return is_given(entry->language)
               ? arena_printf(w->arena, "%s;LANGUAGE=%s", name, entry->language)
               : name;
}

static void
add_alarm(Writer *w, const IcalEntry *entry)
{
    if (entry->alarm <= 0 || strcmp(entry->state, "cancelled") == 0)
        return;
    add(w, "BEGIN", "VALARM");
    add(w, "ACTION", "DISPLAY");
    add_text(w, in_language(w, "DESCRIPTION", entry), entry->title);
    add(w, "TRIGGER", arena_printf(w->arena, "-PT%" G_GINT64_FORMAT "M", (entry->alarm + 59) / 60));
    add(w, "END", "VALARM");
}

/* A parameter's value in quotes, which it can not have itself. */
static const char *
quoted(Arena *arena, const char *text)
{
    GString *value = arena_string(arena, 40);
    for (const char *c = text; *c != '\0'; c++)
        if (*c != '"' && !g_ascii_iscntrl(*c))
            g_string_append_c(value, *c);
    return arena_printf(arena, "\"%s\"", value->str);
}

/* Who invites whom (RFC 5546, 3.2.2).  Whoever registered has said already that he comes. */
static void
add_people(Writer *w, const IcalEntry *entry)
{
    Arena *arena = w->arena;
    if (!is_given(entry->organizer) || !is_given(entry->attendee))
        return;
    const char *who = is_given(entry->attendee_name) ? entry->attendee_name : entry->attendee;
    add(w, arena_printf(arena, "ORGANIZER;CN=%s", quoted(arena, entry->organizer_name)),
        arena_printf(arena, "mailto:%s", entry->organizer));
    add(w,
        arena_printf(arena,
                     "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;"
                     "RSVP=TRUE;CN=%s",
                     quoted(arena, who)),
        arena_printf(arena, "mailto:%s", entry->attendee));
}

static void
add_entry(Writer *w, const IcalEntry *entry)
{
    static const char *const states[][2] = {
        {"tentative", "TENTATIVE"},
        {"cancelled", "CANCELLED"},
    };
    const char *state = "CONFIRMED";
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
        if (strcmp(entry->state, states[i][0]) == 0)
            state = states[i][1];

    add(w, "BEGIN", "VEVENT");
    add_text(w, "UID", entry->uid);
    add(w, "DTSTAMP", utc(w->arena, entry->changed_at));
    add(w, "LAST-MODIFIED", utc(w->arena, entry->changed_at));
    add(w, "SEQUENCE", arena_printf(w->arena, "%" G_GINT64_FORMAT, entry->sequence));
    add(w, "STATUS", state);
    add_when(w, entry);
    add_text(w, in_language(w, "SUMMARY", entry), entry->title);
    add_text(w, in_language(w, "DESCRIPTION", entry), entry->description);
    add_text(w, "LOCATION", entry->place);
    add_text(w, "CATEGORIES", entry->category);
    /* Addresses are no texts: nothing in them is escaped. */
    if (is_given(entry->url))
        add(w, "URL", entry->url);
    if (is_given(entry->conference))
        add(w, "CONFERENCE;VALUE=URI", entry->conference);
    /* What fills whole days is for knowing, not for being busy. */
    add(w, "TRANSP", is_day(entry->starts) ? "TRANSPARENT" : "OPAQUE");
    add_people(w, entry);
    add_alarm(w, entry);
    add(w, "END", "VEVENT");
}

Bytes
ical_format(Arena *arena, const Ical *ical)
{
    Writer w = {arena, arena_string(arena, 4096)};
    add(&w, "BEGIN", "VCALENDAR");
    add(&w, "VERSION", "2.0");
    add(&w, "PRODID", PRODUCT);
    add(&w, "METHOD", ical->method != NULL ? ical->method : "PUBLISH");
    /* Once as RFC 7986 has it, once as programs know it from before. */
    add_text(&w, "NAME", ical->name);
    add_text(&w, "X-WR-CALNAME", ical->name);
    if (ical->url != NULL) {
        add(&w, "SOURCE;VALUE=URI", ical->url);
        add(&w, "REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
        add(&w, "X-PUBLISHED-TTL", REFRESH);
    }
    zone_parts_append(arena, w.out, ical->entries);
    for (size_t i = 0; i < ical->entries.n; i++)
        if (is_given(ical->entries.at[i].starts))
            add_entry(&w, &ical->entries.at[i]);
    add(&w, "END", "VCALENDAR");
    return (Bytes){w.out->str, w.out->len};
}
