/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * poll - a question with options, and the votes of who may answer it.
 *
 * The question is an item of kind "poll", which may be a group's.  A person has
 * one vote, which a later one replaces until the poll closes.  Closing freezes
 * everything: what is shown from then on is what was counted then, and of a
 * secret poll the choices are wiped.  A group's is open when it is made, one of
 * the whole alliance when somebody opens it: until then it is a draft.
 *
 * Read with: poll_count.h (the count), poll_word.h (languages), poll_tell.h (who
 * hears of it), docs/decisions/0044-polls.md.
 */
#pragma once
#include "alliance/item.h"
#include "alliance/poll_count.h"
#include "alliance/poll_word.h"
#include "base/limits.h"

typedef struct Poll {
    int64_t id;
    const char *kind;             /* single, several, ranked */
    int64_t most;                 /* options that one may choose */
    bool secret, early;           /* early: the count is shown before it is closed */
    const char *zone;             /* IANA */
    int64_t closes_at, closed_at; /* closed_at 0: not counted yet */
    int64_t voted, entitled;      /* entitled: once closed */
    bool has_voted;               /* the acting person */
    const char *mine;             /* and what, "2,1,3"; "" if not, and of a secret one */
    bool is_out;                  /* it is open, or was */
    bool mails;                   /* the whole alliance is told by mail */
    int64_t told_at;              /* that it has begun; 0: it was not open yet */
    int64_t group_id;             /* 0: of the whole alliance */
} Poll;

/** The record of an item, whoever asks; NULL: it is no poll. */
const Poll *poll_find(Ctx *cx, int64_t item_id);

/** A poll in a list. */
typedef struct PollRow {
    int64_t id, closes_at, closed_at, voted, entitled; /* closes_at 0: it has no record */
    int64_t opens_at;                                  /* it is to open by itself then, or 0 */
    const char *slug, *title, *summary, *path, *zone;
    const char *language, *original_language; /* of title and summary as they are here */
    bool is_out;                              /* it is open, or was */
} PollRow;

typedef struct PollRowSpan {
    const PollRow *at;
    size_t n;
} PollRowSpan;

/** A page of those that the acting person may see, those that close last first; @group_id 0: all;
 *  @leads: also those that are not open yet. */
PollRowSpan poll_list(Ctx *cx, int64_t group_id, bool leads, int64_t page);
int64_t poll_count_all(Ctx *cx, int64_t group_id, bool leads); /* at most ITEM_COUNT_MOST */

/* ---- who leads it ---- */

/** May the acting person make one in @group; NULL: for the whole alliance? */
bool poll_may_make(const Ctx *cx, const Item *group);

typedef struct PollDraft {
    const char *title, *body, *audience; /* the audience of a group's is the group's */
    const char *kind;
    int64_t most; /* of several */
    bool secret, early;
    const char *zone;
    int64_t closes_at;
    const char *options[LIMIT_POLL_OPTIONS];
    size_t n_options;
} PollDraft;

/** Take the options out of @text, one a line; empty lines and repeated ones do not count.  Returns
 *  how many there are, of which at most LIMIT_POLL_OPTIONS are written. */
size_t poll_options_parse(Arena *arena, const char *text, const char *ret_options[]);

/** Make one.  A group's is open at once, and the group is told by mail; @group NULL: for the
 *  alliance, a draft that poll_open() opens.  The caller has asked.  Returns its item. */
int64_t poll_insert(Ctx *cx, const Item *group, const PollDraft *draft);

/** Has the mail that it has begun gone out?  Then somebody may answer it at any time. */
bool poll_was_mailed(const Poll *poll);

/** The next four are for who may ACTION_LEAD; false: it is too late for that. */

/** Open one that is not open yet, at @opens_at or, 0, now; @mails: its members are told by mail
 *  then.  It must close later than it opens. */
bool poll_open(Ctx *cx, const Item *item, int64_t opens_at, bool mails);
/** Of one whose mail has gone out, what the mail says stays whatever @wished says: question and
 *  explanation, options, how one chooses, secrecy.  False also: somebody has voted. */
bool poll_update(Ctx *cx, const Item *item, const PollDraft *wished);
bool poll_extend(Ctx *cx, const Item *item, int64_t closes_at); /* later than it was */
bool poll_close_now(Ctx *cx, const Item *item);

/** Count what is due; returns how many.  A job. */
int64_t poll_close_due(Ctx *cx);
int64_t poll_count_due(Ctx *cx);

/* ---- who votes ---- */

/** May the acting person vote, as long as it is open? */
bool poll_may_vote(const Ctx *cx, const Item *item);

/** Is it open now? */
bool poll_is_open(const Ctx *cx, const Poll *poll);

/** Why these @n options are no vote, N_(); NULL: they are one, and @ret_choice is it ("2,1,3"). */
const char *poll_fault(Arena *arena, const Poll *poll, size_t n_options, const int64_t *numbers,
                       size_t n, const char **ret_choice);

/** The numbers at the beginning of a mail: "2", "2, 1, 3", or one a line.  Returns how many there
 *  are, at most LIMIT_POLL_OPTIONS + 1; 0: it does not begin with numbers alone. */
size_t poll_numbers(const char *words, int64_t ret_numbers[LIMIT_POLL_OPTIONS + 1]);

/** Vote as the acting person, who may; instead of an earlier vote.  False: it is closed. */
bool poll_vote(Ctx *cx, const Item *item, const char *choice);

/* ---- what came out ---- */

/** The count: frozen once closed, else as of now. */
PollTallySpan poll_tallies(Ctx *cx, const Poll *poll);
