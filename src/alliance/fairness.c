/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/fairness.h"

#include "alliance/fairness.sql.h"
#include "base/moment.h"
#include "base/zone.h"
#include "lang/lang.h"

#include <math.h>
#include <string.h>

#define HOUR ((int64_t)3600)
#define HALF_HOUR (HOUR / 2)
#define AWAKE_FROM (7 * HOUR)
#define AWAKE_UNTIL (22 * HOUR)
#define OFFICE_FROM (9 * HOUR)
#define OFFICE_UNTIL (17 * HOUR)
#define WORKDAYS 5         /* from Monday on */
#define THURSDAY 3         /* 1 January 1970, counted from Monday */
#define CARRIED_ASLEEP 2.0 /* burdens of a person */
#define CARRIED_AWAKE 1.0
#define EQUAL 1e-9

/* clang-format off */
const FairRegion FAIR_REGIONS[N_FAIR_REGIONS] = {
    {N_("Clocks of the Americas (to UTC−3)"),              -12 * HOUR, -5 * HALF_HOUR},
    {N_("Clocks of Europe, Africa and the Middle East"),   -5 * HALF_HOUR, 5 * HOUR - HALF_HOUR / 2},
    {N_("Clocks of Asia and the Pacific (from UTC+5)"),    5 * HOUR - HALF_HOUR / 2, 15 * HOUR},
};
/* clang-format on */

struct Fair {
    FairClockSpan invited;
    ZoneSpellSpan *spells; /* of each row */
};

static const DbType CLOCK = DB_TYPE(FairClock, DB_FIELD(FairClock, zone),
                                    DB_FIELD(FairClock, country), DB_FIELD(FairClock, n));

/* ---- who is invited ---- */

static FairClockSpan
clocks_by(Ctx *cx, const Sql *sql, const DbValue *args)
{
    DbRows rows = db_all(cx, sql, &CLOCK, args);
    FairClock *at = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        at[i].zone = zone_of_reader(cx->arena, at[i].zone, at[i].country);
    return DB_SPAN(FairClockSpan, rows);
}

FairClockSpan
fairness_invited(Ctx *cx, int64_t group_id)
{
    return clocks_by(cx, &SQL_fairness_invited, DB_ARGS(group_id, cx->now));
}

FairClockSpan
fairness_registered(Ctx *cx, int64_t event_id)
{
    return clocks_by(cx, &SQL_fairness_registered, DB_ARGS(event_id));
}

FairClockSpan
fairness_of(Ctx *cx, const int64_t *ids, size_t n)
{
    return clocks_by(cx, &SQL_fairness_of, DB_ARGS(db_numbers(cx->arena, ids, n)));
}

static int
compare_clocks(const FairClock *a, const FairClock *b)
{
    int order = strcmp(a->country, b->country);
    return order != 0 ? order : strcmp(a->zone, b->zone);
}

/* The same clocks can stand in one list twice: a zone of its own and that of the country. */
FairClockSpan
fairness_join(Arena *arena, FairClockSpan a, FairClockSpan b)
{
    FairClock *all = arena_array_of(arena, FairClock, a.n + b.n);
    size_t n = 0;
    for (size_t i = 0, j = 0; i < a.n || j < b.n;) {
        int order = i == a.n ? 1 : j == b.n ? -1 : compare_clocks(&a.at[i], &b.at[j]);
        all[n] = order > 0 ? b.at[j] : a.at[i];
        all[n++].n += order == 0 ? b.at[j].n : 0;
        i += order <= 0;
        j += order >= 0;
    }
    return (FairClockSpan){all, n};
}

/* ---- what a time means for them ---- */

const Fair *
fairness_new(Arena *arena, FairClockSpan invited, int64_t since, int64_t until)
{
    Fair *fair = arena_new_of(arena, Fair);
    *fair = (Fair){invited, arena_array_of(arena, ZoneSpellSpan, invited.n)};
    for (size_t i = 0; i < invited.n; i++) {
        size_t j = 0; /* the same clocks may stand with another country */
        while (j < i && strcmp(invited.at[j].zone, invited.at[i].zone) != 0)
            j++;
        fair->spells[i] = j < i ? fair->spells[j]
                                : zone_spells(arena, invited.at[i].zone, since, until);
    }
    return fair;
}

int64_t
fairness_east(const Fair *fair, size_t i, int64_t moment)
{
    ZoneSpellSpan spells = fair->spells[i];
    size_t s = 0;
    while (s + 1 < spells.n && spells.at[s + 1].since <= moment)
        s++;
    return spells.at[s].east;
}

FairState
fairness_state(const Fair *fair, size_t i, int64_t starts_at, int64_t seconds)
{
    int64_t local = starts_at + fairness_east(fair, i, starts_at);
    int64_t day = local / MOMENT_DAY - (local % MOMENT_DAY < 0 ? 1 : 0);
    int64_t from = local - day * MOMENT_DAY, until = from + seconds;
    if (from < AWAKE_FROM || until > AWAKE_UNTIL)
        return FAIR_ASLEEP;
    bool works = ((day + THURSDAY) % 7 + 7) % 7 < WORKDAYS;
    return works && from >= OFFICE_FROM && until <= OFFICE_UNTIL ? FAIR_OFFICE : FAIR_AWAKE;
}

FairTime
fairness_judge(const Fair *fair, int64_t starts_at, int64_t seconds)
{
    int64_t n[N_FAIR_STATES] = {0};
    for (size_t i = 0; i < fair->invited.n; i++)
        n[fairness_state(fair, i, starts_at, seconds)] += fair->invited.at[i].n;
    return (FairTime){starts_at, n[FAIR_ASLEEP], n[FAIR_AWAKE], n[FAIR_OFFICE]};
}

/* ---- better times ---- */

/* -1: @a is better by what it means for people, 0: both mean the same. */
static int
compare(const FairTime *a, const FairTime *b)
{
    if (a->asleep != b->asleep)
        return a->asleep < b->asleep ? -1 : 1;
    if (a->awake != b->awake)
        return a->awake < b->awake ? -1 : 1;
    return 0;
}

static int64_t
distance(int64_t a, int64_t b)
{
    return a > b ? a - b : b - a;
}

static bool
is_apart(const FairTime *found, size_t n, int64_t moment)
{
    for (size_t i = 0; i < n; i++)
        if (distance(found[i].starts_at, moment) < HOUR)
            return false;
    return true;
}

/* The Monday of the week of @day, both as moments of UTC's midnight. */
static int64_t
monday_of(int64_t day)
{
    return day - ((day / MOMENT_DAY + THURSDAY) % 7 + 7) % 7 * MOMENT_DAY;
}

/* When the clocks of @zone show the time that is @wall by UTC's. */
static bool
moment_of_wall(Arena *arena, int64_t wall, const char *zone, int64_t *ret_moment)
{
    return moment_from_local(moment_local(arena, wall, "UTC"), zone, ret_moment);
}

static bool
is_nearer(const FairTime *a, const FairTime *b, int64_t to)
{
    int order = compare(a, b);
    return order < 0 || (order == 0 && distance(a->starts_at, to) < distance(b->starts_at, to));
}

FairTimeSpan
fairness_better(Arena *arena, const Fair *fair, const FairAsk *ask)
{
    enum { HALF_HOURS = 7 * 48 };
    FairTime *week = arena_array_of(arena, FairTime, HALF_HOURS);
    FairTime *best = arena_array_of(arena, FairTime, FAIR_BETTER);
    const FairTime asked = fairness_judge(fair, ask->starts_at, ask->seconds);
    int64_t day = 0, moment = 0;
    size_t n_week = 0, n = 0;
    if (!moment_parse(moment_date_in(arena, ask->starts_at, ask->zone), &day))
        return (FairTimeSpan){NULL, 0};
    for (int64_t i = 0; i < HALF_HOURS; i++) {
        if (!moment_of_wall(arena, monday_of(day) + i * HALF_HOUR, ask->zone, &moment) ||
            moment < ask->after)
            continue;
        week[n_week] = fairness_judge(fair, moment, ask->seconds);
        n_week += compare(&week[n_week], &asked) < 0;
    }
    for (; n < FAIR_BETTER; n++) {
        const FairTime *found = NULL;
        for (size_t i = 0; i < n_week; i++)
            if (is_apart(best, n, week[i].starts_at) &&
                (found == NULL || is_nearer(&week[i], found, ask->starts_at)))
                found = &week[i];
        if (found == NULL)
            break;
        best[n] = *found;
    }
    return (FairTimeSpan){best, n};
}

/* ---- a series ---- */

static size_t
region_of(int64_t east)
{
    size_t r = 0;
    while (r + 1 < N_FAIR_REGIONS && east >= FAIR_REGIONS[r].east)
        r++;
    return r;
}

/* What a time adds to each region's burden, by person. */
static FairSlot
slot_at(const Fair *fair, int64_t moment, int64_t seconds, double *burden)
{
    FairSlot slot = {.time = fairness_judge(fair, moment, seconds)};
    memset(burden, 0, N_FAIR_REGIONS * sizeof *burden);
    for (size_t i = 0; i < fair->invited.n; i++) {
        size_t r = region_of(fairness_east(fair, i, moment));
        FairState state = fairness_state(fair, i, moment, seconds);
        int64_t n = fair->invited.at[i].n;
        slot.people[r] += n;
        slot.asleep[r] += state == FAIR_ASLEEP ? n : 0;
        burden[r] += (double)n * (state == FAIR_ASLEEP  ? CARRIED_ASLEEP
                                  : state == FAIR_AWAKE ? CARRIED_AWAKE
                                                        : 0.0);
    }
    for (size_t r = 0; r < N_FAIR_REGIONS; r++)
        if (slot.people[r] > 0)
            burden[r] /= (double)slot.people[r];
    return slot;
}

/* A time of the series under consideration. */
typedef struct Option {
    FairSlot slot;
    double after[N_FAIR_REGIONS]; /* what each region carries with it */
    double most, sum;
    int64_t away; /* from the hour that was asked for */
} Option;

static bool
is_better_option(const Option *a, const Option *b)
{
    if (fabs(a->most - b->most) > EQUAL)
        return a->most < b->most;
    if (fabs(a->sum - b->sum) > EQUAL)
        return a->sum < b->sum;
    return a->away < b->away;
}

static Option
option_at(const Fair *fair, int64_t moment, const FairAsk *ask, const double *carried)
{
    Option option = {0};
    double burden[N_FAIR_REGIONS];
    option.slot = slot_at(fair, moment, ask->seconds, burden);
    for (size_t r = 0; r < N_FAIR_REGIONS; r++) {
        option.after[r] = carried[r] + burden[r];
        option.most = MAX(option.most, option.after[r]);
        option.sum += option.after[r];
    }
    return option;
}

/* The best half hour of a day, which begins at @midnight by UTC's way of writing it. */
static bool
best_of_day(Arena *arena, const Fair *fair, const FairAsk *ask, int64_t midnight, int64_t hour,
            Option *best)
{
    bool found = false;
    double carried[N_FAIR_REGIONS];
    memcpy(carried, best->after, sizeof carried);
    for (int64_t at = 0; at < MOMENT_DAY; at += HALF_HOUR) {
        int64_t moment = 0;
        if (!moment_of_wall(arena, midnight + at, ask->zone, &moment) || moment < ask->after)
            continue;
        Option option = option_at(fair, moment, ask, carried);
        option.away = distance(at, hour);
        if (found && !is_better_option(&option, best))
            continue;
        *best = option;
        found = true;
    }
    return found;
}

FairSlotSpan
fairness_rotate(Arena *arena, const Fair *fair, const FairAsk *ask, size_t n, int64_t weeks)
{
    FairSlot *slots = arena_array_of(arena, FairSlot, FAIR_SERIES_MOST);
    size_t n_slots = 0;
    int64_t wall = 0;
    Option best = {0};
    if (!moment_from_local(moment_local(arena, ask->starts_at, ask->zone), "UTC", &wall))
        return (FairSlotSpan){NULL, 0};
    int64_t hour = (wall % MOMENT_DAY + MOMENT_DAY) % MOMENT_DAY;
    for (size_t i = 0; i < MIN(n, (size_t)FAIR_SERIES_MOST); i++) {
        int64_t midnight = wall - hour + (int64_t)i * weeks * 7 * MOMENT_DAY;
        if (best_of_day(arena, fair, ask, midnight, hour, &best))
            slots[n_slots++] = best.slot;
    }
    return (FairSlotSpan){slots, n_slots};
}
