/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * guest - what somebody who is no member says in a public consultation.
 *
 * It is kept with a mailed link; only the button behind the link, which the
 * address's owner alone gets, makes a comment of it.  That one is the record's
 * of the address, which is made as a subscriber's is if there is none, and held
 * until somebody who decides about comments has seen it.
 *
 * Read with: alliance/drafting.h, docs/decisions/0034-subscribers.md.
 */
#pragma once
#include "alliance/drafting_proposal.h"

#define GUEST_SECONDS ((int64_t)7 * 24 * 60 * 60) /* how long the mailed link works */
#define GUEST_MOST                                                                                 \
    20 /* remarks of an address that wait for it, so that nobody floods another                    \
        */

typedef struct Guest {
    int64_t id, item_id, paragraph_id, paragraph; /* paragraph: its number */
    const char *email, *name, *words, *base;
    const char *wording; /* NULL: no other is proposed */
    const char *language;
} Guest;

/** May the acting person, who is no member, say something: is the draft a public consultation that
 * is open? */
bool guest_may_write(const Ctx *cx, const Item *item, const Drafting *drafting);

/** Keep a remark on @paragraph and mail the link; .email to .wording are looked at.  Does nothing
 * for an address that has GUEST_MOST of them; the caller's answer must not tell. */
void guest_ask(Ctx *cx, const Paragraph *paragraph, const Guest *guest);

/** The remark whose link has @token, while the link works; or NULL. */
const Guest *guest_find(Ctx *cx, const char *token);

/** The owner of the address has pressed the button.  Returns the comment; 0: the draft is not open
 * to everybody any more, or it was confirmed at the same moment. */
int64_t guest_confirm(Ctx *cx, const Guest *guest);

/** Delete what was not confirmed in time; returns how many.  A job. */
int64_t guest_clean(Ctx *cx);

extern const MailKind MAIL_GUEST;
