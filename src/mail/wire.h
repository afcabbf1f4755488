/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * wire - a connection to a mail server, until it is ready to be given messages (libcurl).
 *
 * libcurl connects, protects, greets and logs in; whoever uses the wire says and
 * hears lines.  "smtps://" is TLS from the first byte, "smtp+starttls://" insists on
 * STARTTLS; both want a valid certificate.  With "smtp://" TLS is used when the
 * server offers it; when the address has a user and password in it, TLS and a valid
 * certificate are required, so that nobody between gets them.
 *
 * For src/mail only.  Read with: smtp.h.
 */
#pragma once
#include "base/arena.h"

typedef struct Wire Wire;

typedef enum WireState {
    WIRE_CLOSED,      /* not opened, or closed */
    WIRE_READY,       /* greeted, protected and logged in as its address asks */
    WIRE_NO_TLS,      /* it offers none */
    WIRE_CERTIFICATE, /* its certificate is not good for its name */
    WIRE_LOGIN,       /* it does not take the user name and the password */
    WIRE_AWAY,        /* it could not be reached, or does not want to talk */
    WIRE_LATE,        /* it fell silent */
    WIRE_CUT,         /* it hung up */
} WireState;

/** @host is our name in EHLO.  @strict: insist on TLS and check its certificate, whatever the
 *  address says. */
Wire *wire_new(const char *url, const char *host, bool strict);
void wire_free(Wire *wire);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Wire, wire_free)

/** Open it within @seconds, if it is not open; WIRE_READY, or why not. */
WireState wire_open(Wire *wire, int seconds);

/** Close it without a word. */
void wire_close(Wire *wire);

WireState wire_state(const Wire *wire);

/** Does the server, whom it is open to, offer an extension of SMTP? */
bool wire_offers(const Wire *wire, const char *extension);

/** Say all of @bytes before the monotonic moment @until.  False: wire_state() tells why not. */
bool wire_say(Wire *wire, Bytes bytes, int64_t until);

/** Hear a line, without its end; it lasts until the next call.  NULL: wire_state() tells why. */
const char *wire_hear(Wire *wire, int64_t until);

/** Why the wire is not open, for the secretariat; in the arena. */
const char *wire_words(const Wire *wire, Arena *arena);
