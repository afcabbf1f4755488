/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * supporter - funders, partners and the host, with the credit that they ask for.
 */
#pragma once
#include "db/ctx.h"

typedef struct Supporter {
    int64_t id;
    const char *kind; /* funder, partner, host */
    const char *name;
    const char *credit; /* the line that its rules ask for; "" if none */
    const char *url;    /* or NULL */
    int64_t position;   /* order within its kind */
} Supporter;

typedef struct SupporterSpan {
    const Supporter *at;
    size_t n;
} SupporterSpan;

/** All, by kind, in their order. */
SupporterSpan supporter_list(Ctx *cx);
const Supporter *supporter_find(Ctx *cx, int64_t id); /* or NULL */

/** Insert behind the others; its id and position are not looked at.  Returns the id. */
int64_t supporter_insert(Ctx *cx, const Supporter *supporter);

/** Change the one with @supporter->id, all but its position.  Returns false if there is none. */
bool supporter_update(Ctx *cx, const Supporter *supporter);

/** Change its place among its kind.  Returns false if there is none. */
bool supporter_place(Ctx *cx, int64_t id, int64_t position);

/** Delete it.  Returns false if there is none. */
bool supporter_delete(Ctx *cx, int64_t id);
