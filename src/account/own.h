/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * own - what own.html shows.
 */
#pragma once
#include "site/doors.h"

/** Something to do for who is new here. */
typedef struct FirstStep {
    const char *label, *url; /* label: N_() */
    bool done;
} FirstStep;

typedef struct FirstStepSpan {
    const FirstStep *at;
    size_t n;
} FirstStepSpan;

typedef struct Own {
    const char *name, *email;
    FirstStepSpan steps; /* empty when all are done */
    DoorSpan rooms;      /* the doors but this page's own */
} Own;
