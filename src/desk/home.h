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

typedef struct DeskHome {
    TaskSpan tasks;
    DeskCountSpan counts; /* for editors */
    bool is_editor;       /* may drop a task that nobody needs to do */
} DeskHome;
