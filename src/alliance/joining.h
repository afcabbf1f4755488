/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * joining - from what a stranger typed to a member.
 *
 * A request is a row and a mailed link; only the button behind the link makes
 * the person, or, where the alliance wants to look at each, a task.
 *
 * Read with: docs/decisions/0014-joining.md.
 */
#pragma once
#include "db/ctx.h"
#include "mail/mail.h"

#define JOINING_SECONDS ((int64_t)14 * 24 * 60 * 60) /* how long the mailed link works */

/** What was typed, checked by the form.  Lists have commas between and none at the ends. */
typedef struct Joining {
    int64_t id, created_at;
    const char *email, *name, *country;
    const char *organisation, *organisation_type; /* "" : not said */
    const char *level;                            /* macro, mezzo, micro, or NULL */
    const char *interests, *languages;            /* slugs; BCP 47 */
    const char *purposes;                         /* agreed to: names of PURPOSES */
    const char *language;                         /* in which the form was read */
    const char *zone;                             /* IANA, once confirmed */
    const char *state;                            /* open, waiting */
    const char *evidence;
} Joining;

typedef struct JoiningSpan {
    const Joining *at;
    size_t n;
} JoiningSpan;

/** Keep a request and mail its link; whose address belongs to a member gets another mail and
 *  nothing is kept.  The caller's answer must not tell which. */
void joining_ask(Ctx *cx, const Joining *typed);

/** The request whose link has @token, while the link works; or NULL. */
const Joining *joining_find(Ctx *cx, const char *token);

/** The owner of the address has pressed the button: make the person, with consents, and return its
 *  id.  0: the secretariat looks at it first (setting "join_review"), or there is such a member by
 *  now.  Other requests of the address are gone then. */
int64_t joining_confirm(Ctx *cx, const Joining *joining, const char *zone);

/** Those that wait for the secretariat, oldest first. */
JoiningSpan joining_list_waiting(Ctx *cx);

/** Take or refuse one that waits, and mail the answer.  @reason goes into the mail as it is, ""
 *  for none.  False: it does not wait any more. */
bool joining_decide(Ctx *cx, int64_t id, bool take, const char *reason);

/** Delete what was not confirmed in time; returns how many.  A job. */
int64_t joining_delete_expired(Ctx *cx);

extern const MailKind MAIL_JOIN_CONFIRM, MAIL_JOIN_KNOWN, MAIL_JOIN_TAKEN, MAIL_JOIN_REFUSED;
