/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes (routes.c), and what its templates show.
 */
#pragma once
#include "alliance/comment_life.h"
#include "alliance/mention.h"
#include "site/comment_preview.h"
#include "site/views.h"
#include "web/form.h"

/** A comment that the acting person may read, with the text below which it stands. */
typedef struct CommentAsked {
    const Comment *comment;
    const Item *item;
    const CommentRights *rights;
} CommentAsked;

/** A word of the table, as its button shows it. */
typedef struct WordButton {
    const char *name, *label; /* English */
    bool mine;
} WordButton;

typedef struct WordButtonSpan {
    const WordButton *at;
    size_t n;
} WordButtonSpan;

typedef struct ReactionRow {
    const CommentReaction *reaction;
    const char *label; /* English */
} ReactionRow;

typedef struct ReactionRowSpan {
    const ReactionRow *at;
    size_t n;
} ReactionRowSpan;

typedef struct CommentShow {
    const CommentAsked *asked;
    const char *place; /* where it stands */
    bool held, removed, may_split;
    CommentVersionSpan versions;
    TextPartSpan parts; /* of the body, if it names somebody */
    ReactionRowSpan reactions;
    WordButtonSpan words;          /* to press; empty if the reader may not */
    const Form *form;              /* to answer */
    const CommentPreview *preview; /* of the answer in it, or NULL */
} CommentShow;

typedef struct CommentForm {
    const CommentAsked *asked;
    const Form *form;
    const CommentPreview *preview; /* of what stands in it, or NULL */
} CommentForm;

typedef struct ItemReports {
    const Item *item;
    CommentReportSpan reports;
} ItemReports;

/* show_pages.c */
Response *get_comment(Request *req);

/** The comment of the request's {id}; NULL: there is none that the acting person may read. */
const CommentAsked *comment_asked(Request *req);

/** The address of a comment's page, with more behind it: "/edit". */
const char *comment_url(Ctx *cx, int64_t id, const char *more);

/** Where it stands below its text. */
const char *comment_place(Ctx *cx, const CommentAsked *asked);

/** Of the words in @form, if whoever posted it without a mistake wants to look first; or NULL. */
const CommentPreview *comment_preview_asked(Request *req, const CommentAsked *asked,
                                            const Form *form);

/** The frame of a page about it. */
Page *comment_page(Ctx *cx, const CommentAsked *asked, const char *title);

/** The page; @form: an answer that was refused or is looked at first, or NULL. */
Response *respond_comment(Request *req, const CommentAsked *asked, const Form *form);

/* word_pages.c */
Response *post_comment_answer(Request *req);
Response *get_comment_edit(Request *req);
Response *post_comment_edit(Request *req);
Response *post_comment_take_back(Request *req);
Response *post_comment_word(Request *req);

/** The form to answer a comment, its words quoted. */
const Form *comment_answer_form(Request *req, const Comment *comment);

/* report_pages.c */
Response *post_comment_take_away(Request *req);
Response *get_comment_report(Request *req);
Response *post_comment_report(Request *req);
Response *get_item_reports(Request *req);
Response *post_comment_reports(Request *req);
