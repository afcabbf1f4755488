/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * comment_life - what becomes of a comment after it was written.
 *
 * Its author changes it, and what it said before stays to be read; or takes it
 * back, and nothing stays.  Readers answer it by one word, or report it to who
 * decides about comments there.
 *
 * Read with: comment.h, docs/decisions/0045-a-comment-of-its-own.md.
 */
#pragma once
#include "alliance/comment.h"

/** What the acting person may do with a comment. */
typedef struct CommentRights {
    bool see;
    bool answer;    /* and say a word to it */
    bool change;    /* own words, while they are talked about */
    bool take_back; /* own words, always */
    bool report;
    bool decide;             /* whether it is shown; what was reported */
    bool take_away, restore; /* of what may be decided, what would change something */
} CommentRights;

/** @item: as the acting person sees it, below which the comment stands. */
CommentRights comment_rights(const Ctx *cx, const Comment *comment, const Item *item);

/* ---- its author ---- */

/** An earlier version. */
typedef struct CommentVersion {
    int64_t until; /* when it was changed */
    const char *body;
} CommentVersion;

typedef struct CommentVersionSpan {
    const CommentVersion *at;
    size_t n;
} CommentVersionSpan;

/** The latest first, LIMIT_PAGE_ROWS at most. */
CommentVersionSpan comment_versions(Ctx *cx, int64_t id);

/** Change the words; the same ones change nothing.  Who is named there for the first time is told.
 * The caller has asked. */
void comment_change(Ctx *cx, const Comment *comment, const char *body);

/** Delete the words and all earlier ones; the place stays.  The caller has asked. */
void comment_take_back(Ctx *cx, const Comment *comment, const Item *item);

/* ---- one word ---- */

typedef struct CommentWord {
    const char *name;  /* "thanks" */
    const char *label; /* English, to be translated */
} CommentWord;

extern const CommentWord COMMENT_WORDS[]; /* ends with {0} */

/** The label of a word of the table, or the word itself. */
const char *comment_word_label(const char *word);

/** Say a word of the table in the place of what the acting person said before, or none (""). False:
 *  there is no such word. */
bool comment_react(Ctx *cx, int64_t id, const char *word);

/** How often a word was said to a comment. */
typedef struct CommentWordCount {
    int64_t comment_id, n;
    const char *word;
} CommentWordCount;

typedef struct CommentWordCountSpan {
    const CommentWordCount *at;
    size_t n;
} CommentWordCountSpan;

/** For the comments of @item whose numbers are from @first to @last, in their order; in that of the
 *  table for each. */
CommentWordCountSpan comment_word_counts(Ctx *cx, int64_t item_id, int64_t first, int64_t last);

/** Who said which word to a comment. */
typedef struct CommentReaction {
    const char *name, *word;
    int64_t person_id;
    bool is_demo;
} CommentReaction;

typedef struct CommentReactionSpan {
    const CommentReaction *at;
    size_t n;
} CommentReactionSpan;

/** The first LIMIT_PAGE_ROWS, oldest first. */
CommentReactionSpan comment_reactions(Ctx *cx, int64_t id);

/** What the acting person said to it; "" : nothing. */
const char *comment_reaction_mine(Ctx *cx, int64_t id);

/* ---- it does not belong here ---- */

/** Say so, once: who decides gets a task, one for each text. */
void comment_report(Ctx *cx, const Comment *comment, const Item *item, const char *reason);

/** What was said of a comment. */
typedef struct CommentReport {
    int64_t comment_id, created_at;
    const char *name, *reason; /* who says so, why */
    const char *author, *body; /* of the comment; "" : a former member */
    bool is_demo;              /* the author */
} CommentReport;

typedef struct CommentReportSpan {
    const CommentReport *at;
    size_t n;
} CommentReportSpan;

/** Those of the shown comments of a text, by comment, LIMIT_PAGE_ROWS at most.  For who decides. */
CommentReportSpan comment_reports(Ctx *cx, int64_t item_id);

/** The reported comment of the text if it is one only; 0: none, or several. */
int64_t comment_find_reported(Ctx *cx, int64_t item_id);

/** Decide it: the reports are forgotten, and with @take the comment is taken away.  False: it is
 * not reported, or the acting person may not. */
bool comment_decide_report(Ctx *cx, int64_t id, bool take);
