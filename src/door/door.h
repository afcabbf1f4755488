/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * door - who stands at which event's door, and who is on its list.
 *
 * By an account: who leads the event.  By a link: whoever has it, from a day
 * before the event until two days after it.  Both see the same: names, how each
 * seat stands, who came; no addresses.
 *
 * Read with: door_link.h, alliance/attendance.h, docs/decisions/0057-the-door.md.
 */
#pragma once
#include "alliance/event.h"
#include "alliance/registration.h"
#include "base/moment.h"
#include "web/web.h"

#define DOOR_BEFORE ((int64_t)MOMENT_DAY)    /* a link works from so long before the event */
#define DOOR_AFTER (2 * (int64_t)MOMENT_DAY) /* until so long after it, as lists on phones */
#define DOOR_PEOPLE 5000                     /* on a list */

typedef struct Door {
    const Event *event; /* with its organiser's eyes */
    const char *path;   /* of its page */
    bool by_link;
    int64_t opens_at; /* UTC: nobody came before; 0: nobody knows when it takes place */
    int64_t until;    /* UTC */
    bool is_now;      /* between both */
} Door;

/** The door in the request's path; NULL: the answer is in *@ret_refused. */
const Door *door_of(Request *req, Response **ret_refused);

/** The door of this event at which who asks stands, be it by a link that was opened in this
 *  browser; or NULL. */
const Door *door_here(Request *req, int64_t item_id);

/** Remember in this browser that a link was opened, so that a ticket's page knows. */
void door_remember(Request *req, Response *res, const Door *door);

/** Somebody on the list. */
typedef struct DoorPerson {
    const Registration *registration;
    const char *path;   /* to which is posted that it came */
    const char *ticket; /* registration_ticket_head() */
    const char *state;  /* translated; "": has a seat */
    bool came;
    bool is_asked; /* questions that must be answered are not */
} DoorPerson;

typedef struct DoorPersonSpan {
    const DoorPerson *at;
    size_t n;
} DoorPersonSpan;

/** Whoever may be expected or came, by name. */
DoorPersonSpan door_people(Ctx *cx, const Door *door);

/** Those of them whose names have all words of @query. */
DoorPersonSpan door_search(Ctx *cx, DoorPersonSpan people, const char *query);

/** How many of them came, and how many have a seat or came. */
typedef struct DoorCount {
    int64_t came, expected;
} DoorCount;

DoorCount door_count(DoorPersonSpan people);

/** The event's registration of this number, on the list or not: somebody may come after all. */
const Registration *door_find(Ctx *cx, const Door *door, int64_t id);
