/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * page_choices - what can be chosen about a text, for forms and filters.
 */
#pragma once
#include "alliance/item.h"
#include "web/form.h"

typedef struct ChoiceSpan {
    const Choice *at;
    size_t n;
} ChoiceSpan;

/** Give a field of a table that is not shared its choices. */
void page_choices(Field *field, ChoiceSpan choices);

/** Kinds of items; @mine: only those that the acting person may make, and makes in the desk. */
ChoiceSpan kind_choices(Ctx *cx, bool mine);
ChoiceSpan state_choices(void);
ChoiceSpan audience_choices(Ctx *cx); /* those that the acting person would still see */
ChoiceSpan language_choices(Ctx *cx); /* that the alliance offers, each by its own name */
ChoiceSpan pillar_choices(Ctx *cx);
ChoiceSpan place_choices(Ctx *cx, const Item *item); /* groups for @item; NULL: a new one */
ChoiceSpan country_choices(Ctx *cx); /* all of them, by their names in the reader's language */

/** "draft" as N_("Draft"); what is not known as it is. */
const char *state_label(const char *state);
