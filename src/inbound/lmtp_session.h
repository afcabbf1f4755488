/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * lmtp_session - one conversation of LMTP (RFC 2033), without a network.
 *
 * Bytes go in, answers come out; a message ends at CRLF "." CRLF and at nothing
 * else, so that no second message can be smuggled into the first.  Commands may
 * come all at once (RFC 2920).  After DATA there is an answer for each receiver.
 *
 * Read with: lmtp.h (the socket).
 */
#pragma once
#include "inbound/deliver.h"

typedef struct LmtpSession LmtpSession;

/** What a session asks of its owner. */
typedef struct LmtpHandler {
    /** Does mail for @address come here?  Nothing is promised by it. */
    bool (*is_ours)(void *data, const char *address);
    Delivery (*deliver)(void *data, Arena *arena, const Envelope *envelope, Bytes message);
    void *data;
} LmtpHandler;

LmtpSession *lmtp_session_new(const LmtpHandler *handler, const char *host);
void lmtp_session_free(LmtpSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LmtpSession, lmtp_session_free)

/** What the server says first. */
void lmtp_session_greet(LmtpSession *session, GString *out);

/** Take @n bytes of the client; answers are added to @out.  False: the conversation is over. */
bool lmtp_session_feed(LmtpSession *session, const char *bytes, size_t n, GString *out);

/** Is a message being received, which may take longer than a command? */
bool lmtp_session_in_data(const LmtpSession *session);
