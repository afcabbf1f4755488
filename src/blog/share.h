/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * share - texts with an address, to be pasted into what people use elsewhere.
 */
#pragma once
#include "alliance/item.h"

/** A text to be pasted into a network. */
typedef struct ShareText {
    int64_t id;        /* on its page */
    const char *label; /* in the reader's language */
    const char *text;
} ShareText;

typedef struct ShareTextSpan {
    const ShareText *at;
    size_t n;
} ShareTextSpan;

/** Texts of the lengths that networks take, with the address, and with @hashtag (without its sign)
 *  unless it is "". */
ShareTextSpan share_texts(Ctx *cx, const Item *item, const char *hashtag);
