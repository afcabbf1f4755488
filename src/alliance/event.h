/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * event - what an event is beside its item, and when it takes place.
 *
 * Text, place, audience, topics and files are the item's, of the kind "event".
 * A time is what clocks show and the zone whose clocks they are; the moment
 * follows from both and is kept as an occurrence.  An event of which only a
 * month is known has an occurrence, too, from the item's planned or actual
 * date, so that one list has all of them in order.
 *
 * Read with: item.h, calendar/rule.h, docs/decisions/0035-events.md.
 */
#pragma once
#include "db/ctx.h"
#include "web/form.h"

typedef struct EventKind {
    const char *name;           /* in the database: "webinar" */
    const char *label, *plural; /* N_() */
    int64_t alarm; /* seconds before it starts at which calendars remind of it; 0: a day before */
} EventKind;

extern const EventKind EVENT_KINDS[];               /* ends with {0} */
const EventKind *event_kind_find(const char *name); /* or NULL */

/** What may be known of whether it takes place. */
typedef struct EventState {
    const char *name, *label; /* label: N_() */
} EventState;

extern const EventState EVENT_STATES[]; /* ends with {0} */

typedef struct Event {
    /* The record.  Texts are "" where nothing is said. */
    int64_t id; /* the item's */
    const char *kind, *series, *state;
    int64_t number;            /* in its series; 0: none */
    const char *starts, *ends; /* "2017-03-16T09:00" or "2017-03-16" */
    const char *zone, *zones;  /* IANA; zones: commas between */
    const char *rule, *leaves_out, *adds;
    const char *host;
    const char *join_link; /* or NULL */
    bool join_public;
    int64_t people, sequence, changed_at;
    const char *uid; /* "" without a record */

    /* The item, in the reader's language as far as it is translated. */
    const char *slug, *path, *title, *summary, *language, *place;
    const char *spoken;                                 /* "en,fr"; "" not said */
    const char *pillar;                                 /* or NULL */
    const char *planned_first, *planned_on, *actual_on; /* or NULL */
    int64_t version, updated_at;

    /* The occurrence that a list is about; event_find() leaves it empty. */
    int64_t starts_at, ends_at; /* UTC */
    const char *day;            /* ISO 8601, reduced precision; "": not known yet; or NULL */
    bool timed;
} Event;

typedef struct EventSpan {
    const Event *at;
    size_t n;
} EventSpan;

/** The event of an item that the acting person may see, with what is known by default when nobody
 *  has filled in its record.  NULL if there is no such item. */
const Event *event_find(Ctx *cx, int64_t item_id);

typedef struct EventFilter {
    const char *kind, *series, *topic; /* NULL and "": any */
    const char *year;                  /* "2017": what takes place in it; NULL: see .past */
    bool past;                         /* what is over, the last first; else what is to come */
    bool mine;                         /* only for what the acting person is registered */
    int64_t limit, offset;             /* limit 0: LIMIT_PAGE_ROWS */
} EventFilter;

/** What takes place, as far as the acting person may see it.  Of what comes again, what is to come
 *  has the next time only. */
EventSpan event_list(Ctx *cx, const EventFilter *filter);
int64_t event_count(Ctx *cx, const EventFilter *filter); /* at most ITEM_COUNT_MOST */

/** What a calendar has: each event once, the newest LIMIT_CALENDAR_ENTRIES by when they end. */
EventSpan event_calendar(Ctx *cx, const EventFilter *filter);

/** A time at which it takes place, or, while nobody knows that, one at the end of all times. */
typedef struct Occurrence {
    int64_t starts_at, ends_at;
    const char *day; /* ISO 8601, reduced precision; "": not known yet */
    bool timed;
} Occurrence;

typedef struct OccurrenceSpan {
    const Occurrence *at;
    size_t n;
} OccurrenceSpan;

/** When it takes place, the first time first. */
OccurrenceSpan event_occurrences(Ctx *cx, int64_t item_id);

/** A series or a kind, and how many events of it the acting person sees. */
typedef struct EventGroup {
    const char *name;
    int64_t n;
} EventGroup;

typedef struct EventGroupSpan {
    const EventGroup *at;
    size_t n;
} EventGroupSpan;

EventGroupSpan event_series(Ctx *cx); /* by name */
EventGroupSpan event_kinds(Ctx *cx);

/** Years in which something takes place, the last first: "2017". */
typedef struct EventYear {
    const char *year;
} EventYear;

typedef struct EventYearSpan {
    const EventYear *at;
    size_t n;
} EventYearSpan;

EventYearSpan event_years(Ctx *cx);

/** What an editor can write; NULL: "".  As Event has it, and checked by event_fault(). */
typedef struct EventDraft {
    const char *kind, *series, *state, *starts, *ends, *zone, *zones;
    const char *rule, *leaves_out, *adds, *host, *join_link;
    int64_t number, people;
    bool join_public;
} EventDraft;

/** What is wrong with a draft: a field of it and words (N_()); {NULL, NULL} if nothing is. */
FormFault event_fault(const EventDraft *draft);

/** Write the record of an item; the draft has no fault.  The item's planned date follows, or, of
 *  what has been, its actual date.  Counts as a new SEQUENCE if time or state change.  False: the
 *  item's version is another one than @version by now, and nothing was written. */
bool event_save(Ctx *cx, int64_t item_id, int64_t version, const EventDraft *draft);

/** Make the occurrences of one item anew, after its dates changed; of another kind than "event" it
 *  has none.  Returns whether they are others now. */
bool event_sync(Ctx *cx, int64_t item_id);

/** Likewise of all that is to come, or comes again; returns how many were others.  A job: days of
 *  rules are known some years ahead, and a zone's rules change. */
int64_t event_sync_all(Ctx *cx);
