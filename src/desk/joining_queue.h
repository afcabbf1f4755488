/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * joining_queue - who wants to join, until the secretariat has decided.
 */
#pragma once
#include "alliance/joining.h"
#include "desk/desk.h"

/** A request with what was typed about it. */
typedef struct JoiningRow {
    const Joining *joining;
    const char *reason;
    const char *error; /* why nothing was changed, or NULL */
} JoiningRow;

typedef struct JoiningRowSpan {
    const JoiningRow *at;
    size_t n;
} JoiningRowSpan;

typedef struct JoiningQueue {
    JoiningRowSpan waiting;
} JoiningQueue;
