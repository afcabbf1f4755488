/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * entry - going into an event's room of meetings (alliance/meeting.h), by a button.
 *
 * The server is asked between the two transactions of a post, and left alone for
 * a moment after it has made the room or has not answered: many press the button at
 * the same time, and each of them would hold a worker.
 */
#pragma once
#include "alliance/meeting.h"
#include "web/web.h"

typedef struct Entry {
    MeetingRoom room;
    bool asks;              /* nobody has asked the server a moment ago */
    MeetingOutcome outcome; /* as it is known */
} Entry;

/** For a Preparation's look: what its work needs. */
Entry *room_entry_new(Ctx *cx, const MeetingRoom *room);

/** Its work. */
void room_entry_work(Request *req);

/** In the handler: keep what became of it. */
void room_entry_note(Ctx *cx, const Entry *entry);

/** Answer by leading into the room, which is made. */
Response *room_entry_onward(Request *req, const Entry *entry, const char *name, bool moderates);
