/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * welcome - the first mail to who has become a member.
 *
 * What it says is the published page with the address "welcome", in the reader's
 * language, which the secretariat writes, translates and previews as any page;
 * without one it is a text of the program.
 */
#pragma once
#include "db/ctx.h"
#include "mail/mail.h"

#define WELCOME_SLUG "welcome"

/** Queue it for somebody who has just become a member by joining, if the settings want it.  Once
 * for each person, ever: false, and nothing is queued, for who comes back.  Who is put on record in
 *  another way (a list, a command) has not asked for it and gets none. */
bool welcome_queue(Ctx *cx, int64_t person_id);

/** No arguments. */
extern const MailKind MAIL_WELCOME;
