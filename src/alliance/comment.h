/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * comment - what members write below an item.
 *
 * Reading follows the item; writing needs membership, and in what a group talks
 * about being in it.  The first comment of a member is held until an editor has
 * seen it, or in a group one of its chairs (a task).  What arrives by mail is
 * written by the same functions (inbound/meaning.c).
 */
#pragma once
#include "alliance/item.h"

typedef struct Comment {
    int64_t id, item_id, created_at;
    int64_t parent_id, person_id, edited_at; /* 0: none */
    int64_t paragraph_id, paragraph; /* of a shared draft, and its number; 0: of the whole */
    const char *name;                /* "" : a former member */
    const char *body, *status;
    bool is_demo, mine;
    bool kept; /* its words are there, if it was taken away */
} Comment;

typedef struct CommentSpan {
    const Comment *at;
    size_t n;
} CommentSpan;

/** A page of LIMIT_PAGE_ROWS of those about the whole item (@paragraph_id 0), or about a paragraph
 *  of a shared draft without those that propose a wording (drafting_proposal.h); oldest first, held
 *  ones only for their author and for who decides about them. */
CommentSpan comment_list(Ctx *cx, const Item *item, int64_t paragraph_id, int64_t page);

/** How many comment_list() would have without pages. */
int64_t comment_count(Ctx *cx, const Item *item, int64_t paragraph_id);

/** Where a comment stands: below its item, or on the page of the paragraph with this number. */
const char *comment_path(Arena *arena, const Item *item, int64_t paragraph, int64_t comment_id);

/** A comment that waits for an editor, with the item below which it stands. */
typedef struct HeldComment {
    int64_t id, created_at;
    const char *name; /* "" : a former member */
    const char *body;
    bool is_demo;
    const char *item_kind, *item_slug, *item_title;
    int64_t paragraph;     /* of a shared draft, 0: of the whole */
    const char *item_path; /* where it stands */
} HeldComment;

typedef struct HeldCommentSpan {
    const HeldComment *at;
    size_t n;
} HeldCommentSpan;

/** Those below what the acting person may see, LIMIT_PAGE_ROWS of them, oldest first. */
HeldCommentSpan comment_list_held(Ctx *cx);

/** How many comment_list_held() would have without limit. */
int64_t comment_count_held(Ctx *cx);

/** One, whoever asks; or NULL.  For mails and decisions, which look themselves who may see it. */
const Comment *comment_find(Ctx *cx, int64_t id);

/** The only one that waits below an item; NULL: there are several, or none. */
const Comment *comment_find_held(Ctx *cx, int64_t item_id);

/** May the acting person comment on the item?  The site's own pages are not talked about. */
bool comment_is_open(const Ctx *cx, const Item *item);

/** May the acting person decide whether comments below the item are shown?  Editors, in a group who
 *  may ACTION_LEAD it. */
bool comment_may_decide(const Ctx *cx, const Item *item);

/** Count again what is shown below the item, where that is kept (a discussion). */
void comment_changed_place(Ctx *cx, const Item *item);

/** Will somebody look at what the acting person writes below the item before others see it? */
bool comment_is_looked_at(Ctx *cx, const Item *item);

/** Where a comment is to stand. */
typedef struct CommentPlace {
    int64_t item_id;
    int64_t parent_id;    /* the comment that it answers, whose paragraph it has; or 0 */
    int64_t paragraph_id; /* of a shared draft, 0: about the whole */
} CommentPlace;

/** Add one.  Returns its id, 0 if the item may not be commented.  Who follows the item is told of
 *  it, once it is shown (follow.h). */
int64_t comment_insert_at(Ctx *cx, const CommentPlace *place, const char *body);

/** Add one of somebody who may not comment, after the caller has asked: it is held. */
int64_t comment_insert_held(Ctx *cx, const CommentPlace *place, int64_t person_id,
                            const char *body);

/** As comment_insert_at(), about the whole item. */
int64_t comment_insert(Ctx *cx, int64_t item_id, int64_t parent_id, const char *body);

/** Those in the group, for who may ACTION_LEAD it. */
HeldCommentSpan comment_list_held_in(Ctx *cx, int64_t group_id);

/** For editors, in a group for who may ACTION_LEAD: show a held one, or take one away (its place
 * stays, without the words). */
bool comment_moderate(Ctx *cx, int64_t id, bool show);
