/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * mail - what goes out: queued with the transaction, composed when it is sent.
 *
 * A feature declares its mails in a table; each has a function that writes
 * subject, text and HTML in the reader's language.  The same function shows
 * the mail in the desk, so what is read there is what is sent.
 */
#pragma once
#include "db/ctx.h"
#include "render/html.h"

/** A mail as it is composed; all in the arena. */
typedef struct Mail {
    const char *subject; /* one line */
    const char *text;    /* complete, plain, lines ≤ 76 where that is possible */
    const char *html;    /* or NULL: made from the text */
} Mail;

/** What a mail is about, in the outbox as JSON: flat names and texts or numbers. */
typedef struct MailArgument {
    const char *name, *value;
} MailArgument;

typedef struct MailKind {
    const char *name; /* "sign-in" */
    int priority;     /* 0 first */
    /** Compose for the language and zone of @out; @get(name) are the queued arguments. */
    bool (*compose)(Ctx *cx, Html *out, const struct OutboxMail *row, Mail *ret_mail);
} MailKind;

typedef struct OutboxMail {
    int64_t id, person_id, created_at, send_at, sent_at, attempts;
    const char *message_id, *template, *address, *language, *argument, *state, *last_error;
} OutboxMail;

typedef struct OutboxSpan {
    const OutboxMail *at;
    size_t n;
} OutboxSpan;

/** Queue one mail in the acting transaction.  @arguments ends with {0}.  Secrets (a sign-in link)
 *  may be in the arguments: the row is emptied of them when it is sent. */
void mail_queue(Ctx *cx, const char *template, int64_t person_id, const char *address,
                const char *language, const MailArgument *arguments);

/** The value of an argument; "" if it is missing. */
const char *mail_argument(Ctx *cx, const OutboxMail *row, const char *name);

OutboxSpan mail_list(Ctx *cx, const char *state, int64_t page); /* newest first */
const OutboxMail *mail_find(Ctx *cx, int64_t id);

/** Compose a queued mail for reading or sending.  Returns false if its kind is unknown. */
bool mail_compose(Ctx *cx, const MailKind *kinds, const OutboxMail *row, Mail *ret_mail);

/** The whole message as RFC 5322 text with MIME parts (GMime), in the arena. */
const char *mail_message(Ctx *cx, const OutboxMail *row, const Mail *mail, const char *from,
                         const char *from_name);

/** Send what is due through @smtp_url, best priority first; returns how many were sent.  Claims,
 *  sends, records, in that order: a crash loses none and repeats at most what was in flight. */
int64_t mail_send_due(Ctx *cx, const MailKind *kinds, const char *smtp_url, const char *from,
                      const char *from_name);
