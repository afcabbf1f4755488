/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * outbox - what the files of mail share with each other and with nobody else.
 */
#pragma once
#include "mail/mail.h"

#define OUTBOX_LEASE 300               /* seconds: longer than a mail may be on its way */
#define OUTBOX_BACKOFF_MOST (6 * 3600) /* seconds between two attempts */

extern const DbType OUTBOX_MAIL; /* all columns of outbox.sql */

/** What kind of parts a message has, and what stands between them. */
typedef struct MessageParts {
    const char *subtype, *boundary; /* "alternative" */
} MessageParts;

/** The headers that are the same for all readers of @mail, with CRLF; in the arena. */
const char *message_head(Arena *arena, const Mail *mail, const char *language,
                         const MailSender *sender, const MessageParts *parts);

/** Those of the part that is @file, with CRLF: its name as in RFC 2231; in the arena. */
const char *message_file_head(Arena *arena, const MailFile *file);

/** Append those that are the reader's own. */
void message_append_own(GString *out, const OutboxMail *row, const MailSender *sender);

/** Append the one that ends the list by a visit to @url. */
void message_append_unsubscribe(GString *out, const char *url);

/** The host of "https://host:port/": in Message-ID and EHLO. */
const char *mail_host(Arena *arena, const char *base_url);
