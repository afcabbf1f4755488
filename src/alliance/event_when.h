/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * event_when - a time in words that nobody can misread.
 *
 * Every time stands with the place whose clocks show it and how far they are
 * from UTC: first that of the event, then the reader's own, then those in which
 * it is announced, and UTC.  What the clocks show is the same by all of them, so
 * nobody has to reckon.
 */
#pragma once
#include "alliance/event.h"
#include "web/web.h"

/** The same time on the clocks of one place. */
typedef struct Clock {
    const char *from, *to; /* "08:30"; to: "" if it has no end */
    const char *date;      /* "Tuesday, 23 September 2014" */
    const char *to_date;   /* of the end if it is on another day, "" */
    const char *place;     /* "New York" */
    const char *offset;    /* "EDT, UTC−4"; "" of UTC */
    bool own;              /* the reader's */
    bool other_day;        /* another day than at the event's place */
} Clock;

typedef struct ClockSpan {
    const Clock *at;
    size_t n;
} ClockSpan;

/** A day on which it takes place, of what comes again. */
typedef struct When {
    const char *day;    /* of whole days, months, years: reduced precision; "" of what has a time */
    const char *to_day; /* the last of several days, "" */
    const char *from_iso; /* RFC 3339, or the day */
    const Clock *clock;   /* of the event's place; NULL without a time */
    ClockSpan others;     /* the reader's own first */
    bool unknown;         /* nobody knows yet */
    bool plan;            /* only a plan so far */
    bool cancelled, over;
    const char *slipped; /* the first plan if it is another one, or NULL */
    const char *rule;    /* in words, translated; "" */
    ClockSpan next;      /* of what comes again: the next dates, only .date is set */
} When;

/** When the event takes place: @occurrence of it, the first one that is not over, or the last. */
const When *when_of(Ctx *cx, const Event *event, const Occurrence *occurrence);

/** The one of its occurrences that a page is about; NULL if there is none. */
const Occurrence *when_chosen(Ctx *cx, OccurrenceSpan occurrences);

/** The days of @occurrences that are to come, at most @most, as Clock.date. */
ClockSpan when_next(Ctx *cx, OccurrenceSpan occurrences, size_t most);
