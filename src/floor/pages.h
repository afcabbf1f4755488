/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its templates show.
 */
#pragma once
#include "alliance/event.h"
#include "alliance/floor.h"
#include "site/views.h"
#include "web/form.h"

/* show_pages.c: reading, asking, giving a voice */
Response *get_floor(Request *req);
Response *post_floor(Request *req);
Response *post_floor_enter(Request *req);
Response *post_floor_voice(Request *req);
Response *post_floor_back(Request *req);

/* screen_pages.c: for all to see */
Response *get_floor_screen(Request *req);

/* desk_pages.c: the questions of an event, for who leads it */
Response *get_desk_floor(Request *req);
Response *post_desk_floor(Request *req);
Response *post_desk_floor_wish(Request *req);

/* question_pages.c: one of them */
Response *get_desk_floor_question(Request *req);
Response *post_desk_floor_question(Request *req);

/** The event of a request, and who takes part in its questions by it. */
typedef struct FloorPlace {
    Ctx reader; /* the eyes of who takes part */
    const Item *item;
    const FloorTerms *terms;
    FloorTaker taker;
    bool may_act;     /* the floor is open to the taker */
    bool by_link;     /* by a link of the own, without signing in */
    const char *path; /* of the page: by name, or by the link */
} FloorPlace;

/** Find it by the path's "slug" or "token".  False: the answer is in *@ret_refused. */
bool floor_place(Request *req, FloorPlace *ret_place, Response **ret_refused);

/** A question on a page. */
typedef struct FloorCard {
    const FloorQuestion *question;
    const char *act;      /* the path before "/voice" and "/back" */
    const char *recorded; /* "12:30" in the recording, or NULL */
    const char *note;     /* N_(), how an own one stands that others do not see; or NULL */
    bool may_vote, may_take_back;
} FloorCard;

typedef struct FloorCardSpan {
    const FloorCard *at;
    size_t n;
} FloorCardSpan;

/** The questions with this status as cards; NULL: those that only their author sees. */
FloorCardSpan floor_cards(const FloorPlace *place, FloorQuestionSpan all, const char *status);

typedef struct FloorShow {
    const Item *event;
    FloorCardSpan next, open, own, answered; /* own: of the reader, and not shown */
    const Form *form;                        /* NULL: the reader can put none */
    const char *path;
    const char *words;   /* N_(), why the reader can only read; NULL: no reason, or may act */
    const char *address; /* to put a question by mail, or NULL */
    const char *desk;    /* for who leads the event, or NULL */
    bool is_open, may_enter, signed_in, by_link;
} FloorShow;

/** What the projector has. */
typedef struct FloorScreen {
    const Item *event;
    const FloorQuestion *now; /* NULL: none */
    FloorQuestionSpan next;
    int64_t n_open;
    const char *address; /* where one asks, without "https://" */
    const char *still;   /* the same page, which does not refresh; NULL: this is it */
    const char *path;
    const char *lang, *dir, *title;
} FloorScreen;

/** A question on the desk. */
typedef struct DeskFloorRow {
    const FloorQuestion *question;
    const char *state; /* N_() */
    bool may_show, may_hold, may_next, may_answer, is_next, is_merged;
} DeskFloorRow;

typedef struct DeskFloorRowSpan {
    const DeskFloorRow *at;
    size_t n;
} DeskFloorRowSpan;

typedef struct DeskFloor {
    const Item *event;
    const FloorTerms *terms; /* NULL: nobody asks there yet */
    DeskFloorRowSpan rows;
    RegistrationSpan wishes, asides; /* written when registering: for others, for the organiser */
    const Form *form;
} DeskFloor;

typedef struct DeskQuestion {
    const Item *event;
    const DeskFloorRow *row;
    FloorQuestionSpan merged;          /* into it */
    const FloorQuestion *into;         /* or NULL */
    const Form *answer, *merge, *hide; /* merge: NULL, there is no other */
    int64_t told_at;                   /* who asked was told of the answer; 0: not */
    bool will_tell;                    /* who asked gets by mail what is written now */
} DeskQuestion;
