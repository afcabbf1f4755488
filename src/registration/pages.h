/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its templates show.
 */
#pragma once
#include "alliance/attendance.h"
#include "alliance/meeting.h"
#include "alliance/recording.h"
#include "alliance/registration_mail.h"
#include "alliance/registration_request.h"
#include "alliance/thanks.h"
#include "registration/report.h"
#include "site/views.h"
#include "web/form.h"

/* register_pages.c: from an event's page */
Response *get_event_register(Request *req);
Response *post_event_register(Request *req);
Response *post_event_unregister(Request *req);

/* confirm_pages.c: the link that the form mails */
Response *get_registration_confirm(Request *req);
Response *post_registration_confirm(Request *req);

/* own_pages.c: the link in all later mails */
Response *get_registration(Request *req);
Response *post_registration(Request *req);
Response *post_registration_cancel(Request *req);

/* room_pages.c: the link to take part */
Response *get_room(Request *req);
Response *post_room(Request *req);
extern const Preparation prepare_room;

/* meeting_pages.c: the room of meetings, for who leads */
Response *get_desk_meeting(Request *req);
Response *post_desk_meeting(Request *req);
extern const Preparation prepare_desk_meeting;
Response *post_desk_recordings(Request *req);
extern const Preparation prepare_desk_recordings;
Response *post_desk_recording(Request *req);
Response *post_desk_recordings_left(Request *req);

/* certificate_pages.c: the paper of who was there, and what proves it */
Response *get_registration_certificate(Request *req);
Response *get_certificate(Request *req);

/* terms_pages.c: how one registers */
Response *get_desk_terms(Request *req);
Response *post_desk_terms(Request *req);

/* desk_pages.c: who is registered */
Response *get_desk_registrations(Request *req);
Response *get_desk_registrations_csv(Request *req);
Response *post_desk_registration(Request *req);
Response *post_desk_walk_in(Request *req);

/* report_pages.c: who was there, by the report of a service */
Response *get_desk_report(Request *req);
Response *post_desk_report(Request *req);

/* thanks_pages.c: the mails after the event */
Response *get_desk_thanks(Request *req);
Response *post_desk_thanks(Request *req);

/** The event in the path of a desk's page, if the acting person leads it; else NULL, and the answer
 *  is in *@ret_refused. */
const Item *registration_led(Request *req, Response **ret_refused);

/** The same of the event with this number. */
const Item *registration_led_id(Request *req, int64_t id, Response **ret_refused);

/** Answer with the rows of a CSV as a file of this name, which no cache keeps. */
Response *registration_csv(Request *req, const GString *rows, const char *name);

/** Words for a notice: what became of it, or why nothing did. */
const char *registration_notice(Ctx *cx, RegistrationOutcome outcome, const Registration *now);

/** The form for who is not signed in. */
typedef struct RegisterForm {
    const Event *event;
    const char *when; /* lines */
    const Form *form;
    bool signed_in; /* then it only asks what the organiser wants to know */
} RegisterForm;

typedef struct RegisterSent {
    const Event *event;
    const char *email;
} RegisterSent;

/** What waits for the button. */
typedef struct RegisterConfirm {
    const Event *event;
    const char *when; /* lines */
    const RegistrationRequest *request;
    const char *token;
    bool recording;
} RegisterConfirm;

/** A registration, to its owner. */
typedef struct RegistrationShow {
    const Event *event;
    const char *when; /* lines */
    const Registration *registration;
    const char *token;
    const char *words;         /* N_(), how it stands */
    const char *calendar;      /* the path of the event's entry; NULL without a day */
    const char *room;          /* the path into the room, or NULL */
    const char *floor;         /* the path by which the owner puts questions, or NULL */
    const char *ticket;        /* its code, or NULL */
    SafeHtml picture;          /* of the ticket */
    const char *certificate;   /* the path of the certificate, or NULL */
    int64_t certificate_until; /* it can be checked so long, UTC; 0: no end is known */
    int64_t before;            /* so many wait before it */
    int64_t n_open;            /* so many questions must be answered still */
    bool waits, may_cancel, is_over, cancelled;
    const Form *form; /* NULL: nothing can be changed any more */
} RegistrationShow;

/** Somebody stands before the door of the room. */
typedef struct RoomWait {
    const Event *event;
    const char *when;  /* lines */
    int64_t opens_at;  /* UTC; 0: it is open, or .words say why not */
    const char *words; /* N_(), why it stays closed, or was not reached; NULL: it opens */
    bool is_away;      /* it was not reached */
    /* Of a room of meetings that is open; token NULL: it is none. */
    const char *token, *name, *host;
    bool moderates; /* who goes in leads the event */
    bool counts;    /* going in is noted as having been there */
    bool records;   /* it may be recorded */
} RoomWait;

/** On the way into a room of meetings. */
typedef struct RoomOnward {
    const char *title, *url;
} RoomOnward;

/** The room of meetings, to who leads. */
typedef struct DeskMeeting {
    const Item *event;
    const char *words; /* N_(), what is wrong; NULL: nothing */
    bool has_room;     /* one can go in, and the server can be asked */
    const RecordingLook *look;
    RecordingSpan recordings;
    const char *on_page; /* the link to a recording that the event's page has; "" none */
    const char *readers; /* N_(), who can watch what is put there */
    bool may_put;        /* there is none, or it may be replaced */
    bool waits;          /* a task, for who decides about it */
} DeskMeeting;

typedef struct TermsEdit {
    const Item *event;
    const Form *form;
    bool is_new;
} TermsEdit;

/** A registration on the desk, and what the organiser can do. */
typedef struct DeskRow {
    const Registration *registration;
    const char *state;                                    /* N_() */
    bool may_approve, may_seat, may_cancel, came, opened; /* opened: the link to the room */
    int64_t n_open; /* questions that must be answered and are not */
} DeskRow;

typedef struct DeskRowSpan {
    const DeskRow *at;
    size_t n;
} DeskRowSpan;

typedef struct DeskRegistrations {
    const Item *event;
    const RegistrationTerms *terms; /* NULL: one does not register for it yet */
    bool has_meeting;               /* it has a room of meetings */
    const AttendanceFigures *figures;
    bool is_open, is_over; /* is_over: mails after the event can be sent */
    LinkSpan states;       /* filters, with their numbers */
    DeskRowSpan rows;
    int64_t n;      /* on all pages together */
    int64_t n_open; /* registrations with questions that are not answered */
    LinkSpan pages;
    RegistrationCountrySpan countries;
    const Form *walk_in;
} DeskRegistrations;

typedef struct ReportShow {
    const Item *event;
    const Form *form;
    const Report *report; /* NULL: nothing was read yet */
} ReportShow;

typedef struct ThanksLetterSpan {
    const ThanksLetter *at;
    size_t n;
} ThanksLetterSpan;

typedef struct DeskThanks {
    const Item *event;
    int64_t n_told, told_at;  /* so far to so many registrations; last, UTC */
    const char *obstacle;     /* N_(), why none can be sent; NULL: nothing */
    ThanksLetterSpan letters; /* with whom they go to */
    int64_t n;                /* mails */
    bool has_survey;          /* it could be opened, and would go along */
} DeskThanks;
