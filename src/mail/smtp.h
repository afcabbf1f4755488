/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * smtp - hand one message after another to a mail server (RFC 5321).
 *
 * From whom and to whom is said at once to a server that can take it (PIPELINING,
 * RFC 2920), so that a message costs two questions instead of four.  A mail that is
 * refused does not end the connection.
 *
 * Read with: wire.h (how it is opened, and what its address means).
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

/** Send one message with CRLF line ends; @from and @to are addresses (text_is_email()), @from may
 * be empty.  @ret_words gets the server's words, in the arena.  A server that ends a connection
 * after so many messages gets it over another one. */
SmtpOutcome smtp_send(Smtp *smtp, Arena *arena, const char *from, const char *to, Bytes message,
                      const char **ret_words);

/** How a server receives us. */
typedef enum SmtpSight {
    SMTP_SIGHT_GOOD = 1,    /* by TLS, with a certificate that is good for its name */
    SMTP_SIGHT_OPEN,        /* it offers no TLS */
    SMTP_SIGHT_CERTIFICATE, /* its certificate is not good */
    SMTP_SIGHT_LOGIN,       /* it does not take the name and the password */
    SMTP_SIGHT_AWAY,        /* it could not be asked */
} SmtpSight;

#define SMTP_LOOK_SECONDS 10

/** Greet the server at @url as smtp_send() does, but for the TLS that is insisted on and the
 *  certificate that is checked, and send nothing.  Returns an SmtpSight; @ret_words gets why, in
 *  the arena. */
int smtp_look(Arena *arena, const char *url, const char *host, const char **ret_words);
