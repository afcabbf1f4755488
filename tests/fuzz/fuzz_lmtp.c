/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A conversation of LMTP: however it is cut into pieces, it goes the same way.
 */
#include "base/limits.h"
#include "fuzzing.h"
#include "inbound/lmtp_session.h"

#include <string.h>

static bool
is_ours(void *data, const char *address)
{
    (void)data;
    g_assert_true(g_utf8_validate(address, -1, NULL) && strpbrk(address, "<>\r\n") == NULL);
    return strlen(address) % 2 == 0;
}

static Delivery
deliver(void *data, Arena *arena, const Envelope *envelope, Bytes message)
{
    (void)arena, (void)envelope;
    g_string_append_len(data, message.at, (gssize)message.n);
    return delivery_later();
}

static GString *
converse(const uint8_t *data, size_t size, size_t piece)
{
    GString *out = g_string_new(NULL);
    const LmtpHandler handler = {is_ours, deliver, out};
    g_autoptr(LmtpSession) session = lmtp_session_new(&handler, "alliance.example");
    for (size_t at = 0; at < size; at += piece)
        if (!lmtp_session_feed(session, (const char *)data + at, MIN(piece, size - at), out))
            break;
    return out;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    GString *whole = converse(data, size, MAX(size, 1)), *pieces = converse(data, size, 7);
    g_assert_true(g_string_equal(whole, pieces));
    g_string_free(whole, TRUE);
    g_string_free(pieces, TRUE);
    return 0;
}
