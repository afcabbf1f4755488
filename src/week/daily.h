/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * daily - each day of a themed week as a mail to who signed up for it.
 *
 * Read with: mailing/mailing.h, alliance/week.h.
 */
#pragma once
#include "mail/mail.h"

extern const MailKind MAIL_WEEK; /* argument "item": the day */

/** Plan the mailings of today's days whose hour has come; returns how many.  A job. */
int64_t week_mail_due(Ctx *cx);
