/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * ical - calendars as others read them (iCalendar, RFC 5545).
 *
 * Times are what clocks show, with the zone's name, and the file brings the
 * zone's rules for the years that it speaks of: so an entry stays right where
 * the reader's own tables of zones are old, and the program that has newer ones
 * may use them.
 *
 * Read with: rule.h, docs/decisions/0035-events.md.
 */
#pragma once
#include "base/arena.h"

/** An entry.  Texts are plain; NULL and "" : none. */
typedef struct IcalEntry {
    const char *uid;
    int64_t sequence;
    int64_t changed_at;            /* UTC */
    const char *starts, *ends;     /* "2017-03-16T09:00"; whole days: "2017-03-16", the last one */
    const char *zone;              /* IANA, of these */
    const char *rule;              /* as in rule.h */
    const char *leaves_out, *adds; /* days, commas between */
    const char *state;             /* "tentative", "confirmed", "cancelled" */
    const char *title, *description, *place, *url, *category;
    const char *language;   /* BCP 47, of title and description */
    const char *conference; /* address at which one takes part (RFC 7986) */
    int64_t alarm;          /* seconds before it starts; 0: none */
    /* Of an invitation: addresses, and whose they are. */
    const char *organizer, *organizer_name, *attendee, *attendee_name;
} IcalEntry;

typedef struct IcalEntrySpan {
    const IcalEntry *at;
    size_t n;
} IcalEntrySpan;

/** What a calendar says of itself. */
typedef struct Ical {
    const char *method; /* iTIP: "REQUEST", "CANCEL"; NULL: "PUBLISH" */
    const char *name;   /* or NULL: a file with one entry */
    const char *url;    /* where it is fetched again, or NULL */
    IcalEntrySpan entries;
} Ical;

/** Write it.  Entries without a start are left out. */
Bytes ical_format(Arena *arena, const Ical *ical);
