/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * mail_reader - a mail is written with the eyes and in the language of who reads it.
 */
#pragma once
#include "mail/mail.h"

/** As MailKind.compose. */
typedef bool MailWrite(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft);

/** Call @write while the acting person is the reader of @row and the language the mail's: it finds
 *  what he may see when the mail is sent.  False also if there is no such person any more. */
bool mail_write_as_reader(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft,
                          MailWrite *write);
