/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * outbox_show - what outbox_list.html and outbox_mail.html show.
 */
#pragma once
#include "desk/neighbours.h"
#include "mail/mail.h"

/** A mail in the list. */
typedef struct OutboxRow {
    const OutboxMail *mail;
    const char *label, *state; /* what it is, how it stands; English */
    int64_t not_before;        /* it waits until then; 0: for nothing but its turn */
} OutboxRow;

typedef struct OutboxRowSpan {
    const OutboxRow *at;
    size_t n;
} OutboxRowSpan;

typedef struct OutboxList {
    bool has_server; /* else mails wait here */
    LinkSpan states; /* filters */
    OutboxRowSpan rows;
    const Neighbours *beside;
} OutboxList;

/** One mail to read. */
typedef struct OutboxShow {
    const OutboxMail *mail;
    const char *label, *state;
    int64_t not_before;         /* as above */
    const char *subject, *text; /* NULL: it has nothing to say any more */
    bool masked;                /* its secret link is not shown */
    bool may_retry, may_cancel;
} OutboxShow;
