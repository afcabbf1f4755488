/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * mailing - one sending of an issue to many.
 *
 *     planned -> queueing -> sending -> done
 *
 * While it is queueing, a job writes a mail for each reader into the outbox,
 * some thousand a transaction; how far it is stands in the same transaction, so
 * nobody is missed or written to twice, whatever is killed.  Nobody gets an
 * issue a second time by another mailing.  From then on the mails are the
 * outbox's; holding and stopping change those that wait.
 *
 * Read with: docs/decisions/0033-mailings.md.
 */
#pragma once
#include "db/ctx.h"

typedef struct Mailing {
    int64_t id, item_id, send_at, last_person, n_queued, created_at, created_by;
    const char *filter, *state;
    const char *title, *creator; /* of the issue; of who decided it, or NULL */
    bool morning;
} Mailing;

typedef struct MailingSpan {
    const Mailing *at;
    size_t n;
} MailingSpan;

/** How many of its mails are in which state. */
typedef struct MailingCounts {
    int64_t waiting, sent, failed, held, kept;
} MailingCounts;

const Mailing *mailing_find(Ctx *cx, int64_t id);         /* or NULL */
MailingSpan mailing_list(Ctx *cx, int64_t item_id);       /* newest first */
MailingSpan mailing_list_all(Ctx *cx, int64_t page);      /* likewise, of every issue */
const MailingCounts *mailing_counts(Ctx *cx, int64_t id); /* never NULL */

/** How many people would get the issue now: those that fit and agree, and did not get it. */
int64_t mailing_count_readers(Ctx *cx, int64_t item_id, const char *filter);

/** Plan one; it begins by itself at @send_at.  @morning: each reader gets it at the next eight
 *  o'clock where he lives.  Returns its id. */
int64_t mailing_insert(Ctx *cx, int64_t item_id, const char *filter, int64_t send_at, bool morning);

/** What people can do with a mailing in its course. */
typedef struct MailingAct {
    const char *name, *label, *notice; /* label, notice: N_() */
    const char *from, *to;             /* states; from: with a blank on both sides */
    const char *mails_from, *mails_to; /* what becomes of its mails in this state, or NULL */
} MailingAct;

extern const MailingAct MAILING_ACTS[]; /* ends with {0} */
bool mailing_may(const Mailing *mailing, const MailingAct *act);

/** Do it.  False: it is in another state by now, and nothing was done. */
bool mailing_do(Ctx *cx, const Mailing *mailing, const MailingAct *act);

/** How many mailings a run would work on. */
int64_t mailing_count_running(Ctx *cx);

/** The job "mailing.run": queue mails of what has begun, end what is over.  Opens its own
 *  transactions. */
const char *mailing_run(Ctx *cx, const char *argument, GError **error);
