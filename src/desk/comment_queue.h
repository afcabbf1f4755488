/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * comment_queue - first comments, until an editor has looked at them.
 */
#pragma once
#include "alliance/comment.h"
#include "desk/desk.h"

/** A held comment with what was typed about it. */
typedef struct QueueRow {
    const HeldComment *comment;
    const char *reason;
    const char *error; /* why nothing was changed, or NULL */
} QueueRow;

typedef struct QueueRowSpan {
    const QueueRow *at;
    size_t n;
} QueueRowSpan;

typedef struct CommentQueue {
    QueueRowSpan held;
    int64_t n; /* all that are held */
} CommentQueue;
