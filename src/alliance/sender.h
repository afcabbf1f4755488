/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * sender - the alliance as the sender of its mails, from its settings.
 */
#pragma once
#include "mail/mail.h"

/** Who sends, by the settings and the instance's address; in the context's arena. */
MailSender mail_sender(Ctx *cx);

/** Find a queued mail for the desk, or NULL.  Its secrets (a sign-in link) are in it in the demo
 *  only: who reads the desk must not be able to sign in as somebody else. */
const OutboxMail *sender_find(Ctx *cx, int64_t id);

/** Compose it for reading.  False: it has nothing to say any more, ret_mail is not filled. */
bool sender_show(Ctx *cx, const OutboxMail *row, Mail *ret_mail);

/** The address at which an answer of @person_id about row @number has the meaning @purpose
 *  (mail/address.h); NULL where no mail comes in. */
const char *sender_answer_address(Ctx *cx, const char *purpose, int64_t number, int64_t person_id);
