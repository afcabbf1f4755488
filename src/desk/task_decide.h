/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * task_decide - what task_decide.html shows.
 */
#pragma once
#include "alliance/task.h"

typedef struct TaskDecide {
    const Task *task;
    const char *person;   /* whose link it is */
    const char *path;     /* of the page itself */
    const char *words;    /* what waits; NULL: not one alone, or it is decided */
    const char *yes, *no; /* the buttons, English */
    const char *fault;    /* why it was not done, English; or NULL */
    bool is_open;
} TaskDecide;
