/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * demo_people - invented members for the demo.
 *
 * Nobody of them exists: names are put together at random from common parts
 * (data/names.tsv), organisations are invented (data/demo_work.tsv), addresses
 * end in a domain that is reserved for examples.  What is not invented is how
 * the alliance grew (data/alliance.json), and it holds by construction for
 * every seed:
 *
 *   at the end of June 2014       354 members in 52 countries
 *   at the end of June 2015       612            67
 *   at the end of July 2016       913            87
 *   at the end of December 2016   1,104          88
 *
 * A few join and leave again in between, so that a figure "as of" a day has to
 * look at both dates.  The first joined on 6 June 2013, the day of the launch.
 */
#pragma once
#include "base/arena.h"

typedef struct DemoPerson {
    const char *name;         /* as the person writes it, any script */
    const char *name_latin;   /* or NULL if name is in Latin script */
    const char *email;        /* "NAME.n@example.org", differs for all */
    const char *country;      /* ISO 3166-1 alpha-2 */
    const char *organisation; /* invented, says "demo" */
    const char *kind;         /* of organisation: "government", "non-profit" ... */
    const char *position;
    const char *level;    /* macro, mezzo or micro */
    const char *language; /* BCP 47 */
    const char *zone;     /* IANA */
    int64_t joined_at;    /* seconds since 1970, UTC */
    int64_t left_at;      /* likewise, or 0: is a member to the end */
} DemoPerson;

typedef struct DemoPersonSpan {
    const DemoPerson *at; /* in the order in which they joined */
    size_t n;
} DemoPersonSpan;

/** Invent all members, those who left again included.  The same @seed gives the same people. */
DemoPersonSpan demo_person_list(Arena *arena, uint64_t seed);
