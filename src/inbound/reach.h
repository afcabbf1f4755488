/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * reach - whether mail arrives at an address.
 *
 * Each report about an address adds to its score, by its class, at most once a
 * day for the heaviest; the score falls to a half in LIMIT_BOUNCE_DAYS.  From
 * LIMIT_BOUNCE_SCORE on the address is paused: the row in mail_reach has a
 * paused_at, and the outbox sends nothing there but what somebody waits for
 * (docs/decisions/0032-mail-in.md).  Only a report that is surely about a mail
 * of ours counts; anybody can write the others.  The owner is asked at the next
 * visit (site/frame.html), and says whether it works again.
 *
 * Read with: bounce.h.
 */
#pragma once
#include "inbound/bounce.h"
#include "mail/mail.h"

/** What a class does to an address. */
typedef struct ReachRule {
    BounceClass class;
    double weight;
} ReachRule;

extern const ReachRule REACH_RULES[]; /* ends with {0} */

typedef struct Reach {
    const char *address;
    double score;                 /* as of scored_at */
    int64_t scored_at, paused_at; /* 0: not paused */
    double day_weight;
} Reach;

/** A report that was kept. */
typedef struct ReachEvent {
    int64_t id, at;
    int64_t paused_at; /* of the address, the same in each */
    const char *address, *class, *status, *reason, *said;
    bool counted;
} ReachEvent;

typedef struct ReachEventSpan {
    const ReachEvent *at;
    size_t n;
} ReachEventSpan;

/** What reach_show.html shows of an address. */
typedef struct ReachShow {
    const char *address;
    int64_t paused; /* since then, 0: it is not */
    ReachEventSpan events;
} ReachShow;

/** The reports about an address, newest first, LIMIT_PAGE_ROWS of them.  One statement. */
const ReachShow *reach_show(Ctx *cx, const char *address);

/** Keep a report about @address; @counts: it is surely about a mail of ours.  Returns whether this
 *  was what paused the address. */
bool reach_note(Ctx *cx, const char *address, const Bounce *bounce, bool counts);

const Reach *reach_find(Ctx *cx, const char *address); /* or NULL: nothing came back */
double reach_score(const Reach *reach, int64_t now);   /* with what has fallen since */
int64_t reach_count_paused(Ctx *cx);

/** It works again, as its owner or the secretariat says: the score begins anew, and a test mail
 *  goes to @person_id there.  False: the address was not paused. */
bool reach_resume(Ctx *cx, int64_t person_id, const char *address, const char *language);

/** Forget reports older than a year and scores that have fallen to nothing; returns how many. */
int64_t reach_clean(Ctx *cx);

extern const MailKind MAIL_REACH_TEST;
