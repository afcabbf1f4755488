/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * rule - what comes again: "the third Tuesday of March".
 *
 * A part of RFC 5545's recurrence rules, as their text, so that calendars get
 * what the database has.  It says on which days; at what time is the event's.
 */
#pragma once
#include "base/arena.h"

typedef struct Rule {
    int month;   /* 1 to 12; 0: every month */
    int nth;     /* 1 to 4, -1 the last; 0: the day of the month on which it began */
    int weekday; /* 1 Monday to 7 Sunday; with .nth */
} Rule;

/** Read "FREQ=YEARLY;BYMONTH=3;BYDAY=3TU", "FREQ=MONTHLY;BYDAY=-1FR" or "FREQ=YEARLY".  False if it
 *  is anything else. */
bool rule_parse(const char *text, Rule *ret_rule);

/** Write it as rule_parse() reads it. */
const char *rule_format(Arena *arena, const Rule *rule);

/** What comes again, and the exceptions; lists have commas between.  Days are "2017-03-21". */
typedef struct Recurrence {
    const char *rule, *first; /* first: the day on which it began */
    const char *leaves_out, *adds;
} Recurrence;

typedef struct DaySpan {
    const char *const *at;
    size_t n;
} DaySpan;

/** Is @day one of @rule, begun on @first? */
bool rule_has(const Rule *rule, const char *first, const char *day);

/** Its days in order, from the first one to the end of @last_year, at most LIMIT_OCCURRENCES of
 *  them; none if the rule or the first day is not valid. */
DaySpan rule_days(Arena *arena, const Recurrence *recurrence, int last_year);
