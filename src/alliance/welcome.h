/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * welcome - the first mail to who has become a member, and to who has subscribed.
 *
 * What it says is the published page with the address "welcome", in the reader's
 * language, which the secretariat writes, translates and previews as any page;
 * without one it is a text of the program.  Who subscribes without joining has
 * the page "welcome-subscriber".
 */
#pragma once
#include "db/ctx.h"
#include "mail/mail.h"

#define WELCOME_SLUG "welcome"
#define WELCOME_SUBSCRIBER_SLUG "welcome-subscriber"

/** Queue it for somebody who has just become a member by joining, if the settings want it.  Once
 * for each person, ever: false, and nothing is queued, for who comes back.  Who is put on record in
 *  another way (a list, a command) has not asked for it and gets none. */
bool welcome_queue(Ctx *cx, int64_t person_id);

/** Shall this person be welcomed as a subscriber, if an agreement by the form "Subscribe" is noted
 *  now?  The settings want it, it is no member, and it is the first such agreement in the ledger.
 */
bool welcome_is_due(Ctx *cx, int64_t person_id);

/** Queue it: what comes, how often that was, the latest issue, and how it ends. */
void welcome_subscriber(Ctx *cx, int64_t person_id);

/** No arguments. */
extern const MailKind MAIL_WELCOME, MAIL_WELCOME_SUBSCRIBER;
