/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * card - a post in a list.
 */
#pragma once
#include "alliance/post.h"

/** A post in a list (post_card.html). */
typedef struct PostCard {
    const Item *item;
    const PostExtra *extra;
    int64_t minutes; /* to read; 0: not said */
} PostCard;

typedef struct PostCardSpan {
    const PostCard *at;
    size_t n;
} PostCardSpan;

/** Make cards of posts (card.c). */
PostCardSpan post_cards(Ctx *cx, ItemSpan items);
