/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * postman - several connections to the mail server, so that mails do not wait for each other.
 *
 * Each connection has a thread that writes the message, signs it and hands it
 * over; no database is needed for that.  One thread gives letters and takes
 * them back.  When a server is away the next one is taken; when all are, what was
 * given comes back untried.  A server is away, too, when as many conversations as there are
 * connections broke off, one after the other.
 *
 * For src/mail only.  Read with: smtp.h, docs/decisions/0031-sending.md.
 */
#pragma once
#include "mail/circular.h"
#include "mail/smtp.h"

#define POSTMAN_CONNECTIONS 4
#define POSTMAN_WORDS 400 /* bytes of the server's last answer that are kept */

/** One mail on its way.  It and all that it points to must last until it was taken back. */
typedef struct Letter {
    const OutboxMail *row;
    const Circular *circular; /* with .fill; or NULL: then it is .mail */
    CircularFill fill;
    Mail mail;
    int64_t now;   /* for the date of its signature */
    int64_t until; /* monotonic: later it is not begun any more */
    SmtpOutcome outcome;
    char words[POSTMAN_WORDS];
    void *bag; /* the giver's own */
} Letter;

typedef struct Postman Postman;

/** @sender must last as long.  Connections are opened when there is enough for them. */
Postman *postman_new(const MailSender *sender);

/** Waits for what is on its way; letters that were not taken back are lost from sight. */
void postman_free(Postman *postman);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Postman, postman_free)

/** Send it, before the others if it is @urgent. */
void postman_give(Postman *postman, Letter *letter, bool urgent);

/** A letter with its outcome; NULL: none came back within @microseconds. */
Letter *postman_take(Postman *postman, int64_t microseconds);

/** Are all servers away? */
bool postman_is_away(const Postman *postman);
