/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * deliver - take one message in a transaction of its own, and how a mail server hears of it.
 *
 * Read with: inbound.h, lmtp.h, app/mail_in_command.c.
 */
#pragma once
#include "inbound/inbound.h"

/** What the mail server is told. */
typedef struct Delivery {
    InboundOutcome outcome;
    bool later;        /* nothing was taken: the database is away, busy or full */
    int exit_code;     /* of sysexits.h */
    const char *reply; /* of LMTP: "250 2.0.0" */
    const char *words; /* in English, in the arena */
} Delivery;

/** Take the message for one receiver; opens a transaction on @db.  In @arena. */
Delivery inbound_deliver(Arena *arena, struct App *app, Db *db, const Envelope *envelope,
                         Bytes message);

/** What is told when not even a database could be opened. */
Delivery delivery_later(void);
