/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * mailing - one sending of a text to many.
 *
 *     planned -> queueing -> sending -> done
 *
 * While it is queueing, a job writes a mail for each reader into the outbox,
 * some thousand a transaction; how far it is stands in the same transaction, so
 * nobody is missed or written to twice, whatever is killed.  Nobody gets a
 * text a second time by another mailing.  Its readers are those who agreed to
 * the list of the text's kind (ItemKind.mailed); the mail of that name is
 * declared by the kind's room.  From then on the mails are the
 * outbox's; holding and stopping change those that wait.
 *
 * Read with: docs/decisions/0033-mailings.md.
 */
#pragma once
#include "db/ctx.h"

typedef struct Mailing {
    int64_t id, item_id, send_at, last_person, n_queued, created_at, created_by;
    const char *filter, *state;
    const char *title, *kind; /* of the text */
    const char *creator;      /* of who decided it, or NULL */
    const char *subject;      /* in the place of the title, or "" */
    const char *subject_b;    /* of every second mail: a trial; or "" */
    int64_t share;            /* of a trial: percent of those readers who get it */
    bool morning;
    bool again; /* only to whom the text came back for a reason that passes */
    bool counts_links;
} Mailing;

typedef struct MailingSpan {
    const Mailing *at;
    size_t n;
} MailingSpan;

/** How many of its mails, with one of its subjects or with any, are in which state, and what their
 *  readers did, which is counted without knowing who (alliance/mailing_count.h). */
typedef struct MailingCounts {
    const char *subject; /* "a" or "b" of a trial, else "" */
    int64_t waiting, sent, failed, held, kept;
    int64_t came_back; /* of those that were sent */
    int64_t ended, answered;
} MailingCounts;

typedef struct MailingCountsSpan {
    const MailingCounts *at;
    size_t n;
} MailingCountsSpan;

const Mailing *mailing_find(Ctx *cx, int64_t id);      /* or NULL */
MailingSpan mailing_list(Ctx *cx, int64_t item_id);    /* newest first */
MailingSpan mailing_list_all(Ctx *cx, int64_t page);   /* likewise, of every issue */
MailingCountsSpan mailing_counts(Ctx *cx, int64_t id); /* by subject */
MailingCounts mailing_total(MailingCountsSpan counts); /* of all of them */

/** One mail of a mailing, and what became of it. */
typedef struct MailingMail {
    int64_t id, person_id;         /* 0: there is no record any more */
    int64_t sent_at, came_back_at; /* 0: not */
    const char *name, *address, *language;
    const char *subject;   /* "a" or "b" of a trial, else "" */
    const char *outcome;   /* sent, came-back, failed, waiting, held, kept */
    const char *came_back; /* class as in inbound/bounce.h, or "" */
    const char *said;      /* by the mail server, or why it was not sent; or "" */
} MailingMail;

typedef struct MailingMailSpan {
    const MailingMail *at;
    size_t n;
} MailingMailSpan;

/** The mails of a mailing by their number, from behind @after on; @outcome "": any. */
MailingMailSpan mailing_mails(Ctx *cx, int64_t id, const char *outcome, int64_t after,
                              int64_t limit, int64_t offset);

typedef struct MailingOutcome {
    const char *outcome;
    int64_t n;
} MailingOutcome;

typedef struct MailingOutcomeSpan {
    const MailingOutcome *at;
    size_t n;
} MailingOutcomeSpan;

MailingOutcomeSpan mailing_outcomes(Ctx *cx, int64_t id); /* those that there are */

/** The filter for everybody who agreed, member or not; "" is members. */
#define MAILING_EVERYBODY "status=former&status=member&status=subscriber"

/** What is to be sent, to whom and when.  Texts may be NULL: "". */
typedef struct MailingPlan {
    int64_t item_id;
    const char *kind;      /* of the text */
    const char *filter;    /* who of those that agree */
    int64_t send_at;       /* it begins by itself then */
    bool morning;          /* each gets it at the next eight o'clock where he lives */
    bool again;            /* to whom it came back for a reason that passes, nobody else */
    const char *subject;   /* in the place of the title, for who reads the original */
    const char *subject_b; /* a trial: of every second mail; to readers of the original */
    int64_t share;         /* of a trial: percent of them */
    bool counts_links;     /* how often each link is followed (link.h) */
} MailingPlan;

/** How many people would get it now: those that fit and agree, and did not get it. */
int64_t mailing_count_readers(Ctx *cx, const MailingPlan *plan);

/** Keep the plan; returns its id.  Its counted links are numbered by who wrote the text. */
int64_t mailing_insert(Ctx *cx, const MailingPlan *plan);

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

/** Queue its mails to these people, who agree, and note how far it is; @is_last: nobody follows.
 *  @ids rise and are beyond its last_person. */
void mailing_queue_to(Ctx *cx, const Mailing *mailing, const int64_t *ids, size_t n_ids,
                      bool is_last);

/** How many mailings a run would work on. */
int64_t mailing_count_running(Ctx *cx);

/** The job "mailing.run": queue mails of what has begun, end what is over.  Opens its own
 *  transactions. */
const char *mailing_run(Ctx *cx, const char *argument, GError **error);
