/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * fairness - who of the invited would be awake at a proposed time, and better times.
 *
 * By each person's own clocks (base/zone.h: the zone of the record, else that of
 * most people of the country), on that date.  Somebody is awake if the whole of
 * it lies between 7:00 and 22:00, and in office hours if it lies between 9:00 and
 * 17:00 from Monday to Friday.
 *
 * Read with: docs/decisions/0048-fair-times.md.
 */
#pragma once
#include "db/ctx.h"

/** People whose clocks are the same and who live in the same country. */
typedef struct FairClock {
    const char *zone;    /* IANA */
    const char *country; /* ISO 3166-1 alpha-2; "" not said */
    int64_t n;           /* people */
} FairClock;

typedef struct FairClockSpan {
    const FairClock *at;
    size_t n;
} FairClockSpan;

/** The members who are in a group, 0: all members of the alliance.  These lists come by country,
 *  then by zone. */
FairClockSpan fairness_invited(Ctx *cx, int64_t group_id);

/** Who comes to an event, waits for a seat or for a yes; who sits before one screen counts. */
FairClockSpan fairness_registered(Ctx *cx, int64_t event_id);

/** These people, members or not; @ids ascending, some ten thousand at a time. */
FairClockSpan fairness_of(Ctx *cx, const int64_t *ids, size_t n);

/** The people of both lists as one. */
FairClockSpan fairness_join(Arena *arena, FairClockSpan a, FairClockSpan b);

typedef enum FairState { FAIR_ASLEEP, FAIR_AWAKE, FAIR_OFFICE, N_FAIR_STATES } FairState;

/** What a time means for everybody: how many are in which state, by FairState. */
typedef struct FairTime {
    int64_t starts_at; /* UTC */
    int64_t asleep, awake, office;
} FairTime;

typedef struct FairTimeSpan {
    const FairTime *at;
    size_t n;
} FairTimeSpan;

/** The invited with their clocks from one moment to another. */
typedef struct Fair Fair;

/** Prepare for questions about moments from @since to @until. */
const Fair *fairness_new(Arena *arena, FairClockSpan invited, int64_t since, int64_t until);

/** The state of the people of the invited's row @i, if it starts then and takes @seconds. */
FairState fairness_state(const Fair *fair, size_t i, int64_t starts_at, int64_t seconds);

/** By how much the clocks of row @i are ahead of UTC then, in seconds. */
int64_t fairness_east(const Fair *fair, size_t i, int64_t moment);

FairTime fairness_judge(const Fair *fair, int64_t starts_at, int64_t seconds);

/** What is asked for: a time, how long, on whose clocks it is a round one. */
typedef struct FairAsk {
    int64_t starts_at, seconds;
    const char *zone;
    int64_t after; /* nothing is proposed that begins before */
} FairAsk;

#define FAIR_BETTER 3 /* times */

/** Up to FAIR_BETTER times of the same week, Monday to Sunday on the clocks of .zone, at each half
 *  hour: those at which fewest are asleep, of these those at which fewest are outside office hours,
 *  of these the nearest to what was asked for; an hour or more apart.  Only what is better by the
 *  first two. */
FairTimeSpan fairness_better(Arena *arena, const Fair *fair, const FairAsk *ask);

/** A band of clocks around the earth. */
typedef struct FairRegion {
    const char *label;  /* N_() */
    int64_t west, east; /* seconds ahead of UTC: from .west to before .east */
} FairRegion;

enum { N_FAIR_REGIONS = 3, FAIR_SERIES_MOST = 12 };
extern const FairRegion FAIR_REGIONS[N_FAIR_REGIONS];

/** A proposal for one of a series, and what its people carry in each region. */
typedef struct FairSlot {
    FairTime time;
    int64_t people[N_FAIR_REGIONS];
    int64_t asleep[N_FAIR_REGIONS];
} FairSlot;

typedef struct FairSlotSpan {
    const FairSlot *at;
    size_t n;
} FairSlotSpan;

/** Times for @n events, @weeks apart from what was asked for on, so that the burden goes round.
 *  Whoever is asleep carries 2, whoever is awake outside office hours 1; what a region carries is
 *  that by person, summed over the series so far.  Each event gets, at a half hour of its day on
 *  the clocks of .zone, the time after which the region that carries most carries least; of equal
 *  ones that with the smallest sum of all regions, then the nearest to what was asked for. */
FairSlotSpan fairness_rotate(Arena *arena, const Fair *fair, const FairAsk *ask, size_t n,
                             int64_t weeks);
