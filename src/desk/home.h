/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * home - what the desk's first page shows.
 */
#pragma once
#include "alliance/item.h"
#include "alliance/task.h"
#include "desk/desk.h"

typedef struct DeskCount {
    const char *label, *url;
    int64_t n;
} DeskCount;

typedef struct DeskCountSpan {
    const DeskCount *at;
    size_t n;
} DeskCountSpan;

/** A task with what was typed about it. */
typedef struct DeskTask {
    const Task *task;
    const char *reason;
    const char *error; /* why it was not dropped, or NULL */
} DeskTask;

typedef struct DeskTaskSpan {
    const DeskTask *at;
    size_t n;
} DeskTaskSpan;

typedef struct DeskHome {
    DeskTaskSpan tasks;
    DeskCountSpan counts; /* for editors */
    bool is_editor;       /* may drop a task that nobody needs to do */
} DeskHome;
