/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * digest - what somebody follows, in one mail a day or a week.
 *
 * Who chose that gets an entry where others get a mail (follow.h).  An entry is
 * only a pointer: when it is due is reckoned by a job from the clock and the
 * wishes of its reader, another portion of the same job puts all that is due
 * for a reader into one mail of the outbox, and what the mail says is looked at
 * when it is sent.  Whatever the reader may not see or does not want any more
 * is not in it; a mail in which nothing is left is not sent.
 *
 * Read with: digest_mail.c, docs/decisions/0042-digest.md.
 */
#pragma once
#include "alliance/job.h"
#include "mail/mail.h"

/** Days that are gathered for one mail. */
#define DIGEST_AT_ONCE 0
#define DIGEST_DAILY 1
#define DIGEST_WEEKLY 7
#define DIGEST_AS_PERSON -1 /* of a group: as for all else */

/** The page at which its reader chooses, before a token for LINK_PACE. */
#define DIGEST_PACE_PATH "/pace"

/** Is it one of these numbers of days? */
bool digest_is_pace(int64_t days);

/** Choose how what the person follows comes: Person.pace. */
void digest_set_pace(Ctx *cx, int64_t person_id, int64_t days);

/** Likewise what is in a group, or DIGEST_AS_PERSON; for the acting person, who has a row of
 *  `follow` for it if he chooses. */
int64_t digest_group_pace(Ctx *cx, int64_t group_id);
void digest_set_group_pace(Ctx *cx, int64_t group_id, int64_t days);

/** Is there anything to reckon or to send? */
int64_t digest_count_waiting(Ctx *cx);

/** Reckon when what is new goes out, and queue what is due; a job with transactions of its own. */
const char *digest_run(Ctx *cx, const char *argument, GError **error);

/** One portion of it in the acting transaction; returns how many mails were queued, and whether
 * there is more to do. */
int64_t digest_work(Ctx *cx, JobCursor *cursor);

/** Delete entries of mails that were sent long ago; returns how many.  A job. */
int64_t digest_clean(Ctx *cx);

/** No arguments: what it says are its entries. */
extern const MailKind MAIL_DIGEST;
