/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * subscription - mails for who is no member: from an address in a form to an answer in the ledger.
 *
 * A request is a row and a mailed link.  Only the button behind the link, which
 * its owner alone gets, makes a record or adds to the one that there is; the
 * mail and the page after the form read the same for every address.
 *
 * Read with: alliance/consent.h, docs/decisions/0034-subscribers.md.
 */
#pragma once
#include "mail/mail.h"
#include "web/web.h"

#define SUBSCRIPTION_SECONDS ((int64_t)7 * 24 * 60 * 60) /* how long the mailed link works */
#define SUBSCRIPTION_MOST                                                                          \
    3 /* links an address gets in that time, so that nobody floods another                         \
       */
#define SUBSCRIPTION_IDLE ((int64_t)90 * 24 * 60 * 60) /* a record stays without any agreement */

/** What was asked for and waits for its owner. */
typedef struct SubscriptionRequest {
    int64_t id, created_at;
    const char *email, *purposes; /* purposes: names with commas between */
    const char *language;         /* in which the form was read */
    const char *evidence;
} SubscriptionRequest;

/** Keep what was ticked for @email and mail the link.  Does nothing for an address that has got
 *  SUBSCRIPTION_MOST links; the caller's answer must not tell. */
void subscription_ask(Ctx *cx, const char *email, const char *purposes);

/** The request whose link has @token, while the link works; or NULL. */
const SubscriptionRequest *subscription_find(Ctx *cx, const char *token);

/** When the address's record is to be erased, as its owner wished; 0: it is not.  Then nothing can
 *  be confirmed: one wish must not silently undo the other. */
int64_t subscription_erased_at(Ctx *cx, const SubscriptionRequest *request);

/** The owner of the address has pressed the button: note what was ticked, in the words of cx->lang,
 *  on the record of the address, which is made if there is none.  Returns its id; 0: it was
 *  confirmed at the same moment.  Other requests of the address are gone then. */
int64_t subscription_confirm(Ctx *cx, const SubscriptionRequest *request);

/** An agreement of somebody who is not a member. */
typedef struct Subscriber {
    int64_t id, answered_at;
    const char *email, *name; /* name: "" of who never was a member */
    const char *language, *purpose, *source;
} Subscriber;

typedef struct SubscriberSpan {
    const Subscriber *at;
    size_t n;
} SubscriberSpan;

/** Agreements to mails of people who are not members, newest first; and how many people. */
SubscriberSpan subscription_list(Ctx *cx, int64_t page);
int64_t subscription_count(Ctx *cx);

/** Delete requests that were not confirmed in time, and erase records of subscribers that have
 *  agreed to nothing for SUBSCRIPTION_IDLE; returns how many.  A job. */
int64_t subscription_clean(Ctx *cx);

extern const RouteTable subscription_routes;
extern const MailKind MAIL_SUBSCRIBE;
