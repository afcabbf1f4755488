/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * moment - points in time and calendar dates.
 *
 * A moment is seconds since 1970, UTC, in an int64_t.  A date as people
 * announce it may be less exact than a day and is text in ISO 8601's reduced
 * precision: "2017-03-21", "2017-01", "2017".  Read with: lang/format.h, which
 * writes both for people.
 */
#pragma once
#include "base/arena.h"

#define MOMENT_DAY 86400
#define MOMENT_QUARTER 900 /* of an hour; in every zone days begin at the end of one */

/** Parse "2017-01-02", "2017-01-02T09:30Z" or with an offset; seconds optional.
 *  Returns false and leaves @ret_moment alone if it is none of these. */
bool moment_parse(const char *iso, int64_t *ret_moment);

/** Write RFC 3339: "2017-01-02T09:30:00Z". */
const char *moment_iso(Arena *arena, int64_t moment);

/** Write RFC 9110's HTTP-date: "Mon, 02 Jan 2017 09:30:00 GMT". */
const char *moment_http(Arena *arena, int64_t moment);

/** Write the UTC calendar date: "2017-01-02". */
const char *moment_date(Arena *arena, int64_t moment);

/** The end of the running quarter of an hour.  What depends on the day is the same until then, in
 *  whatever zone the reader is. */
int64_t moment_quarter_end(int64_t moment);

/** Write the date in the IANA @zone.  An unknown zone is UTC. */
const char *moment_date_in(Arena *arena, int64_t moment, const char *zone);

/** Is it "YYYY", "YYYY-MM" or "YYYY-MM-DD", and a date that exists? */
bool date_is_valid(const char *date);

/** The first moment (UTC) after the whole of @date: 2017-02 gives 1 March 2017, 00:00.
 *  Returns false if @date is not valid. */
bool date_end(const char *date, int64_t *ret_moment);

/** The first moment of the whole day @date ("2017-03-21") in the IANA @zone; an unknown zone is
 * UTC. Returns false if it is no whole day or does not exist. */
bool date_begin_in(const char *date, const char *zone, int64_t *ret_moment);

/** Is the IANA time zone known here? */
bool zone_is_valid(const char *zone);

/** How far the clocks of @zone are ahead of UTC at @moment, in seconds; an unknown zone is UTC. */
int64_t zone_offset(const char *zone, int64_t moment);

/** What clocks show: "2017-03-16T09:00".  An unknown zone is UTC. */
const char *moment_local(Arena *arena, int64_t moment, const char *zone);

/** @local as people write it, "2017-03-16 09:00", and what they wrote as @local.  Nothing is
 * checked. */
const char *moment_written(Arena *arena, const char *local);
const char *moment_from_written(Arena *arena, const char *written);

/** When the clocks of @zone show @local, "2017-03-16T09:00"; of an hour that they show twice the
 *  first.  False if that is no such text, the zone is not known, or its clocks skip this time. */
bool moment_from_local(const char *local, const char *zone, int64_t *ret_moment);

/** A stretch of time in which a zone's clocks are not touched. */
typedef struct ZoneSpell {
    int64_t since;    /* the first moment, or the one that was asked for if it goes further back */
    int64_t east;     /* seconds ahead of UTC */
    int64_t was;      /* likewise, just before .since */
    bool summer;      /* as the zone itself calls it */
    const char *name; /* "EDT", "+0545" */
} ZoneSpell;

typedef struct ZoneSpellSpan {
    const ZoneSpell *at;
    size_t n;
} ZoneSpellSpan;

/** The spells of @zone from the one at @since to the one at @until; an unknown zone is UTC. */
ZoneSpellSpan zone_spells(Arena *arena, const char *zone, int64_t since, int64_t until);
