/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * proposal - a translation that waits for an editor.
 *
 * A translator's text is one row for each item and language, seen by nobody but
 * who may translate the item.  An editor saves it as the translation, corrected
 * if need be, or sets it aside; either way the row goes and the translator gets
 * a mail.
 *
 * Read with: access.h (may_translate), item.h (item_translate).
 */
#pragma once
#include "alliance/item.h"
#include "mail/mail.h"

typedef struct Proposal {
    int64_t item_id, made_from; /* made_from: version of the original that the translator saw */
    int64_t version;            /* counts its saves, from 1 */
    int64_t proposed_by, proposed_at;
    const char *language, *title, *summary, *body, *note;
    const char *translator; /* name, or NULL */
} Proposal;

typedef struct ProposalSpan {
    const Proposal *at;
    size_t n;
} ProposalSpan;

const Proposal *proposal_find(Ctx *cx, int64_t item_id, const char *language); /* or NULL */
ProposalSpan proposal_list(Ctx *cx, int64_t item_id);                          /* by language */

/** Keep the acting person's translation into @draft->language for the editors; @version is the one
 *  of the proposal that he saw, 0 if there was none.  Opens the editors' task.  Returns false, and
 *  writes nothing, if somebody saved another one in between. */
bool proposal_write(Ctx *cx, int64_t item_id, int64_t version, const ItemDraft *draft);

/** A proposal's text was published, or set aside: delete it, tell its translator, and close the
 *  task with the item's last one. */
void proposal_close(Ctx *cx, const Proposal *proposal, bool was_published);

/** To a translator: arguments "title", "language", "outcome" ("published", "declined"). */
extern const MailKind MAIL_PROPOSAL;
