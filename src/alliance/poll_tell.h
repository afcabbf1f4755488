/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * poll_tell - who hears by mail of a poll, and when.
 *
 * Of a group's: who reads the group's mails, when it has begun.  Of one of the
 * whole alliance, if who opens it wishes: every member who may vote and takes
 * such mails, when it has begun; once more, some days before it closes, who has
 * not voted; and what came out, who voted.  What came out is also told to who
 * follows it.  Each of these has its moment in the record, which is set in the
 * transaction that queues the mails, so each goes out once.  As with all that
 * is told (follow.h) a mail comes at once or in the next digest, and is looked
 * at again when it is sent.
 *
 * Read with: poll.h, poll_mail.c, docs/decisions/0076-polls-of-all.md.
 */
#pragma once
#include "db/ctx.h"
#include "mail/mail.h"

#define POLL_REMIND_BEFORE (3 * (int64_t)86400) /* seconds before it closes */
#define POLL_REMIND_LATEST ((int64_t)86400)     /* with less than these left nobody is reminded */
#define POLL_REMIND_AFTER (3 * (int64_t)86400)  /* at least so long after it was told of */

/** Those who would be told of a poll of the whole alliance now. */
typedef struct PollReach {
    const char *language; /* of their mails */
    int64_t n;
} PollReach;

typedef struct PollReachSpan {
    const PollReach *at;
    size_t n;
} PollReachSpan;

typedef struct PollAudience {
    PollReachSpan languages; /* the largest first */
    int64_t n;               /* who get it */
    int64_t unwilling;       /* may vote, and want no such mails */
    int64_t unreachable;     /* mails came back from their address */
} PollAudience;

/** One statement, however many there are. */
PollAudience poll_audience(Ctx *cx, int64_t item_id);

/** As ItemKind.published: tell of it, unless it was told before. */
void poll_published(Ctx *cx, int64_t item_id);

/** Remind of those that close soon; returns of how many.  A job. */
int64_t poll_remind_due(Ctx *cx);
int64_t poll_count_reminders(Ctx *cx);

/** Tell what came out. */
void poll_tell_result(Ctx *cx, int64_t item_id);

/** Confirm by mail what the acting person has voted. */
void poll_confirm(Ctx *cx, int64_t item_id, const char *choice);

/** Does the person take mails about polls of the whole alliance? */
bool poll_takes_mails(Ctx *cx, int64_t person_id);
void poll_take_mails(Ctx *cx, int64_t person_id, bool wants);

/** The page behind each of these mails that ends them, before a token for this use. */
#define POLL_END_PATH "/poll-mails"
#define POLL_END_USE "end polls"

extern const MailKind MAIL_POLL_BEGUN;    /* a poll has begun; argument "poll" */
extern const MailKind MAIL_POLL_REMINDER; /* it closes soon; "poll" */
extern const MailKind MAIL_POLL_VOTE;     /* what was understood; "poll", secret "choice" */
extern const MailKind MAIL_POLL_RESULT;   /* what came out; "poll", and "as": "voter" or nothing */
