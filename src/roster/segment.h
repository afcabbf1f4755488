/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * segment - people by a filter that was kept under a name.
 *
 * Always live: what is kept is the filter, never who fits.  Whatever addresses
 * people names a segment and goes through it with segment_walk().  A filter that
 * this program cannot read any more finds nobody and says so; it never becomes
 * everybody.
 *
 * It stands below the rooms because several of them ask for it.
 * Read with: filter.h, docs/decisions/0028-segments.md.
 */
#pragma once
#include "roster/label.h"

typedef struct Segment {
    int64_t id;
    const char *name, *note;
    const char *filter;  /* as roster_filter_write() wrote it */
    int64_t created_by;  /* person, 0: the program, or somebody who is no more */
    const char *creator; /* name of that person, or NULL */
    int64_t created_at, changed_at, version;
} Segment;

typedef struct SegmentSpan {
    const Segment *at;
    size_t n;
} SegmentSpan;

SegmentSpan segment_list(Ctx *cx);                /* as readers sort names; at most SEGMENT_MOST */
const Segment *segment_find(Ctx *cx, int64_t id); /* or NULL */

/** The first one that keeps just this filter, or NULL. */
const Segment *segment_find_filter(Ctx *cx, const char *filter);

#define SEGMENT_MOST 500

typedef struct SegmentDraft {
    const char *name, *note, *filter; /* filter: as roster_filter_write() wrote it */
} SegmentDraft;

typedef enum SegmentOutcome {
    SEGMENT_OK = 0,
    SEGMENT_GONE,   /* there is none of this number */
    SEGMENT_TAKEN,  /* another one is called so */
    SEGMENT_OLD,    /* somebody changed it meanwhile */
    SEGMENT_UNREAD, /* the filter asks for nothing, or cannot be read */
    SEGMENT_TOO_MANY,
} SegmentOutcome;

/** Keep a new one; the caller has asked whether the acting person may, as for the next three.
 *  *@ret_id gets its number. */
SegmentOutcome segment_insert(Ctx *cx, const SegmentDraft *draft, int64_t *ret_id);

/** Change name and note; or whom it finds.  @version: what the acting person saw. */
SegmentOutcome segment_rename(Ctx *cx, int64_t id, int64_t version, const SegmentDraft *draft);
SegmentOutcome segment_refilter(Ctx *cx, int64_t id, int64_t version, const char *filter);

bool segment_delete(Ctx *cx, int64_t id); /* false: there is none */

/** A segment's filter, understood. */
typedef struct SegmentReading {
    const RosterFilter *filter; /* NULL: it cannot be read, and nobody is found */
    const char *wanted;         /* in the reader's words; what is kept if it cannot be read */
    const char *gone;           /* values that there are not any more, in words; or NULL */
} SegmentReading;

SegmentReading segment_read(const RosterLabels *labels, const Segment *segment);

/** How many people it finds now.  With @purpose (consent.h): members that it finds who agree to
 *  that; NULL: all whom the filter finds. */
int64_t segment_count(Ctx *cx, const Segment *segment, const char *purpose);

/** Go through them, as roster_walk() does. */
RosterAnswer segment_walk(Ctx *cx, const Segment *segment, const char *purpose, int64_t after,
                          size_t most);
