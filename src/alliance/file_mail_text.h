/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file_mail_text - the text of a file as the words of a mail.
 *
 * For file_mail.c.  It says first what it is of, and that pictures and tables may be missing; then
 * the pages come, each with its name before it, as many as FILE_MAIL_TEXT holds.
 */
#pragma once
#include "alliance/file_mail.h"

/** What the file is: its title, of which item and edition, kind and size; lines. */
const char *file_mail_facts(Ctx *cx, const Html *out, const FilePlace *place);

/** The whole address of the file. */
const char *file_mail_url(Ctx *cx, const FilePlace *place);

/** Write the text of @place, from the page on that @row says, into @draft. */
void file_mail_text(Ctx *cx, Html *out, const OutboxMail *row, const FilePlace *place,
                    MailDraft *draft);
