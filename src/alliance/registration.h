/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * registration - who is registered for an event: the one place that decides.
 *
 * The page, the form of who is no member, the link in a mail, the answer of a
 * calendar and the organiser's desk all call registration_ask(),
 * registration_leave() or registration_decide().  These first take the event's
 * row of registration_terms, so that whoever counts seats is alone with them,
 * and give on what became free.  The caller has made sure that the acting
 * person, or a visitor, sees the event.
 *
 * One registration is one seat, however many people sit before one screen.
 *
 * Read with: registration_link.c (whose link it is), registration_mail.c (what
 * each hears), reminder.h, registration_request.h (who is no member),
 * docs/decisions/0043-registration.md.
 */
#pragma once
#include "alliance/item.h"
#include "mail/mail.h"

#define REGISTRATION_PEOPLE 1000                      /* at most before one screen */
#define REGISTRATION_QUESTION 1000                    /* characters */
#define REGISTRATION_MINE 500                         /* of one person, in a list */
#define REGISTRATION_OUT 50000                        /* in a file */
#define REGISTRATION_KEPT (365 * (int64_t)MOMENT_DAY) /* after the event, of who has no record */

/** How one registers for an event.  Who writes them leaves what is counted 0. */
typedef struct RegistrationTerms {
    int64_t item_id;
    bool is_open, guests, approval, recording, certificates, door; /* as in the table */
    int64_t seats;                                                 /* 0: for all */
    const char
        *closes; /* on the clocks of .zone, "2017-03-15T18:00" or a day; "": when it is over */
    const char *reminders; /* names of REMINDERS, commas between */
    const char *room;      /* address at which one takes part, told to nobody; "": none */
    const char *meeting;   /* instead a room of our server of meetings (meeting.h); "": none */
    bool meeting_counts;   /* who goes into it is noted as having been there */

    const char *zone, *event_state; /* the event's */
    int64_t ends_at;                /* when it is over for the last time, UTC */
    int64_t closes_at;              /* UTC */
    int64_t n_in, n_waiting, n_asked, n_recording;
    int64_t n_people; /* of those who are in, with whom they sit */
    int64_t places;
} RegistrationTerms;

/** NULL: one does not register for it. */
const RegistrationTerms *registration_terms(Ctx *cx, int64_t item_id);

/** Can somebody new register now? */
bool registration_is_open(const RegistrationTerms *terms, int64_t now);

/** Free seats; -1: there are always some. */
int64_t registration_seats_left(const RegistrationTerms *terms);

/** Write them; the event's zone is that of .closes.  More seats move the waiting list. */
void registration_terms_save(Ctx *cx, int64_t item_id, const RegistrationTerms *terms);

/** What may be known of a registration. */
typedef struct RegistrationState {
    const char *name;  /* in the database */
    const char *label; /* N_(): of others, in lists */
    const char *words; /* N_(): to its owner */
} RegistrationState;

extern const RegistrationState REGISTRATION_STATES[]; /* ends with {0} */
const RegistrationState *registration_state_find(const char *name);

typedef struct Registration {
    int64_t id, item_id;
    int64_t person_id;                          /* 0: has no record, or is erased */
    const char *email, *name, *language, *zone; /* of the record, else its own; "" if erased */
    const char *country;                        /* or NULL */
    const char *state, *question;
    int64_t people, place, sequence, created_at, changed_at;
    int64_t opened_at;   /* the link to the room was followed; 0: not */
    int64_t came_at;     /* noted that it was there; 0: nobody knows */
    const char *came_by; /* ATTENDANCE_..., or "" */
    bool has_room;       /* its event has a room */
    bool question_open;  /* others may read the question, without the name */
    bool has_ticket;     /* a seat at an event with a door */
    bool is_certified;   /* noted that it was there, and its event has certificates */
    bool is_demo;
} Registration;

typedef struct RegistrationSpan {
    const Registration *at;
    size_t n;
} RegistrationSpan;

const Registration *registration_find(Ctx *cx, int64_t id);
const Registration *registration_mine(Ctx *cx, int64_t item_id); /* the acting person's, or NULL */

/** Does its owner still want something: to come, to wait, to have the recording? */
bool registration_is_alive(const Registration *registration);

/** Of an event, in the order in which they asked; @state NULL: all. */
RegistrationSpan registration_list(Ctx *cx, int64_t item_id, const char *state, int64_t limit,
                                   int64_t offset);

/** Those with a question that does not stand among the questions from the floor (floor.h).
 * @is_open: others may read it, else it was said to the organiser alone. */
RegistrationSpan registration_list_questions(Ctx *cx, int64_t item_id, bool is_open, int64_t limit);

/** How many of these there are. */
int64_t registration_count(Ctx *cx, int64_t item_id, const char *state);

/** The only one that asks for a seat; NULL: none, or more than one. */
const Registration *registration_only_asked(Ctx *cx, int64_t item_id);

/** How many wait before it. */
int64_t registration_count_before(Ctx *cx, const Registration *registration);

/** How many of an event are from where, most first. */
typedef struct RegistrationCountry {
    const char *country; /* or NULL: nobody knows */
    int64_t n;
} RegistrationCountry;

typedef struct RegistrationCountrySpan {
    const RegistrationCountry *at;
    size_t n;
} RegistrationCountrySpan;

RegistrationCountrySpan registration_countries(Ctx *cx, int64_t item_id);

/** Who asks: a person with a record, or somebody of whom only this is known. */
typedef struct Applicant {
    int64_t person_id; /* or 0 */
    bool is_member;
    const char *email;                            /* folded */
    const char *name, *country, *language, *zone; /* country: or NULL */
} Applicant;

/** The acting person. */
Applicant registration_applicant(Ctx *cx);

/** The registration of who asks, or NULL. */
const Registration *registration_find_of(Ctx *cx, int64_t item_id, const Applicant *who);

/** The owner of a registration, who asks again by the link in a mail. */
Applicant registration_owner(Ctx *cx, const Registration *registration);

typedef struct RegistrationWish {
    bool recording; /* cannot come, and would like the recording */
    int64_t people; /* before one screen, 1 for one */
    const char *question;
    bool question_open; /* others may read it, without the name */
} RegistrationWish;

typedef enum RegistrationOutcome {
    REGISTRATION_DONE = 1, /* *@ret_registration says what became of it */
    REGISTRATION_CLOSED,   /* not at all, not any more, or not this wish */
    REGISTRATION_MEMBERS,  /* only for members */
} RegistrationOutcome;

/** Register, or change what was said before.  Mails how things stand if that changed. */
RegistrationOutcome registration_ask(Ctx *cx, const Item *event, const Applicant *who,
                                     const RegistrationWish *wish,
                                     const Registration **ret_registration);

/** Cancel it: its owner, or the organiser.  Nothing if it has ended already. */
void registration_leave(Ctx *cx, const Registration *registration);

/** Decide about one that asks; false: it does not any more. */
bool registration_decide(Ctx *cx, const Registration *registration, bool yes);

/** Give it a seat, as the organiser may: out of turn, and beyond the number.  False: it has one. */
bool registration_give_seat(Ctx *cx, const Registration *registration);

/** Somebody stands at the door: give a seat whatever the terms say, without a mail.  NULL: one does
 *  not register for it.  @ret_is_new: there was no registration. */
const Registration *registration_admit(Ctx *cx, int64_t item_id, const Applicant *who,
                                       bool *ret_is_new);

/** The event's time or state changed: tell everybody who has a part in it. */
void registration_tell_change(Ctx *cx, int64_t item_id);

/** Cancel what a person, who is about to be erased, is registered for and is not over. */
void registration_forget_person(Ctx *cx, int64_t person_id);

/** Take names, addresses and questions off what is over for a year, of who has no record; returns
 *  how many.  A job. */
int64_t registration_clean(Ctx *cx);

/* ---- registration_link.c ---- */

/** The token of the page on which its owner changes it without signing in. */
const char *registration_token(Ctx *cx, const Registration *registration);
const Registration *registration_find_token(Ctx *cx, const char *token); /* or NULL */

/** The path at which its owner comes into the event's room; another link than the one that changes
 *  it, since it stands in calendars. */
const char *registration_room_path(Ctx *cx, const Registration *registration);
const Registration *registration_find_room(Ctx *cx, const char *token); /* or NULL */

/** The token by which its owner answers the survey after the event (survey.h); it opens nothing
 *  else. */
const char *registration_survey_token(Ctx *cx, const Registration *registration);
const Registration *registration_find_survey(Ctx *cx, const char *token); /* or NULL */

/** The path at which its owner asks and gives a voice (floor.h). */
const char *registration_floor_path(Ctx *cx, const Registration *registration);
const Registration *registration_find_floor(Ctx *cx, const char *token); /* or NULL */

/** Its owner has followed the link to the room: the first time is kept. */
void registration_note_opened(Ctx *cx, int64_t id);

/** Who its owner is: a person as that may now, or a visitor with the zone of the registration. */
Viewer registration_viewer(Ctx *cx, const Registration *registration);

/** The acting person's that were not cancelled, of the events that end last first; at most
 *  REGISTRATION_MINE. */
RegistrationSpan registration_list_mine(Ctx *cx);

/** How things stand; arguments "registration", "why" and "sequence". */
extern const MailKind MAIL_REGISTRATION;
