/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * roster - everybody in memory, so that any question about many is answered at once.
 *
 * A filter is what an address can say: "country=KE&country=TZ&interest=training".
 * It reads the same as a page's query, as a saved segment, and in an export's
 * name.  Who asks decides which fields count: a person whose field is closed to
 * the asker is found by no value of it, nor by its absence.
 *
 * The columns are read from the database when they are first asked for, and
 * follow every commit: nothing here is a second truth, and nothing is kept on
 * disk.  Read with: column.h, docs/decisions/0020-roster.md.
 */
#pragma once
#include "roster/filter.h"

typedef struct Roster Roster;

/** For the process's App; free it after everybody who asks. */
Roster *roster_new(void);
void roster_free(Roster *roster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Roster, roster_free)

typedef enum RosterOrder {
    ROSTER_BY_NAME,   /* as its words sort, Latin letters first if there are any */
    ROSTER_BY_JOINED, /* newest first */
} RosterOrder;

/** How many of those that were found have this value. */
typedef struct RosterCount {
    const char *value;
    int64_t n;
} RosterCount;

typedef struct RosterCountSpan {
    const RosterCount *at;
    size_t n;
    int64_t found;   /* people, with a value or without */
    int64_t without; /* people whose value is not known, or closed to the eye */
} RosterCountSpan;

typedef struct RosterQuestion {
    const RosterFilter *filter; /* NULL: everybody whom the eye sees */
    RosterEye eye;
    int64_t at; /* as it was the moment before; 0: now.  What is known of people is of today */
    RosterOrder order;
    size_t first, n; /* of those that were found, which numbers; n 0: none */
} RosterQuestion;

typedef struct RosterAnswer {
    int64_t n;         /* found */
    const int64_t *id; /* in order, of the page that was asked for */
    size_t n_ids;
} RosterAnswer;

/** Ask.  In the context's transaction; what it reads counts as read, so kept pages go stale with
 *  it.  After a failure of the database nothing is found. */
RosterAnswer roster_ask(Ctx *cx, const RosterQuestion *question);

/** Go through all that are found, in portions and in flat memory: up to @most whose numbers come
 *  after @after, ascending.  Fewer than @most are the last; .n is how many these are.  The
 *  question's order and page do not matter. */
RosterAnswer roster_walk(Ctx *cx, const RosterQuestion *question, int64_t after, size_t most);

/** Count those that are found by each value of a dimension, most first, then by value.  The
 *  question's order and page do not matter. */
RosterCountSpan roster_count_by(Ctx *cx, const RosterQuestion *question,
                                const RosterDimension *dimension);

/** Likewise of @n dimensions at once, into @ret_counts. */
void roster_count_each(Ctx *cx, const RosterQuestion *question,
                       const RosterDimension *const *dimensions, size_t n,
                       RosterCountSpan *ret_counts);

/** Comings and goings in one month, in UTC. */
typedef struct RosterMonth {
    const char *month;          /* "2016-12" */
    int64_t members, countries; /* at its end; of the last, when it is asked */
    int64_t joined, left;
} RosterMonth;

typedef struct RosterMonthSpan {
    const RosterMonth *at;
    size_t n;
} RosterMonthSpan;

/** Of those that are found, whether they are members now or were: every month from the first
 *  joining to now, oldest first.  Who left and came back joined twice. */
RosterMonthSpan roster_months(Ctx *cx, const RosterQuestion *question);

/** Keep no more notes of changes than memory needs; returns how many went.  A job. */
int64_t roster_forget_changes(Ctx *cx);
