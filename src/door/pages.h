/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its templates show.
 */
#pragma once
#include "door/door.h"
#include "door/door_link.h"
#include "site/views.h"
#include "web/form.h"

/* door_pages.c: the door */
Response *get_door(Request *req);
Response *get_door_list(Request *req);

/* note_pages.c: what is noted there */
Response *post_door_person(Request *req);
Response *post_door_code(Request *req);
Response *post_door_walk_in(Request *req);

/* sync_pages.c: what was noted without a network */
Response *post_door_sync(Request *req);
Response *get_door_worker(Request *req);

/* ticket_pages.c: where a ticket's code leads to */
Response *get_ticket(Request *req);

/* link_pages.c: for the organiser */
Response *get_desk_door(Request *req);
Response *post_desk_door(Request *req);
Response *post_desk_door_end(Request *req);

/** Draw the door's page; a form NULL: an empty one. */
Response *respond_door(Request *req, const Door *door, const Form *code, const Form *walk_in);

/** The form for a ticket's code, empty and as it was posted. */
Form *door_code_new(Request *req);
Form *door_code_read(Request *req);

/** Note that somebody came without having registered, as @door may know it; @mark NULL: now. */
struct AttendanceMark;
const Registration *door_walk_in(Ctx *cx, const Door *door, Applicant who,
                                 const struct AttendanceMark *mark);

typedef struct DoorShow {
    const Door *door;
    int64_t n_came, n_expected;
    const char *query;
    DoorPersonSpan people; /* of this page of the list */
    LinkSpan pages;
    const Form *code, *walk_in;
    int64_t kept_days; /* of who walked in and has no record */
} DoorShow;

typedef struct DoorList {
    const Door *door;
    const char *when; /* lines */
    int64_t n_came, n_expected;
    DoorPersonSpan people; /* all */
    int64_t today;         /* UTC, now */
} DoorList;

typedef struct TicketShow {
    const Event *event;
    const char *when; /* lines */
    const char *ticket;
    SafeHtml picture;
    bool cancelled, is_over;
    const Registration *registration; /* to who stands at the door; else NULL */
    const char *door;                 /* the path of the door's page, likewise */
    const char *note;                 /* to which is posted that it came, likewise */
    bool came;
} TicketShow;

typedef struct LinkList {
    const Item *event;
    bool has_door, is_full;  /* full: DOOR_LINKS */
    int64_t opens_at, until; /* UTC; 0: nobody knows when it takes place */
    DoorLinkSpan links;
    const Form *form;
} LinkList;

typedef struct LinkMade {
    const Item *event;
    const char *label, *address;
    SafeHtml picture;
    int64_t opens_at, until;
} LinkMade;
