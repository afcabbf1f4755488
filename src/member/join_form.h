/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * join_form - what who joins is asked.
 */
#pragma once
#include "alliance/joining.h"
#include "web/form.h"

/** The form as it is asked, empty. */
Form *join_form_new(Request *req);

/** Read and check what was typed. */
Form *join_form_read(Request *req);

/** The form in two parts: what is asked of everybody, with what is wrong in either, and what can
 *  wait. */
typedef struct JoinFormParts {
    Form first;
    FormFieldSpan waiting;
} JoinFormParts;

JoinFormParts join_form_parts(const Form *form);

/** What was typed in a form that is ok. */
Joining join_form_value(const Form *form);

/** The time zones that are likely in @country, and "UTC"; in the arena. */
typedef struct ZoneChoices {
    Choice *at;
    size_t n;
} ZoneChoices;

ZoneChoices join_zones(Ctx *cx, const char *country);
