/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * smtp - hand one message after another to a mail server (libcurl).
 *
 * "smtps://" is TLS from the first byte, "smtp+starttls://" insists on STARTTLS;
 * both want a valid certificate.  With "smtp://" TLS is used when the server
 * offers it; when the address has a user and password in it, TLS and a valid
 * certificate are required, so that nobody between gets them.
 */
#pragma once
#include "base/arena.h"

typedef struct Smtp Smtp;

typedef enum SmtpOutcome {
    SMTP_SENT = 1, /* the server has taken it over */
    SMTP_LATER,    /* 4xx: this one later */
    SMTP_REFUSED,  /* 5xx: never */
    SMTP_BROKEN,   /* it fell silent or hung up over this one: later */
    SMTP_AWAY,     /* the server cannot be reached or does not let us in: all later */
    SMTP_UNTRIED,  /* not begun: soon */
} SmtpOutcome;

#define SMTP_SECONDS 120 /* that a server may take for one message, if nothing else is said */

/** A connection, opened with the first message and used for all.  @host is our name in EHLO; the
 *  server may take @seconds for each message, 0: SMTP_SECONDS. */
Smtp *smtp_new(const char *url, const char *host, int seconds);
void smtp_free(Smtp *smtp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Smtp, smtp_free)

/** Send one message with CRLF line ends.  @ret_words gets the server's words, in the arena.  A
 * server that ends a connection after so many messages gets it over another one. */
SmtpOutcome smtp_send(Smtp *smtp, Arena *arena, const char *from, const char *to, Bytes message,
                      const char **ret_words);
