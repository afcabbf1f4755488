/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * answer_doubt - answers by mail that were not taken, told to who registered.
 *
 * What comes to an address for answers is kept nowhere, so of one in doubt nobody can decide later:
 * it is dropped.  A member hears of it in the way of all dropped mails; who has no record hears it
 * here, by the address that registered, whoever wrote.  Nothing of what arrived is in the mail,
 * neither words nor subject: else it would carry anybody's words to a stranger.  At most once in
 * ANSWER_DOUBT_SILENCE, so that who knows such an address can fill no mailbox with it, and no two
 * programs answer each other.
 *
 * Read with: answer_open.h, inbound/receive.c, docs/decisions/0073-open-questions.md.
 */
#pragma once
#include "alliance/registration.h"
#include "mail/mail.h"

#define ANSWER_DOUBT_SILENCE ((int64_t)86400) /* seconds */

/** Tell the owner of a registration, if it is there, that a mail from @from with answers was
 * dropped. */
void answer_doubt_tell(Ctx *cx, int64_t registration_id, const char *from);

/** Arguments "registration" and "other": it came from another address. */
extern const MailKind MAIL_ANSWERS_DROPPED;
