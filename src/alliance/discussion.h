/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * discussion - what a group talks about.
 *
 * An item of kind "discussion" in the group, with the comments that every item
 * has.  It is held until a chair has seen it if it is the first thing that its
 * author writes here; closed is archived.
 *
 * Read with: docs/decisions/0039-groups.md, group.h, alliance/comment.h.
 */
#pragma once
#include "alliance/group.h"
#include "mail/mail.h"

typedef struct Discussion {
    int64_t id, group_id, n_comments, active_at;
    const char *title, *path, *status, *slug;
    const char *author; /* "" : a former member */
    bool is_demo, pinned, closed;
    int64_t solved_by; /* comment that answers it, 0: none */
} Discussion;

typedef struct DiscussionSpan {
    const Discussion *at;
    size_t n;
} DiscussionSpan;

/** A page of the group's discussions that the acting person may read, pinned ones first, then those
 *  in which somebody wrote last. */
DiscussionSpan discussion_list(Ctx *cx, const Item *group, int64_t page, int64_t limit);

/** How many there are, at most ITEM_COUNT_MOST. */
int64_t discussion_count(Ctx *cx, const Item *group);

const Discussion *discussion_find(Ctx *cx, int64_t item_id); /* or NULL: it is none */

/** May the acting person begin one here? */
bool discussion_may_begin(const Ctx *cx, const Item *group, const Group *facts);

typedef struct DiscussionDraft {
    const char *title, *body;
    bool doubtful; /* it came by mail, and nobody knows whether its sender was forged */
} DiscussionDraft;

/** Begin one; the caller has asked.  Returns its item; held until a chair decides if it is doubtful
 * or its author has written nothing here that was shown.  When it is shown for the first time, who
 * is in the group gets it by mail, unless he wants none. */
int64_t discussion_insert(Ctx *cx, const Item *group, const Group *facts,
                          const DiscussionDraft *draft, bool *ret_held);

/** A new discussion, to who is in its group; argument "item". */
extern const MailKind MAIL_DISCUSSION;

/** Words of a discussion: how it began, or a comment. */
typedef struct SaidWords {
    int64_t item_id, comment_id; /* comment_id 0: how it began */
    int64_t at;
    const char *name; /* "" : a former member */
    const char *title, *text;
} SaidWords;

/** All that was said in the group and the acting person may read, discussion by discussion, in flat
 *  memory; @visit gets a SaidWords. */
void discussion_said(Ctx *cx, const Item *group, DbVisit visit, void *data);

/** A discussion that waits for a chair: never shown yet, or hidden. */
typedef struct HeldDiscussion {
    int64_t id, created_at;
    const char *title, *body, *author;
    bool is_demo;
} HeldDiscussion;

typedef struct HeldDiscussionSpan {
    const HeldDiscussion *at;
    size_t n;
} HeldDiscussionSpan;

/** Those of the group, oldest first.  For who may ACTION_LEAD. */
HeldDiscussionSpan discussion_list_held(Ctx *cx, const Item *group);

const HeldDiscussion *discussion_find_held(Ctx *cx, int64_t id); /* or NULL */

/** It was published, by whomever and wherever: those who follow the group hear of it, once, and its
 *  task is done.  Nothing if @id is no discussion.  For item_edit.c. */
void discussion_published(Ctx *cx, int64_t id);

/** Show one that waits in @group, or give it back to its author as a draft that nobody else finds.
 *  False: none such waits there.  The caller has asked ACTION_LEAD. */
bool discussion_review(Ctx *cx, const Item *group, int64_t id, bool show);

typedef enum DiscussionAct {
    DISCUSSION_PIN = 1,
    DISCUSSION_UNPIN,
    DISCUSSION_CLOSE,
    DISCUSSION_REOPEN,
    DISCUSSION_HIDE,
    DISCUSSION_UNSOLVE,
} DiscussionAct;

/** May the acting person do that with it?  Chairs may everything, who began it may close it, open
 * it again and say what solved it. */
bool discussion_may(const Ctx *cx, const Item *item, DiscussionAct act);

/** Do it; the caller has asked. */
void discussion_act(Ctx *cx, const Item *item, DiscussionAct act);

/** Say which comment answers it; false: it is none of its shown comments. */
bool discussion_solve(Ctx *cx, const Item *item, int64_t comment_id);

/** Begin a discussion of the same group and audience with the comment @comment_id of @item: those
 *  after it go along, or only the answers to it, and so does who follows @item; a comment there
 * says where they are.  Returns the new one; NULL: it is none of its shown comments.  The caller
 * leads the group. */
const Item *discussion_split(Ctx *cx, const Item *item, int64_t comment_id, const char *title,
                             bool answers_only);

/** Put it into another group.  It is read by no more people than before by its audience; the caller
 *  leads both. */
void discussion_move(Ctx *cx, const Item *item, const Item *to, const Group *facts);
