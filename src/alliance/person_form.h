/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * person_form - what the forms about a person offer to choose from: joining, one's profile.
 */
#pragma once
#include "web/form.h"

/** The levels of work, labels N_(). */
#define PERSON_LEVELS 3
extern const Choice PERSON_LEVEL_CHOICES[PERSON_LEVELS];

/** What a level is called, N_(); "" for none. */
const char *person_level_label(const char *level);

/** Give the fields "country", "interests", "languages", "type" and "organisation" their choices.
 *  @spoken: languages that are offered besides the usual ones, BCP 47 with commas between, or
 *  NULL. */
void person_form_offer(Form *form, const char *spoken);

/** All countries by name, for a choice; in the arena. */
typedef struct PersonChoices {
    const Choice *at;
    size_t n;
} PersonChoices;

PersonChoices person_form_countries(Ctx *cx);

/** The types of organisations, labels N_(); in the arena. */
PersonChoices person_form_types(Ctx *cx);

/** Give the field @name the purposes of consent.h to choose from: @all, or those to which who is no
 *  member may agree. */
void person_form_purposes(Form *form, const char *name, bool all);

/** The ticked values of the check boxes @name, with commas between. */
const char *person_form_ticked(const Form *form, const char *name);
