/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its templates show.
 */
#pragma once
#include "alliance/attendance.h"
#include "alliance/event_when.h"
#include "alliance/programme.h"
#include "floor/box.h"
#include "question/survey_box.h"
#include "registration/box.h"
#include "site/item_show.h"
#include "web/form.h"

/* list_pages.c */
Response *get_events(Request *req);

/* my_pages.c */
Response *get_my_events(Request *req);

/* event_pages.c */
Response *get_event(Request *req); /* or, with ".ics", its calendar entry */

/* calendar_pages.c */
Response *get_events_calendar(Request *req); /* all that the visitor may see */
Response *respond_event_calendar(Request *req, const Event *event);
Response *get_calendars(Request *req);
Response *post_calendars(Request *req);
Response *post_calendars_end(Request *req);
Response *get_calendar(Request *req); /* somebody's own */

/* edit_pages.c */
Response *get_desk_event(Request *req);
Response *post_desk_event(Request *req);

/** What an event is called in lists: "Webinar", or "Event" when nobody has said more; English. */
const char *event_label(const Event *event);

/** An event in a list. */
typedef struct EventCard {
    const Event *event;
    const char *label; /* of its kind, English */
    const When *when;
    const Clock *own; /* the reader's, a visitor's UTC; NULL if there is no other */
} EventCard;

typedef struct EventCardSpan {
    const EventCard *at;
    size_t n;
} EventCardSpan;

EventCardSpan event_cards(Ctx *cx, EventSpan events);

typedef struct EventList {
    LinkSpan times, kinds, series; /* filters */
    int64_t n;                     /* on all pages together */
    EventCardSpan cards;
    LinkSpan pages;
    const char *calendar; /* the address of this list's calendar */
} EventList;

/** What came out of an event. */
typedef struct EventAfter {
    const char *programme; /* its address; NULL: there are no sessions */
    int64_t n_sessions;
    const Item *summary; /* or NULL; then: */
    SafeHtml body;
    bool has_body;
    ProgrammeSessionSpan sessions; /* those with slides or a recording */
    const char *zip;               /* all of it to take along; or NULL */
} EventAfter;

/** The programme and what came out of @event; NULL if there is neither. */
const EventAfter *event_after_new(Request *req, const Event *event);

typedef struct EventShow {
    const Item *item;
    const Event *event;
    const char *label;  /* of its kind, English */
    const char *pillar; /* its name, or NULL */
    const When *when;
    const char *join_link; /* if the reader may see it, or NULL */
    bool join_hidden;      /* there is one, for members */
    const char *calendar;  /* the address of its entry; NULL without a day */
    bool may_edit, may_lead, draft;
    const AttendanceFigures *figures; /* .n_came 0: nobody knows */
    const RegisterBox *box;           /* NULL: one does not register for it */
    const EventAfter *after;          /* or NULL: neither a programme nor a summary */
    const FloorBox *floor;            /* NULL: likewise of questions from the floor */
    const SurveyBox *survey;          /* NULL: nothing to be shown */
    ItemSpan years;                   /* of what comes again: the campaign of each year */
    const ItemShow *text;             /* the item without its heading */
} EventShow;

typedef struct CalendarList {
    LinkSpan calendars; /* names translated, whole addresses */
    bool is_member;
    int64_t since; /* the reader has an own address; 0: none */
} CalendarList;

typedef struct CalendarMade {
    const char *address;
} CalendarMade;

typedef struct EventEdit {
    const Item *item;
    const Form *form;
} EventEdit;

/** An event with the reader's registration. */
typedef struct MyEvent {
    const EventCard *card;
    const char *state;       /* N_(), of the registration */
    const char *path;        /* of its page */
    const char *certificate; /* of its certificate, or NULL */
} MyEvent;

typedef struct MyEventSpan {
    const MyEvent *at;
    size_t n;
} MyEventSpan;

typedef struct MyEvents {
    LinkSpan times; /* to come, over */
    MyEventSpan events;
    LinkSpan pages;
    int64_t n;
    bool has_calendar; /* may have an own calendar address */
} MyEvents;
