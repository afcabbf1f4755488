/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * When events take place: what is wrong with what somebody wrote, and the moments that follow.
 */
#include "alliance/event.h"
#include "alliance/event.sql.h"
#include "alliance/registration.h"
#include "base/limits.h"
#include "base/moment.h"
#include "calendar/rule.h"
#include "lang/lang.h"

#include <string.h>

#define DAY_SIZE 10                         /* of "2017-03-16" */
#define END_OF_TIME ((int64_t)253402300799) /* the last second of 9999 */

static bool
is_given(const char *text)
{
    return text != NULL && *text != '\0';
}

static bool
is_day(const char *when)
{
    return strlen(when) == DAY_SIZE;
}

/* ---- faults ---- */

static const char *
time_fault(const char *when, const char *zone)
{
    int64_t moment;
    if (is_day(when))
        return date_is_valid(when) ? NULL : N_("This day does not exist");
    if (moment_from_local(when, zone, &moment))
        return NULL;
    return moment_from_local(when, "UTC", &moment)
               ? N_("Clocks are put forward there at that time, so that it does not exist")
               : N_("Write a day, 2017-03-16, or a day and a time, 2017-03-16 09:00");
}

static FormFault
rule_fault(const EventDraft *draft)
{
    Rule rule;
    if (!is_given(draft->rule))
        return (FormFault){NULL, NULL};
    if (!is_given(draft->starts))
        return (FormFault){"starts", N_("Say when it was or is for the first time")};
    if (!rule_parse(draft->rule, &rule))
        return (FormFault){"rule", N_("This rule is not known")};
    const char *first = draft->starts;
    g_autofree char *day = g_strndup(first, DAY_SIZE);
    if (!rule_has(&rule, day, day))
        return (FormFault){"starts", N_("The first day is none of the rule's")};
    return (FormFault){NULL, NULL};
}

static FormFault
days_fault(const char *field, const char *days)
{
    g_auto(GStrv) each = g_strsplit(days != NULL ? days : "", ",", -1);
    if (g_strv_length(each) > LIMIT_OCCURRENCES)
        return (FormFault){field, N_("These are too many days")};
    for (char **day = each; *day != NULL; day++)
        if (!is_day(*day) || !date_is_valid(*day))
            return (FormFault){field, N_("Write days as 2017-03-21, with commas between")};
    return (FormFault){NULL, NULL};
}

static FormFault
zones_fault(const EventDraft *draft)
{
    if (is_given(draft->zone) && !zone_is_valid(draft->zone))
        return (FormFault){"zone", N_("This time zone is not known")};
    g_auto(GStrv) zones = g_strsplit(draft->zones != NULL ? draft->zones : "", ",", -1);
    if (g_strv_length(zones) > LIMIT_EVENT_ZONES)
        return (FormFault){"zones", N_("These are too many time zones")};
    for (char **zone = zones; *zone != NULL; zone++)
        if (!zone_is_valid(*zone))
            return (FormFault){"zones", N_("One of these time zones is not known")};
    return (FormFault){NULL, NULL};
}

static FormFault
end_fault(const EventDraft *draft)
{
    const char *zone = draft->zone != NULL ? draft->zone : "UTC", *words = NULL;
    int64_t from = 0, until = 0;
    if (is_given(draft->starts) && (words = time_fault(draft->starts, zone)) != NULL)
        return (FormFault){"starts", words};
    if (!is_given(draft->ends))
        return (FormFault){NULL, NULL};
    if (!is_given(draft->starts) || is_day(draft->starts) != is_day(draft->ends))
        return (FormFault){"ends", N_("Write the end as you wrote the beginning")};
    if ((words = time_fault(draft->ends, zone)) != NULL)
        return (FormFault){"ends", words};
    bool known = is_day(draft->ends) ? date_begin_in(draft->starts, zone, &from) &&
                                           date_begin_in(draft->ends, zone, &until)
                                     : moment_from_local(draft->starts, zone, &from) &&
                                           moment_from_local(draft->ends, zone, &until);
    if (!known || until < from)
        return (FormFault){"ends", N_("It would end before it begins")};
    return (FormFault){NULL, NULL};
}

FormFault
event_fault(const EventDraft *draft)
{
    const FormFault faults[] = {
        event_kind_find(draft->kind) != NULL ? (FormFault){NULL,   NULL                   }
                                             : (FormFault){"kind", N_("Choose what it is")},
        zones_fault(draft),
        end_fault(draft),
        rule_fault(draft),
        days_fault("leaves_out", is_given(draft->leaves_out) ? draft->leaves_out : NULL),
        days_fault("adds", is_given(draft->adds) ? draft->adds : NULL),
    };
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++)
        if (faults[i].field != NULL)
            return faults[i];
    return (FormFault){NULL, NULL};
}

/* ---- moments ---- */

/* What the occurrences are made from. */
typedef struct Dates {
    const char *kind, *starts, *ends, *zone, *rule, *leaves_out, *adds;
    const char *day; /* of the item, reduced precision; "" */
} Dates;

static const DbType DATES = DB_TYPE(Dates, DB_FIELD(Dates, kind), DB_FIELD(Dates, starts),
                                    DB_FIELD(Dates, ends), DB_FIELD(Dates, zone),
                                    DB_FIELD(Dates, rule), DB_FIELD(Dates, leaves_out),
                                    DB_FIELD(Dates, adds), DB_FIELD(Dates, day));

/* Whole days, or a month or a year of which no more is known: from its first moment to its last in
   the zone. */
static bool
whole(Arena *arena, const char *from, const char *to, const char *zone, Occurrence *ret_occurrence)
{
    static const char *const rest[] = {[4] = "-01-01", [7] = "-01", [10] = ""};
    Occurrence o = {.day = from};
    int64_t end = 0;
    if (!date_is_valid(from) || !date_end(to, &end))
        return false;
    const char *first = arena_printf(arena, "%s%s", from, rest[strlen(from)]);
    if (!date_begin_in(first, zone, &o.starts_at) ||
        !date_begin_in(moment_date(arena, end), zone, &o.ends_at))
        return false;
    *ret_occurrence = o;
    return true;
}

static bool
timed(Arena *arena, const char *from, const char *to, const char *zone, Occurrence *ret_occurrence)
{
    Occurrence o = {.timed = true, .day = arena_strndup(arena, from, DAY_SIZE)};
    if (!moment_from_local(from, zone, &o.starts_at))
        return false;
    if (!is_given(to) || !moment_from_local(to, zone, &o.ends_at) || o.ends_at < o.starts_at)
        o.ends_at = o.starts_at;
    *ret_occurrence = o;
    return true;
}

static bool
occurrence_of(Arena *arena, const Dates *dates, Occurrence *ret_occurrence)
{
    const char *starts = dates->starts;
    if (!is_given(starts) && !is_given(dates->day)) {
        *ret_occurrence = (Occurrence){END_OF_TIME, END_OF_TIME, "", false};
        return true;
    }
    if (!is_given(starts))
        return whole(arena, dates->day, dates->day, "UTC", ret_occurrence);
    if (is_day(starts))
        return whole(arena, starts, is_given(dates->ends) ? dates->ends : starts, dates->zone,
                     ret_occurrence);
    return timed(arena, starts, dates->ends, dates->zone, ret_occurrence);
}

/* The last of as many whole days from @day on as there were at first; "" of what has a time. */
static const char *
last_again(Arena *arena, const Dates *dates, const char *day)
{
    int64_t first = 0, last = 0, from = 0;
    if (!is_day(dates->starts) || !moment_parse(dates->starts, &first) ||
        !moment_parse(dates->ends, &last) || !moment_parse(day, &from))
        return "";
    return moment_date(arena, from + (last - first));
}

/* The same on another day: as long, at the same time of the clocks. */
static bool
again(Arena *arena, const Dates *dates, const Occurrence *first, const char *day,
      Occurrence *ret_occurrence)
{
    const char *starts = arena_printf(arena, "%s%s", day, dates->starts + DAY_SIZE);
    const Dates other = {
        .starts = starts, .ends = last_again(arena, dates, day), .zone = dates->zone};
    if (!occurrence_of(arena, &other, ret_occurrence))
        return false;
    if (first->timed)
        ret_occurrence->ends_at = ret_occurrence->starts_at + (first->ends_at - first->starts_at);
    return true;
}

static OccurrenceSpan
make_occurrences(Ctx *cx, const Dates *dates)
{
    Occurrence first;
    Occurrence *at = arena_array_of(cx->arena, Occurrence, LIMIT_OCCURRENCES);
    if (strcmp(dates->kind, "event") != 0 || !occurrence_of(cx->arena, dates, &first))
        return (OccurrenceSpan){NULL, 0};
    if (!is_given(dates->rule)) {
        at[0] = first;
        return (OccurrenceSpan){at, 1};
    }
    const Recurrence recurrence = {dates->rule, first.day, dates->leaves_out, dates->adds};
    int year = (int)g_ascii_strtoll(moment_date(cx->arena, cx->now), NULL, 10);
    DaySpan days = rule_days(cx->arena, &recurrence, year + LIMIT_OCCURRENCE_YEARS);
    size_t n = 0;
    for (size_t i = 0; i < days.n; i++)
        if (again(cx->arena, dates, &first, days.at[i], &at[n]))
            n++;
    return (OccurrenceSpan){at, n};
}

static bool
same_times(OccurrenceSpan a, OccurrenceSpan b)
{
    bool same = a.n == b.n;
    for (size_t i = 0; same && i < a.n; i++)
        same = a.at[i].starts_at == b.at[i].starts_at && a.at[i].ends_at == b.at[i].ends_at &&
               a.at[i].timed == b.at[i].timed && strcmp(a.at[i].day, b.at[i].day) == 0;
    return same;
}

bool
event_sync(Ctx *cx, int64_t item_id)
{
    const Dates *dates = db_one(cx, &SQL_event_dates, &DATES, DB_ARGS(item_id));
    if (dates == NULL)
        return false;
    OccurrenceSpan were = event_occurrences(cx, item_id), are = make_occurrences(cx, dates);
    if (same_times(were, are))
        return false;
    db_run(cx, &SQL_event_delete_occurrences, DB_ARGS(item_id));
    for (size_t i = 0; i < are.n; i++)
        db_run(cx, &SQL_event_insert_occurrence,
               DB_ARGS(item_id, are.at[i].starts_at, are.at[i].ends_at, are.at[i].day,
                       are.at[i].timed));
    return true;
}

int64_t
event_sync_all(Ctx *cx)
{
    const DbIds events = db_ids(cx, &SQL_event_list_moving, DB_ARGS(cx->now));
    int64_t n = 0;
    for (size_t i = 0; i < events.n && !db_failed(cx->db); i++) {
        if (!event_sync(cx, events.at[i]))
            continue;
        if (db_run(cx, &SQL_event_count_change, DB_ARGS(events.at[i], cx->now)) > 0)
            registration_tell_change(cx, events.at[i]);
        n++;
    }
    return n;
}
