/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "blog/card.h"

#include "site/item_show.h"

PostCardSpan
post_cards(Ctx *cx, ItemSpan items)
{
    int64_t *ids = arena_array_of(cx->arena, int64_t, items.n);
    PostCard *cards = arena_array_of(cx->arena, PostCard, items.n);
    for (size_t i = 0; i < items.n; i++)
        ids[i] = items.at[i].id;
    const PostExtra *extras = items.n > 0 ? post_extras(cx, ids, items.n) : NULL;
    for (size_t i = 0; i < items.n; i++)
        cards[i] = (PostCard){.item = item_with_figures(cx, &items.at[i]),
                              .extra = &extras[i],
                              .minutes = item_minutes(extras[i].body)};
    return (PostCardSpan){cards, items.n};
}
