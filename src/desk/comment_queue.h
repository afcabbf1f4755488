/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * comment_queue - first comments, until an editor has looked at them.
 */
#pragma once
#include "alliance/comment.h"
#include "desk/desk.h"

/** A held comment with the item below which it stands. */
typedef struct HeldComment {
    const Comment *comment;
    const Item *item; /* or NULL: not for this editor */
} HeldComment;

typedef struct HeldCommentSpan {
    const HeldComment *at;
    size_t n;
} HeldCommentSpan;

typedef struct CommentQueue {
    HeldCommentSpan held;
    int64_t n;         /* all that are held */
    const char *error; /* why nothing was changed, or NULL */
} CommentQueue;
