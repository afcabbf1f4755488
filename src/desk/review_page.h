/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * review_page - the page on which author and editors of a reviewed text talk and decide.
 *
 * A room whose items are reviewed (alliance/review.h) says what its page is
 * called and what is to be repaired first, and gives its two addresses to the
 * functions below.
 */
#pragma once
#include "alliance/review.h"
#include "site/views.h"
#include "web/form.h"

/** One thing that is wrong with a text before others have it, in the reader's language. */
typedef struct ReviewFault {
    const char *words;
    bool stops; /* it has to be repaired before the text is handed in or published */
} ReviewFault;

typedef struct ReviewFaultSpan {
    const ReviewFault *at;
    size_t n;
    size_t n_stops;
} ReviewFaultSpan;

/** What may be the same as what is decided. */
typedef struct ReviewTwin {
    const char *url, *title, *language;
    const char *why; /* N_("the same file") */
} ReviewTwin;

typedef struct ReviewTwinSpan {
    const ReviewTwin *at;
    size_t n;
} ReviewTwinSpan;

/** How a room shows it. */
typedef struct ReviewRoom {
    const char *kind, *title;                            /* of items; N_(), of the page */
    CrumbSpan (*crumbs)(Ctx *cx);                        /* "you are here" */
    ReviewFaultSpan (*check)(Ctx *cx, const Item *item); /* what is to be repaired */
    const char *(*edit_path)(Ctx *cx, const Item *item); /* where it is written */
    LinkSpan (*links)(Ctx *cx, const Item *item);        /* what else belongs to it; or NULL */
    /** What is here already, for who decides; or NULL. */
    ReviewTwinSpan (*twins)(Ctx *cx, const Item *item);
} ReviewRoom;

/** Answer with the page of the item in the path's {id}; 404 for who may not talk about it. */
Response *respond_review(Request *req, const ReviewRoom *room);

/** Take what was pressed on it: a step, or only words. */
Response *respond_review_done(Request *req, const ReviewRoom *room);

/* ---- what the templates show ---- */

/** What is wrong (review_faults.html). */
typedef struct ReviewFaults {
    ReviewFaultSpan faults;
} ReviewFaults;

typedef struct NoteRow {
    const ReviewNote *note;
    const char *said; /* who did what, in the reader's language */
} NoteRow;

typedef struct NoteRowSpan {
    const NoteRow *at;
    size_t n;
} NoteRowSpan;

typedef struct StepSpan {
    const ReviewStep *at;
    size_t n;
} StepSpan;

typedef struct ReviewShow {
    const Item *item;
    const char *title;        /* N_() */
    const char *status_label; /* N_() */
    const char *action;
    const char *edit; /* where it is written, or NULL */
    bool is_scheduled;
    LinkSpan links;
    ReviewTwinSpan twins;
    const ReviewFaults *check; /* NULL: nothing is wrong */
    NoteRowSpan rows;
    const Form *form; /* words, and the moment if it can be scheduled */
    StepSpan steps;
    const char *zone; /* of the moment; NULL: it cannot be scheduled now */
} ReviewShow;
