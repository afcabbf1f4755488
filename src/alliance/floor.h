/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * floor - questions from the floor: what people ask of who speaks at an event.
 *
 * Who takes part puts questions and gives a voice to those of others; the list
 * is ordered by voices, then by time.  A question without a name is stored
 * without whose it is: all that is kept of its author is how many questions the
 * person put there, for the limit.  A question that says the same as another is
 * merged into it and keeps its row, so that it can be taken out again; the
 * people who gave a voice to either are counted once.
 *
 * Who may see the event may read what is shown.  The caller has made sure of
 * that, and of floor_lead.c that the acting person leads the event.
 *
 * Read with: floor_lead.c (what who leads it does), floor_mail.c, docs/decisions/0058-floor.md.
 */
#pragma once
#include "alliance/item.h"
#include "alliance/registration.h"

#define FLOOR_TEXT 500                /* characters of a question */
#define FLOOR_ANSWER 2000             /* likewise, of an answer */
#define FLOOR_REASON 200              /* likewise, of why it is hidden */
#define FLOOR_NAME 100                /* likewise, of who has no record */
#define FLOOR_MOST 10                 /* questions of one voice at one event */
#define FLOOR_LIST 200                /* questions on a page */
#define FLOOR_LATE (60 * (int64_t)60) /* open so long after the end: talks run over */

/** How one asks at an event. */
typedef struct FloorTerms {
    int64_t item_id;
    bool is_open, guests, moderated; /* as in the table */
    bool registers;                  /* one registers for the event */
    int64_t ends_at;                 /* when it is over for the last time, UTC; 0: nobody knows */
    int64_t n_open, n_held, n_answered; /* n_open: shown and not answered */
} FloorTerms;

/** NULL: nobody asks there. */
const FloorTerms *floor_terms(Ctx *cx, int64_t item_id);

/** Can questions and voices be given now? */
bool floor_is_open(const FloorTerms *terms, int64_t now);

/** Write what the organiser says. */
void floor_terms_save(Ctx *cx, int64_t item_id, const FloorTerms *terms);

typedef struct FloorQuestion {
    int64_t id, item_id, number, created_at, n_votes;
    int64_t into_id, session_id, answered_at; /* 0: not */
    int64_t told_at;                          /* who asked got the written answer by mail; 0: not */
    int64_t recorded; /* in the recording, seconds from its beginning; -1: not said */
    const char *text, *answer, *reason;
    const char *status;                       /* held, shown, now, answered, hidden; or merged */
    const char *name;                         /* "": without a name, or of a former member */
    const char *speaker;                      /* "": none */
    const char *session_slug, *session_title; /* or NULL */
    const char *session_path;                 /* or NULL */
    bool is_demo;
    bool from_registration; /* written when registering */
    bool mine, has_voice;   /* the taker's own; the taker gave a voice */
} FloorQuestion;

typedef struct FloorQuestionSpan {
    const FloorQuestion *at;
    size_t n;
} FloorQuestionSpan;

/** Who takes part: by being signed in, by a registration's link, or as a visitor by a link. */
typedef struct FloorTaker {
    int64_t person_id, registration_id; /* 0: none */
    int64_t voice_id;                   /* 0: none yet */
    bool leads;                         /* decides about questions, so the own are not held */
    bool is_visitor;                    /* nobody knows a name but what is typed */
} FloorTaker;

/** The acting person at the event.  False: may only read. */
bool floor_taker_me(Ctx *cx, const Item *event, const FloorTerms *terms, FloorTaker *ret_taker);

/** The owner of a registration, by its link or mail.  False: may only read. */
bool floor_taker_registration(Ctx *cx, const Registration *registration, const FloorTerms *terms,
                              FloorTaker *ret_taker);

/** Make a voice for a visitor; the path of its own link. */
const char *floor_enter(Ctx *cx, int64_t item_id);

/** The voice whose link has @token; false: there is none.  *@ret_item_id: its event. */
bool floor_taker_visitor(Ctx *cx, const char *token, int64_t *ret_item_id, FloorTaker *ret_taker);

/** What is shown, and the taker's own that are not; in the order in which one reads them.  At most
 *  FLOOR_LIST. */
FloorQuestionSpan floor_list(Ctx *cx, int64_t item_id, const FloorTaker *taker);

/** All, for who leads the event. */
FloorQuestionSpan floor_list_all(Ctx *cx, int64_t item_id);

/** The first @n that were answered, for the event's page. */
FloorQuestionSpan floor_list_answered(Ctx *cx, int64_t item_id, int64_t n);

/** One, whoever asks, and whatever its state; or NULL. */
const FloorQuestion *floor_find(Ctx *cx, int64_t id);
const FloorQuestion *floor_find_number(Ctx *cx, int64_t item_id, int64_t number,
                                       const FloorTaker *taker);

/** The only one that is held at an event; NULL: several, or none. */
const FloorQuestion *floor_find_held(Ctx *cx, int64_t item_id);

typedef struct FloorDraft {
    const char *text;    /* not empty */
    const char *name;    /* of a visitor; or NULL */
    int64_t session_id;  /* 0: to the whole */
    const char *speaker; /* or NULL */
    int64_t speaker_id;  /* 0: no member, or nobody */
    bool unnamed;
} FloorDraft;

typedef enum FloorOutcome {
    FLOOR_SHOWN = 1,
    FLOOR_HELD, /* who leads the event looks at it first */
    FLOOR_MANY, /* the voice has put FLOOR_MOST already */
} FloorOutcome;

/** Put a question.  The caller has looked that the floor is open to the taker. */
FloorOutcome floor_ask(Ctx *cx, const Item *event, const FloorTerms *terms, FloorTaker *taker,
                       const FloorDraft *draft);

/** Give a voice to what is shown, or take it back.  False: it is not there to be given one. */
bool floor_vote(Ctx *cx, FloorTaker *taker, const FloorQuestion *question, bool give);

/** Take back an own question that was not answered yet. */
bool floor_take_back(Ctx *cx, const FloorQuestion *question);

/** The address to which the owner of a registration writes a question, or nothing but the numbers
 * of those that get a voice; NULL: no mail comes in here. */
const char *floor_address(Ctx *cx, const Registration *registration);

/** Take names off who is neither registered nor has a record, of events that were over @before;
 *  returns how many.  A job. */
int64_t floor_clean(Ctx *cx, int64_t before);

/* ---- floor_lead.c: for who leads the event ---- */

/** Show, hold back, or answer next ("shown", "held", "now"); one is "now" at a time.  False: it is
 *  merged. */
bool floor_set(Ctx *cx, const Item *event, const FloorQuestion *question, const char *status);

/** Note that it was answered.  @recorded: -1 not said.  What is written once the event is over goes
 *  to who asked by mail, once. */
bool floor_answer(Ctx *cx, const Item *event, const FloorQuestion *question, const char *answer,
                  int64_t recorded);

bool floor_hide(Ctx *cx, const Item *event, const FloorQuestion *question, const char *reason);

/** Merge it into another of the event, with what was merged into it.  False: that one is merged
 *  itself, or the same. */
bool floor_merge(Ctx *cx, const Item *event, const FloorQuestion *question,
                 const FloorQuestion *into);
/** Take it out again. */
bool floor_unmerge(Ctx *cx, const Item *event, const FloorQuestion *question);

/** Put what was written when registering into the list, without its author's name.  False: others
 * may not read it, or it stands there. */
bool floor_take_wish(Ctx *cx, const Item *event, const Registration *registration);

/** What is written in answer now goes to who asked, if the event is over and that one was not told
 *  before: called by floor_answer().  Returns how many mails. */
int64_t floor_tell_answer(Ctx *cx, const FloorQuestion *question, const char *answer);

/** How many, of who asked the question or one that was merged into it, were not told yet and can
 *  be. */
int64_t floor_count_untold(Ctx *cx, const FloorQuestion *question);

/** Does who asked get what is written now by mail?  Whoever was there when it was answered has
 * heard it. */
bool floor_is_told(const FloorTerms *terms, int64_t now);

/** A question was answered in writing after the event; argument "question", the reader's own. */
extern const MailKind MAIL_FLOOR_ANSWER;

/** "12:30" or "1:02:30" in the recording; NULL: it is not said where (-1). */
const char *floor_recorded(Arena *arena, int64_t seconds);

/** What a registration says was changed: its question leaves the list unless it still says the same
 *  and others may read it, or it was answered. */
void floor_take_out_changed(Ctx *cx, int64_t registration_id);
