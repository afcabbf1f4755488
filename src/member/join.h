/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * join - what the pages of joining show.
 */
#pragma once
#include "alliance/joining.h"
#include "alliance/setting.h"
#include "web/form.h"

typedef struct Join {
    const Form *form;      /* what is asked of everybody */
    FormFieldSpan waiting; /* what can wait, folded */
    bool posted;           /* unfolded, so that nothing that was typed is out of sight */
    const Settings *settings;
    SafeHtml text; /* the alliance's own words */
} Join;

typedef struct JoinConfirm {
    const Joining *joining;
    const Form *form; /* the time zone */
    const char *token;
    const char *type; /* of the organisation, in words; or "" */
} JoinConfirm;

typedef struct JoinWaits {
    const Settings *settings;
} JoinWaits;
