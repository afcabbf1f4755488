/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "registration/box.h"

#include "alliance/answer_open.h"

#include <string.h>

const RegisterBox *
register_box_new(Ctx *cx, const Event *event)
{
    const RegistrationTerms *terms = registration_terms(cx, event->id);
    if (terms == NULL)
        return NULL;
    const Registration *mine = registration_mine(cx, event->id);
    RegisterBox *box = arena_new_of(cx->arena, RegisterBox);
    const char *state = mine != NULL ? mine->state : "left";
    bool is_open = registration_is_open(terms, cx->now);
    bool may_ask = is_open && cx->me.id != 0 && strcmp(state, "refused") != 0 &&
                   (terms->guests || (cx->me.roles & ROLE_MEMBER) != 0);
    bool wants_recording = strcmp(state, "recording") == 0;
    *box = (RegisterBox){
        .path = event->path,
        .words = mine != NULL ? registration_state_find(state)->words : NULL,
        .own = mine != NULL
                   ? arena_printf(cx->arena, "/registrations/%s", registration_token(cx, mine))
                   : NULL,
        .room = mine != NULL && mine->has_room && strcmp(state, "in") == 0
                    ? registration_room_path(cx, mine)
                    : NULL,
        .n_open = mine != NULL && terms->ends_at > cx->now ? (int64_t)answer_open(cx, mine).n : 0,
        .signed_in = cx->me.id != 0,
        .is_open = is_open,
        .limited = terms->seats > 0,
        .asks = terms->approval,
        .seats_left = registration_seats_left(terms),
        .closes_at = terms->closes_at,
        .may_come = may_ask && (wants_recording || !registration_is_alive(mine)),
        .may_want_recording = may_ask && terms->recording && !wants_recording,
        .may_cancel = registration_is_alive(mine) && terms->ends_at > cx->now,
        .has_form = is_open && terms->guests && cx->me.id == 0,
    };
    return box;
}
