/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * poll_told - a poll as the reader of a mail may see it now, in the mail's language.
 */
#pragma once
#include "alliance/poll.h"
#include "mail/mail.h"

typedef struct PollTold {
    const Item *item;
    const Poll *poll;
    PollOptionSpan options;
    PollWording wording;
    bool may_vote;
    const char *zone; /* on whose clocks the reader lives */
} PollTold;

/** Does the acting person still want a mail about the item? */
typedef bool PollWish(Ctx *cx, int64_t item_id);

/** Find what @row, with an argument "poll", is about.  False: it is not for its reader any more.
 *  @wish: what must be true of the reader's wishes, or NULL. */
bool poll_told_find(Ctx *cx, const OutboxMail *row, const Html *out, PollWish *wish,
                    PollTold *ret_told);

/** The option of this number, or NULL. */
const PollOption *poll_told_option(const PollTold *told, int64_t number);

/** Append the last round of the count as lines with @between between, who won with a star. */
void poll_add_result(Ctx *cx, GString *text, const Html *out, const Poll *poll,
                     PollOptionSpan options, const char *between);

/** Append the options with their numbers. */
void poll_told_add_options(GString *text, const PollTold *told);

/** Append as paragraphs of their own what the reader must know of the language. */
void poll_told_add_wording(GString *text, const Html *out, const PollTold *told);

/** Until when one can vote: on the reader's clocks, and on those by which it was announced. */
const char *poll_told_until(const Html *out, const PollTold *told);

/** How one votes by answering. */
const char *poll_told_how(const Html *out, const PollTold *told);
