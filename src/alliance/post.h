/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * post - a post of the blog, from its author's draft to what readers have.
 *
 * A post is an item.  Until it is handed in it is its author's and the editors'
 * alone.  One table says which step leads from which state, and whose it is;
 * every step, and all that author and editors say to each other, is a note: it
 * stands on the post's own page and goes out by mail, and an answer to that
 * mail becomes a note, too.  What is changed after readers have had it is a
 * correction or a small thing, and whoever changes it says which.
 *
 * Read with: post_review.c (the table), post_mail.c (what the mails say),
 * docs/decisions/0063-blog.md.
 */
#pragma once
#include "alliance/item.h"
#include "alliance/topic.h"
#include "mail/mail.h"

#define POST_WORDS 4000     /* characters of a note */
#define POST_CORRECTION 600 /* characters of a correction */
#define POST_PARTS 200      /* parts of a series that are shown */
#define POST_PLACES 999     /* the last place in one */

/* ---- what author and editors say ---- */

typedef struct PostNote {
    int64_t id, item_id, created_at;
    int64_t person_id;       /* 0: the program, or a former member */
    int64_t publish_at;      /* of scheduling, else 0 */
    const char *act, *words; /* words: plain text, "" if none */
    const char *name;        /* "" : likewise */
    bool is_demo, mine;
} PostNote;

typedef struct PostNoteSpan {
    const PostNote *at;
    size_t n;
} PostNoteSpan;

/** May the acting person read and write notes of the post?  Its author and editors. */
bool post_may_talk(const Ctx *cx, const Item *item);

/** The newest POST_PARTS notes, oldest first.  The caller has asked. */
PostNoteSpan post_notes(Ctx *cx, int64_t item_id);
const PostNote *post_note_find(Ctx *cx, int64_t id);      /* or NULL; whoever asks */
const PostNote *post_handed_in(Ctx *cx, int64_t item_id); /* the last time; likewise */

/** Say something about a post: the others of the conversation get it by mail; of an author to whom
 *  no editor has answered yet, all editors.  The caller has asked post_may_talk(). */
void post_say(Ctx *cx, const Item *item, const char *words);

/* ---- steps ---- */

typedef enum PostSide { POST_AUTHOR = 1, POST_EDITOR = 2 } PostSide;

typedef struct PostStep {
    const char *name;   /* "hand-in": PostNote.act, and in forms */
    const char *label;  /* N_(), of the button */
    const char *notice; /* N_(), said once it is done */
    const char *said;   /* N_() with {name}: in the list of notes */
    const char *from;   /* states with a blank on both sides */
    unsigned sides;     /* PostSide: whose it is; who is both has both */
    bool needs_words;   /* not without a note */
    bool needs_moment;  /* not without the moment of publication */
    bool of_finished;   /* not while something is to be repaired first (blog/check.h) */
    void (*act)(Ctx *cx, int64_t id);
} PostStep;

extern const PostStep POST_STEPS[]; /* ends with {0} */

const PostStep *post_step_find(const char *name); /* or NULL */

/** Can the acting person take it now? */
bool post_step_is_open(const Ctx *cx, const PostStep *step, const Item *item);

/** What goes with a step. */
typedef struct PostStepWords {
    int64_t version;   /* of the item, as whoever decides has seen it */
    const char *words; /* plain text; "" : none */
    int64_t moment;    /* of scheduling, UTC */
} PostStepWords;

/** Take it: the state, a note, mails.  ITEM_CONFLICT: somebody changed the post in between, or the
 *  step is not open; nothing was done. */
ItemOutcome post_step(Ctx *cx, const Item *item, const PostStep *step, const PostStepWords *with);

/** ItemKind.published: its author is told, unless it was himself who published it. */
void post_published(Ctx *cx, int64_t id);

extern const MailKind MAIL_POST; /* its only argument is "note", a number */

/* ---- series ---- */

/** A post as a part of a series. */
typedef struct PostPart {
    int64_t id, series_id, place;
} PostPart;

/** The series of a post; NULL: of none. */
const PostPart *post_part_find(Ctx *cx, int64_t item_id);

/** Let the post be a part; @series_id 0: of none. */
void post_part_set(Ctx *cx, int64_t item_id, int64_t series_id, int64_t place);

/** The numbers of what the acting person may see of a series and was published, in its order,
 *  POST_PARTS at most; *@ret_n of them. */
const int64_t *post_parts(Ctx *cx, int64_t series_id, size_t *ret_n);

/* ---- corrections ---- */

typedef struct PostCorrection {
    int64_t id, item_id, corrected_at;
    const char *words;
} PostCorrection;

typedef struct PostCorrectionSpan {
    const PostCorrection *at;
    size_t n;
} PostCorrectionSpan;

/** Those of a post, the latest first. */
PostCorrectionSpan post_corrections(Ctx *cx, int64_t item_id);

/** Note one; the caller has changed the text. */
void post_correct(Ctx *cx, int64_t item_id, const char *words);

/* ---- many posts, for lists and feeds ---- */

/** What a list of posts shows beside the items. */
typedef struct PostExtra {
    int64_t id;
    const char *handle;     /* of its author, whose posts are at /blog/by/HANDLE; NULL: none */
    const char *alt;        /* of its picture; "" not said */
    const char *body;       /* in the reader's language, Markdown */
    int64_t corrected_at;   /* last, 0: never */
    const char *correction; /* the latest one, or NULL */
    int64_t day_id;         /* of a themed week, to which it belongs; 0: to none */
} PostExtra;

/** For the items with these numbers, which the acting person may see, in their order. */
const PostExtra *post_extras(Ctx *cx, const int64_t *ids, size_t n);

/** The person whose posts stand at /blog/by/@handle and whose name may be printed there: somebody
 *  of whom something was published that the acting person may see.  0: nobody. */
int64_t post_author_find(Ctx *cx, const char *handle);

/** The @most topics of most posts that the acting person may see. */
TopicSpan post_topics(Ctx *cx, int64_t most);

/** When the first post that the acting person may see came out, UTC; 0: there is none. */
int64_t post_first_at(Ctx *cx);
