/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * preferences - what may be sent to a person, and in which language.
 */
#pragma once
#include "web/form.h"

#define N_PACES 3

/** How often what somebody follows comes, by number of days, the most often first. */
extern const Choice PACES[N_PACES];

/** Where a purpose stands. */
typedef struct Standing {
    const struct Purpose *purpose;
    const char *label;   /* English */
    int64_t answered_at; /* 0: nothing was ever said */
    bool given;
} Standing;

typedef struct StandingSpan {
    const Standing *at;
    size_t n;
} StandingSpan;

typedef struct Preferences {
    const char *token; /* of the link; NULL: signed in */
    const char *email; /* so that only its owner recognises it */
    StandingSpan standings;
    const Form *form;
    bool any;       /* something is agreed to */
    bool is_member; /* else only mails are asked about */
} Preferences;

/** One of PACES as the page behind a mail's link shows it. */
typedef struct PaceChoice {
    const char *days, *label; /* label: English */
    bool is_now;
} PaceChoice;

typedef struct PaceChoiceSpan {
    const PaceChoice *at;
    size_t n;
} PaceChoiceSpan;
