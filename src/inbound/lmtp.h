/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * lmtp - the socket to which a mail server hands messages.
 *
 * For the mail server of the same machine only: a socket in a folder, or a
 * loopback address.  Each connection has a thread, a clock and a limit on
 * everything; when all places are taken the one that was silent for longest
 * loses its own, so nobody holds others by saying nothing.
 *
 * Read with: lmtp_session.h (the conversation).
 */
#pragma once
#include "web/app.h"

typedef struct Lmtp Lmtp;

/** Listen at @address: "unix:/run/baraza/lmtp", "127.0.0.1:2424" or "[::1]:2424".  @app outlives
 *  it.  NULL with @error: ERROR_CONFIG, ERROR_SYSTEM. */
Lmtp *lmtp_start(App *app, const char *address, GError **error);

/** Take no more, end the conversations in progress, free.  Takes NULL. */
void lmtp_stop(Lmtp *lmtp);
