/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * offer - a filter as a form: what people can be asked for, and what is asked for now.
 *
 * Read with: filter.h, label.h.
 */
#pragma once
#include "roster/label.h"
#include "web/form.h"

/** A field of such a form. */
typedef struct OfferField {
    const char *dimension;
    const char *nothing; /* N_(), of a choice: the first one, which takes a choice back */
    bool negated;        /* asks for those without the value */
} OfferField;

/** Make the @n fields of a form in the reader's language.  What can be chosen is what people have
 *  whom the eye sees, kept while nobody's record changes under @name, which says what @wanted is.
 */
const Field *offer_fields(Ctx *cx, const char *name, RosterEye eye, const OfferField *wanted,
                          size_t n);

/** One thing that the filter asks for, and the filter without it. */
typedef struct OfferChip {
    const char *label; /* "Country: Kenya" */
    const char *query; /* as from roster_filter_write() */
} OfferChip;

typedef struct OfferChipSpan {
    const OfferChip *at;
    size_t n;
} OfferChipSpan;

OfferChipSpan offer_chips(const RosterLabels *labels, const RosterFilter *filter);

/** The values that were chosen, as fields that a form sends along so that one more can be added. */
PairSpan offer_kept(Arena *arena, const RosterFilter *filter);
