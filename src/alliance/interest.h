/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * interest - the subjects that members can say they are interested in.
 */
#pragma once
#include "db/ctx.h"

typedef struct Interest {
    const char *slug;
    const char *name;    /* in the alliance's own language */
    const char *name_fr; /* "": none */
} Interest;

typedef struct InterestSpan {
    const Interest *at;
    size_t n;
} InterestSpan;

/** All, in the order that the secretariat gave them. */
InterestSpan interest_list(Ctx *cx);

/** Its name in the reader's language, as far as there is one. */
const char *interest_name(const Ctx *cx, const Interest *interest);

/** Add one at the end; nothing if the slug is there already. */
void interest_insert(Ctx *cx, const Interest *interest);

const Interest *interest_find(Ctx *cx, const char *slug); /* or NULL */

/** Change the names of one; false: there is none of this slug. */
bool interest_update(Ctx *cx, const Interest *interest);

/** Give one its place in the order; false: there is none. */
bool interest_place(Ctx *cx, const char *slug, int64_t position);

/** Delete one, also from the profiles that have it; false: there is none. */
bool interest_delete(Ctx *cx, const char *slug);
