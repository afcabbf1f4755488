/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * mail_key - the keys that sign the alliance's mails (DKIM).
 *
 * A key is made, its record is put into the domain's DNS by whoever keeps that,
 * and as soon as it was seen there it signs: a signature that nobody can check
 * is worse than none.  Read with: mail/dkim.h, docs/decisions/0031-sending.md.
 */
#pragma once
#include "db/ctx.h"
#include "mail/dkim.h"

typedef struct MailKey {
    int64_t id, created_at, seen_at; /* seen_at: signs since then; 0: not yet */
    int64_t looked_at;               /* when the domain was asked for it; 0: not yet */
    bool answered;                   /* somebody answered then */
    const char *selector, *record;   /* record: what the DNS must say */
    const char *name;                /* where: "SELECTOR._domainkey.DOMAIN" */
} MailKey;

typedef struct MailKeySpan {
    const MailKey *at;
    size_t n;
} MailKeySpan;

/** Those that were not ended, oldest first. */
MailKeySpan mail_key_list(Ctx *cx);

/** Is the key's record among the TXT records of @lines, whatever its white space? */
bool mail_key_is_in(const MailKey *key, const char *lines);

/** A new pair of each kind, made before a transaction: RSA takes a tenth of a second and more. */
typedef struct NewMailKeys NewMailKeys;
const NewMailKeys *mail_key_new_pair(Arena *arena);

/** Keep them; they sign once the DNS has them.  Those from before go on until then. */
void mail_key_insert(Ctx *cx, const NewMailKeys *keys);

#define MAIL_KEY_JOB "mail-key.look"

/** Ask the DNS for the keys that do not sign yet.  Those that it has sign from now on, and the
 * older ones of their kind end.  A job: it reads, asks without a transaction, and keeps what it
 * found. */
const char *mail_key_look(Ctx *cx, const char *argument, GError **error);
int64_t mail_key_count_unseen(Ctx *cx); /* that do not sign yet */

/** The domain of the sender's address and the keys that sign now; in the context's arena. */
Dkim mail_key_signing(Ctx *cx);
