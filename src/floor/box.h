/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * box - what an event's page says of the questions from its floor (floor_box.html).
 */
#pragma once
#include "alliance/floor.h"

typedef struct FloorBox {
    const char *path;           /* of all questions */
    int64_t n_open, n_more;     /* n_more: answered ones that are not below */
    bool is_open;               /* one can ask now */
    FloorQuestionSpan answered; /* the first of them */
} FloorBox;

/** NULL: there is nothing to be said. */
const FloorBox *floor_box_new(Ctx *cx, const Item *event);
