/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * door_link - the door's page for a helper without an account.
 *
 * The secret is shown once, to the organiser who makes it; the table keeps its hash.
 * It ends when the organiser takes it away, and with the event (door.h).
 */
#pragma once
#include "db/ctx.h"

#define DOOR_LINKS 20      /* of an event at a time */
#define DOOR_LINK_LABEL 60 /* characters */

typedef struct DoorLink {
    int64_t id;
    const char *label;  /* for whom it is */
    int64_t created_at; /* UTC */
} DoorLink;

typedef struct DoorLinkSpan {
    const DoorLink *at;
    size_t n;
} DoorLinkSpan;

DoorLinkSpan door_link_list(Ctx *cx, int64_t item_id);

/** Make one; its token. */
const char *door_link_new(Ctx *cx, int64_t item_id, const char *label);

/** End one of this event's; false: there is none with this number. */
bool door_link_end(Ctx *cx, int64_t item_id, int64_t id);

/** The event whose door a token opens, whatever the time; 0: none. */
int64_t door_link_item(Ctx *cx, const char *token);
