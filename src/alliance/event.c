/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/event.h"

#include "alliance/audit.h"
#include "alliance/event.sql.h"
#include "alliance/item_row.h"
#include "alliance/registration.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/secret.h"
#include "base/text.h"
#include "lang/lang.h"
#include "web/app.h"

#include <string.h>

#define UID_SIZE 18 /* random bytes */
#define HOUR 3600
#define NEVER INT64_MAX

/* clang-format off */
const EventKind EVENT_KINDS[] = {
    {"webinar",    N_("Webinar"),         N_("Webinars"),          15 * 60},
    {"symposium",  N_("Symposium"),       N_("Symposia"),          0},
    {"call",       N_("Call"),            N_("Calls"),             15 * 60},
    {"partner",    N_("Partner's event"), N_("Partners' events"),  0},
    {"deadline",   N_("Deadline"),        N_("Deadlines"),         0},
    {"observance", N_("Day to observe"),  N_("Days to observe"),   0},
    {"watch",      N_("Watch party"),     N_("Watch parties"),     HOUR},
    {0},
};

const EventState EVENT_STATES[] = {
    {"tentative", N_("The date is a plan")},
    {"confirmed", N_("It takes place")},
    {"cancelled", N_("It was cancelled")},
    {0},
};
/* clang-format on */

const EventKind *
event_kind_find(const char *name)
{
    for (const EventKind *kind = EVENT_KINDS; name != NULL && kind->name != NULL; kind++)
        if (strcmp(kind->name, name) == 0)
            return kind;
    return NULL;
}

/* clang-format off */
#define EVENT_FIELDS                                                                               \
    DB_FIELD(Event, id), DB_FIELD(Event, kind), DB_FIELD(Event, series), DB_FIELD(Event, state),   \
    DB_FIELD(Event, number), DB_FIELD(Event, starts), DB_FIELD(Event, ends),                       \
    DB_FIELD(Event, zone), DB_FIELD(Event, zones), DB_FIELD(Event, rule),                          \
    DB_FIELD(Event, leaves_out), DB_FIELD(Event, adds), DB_FIELD(Event, host),                     \
    DB_FIELD(Event, join_link), DB_FIELD(Event, join_public), DB_FIELD(Event, people),             \
    DB_FIELD(Event, sequence), DB_FIELD(Event, changed_at), DB_FIELD(Event, uid),                  \
    DB_FIELD(Event, slug), DB_FIELD(Event, title), DB_FIELD(Event, summary),                       \
    DB_FIELD(Event, language), DB_FIELD(Event, place), DB_FIELD(Event, spoken), DB_FIELD(Event, pillar),                    \
    DB_FIELD(Event, planned_first), DB_FIELD(Event, planned_on), DB_FIELD(Event, actual_on),       \
    DB_FIELD(Event, version), DB_FIELD(Event, updated_at)
/* clang-format on */

static const DbType EVENT = DB_TYPE(Event, EVENT_FIELDS);
static const DbType EVENT_IN_LIST = DB_TYPE(Event, EVENT_FIELDS, DB_FIELD(Event, starts_at),
                                            DB_FIELD(Event, ends_at), DB_FIELD(Event, day),
                                            DB_FIELD(Event, timed));
static const DbType OCCURRENCE = DB_TYPE(Occurrence, DB_FIELD(Occurrence, starts_at),
                                         DB_FIELD(Occurrence, ends_at), DB_FIELD(Occurrence, day),
                                         DB_FIELD(Occurrence, timed));
static const DbType GROUP = DB_TYPE(EventGroup, DB_FIELD(EventGroup, name),
                                    DB_FIELD(EventGroup, n));
static const DbType YEAR = DB_TYPE(EventYear, DB_FIELD(EventYear, year));

/* ---- reading ---- */

static EventSpan
with_paths(Ctx *cx, DbRows rows)
{
    Event *events = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        events[i].path = item_path(cx->arena, "event", events[i].slug);
    return DB_SPAN(EventSpan, rows);
}

const Event *
event_find(Ctx *cx, int64_t item_id)
{
    EventSpan found = with_paths(cx,
                                 db_all(cx, &SQL_event_find, &EVENT,
                                        DB_ARGS(item_id, cx->lang->code, cx->me.id, cx->me.roles)));
    return found.n > 0 ? found.at : NULL;
}

/* What of time a list is about. */
typedef struct Window {
    int64_t after, until;
    const char *first, *last; /* days; "": any */
    bool once;
} Window;

static Window
window_of(Ctx *cx, const EventFilter *filter)
{
    Window window = {.after = -NEVER, .until = NEVER, .first = "", .last = ""};
    if (*text_or_empty(filter->year) != '\0') {
        window.first = filter->year;
        window.last = arena_printf(cx->arena, "%04" PRId64,
                                   g_ascii_strtoll(filter->year, NULL, 10) + 1);
    } else if (filter->past) {
        window.until = cx->now;
    } else {
        window.after = cx->now;
        window.once = true;
    }
    return window;
}

/* The address by which one may have registered before there was a record; "": of anybody. */
static const char *
mine_of(const Ctx *cx, const EventFilter *filter)
{
    if (!filter->mine)
        return "";
    return *text_or_empty(cx->me.email) != '\0' ? cx->me.email : " ";
}

EventSpan
event_list(Ctx *cx, const EventFilter *filter)
{
    Window window = window_of(cx, filter);
    const Sql *sql = filter->past ? &SQL_event_list_past : &SQL_event_list_next;
    int64_t limit = filter->limit > 0 ? filter->limit : LIMIT_PAGE_ROWS;
    return with_paths(
        cx, db_all(cx, sql, &EVENT_IN_LIST,
                   DB_ARGS(text_or_empty(filter->kind), text_or_empty(filter->series),
                           text_or_empty(filter->topic), mine_of(cx, filter), window.after,
                           window.until, window.first, window.last, window.once, cx->lang->code,
                           cx->me.id, cx->me.roles, limit, filter->offset)));
}

int64_t
event_count(Ctx *cx, const EventFilter *filter)
{
    Window window = window_of(cx, filter);
    return db_count(cx, &SQL_event_count,
                    DB_ARGS(text_or_empty(filter->kind), text_or_empty(filter->series),
                            text_or_empty(filter->topic), mine_of(cx, filter), window.after,
                            window.until, window.first, window.last, window.once, cx->me.id,
                            cx->me.roles, (int64_t)ITEM_COUNT_MOST));
}

EventSpan
event_calendar(Ctx *cx, const EventFilter *filter)
{
    return with_paths(
        cx, db_all(cx, &SQL_event_calendar, &EVENT_IN_LIST,
                   DB_ARGS(text_or_empty(filter->kind), text_or_empty(filter->series),
                           text_or_empty(filter->topic), mine_of(cx, filter), cx->lang->code,
                           cx->me.id, cx->me.roles, (int64_t)LIMIT_CALENDAR_ENTRIES)));
}

OccurrenceSpan
event_occurrences(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(OccurrenceSpan,
                   db_all(cx, &SQL_event_occurrences, &OCCURRENCE, DB_ARGS(item_id)));
}

EventGroupSpan
event_series(Ctx *cx)
{
    return DB_SPAN(EventGroupSpan,
                   db_all(cx, &SQL_event_series, &GROUP, DB_ARGS(cx->me.id, cx->me.roles)));
}

EventGroupSpan
event_kinds(Ctx *cx)
{
    return DB_SPAN(EventGroupSpan,
                   db_all(cx, &SQL_event_kinds, &GROUP, DB_ARGS(cx->me.id, cx->me.roles)));
}

EventYearSpan
event_years(Ctx *cx)
{
    return DB_SPAN(EventYearSpan,
                   db_all(cx, &SQL_event_years, &YEAR, DB_ARGS(cx->me.id, cx->me.roles)));
}

/* ---- writing ---- */

bool
event_save(Ctx *cx, int64_t item_id, int64_t version, const EventDraft *draft)
{
    uint8_t random[UID_SIZE];
    const EventDraft *d = draft;
    if (db_run(cx, &SQL_event_claim, DB_ARGS(item_id, version, cx->now)) == 0)
        return false;
    int64_t sequence = db_count(cx, &SQL_event_sequence, DB_ARGS(item_id));
    cx->app->random(cx->app, random, sizeof random);
    db_run(cx, &SQL_event_write,
           DB_ARGS(item_id, d->kind, text_or_empty(d->series), d->number,
                   d->state != NULL ? d->state : "confirmed", text_or_empty(d->starts),
                   text_or_empty(d->ends), d->zone != NULL ? d->zone : "UTC",
                   text_or_empty(d->zones), text_or_empty(d->rule), text_or_empty(d->leaves_out),
                   text_or_empty(d->adds), text_or_empty(d->host),
                   d->join_link != NULL && *d->join_link != '\0' ? db_text(d->join_link) : DB_NONE,
                   d->join_public, d->people, secret_encode(cx->arena, random, sizeof random),
                   cx->now));
    event_sync(cx, item_id);
    OccurrenceSpan times = event_occurrences(cx, item_id);
    if (*text_or_empty(d->starts) != '\0' && *text_or_empty(d->rule) == '\0' && times.n > 0) {
        bool over = times.at[0].ends_at <= cx->now;
        db_run(cx, over ? &SQL_event_write_actual : &SQL_event_write_plan,
               DB_ARGS(item_id, times.at[0].day));
    }
    if (db_count(cx, &SQL_event_sequence, DB_ARGS(item_id)) != sequence)
        registration_tell_change(cx, item_id);
    audit(cx, "event.save", item_id, text_or_empty(d->starts));
    return true;
}
