/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes (routes.c), and what its pages show.
 */
#pragma once
#include "alliance/poll.h"
#include "alliance/poll_tell.h"
#include "base/moment.h"
#include "site/item_show.h"
#include "site/views.h"
#include "web/form.h"

/** A poll in a list, and to who leads it the languages in which it is not all there. */
typedef struct PollCard {
    const PollRow *poll;
    PollTongueSpan wanting;
} PollCard;

typedef struct PollCardSpan {
    const PollCard *at;
    size_t n;
} PollCardSpan;

typedef struct PollList {
    const Item *group; /* NULL: all */
    int64_t n;
    PollCardSpan polls;
    LinkSpan pages;
    bool may_make;
} PollList;

/** An option in the form in which one votes. */
typedef struct PollField {
    int64_t number;
    const char *text, *language, *id;
    const char *value; /* ranked: its place, "" */
    bool chosen;
} PollField;

typedef struct PollFieldSpan {
    const PollField *at;
    size_t n;
} PollFieldSpan;

/** What an option had in a round. */
typedef struct PollCell {
    int64_t votes;
    bool here;         /* it was still in */
    const char *label; /* English; "" */
} PollCell;

typedef struct PollCellSpan {
    const PollCell *at;
    size_t n;
} PollCellSpan;

typedef struct PollLine {
    const char *text; /* "" : votes that name no option any more */
    const char *language;
    bool first; /* it has won, or is among equals */
    PollCellSpan cells;
} PollLine;

typedef struct PollLineSpan {
    const PollLine *at;
    size_t n;
} PollLineSpan;

typedef struct PollRound {
    int64_t number;
} PollRound;

typedef struct PollRoundSpan {
    const PollRound *at;
    size_t n;
} PollRoundSpan;

typedef struct PollResult {
    PollRoundSpan rounds;
    PollLineSpan lines;
    bool ranked;
    const char *verdict; /* English: how it was decided */
} PollResult;

typedef struct PollShow {
    const ItemShow *show;
    const Poll *poll;
    PollOptionSpan options;
    const PollWording *wording;
    SafeHtml body; /* stands above the vote, so .show is without it */
    bool has_body;
    const char *closes, *how; /* closes: in the poll's zone; how: English */
    int64_t voted;
    bool single, several, ranked, open, counting, closed;
    bool draft; /* not open yet */
    bool may_vote, may_lead, may_change, may_open, outside, signed_in;
    PollFieldSpan fields;
    const char *error;        /* of a vote that is none, English, or NULL */
    const PollResult *result; /* or NULL: not to be seen yet */
    const Form *extend;
} PollShow;

typedef struct PollEdit {
    const char *action, *heading;
    const Item *group;        /* or NULL */
    bool mailed;              /* its mail has gone out, so not all can be changed; then: */
    const char *path, *other; /* the poll's, and where one begins another */
    const Form *form;
} PollEdit;

/** People of one language who are told of a poll, and how they would read it. */
typedef struct PollListener {
    const char *language, *label; /* label: English */
    int64_t n;
    bool wanting;
} PollListener;

typedef struct PollListenerSpan {
    const PollListener *at;
    size_t n;
} PollListenerSpan;

typedef struct PollOpen {
    const Item *item;
    const Poll *poll;
    const char *closes, *opens; /* opens: NULL: nothing is planned */
    int64_t n, unwilling, unreachable;
    PollListenerSpan listeners;
    const Form *form;
} PollOpen;

typedef struct PollWordList {
    const Item *item; /* the original */
    PollTongueSpan tongues;
} PollWordList;

typedef struct PollWordEdit {
    const Item *item; /* the original */
    const char *language, *action;
    PollOptionSpan options;
    const Form *form;
    int64_t voted;
    bool conflict, stale;
    PollWordSpan now; /* with .conflict: what is there */
    const char *now_title;
} PollWordEdit;

/** Can who leads it still change what is asked? */
bool poll_may_change(const Ctx *cx, const Poll *poll);

/** The poll of the request's {slug}, in its own language, that the acting person leads; else NULL
 *  and the answer. */
const Item *poll_find_led(Request *req, const Poll **ret_poll, Response **ret_refusal);

/** The count as a table. */
const PollResult *poll_result(Ctx *cx, const Poll *poll, PollOptionSpan options);

/** Read "2017-03-16 09:00" on the clocks of @zone; false: it is no time there. */
bool poll_moment(const char *text, const char *zone, int64_t *ret_moment);

/* poll_pages.c */
Response *get_polls(Request *req);
Response *get_group_polls(Request *req);
Response *get_poll(Request *req);
Response *post_poll(Request *req);
Response *post_poll_act(Request *req);

/* edit_pages.c */
Response *get_poll_new(Request *req);
Response *post_poll_new(Request *req);
Response *get_group_poll_new(Request *req);
Response *post_group_poll_new(Request *req);
Response *get_poll_edit(Request *req);
Response *post_poll_edit(Request *req);

/* open_pages.c */
Response *get_poll_open(Request *req);
Response *post_poll_open(Request *req);
Response *get_desk_poll(Request *req);

/* word_pages.c */
Response *get_poll_words(Request *req);
Response *get_poll_word(Request *req);
Response *post_poll_word(Request *req);

/* end_pages.c */
Response *get_poll_mails(Request *req);
Response *post_poll_mails(Request *req);
