/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * people - the membership's records, for the secretariat: the list and one of them.
 */
#pragma once
#include "alliance/person.h"
#include "desk/desk.h"
#include "desk/roles.h"
#include "inbound/reach.h"
#include "roster/segment.h"
#include "web/form.h"

typedef struct People {
    const Form *first, *more, *except; /* of the filter; the others are folded */
    bool uses_more, uses_except;       /* something in them is set */
    PairSpan kept;                     /* what was chosen already, and the order */
    LinkSpan chips;                    /* each thing that is asked for; url: without it */
    LinkSpan orders;
    const char *wanted;          /* the filter in words; "": everybody */
    const char *fault;           /* what is wrong with it, or NULL */
    const char *said;            /* how many, in words */
    const char *filter;          /* as roster_filter_write() */
    const char *save, *take_out; /* where it is kept as a segment, where people are taken out */
    const Segment *segment;      /* whose filter is being changed, or NULL */
    PersonSpan rows;
    LinkSpan pages;
    int64_t n;
} People;

typedef struct PersonShow {
    const Person *person;
    const char *level;            /* of work, in words; "" if not said */
    const char *called;           /* name or address */
    bool is_subscriber, has_left; /* never a member; a member once */
    const PersonRoles *roles;
    bool may_reset;         /* the second factor */
    const ReachShow *reach; /* whether mail arrives */
    bool comes_back;        /* mail came back from there */
} PersonShow;
