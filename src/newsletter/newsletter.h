/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * newsletter - the room in which an issue is looked at as a mail, tried, and sent.
 *
 * An issue is an item (alliance/item.h), written where all texts are.  Sending
 * it is a mailing: to whom, when, how far.
 *
 * Read with: mailing.h, letter.h, docs/decisions/0033-mailings.md.
 */
#pragma once
#include "mail/mail.h"
#include "web/web.h"

extern const RouteTable newsletter_routes;

extern const MailKind MAIL_NEWSLETTER;      /* an issue, to who agreed to get it */
extern const MailKind MAIL_NEWSLETTER_TEST; /* the same, to who wants to see it first */
