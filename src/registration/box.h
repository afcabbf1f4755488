/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * box - what an event's page says of registering (register_box.html).
 */
#pragma once
#include "alliance/event.h"
#include "alliance/registration.h"

/** How one registers, and how the reader's registration stands. */
typedef struct RegisterBox {
    const char *path;  /* the event's */
    const char *words; /* N_(), of the reader's registration, or NULL */
    const char *own;   /* the path of its page, or NULL */
    const char *room;  /* the path by which the reader alone comes into the room, or NULL */
    bool signed_in, is_open, limited, asks;
    int64_t n_open;                /* questions that the reader must answer still */
    int64_t seats_left, closes_at; /* UTC */
    bool may_come, may_want_recording, may_cancel;
    bool has_form; /* for who is not signed in */
} RegisterBox;

/** NULL: one does not register for it. */
const RegisterBox *register_box_new(Ctx *cx, const Event *event);
