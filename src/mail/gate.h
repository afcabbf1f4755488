/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * gate - which of the mails that were claimed go now, and when the others.
 *
 * A mail that can wait does so in its reader's quiet hours, while its destination has asked for
 * patience, and, if the alliance paces, until its turn comes.  What waits goes back into the outbox
 * with a later moment, in the transaction that claimed it, so nothing is lost or sent twice whoever
 * dies.  Others pass it by; what somebody waits for is never held.
 *
 * For src/mail only.  Read with: pace.h, quiet.h, docs/decisions/0040-pace.md.
 */
#pragma once
#include "mail/postman.h"

#define GATE_URGENT 1 /* this priority and better ones wait for nothing */

typedef struct Gate Gate;

/** For one run of @sender; it remembers which destinations have asked for patience. */
Gate *gate_new(const MailSender *sender, const MailKind *const *kinds);
void gate_free(Gate *gate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Gate, gate_free)

/** Take out of @letters those that wait, and put them back into the outbox; in the acting
 *  transaction.  Returns how many. */
size_t gate_hold(Gate *gate, Ctx *cx, GPtrArray *letters);

/** Remember what the servers said to the letters that came back; likewise. */
void gate_record(Gate *gate, Ctx *cx, const GPtrArray *back);
