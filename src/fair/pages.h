/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its page shows.
 */
#pragma once
#include "alliance/event.h"
#include "alliance/fairness.h"
#include "web/form.h"

/* fair_pages.c */
Response *get_event_times(Request *req);
Response *get_group_times(Request *req);

/* fair_invited.c */

/** For what a time is sought. */
typedef struct FairScope {
    int64_t event_id, group_id; /* 0: no event; no group */
} FairScope;

typedef struct ChoiceSpan {
    const Choice *at;
    size_t n;
} ChoiceSpan;

/** Who can be asked about: the group, who has registered, all members, and for the secretariat the
 *  segments.  The labels are in the reader's language. */
ChoiceSpan fair_choices(Ctx *cx, FairScope scope);

/** The value among @choices that is @asked for; of others the usual one: the group, else all. */
const char *fair_chosen(FairScope scope, ChoiceSpan choices, const char *asked);

/** The people of a value of fair_choices(). */
FairClockSpan fair_invited(Ctx *cx, FairScope scope, const char *who);

/* fair_rows.c */

/** A country at the proposed time. */
typedef struct FairRow {
    const char *country; /* ISO 3166-1 alpha-2; "": not said, or with .n_countries */
    int64_t n_countries; /* of few people each, taken together; 0: one country */
    int64_t people, asleep, awake, office;
    const char *from,
        *to;         /* on its clocks; to: of the one furthest east, "" if they are the same */
    const char *day; /* on its clocks if it is another one than at the event, "" */
    bool all_asleep;
} FairRow;

typedef struct FairRowSpan {
    const FairRow *at;
    size_t n;
} FairRowSpan;

/** By country, where most people are asleep first; with @least, countries of fewer people are one
 *  row without a clock, so that nobody's country can be told from it. */
FairRowSpan fair_rows(Ctx *cx, const Fair *fair, FairClockSpan invited, const FairAsk *ask,
                      int64_t least);

/** A time and what it means. */
typedef struct FairChoice {
    const FairTime *time;
    const char *words; /* "Thursday, 16 March 2017, 14:00 (Nairobi)" */
    const char *own;   /* the reader's clocks, or NULL */
    const char *url;   /* takes it into the form */
} FairChoice;

typedef struct FairChoiceSpan {
    const FairChoice *at;
    size_t n;
} FairChoiceSpan;

/** A region within one of a series. */
typedef struct FairShare {
    const char *label; /* English */
    int64_t people, asleep;
} FairShare;

typedef struct FairShareSpan {
    const FairShare *at;
    size_t n;
} FairShareSpan;

typedef struct FairTurn {
    const FairChoice *choice;
    FairShareSpan shares;
} FairTurn;

typedef struct FairTurnSpan {
    const FairTurn *at;
    size_t n;
} FairTurnSpan;

typedef struct FairShow {
    const char *title, *path; /* of the event or the group */
    const Form *form;
    int64_t people;
    const FairChoice *asked; /* NULL: what was asked for is no time */
    FairRowSpan rows;
    FairChoiceSpan better;
    FairTurnSpan turns;
    int64_t weeks;
} FairShow;
