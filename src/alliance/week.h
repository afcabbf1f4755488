/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * week - a themed week: a campaign with days, each with a question and its posts.
 *
 * The campaign is an item, and so is each day, of the kind "day", whose parent
 * it is: the title is the day's topic, the sentence its question, comments
 * are what readers answer, and it has the audience and the state of the
 * campaign, always (ItemKind.whole).  Posts are those of the blog; a post
 * belongs to one day at most.  A campaign without a record here is a text
 * like any other.
 *
 * Read with: item.h, post.h, week_writer.h, docs/decisions/0066-weeks.md.
 */
#pragma once
#include "alliance/item.h"
#include "web/form.h"

#define WEEK_DAYS 31  /* days of one, at most */
#define WEEK_POSTS 50 /* of one day */
#define WEEK_HASHTAG 50

typedef struct Week {
    int64_t id, changed_at;         /* changed_at 0: nothing was said yet */
    const char *first_on, *last_on; /* "2016-09-26"; NULL: not decided yet */
    const char *hashtag;            /* without its sign; "" none */
    const char *call_until; /* last day on which contributions are handed in; NULL: no call */
    const char *mail_at;    /* when a day's mail leaves, on the alliance's clocks: "08:00"; ""
                               none does */
    int64_t observance_id;  /* event of which it is one year; 0: none */
} Week;

/** The record of the campaign @id; empty if nothing was said yet.  The caller has found the item.
 */
const Week *week_find(Ctx *cx, int64_t id);

/** Likewise of several, in their order. */
const Week *week_find_each(Ctx *cx, const int64_t *ids, size_t n);

/** The last day if it is another one than the first; else NULL. */
const char *week_end(const Week *week);

/** Today, on the alliance's clocks: "2016-09-26". */
const char *week_today(Ctx *cx);

/** Is the call for contributions open today? */
bool week_calls(Ctx *cx, const Week *week);

/** What is wrong with it: a field and words (N_()); {NULL, NULL} if nothing is.  Texts may be "".
 */
FormFault week_fault(Ctx *cx, const Week *draft);

/** Keep what an editor says of it; the caller has asked week_fault(). */
void week_save(Ctx *cx, const Week *draft);

/** Days that come again, of which a campaign can be one year, by title; at most @limit. */
ItemSpan week_observances(Ctx *cx, int64_t limit);

/** The weeks of an observance that the acting person may see, the latest first, at most @limit. */
ItemSpan week_list_of(Ctx *cx, int64_t observance_id, int64_t limit);

/* ---- days ---- */

typedef struct WeekDay {
    int64_t id, week_id, version;
    const char *held_on; /* "2016-09-26" */
    int64_t mailed_at;   /* 0: its mail was not planned */
    /* The item, in the reader's language as far as it is translated. */
    const char *slug, *path, *language;
    const char *topic, *question, *body; /* body: Markdown, about the day */
    int64_t n_comments;
} WeekDay;

typedef struct WeekDaySpan {
    const WeekDay *at;
    size_t n;
} WeekDaySpan;

/** The days of a campaign that the acting person may see, in order. */
WeekDaySpan week_days(Ctx *cx, int64_t week_id);

/** One of them; NULL if the acting person may not see it or it is none. */
const WeekDay *week_day_find(Ctx *cx, int64_t id);

/** What an editor can write of a day. */
typedef struct WeekDayDraft {
    const char *held_on, *topic, *question, *body, *language;
    const int64_t *posts; /* in order */
    size_t n_posts;       /* WEEK_POSTS at most */
} WeekDayDraft;

FormFault week_day_fault(const Week *week, WeekDaySpan days, int64_t id, const WeekDayDraft *draft);

/** Add a day to @campaign, which the acting person may edit.  Returns its number; 0 if there are
 *  WEEK_DAYS already. */
int64_t week_day_insert(Ctx *cx, const Item *campaign, const WeekDayDraft *draft);

/** Change one; @version is the item's that the editor saw. */
ItemOutcome week_day_update(Ctx *cx, const WeekDay *day, int64_t version,
                            const WeekDayDraft *draft);

/** Take it out; its posts stay in the blog.  False: readers have answered it, and it stays. */
bool week_day_delete(Ctx *cx, const WeekDay *day);

/* ---- posts ---- */

/** A post and its day. */
typedef struct WeekPost {
    int64_t id, day_id;
} WeekPost;

typedef struct WeekPostSpan {
    const WeekPost *at;
    size_t n;
} WeekPostSpan;

/** The posts of a campaign's days, or of one day (the other is 0), in order: what was published and
 *  the acting person may see; with @all also what is written still. */
WeekPostSpan week_posts(Ctx *cx, int64_t week_id, int64_t day_id, bool all);

/** Their items, in order. */
ItemSpan week_post_items(Ctx *cx, WeekPostSpan posts);

/** Put a post behind the others of a day. */
void week_post_add(Ctx *cx, int64_t day_id, int64_t post_id);

/* ---- what came of it ---- */

typedef struct WeekFigures {
    int64_t id; /* of the campaign */
    int64_t days, posts, comments;
    int64_t people, countries; /* who wrote posts or comments, and from where */
} WeekFigures;

/** Of the campaigns with these numbers, in their order: what the acting person may see. */
const WeekFigures *week_figures(Ctx *cx, const int64_t *ids, size_t n);

/* ---- a mail a day ---- */

/** Days of today whose mail is due and was not planned, by their items' numbers; what is past is
 * not mailed any more. */
DbIds week_due(Ctx *cx);
int64_t week_count_due(Ctx *cx);
void week_note_mailed(Ctx *cx, int64_t day_id);
