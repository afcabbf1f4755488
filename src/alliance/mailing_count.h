/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * mailing_count - what readers did because of a mailing, as numbers without people.
 *
 * A mail to many carries the number of its mailing where a reader's act comes
 * back: in the link that ends the list, in its Message-ID.  The act adds one to
 * a number; nothing else of it is kept here, no person, no moment.
 *
 * Read with: docs/decisions/0037-outcome.md.
 */
#pragma once
#include "db/ctx.h"

/** A mailing, and in a trial of two subjects which of them: the text "12", "12a", "12b". */
typedef struct MailingMark {
    int64_t mailing_id;
    const char *subject; /* "", "a" or "b" */
} MailingMark;

/** Read what an address carries.  False: it is none. */
bool mailing_mark_parse(const char *text, MailingMark *ret_mark);

/** Add one to what readers ended because of it.  A mailing that is not there is passed over. */
void mailing_count_ended(Ctx *cx, const char *mark);

/** Add one to the answers, if @message_id (without brackets) is that of a mail to many. */
void mailing_count_answer(Ctx *cx, const char *message_id);
