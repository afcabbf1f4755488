/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * check - what is wrong with a post before others have it.
 */
#pragma once
#include "alliance/item.h"

/** One thing, in the reader's language. */
typedef struct PostFault {
    const char *words;
    bool stops; /* it has to be repaired before the post is handed in or published */
} PostFault;

typedef struct PostFaultSpan {
    const PostFault *at;
    size_t n;
    size_t n_stops;
} PostFaultSpan;

/** Look at the texts as @item has them (title, summary, body); .id is 0 of a new one.  Links into
 *  this site are followed as far as CHECK_LINKS. */
PostFaultSpan post_check(Ctx *cx, const Item *item);

#define CHECK_LINKS 40
