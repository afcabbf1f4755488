/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "floor/box.h"

#define BOX_ANSWERED 5 /* on the event's page */

const FloorBox *
floor_box_new(Ctx *cx, const Item *event)
{
    const FloorTerms *terms = floor_terms(cx, event->id);
    if (terms == NULL)
        return NULL;
    FloorBox *box = arena_new_of(cx->arena, FloorBox);
    *box = (FloorBox){.path = arena_printf(cx->arena, "%s/questions", event->path),
                      .n_open = terms->n_open,
                      .is_open = floor_is_open(terms, cx->now)};
    if (terms->n_answered > 0)
        box->answered = floor_list_answered(cx, event->id, BOX_ANSWERED);
    box->n_more = terms->n_answered - (int64_t)box->answered.n;
    return box->is_open || box->n_open > 0 || box->answered.n > 0 ? box : NULL;
}
