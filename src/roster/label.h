/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * label - the values of a filter in the reader's words.
 *
 * Read with: roster.h.
 */
#pragma once
#include "alliance/interest.h"
#include "roster/roster.h"

/** What names need; read once for a page. */
typedef struct RosterLabels {
    Ctx *cx;
    InterestSpan interests;
} RosterLabels;

RosterLabels roster_labels(Ctx *cx);

/** The name of a value of @dimension for people: "Kenya" of "KE".  A value that there is not any
 *  more is its own name.  Never NULL. */
const char *roster_label(const RosterLabels *labels, const RosterDimension *dimension,
                         const char *value);

/** Is there such a value?  What somebody deleted is still asked for by what was kept. */
bool roster_value_exists(const RosterLabels *labels, const RosterDimension *dimension,
                         const char *value);

/** What the whole filter asks for, in one line: "Country: Kenya or Uganda; Interest: not Care". */
const char *roster_filter_label(const RosterLabels *labels, const RosterFilter *filter);

/** A value to choose. */
typedef struct RosterChoice {
    const char *value, *label;
    int64_t n; /* people */
} RosterChoice;

typedef struct RosterChoiceSpan {
    const RosterChoice *at;
    size_t n;
} RosterChoiceSpan;

/** The values in @counts with their names, as the reader sorts names. */
RosterChoiceSpan roster_choices(const RosterLabels *labels, const RosterDimension *dimension,
                                RosterCountSpan counts);
