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
