/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * review - what a member made, from the draft to what readers have: a post of
 * the blog, a contribution to the library.
 *
 * Until it is handed in it is its author's and the editors' alone.  One table
 * for each kind says which step leads from which state, and whose it is; every
 * step, and all that author and editors say to each other, is a note: it stands
 * on the text's own page and goes out by mail, and an answer to that mail
 * becomes a note, too.
 *
 * Read with: review.c (the tables), review_mail.c (what the mails say),
 * desk/review_page.h (the page), docs/decisions/0063-blog.md, 0069-contributing.md.
 */
#pragma once
#include "alliance/item.h"
#include "mail/mail.h"

#define REVIEW_WORDS 4000 /* characters of a note */
#define REVIEW_NOTES 200  /* of one text that are shown */

/* ---- what author and editors say ---- */

typedef struct ReviewNote {
    int64_t id, item_id, created_at;
    int64_t person_id;       /* 0: the program, or a former member */
    int64_t publish_at;      /* of scheduling, else 0 */
    const char *act, *words; /* words: plain text, "" if none */
    const char *name;        /* "" : likewise */
    bool is_demo, mine;
} ReviewNote;

typedef struct ReviewNoteSpan {
    const ReviewNote *at;
    size_t n;
} ReviewNoteSpan;

/** May the acting person read and write notes of the item?  Its author, also when it is an accepted
 *  contribution, and editors; of a kind that is not reviewed nobody. */
bool review_may_talk(Ctx *cx, const Item *item);

/** The newest REVIEW_NOTES notes, oldest first.  The caller has asked. */
ReviewNoteSpan review_notes(Ctx *cx, int64_t item_id);
const ReviewNote *review_note_find(Ctx *cx, int64_t id);      /* or NULL; whoever asks */
const ReviewNote *review_handed_in(Ctx *cx, int64_t item_id); /* the last time; likewise */

/** Say something about an item: the others of the conversation get it by mail; of an author to whom
 *  no editor has answered yet, all editors.  The caller has asked review_may_talk(). */
void review_say(Ctx *cx, const Item *item, const char *words);

/* ---- steps ---- */

typedef enum ReviewSide { REVIEW_AUTHOR = 1, REVIEW_EDITOR = 2 } ReviewSide;

typedef struct ReviewStep {
    const char *name;   /* "hand-in": ReviewNote.act, and in forms */
    const char *label;  /* N_(), of the button */
    const char *notice; /* N_(), said once it is done */
    const char *said;   /* N_() with {name}: in the list of notes */
    const char *from;   /* states with a blank on both sides */
    unsigned sides;     /* ReviewSide: whose it is; who is both has both */
    bool needs_words;   /* not without a note */
    bool needs_moment;  /* not without the moment of publication */
    bool of_finished;   /* not while something is to be repaired first (ReviewRoom.check) */
    bool to_other;      /* who is author and editor at once does not take it */
    void (*act)(Ctx *cx, int64_t id);
} ReviewStep;

/** The steps of a kind of item, ending with {0}; of one that is not reviewed none. */
const ReviewStep *review_steps(const char *kind);
const ReviewStep *review_step_find(const char *kind, const char *name); /* or NULL */

/** Can the acting person take it now? */
bool review_step_is_open(const Ctx *cx, const ReviewStep *step, const Item *item);

/** What goes with a step. */
typedef struct ReviewStepWords {
    int64_t version;   /* of the item, as whoever decides has seen it */
    const char *words; /* plain text; "" : none */
    int64_t moment;    /* of scheduling, UTC */
} ReviewStepWords;

/** Take it: the state, a note, mails.  ITEM_CONFLICT: somebody changed the item in between, or the
 *  step is not open; nothing was done. */
ItemOutcome review_step(Ctx *cx, const Item *item, const ReviewStep *step,
                        const ReviewStepWords *with);

/** It was published: its author is told, unless it was himself who published it. */
void review_published(Ctx *cx, int64_t id);

/** The page on which author and editors talk about it; in the arena. */
const char *review_path(Arena *arena, const Item *item);

extern const MailKind MAIL_REVIEW_NOTE; /* its only argument is "note", a number */
