/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/limits.h"
#include "inbound/lmtp_session.h"
#include "testing.h"

#include <string.h>

/* What was delivered, a line each: "from to bytes". */
typedef struct Kept {
    GString *log;
    GString *last;
} Kept;

static bool
is_ours(void *data G_GNUC_UNUSED, const char *address)
{
    return g_str_has_suffix(address, "@alliance.example");
}

static Delivery
deliver(void *data, Arena *arena G_GNUC_UNUSED, const Envelope *envelope, Bytes message)
{
    Kept *kept = data;
    g_string_append_printf(kept->log, "%s %s %zu\n", envelope->from, envelope->to, message.n);
    g_string_truncate(kept->last, 0);
    g_string_append_len(kept->last, message.at, (gssize)message.n);
    bool later = g_str_has_prefix(envelope->to, "later");
    return later ? delivery_later()
                 : (Delivery){INBOUND_TAKEN, false, 0, "250 2.0.0", "it was taken"};
}

static Kept
a_log(Fixture *fx)
{
    return (Kept){arena_string(fx->arena, 100), arena_string(fx->arena, 100)};
}

/* Say it in pieces of @piece bytes; returns all that is answered. */
static const char *
say(Fixture *fx, Kept *kept, const char *text, size_t piece)
{
    const LmtpHandler handler = {is_ours, deliver, kept};
    g_autoptr(LmtpSession) session = lmtp_session_new(&handler, "alliance.example");
    GString *out = arena_string(fx->arena, 500);
    lmtp_session_greet(session, out);
    size_t n = strlen(text);
    for (size_t at = 0; at < n; at += piece)
        if (!lmtp_session_feed(session, text + at, MIN(piece, n - at), out))
            break;
    return out->str;
}

#define BEGIN "LHLO x\r\nMAIL FROM:<ann@example.org>\r\n"
#define ONE BEGIN "RCPT TO:<a@alliance.example>\r\nDATA\r\n"

static void
test_each_receiver_has_an_answer(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    for (size_t piece = 1; piece < 200; piece += 33) {
        Kept kept = a_log(fx);
        const char *got = say(fx, &kept,
                              BEGIN "RCPT TO:<a@alliance.example>\r\nRCPT TO:<b@example.org>\r\n"
                                    "RCPT TO:<later@alliance.example>\r\nDATA\r\n"
                                    "From: x\r\n\r\n..dot\r\n.\rx\r\n.\r\nQUIT\r\n",
                              piece);
        g_assert_nonnull(strstr(got, "250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n550 5.1.1 There is no such "
                                     "address here\r\n250 2.1.5 Ok\r\n354"));
        g_assert_nonnull(strstr(got, "250 2.0.0 it was taken\r\n451 4.3.0 "));
        g_assert_true(g_str_has_suffix(got, "221 2.0.0 Bye\r\n"));
        g_assert_cmpstr(kept.last->str, ==, "From: x\r\n\r\n.dot\r\n\rx\r\n");
        g_assert_cmpstr(kept.log->str, ==,
                        "ann@example.org a@alliance.example 21\n"
                        "ann@example.org later@alliance.example 21\n");
    }
}

/* Only CRLF "." CRLF ends a message: what looks like an end to others stays in it. */
static void
test_nothing_is_smuggled(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const ends[] = {"\n.\n", "\n.\r\n", "\r.\r", "\r\n.\n", "\r\n.\r"};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        Kept kept = a_log(fx);
        const char *text = arena_printf(fx->arena, ONE "x%sMAIL FROM:<evil@example.org>\r\n.\r\n",
                                        ends[i]);
        say(fx, &kept, text, 1000);
        g_auto(GStrv) lines = g_strsplit(kept.log->str, "\n", -1);
        g_assert_cmpuint(g_strv_length(lines), ==, 2);
        g_assert_nonnull(strstr(kept.last->str, "evil"));
    }
}

static void
test_order_and_limits(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Kept kept = a_log(fx);
    g_assert_nonnull(strstr(say(fx, &kept, "MAIL FROM:<a@b>\r\n", 99), "503 5.5.1"));
    g_assert_nonnull(strstr(say(fx, &kept, "LHLO x\r\nRCPT TO:<a@b>\r\n", 99), "503 5.5.1"));
    g_assert_nonnull(strstr(say(fx, &kept, "LHLO x\r\nDATA\r\n", 99), "503 5.5.1"));
    g_assert_nonnull(
        strstr(say(fx, &kept, "LHLO x\r\nMAIL FROM:<> SIZE=99999999\r\n", 99), "552 5.3.4"));
    g_assert_nonnull(strstr(say(fx, &kept, "LHLO x\r\nMAIL a@b\r\n", 99), "501 5.1.7"));
    g_assert_nonnull(strstr(say(fx, &kept, "LHLO x\r\nMAIL FROM:<a\rb>\r\n", 99), "501 5.1.7"));
    g_assert_nonnull(strstr(say(fx, &kept, "LHLO x\r\nMAIL FROM:<<a@b>\r\n", 99), "501 5.1.7"));
    g_assert_nonnull(strstr(say(fx, &kept, "EHLO x\r\n", 99), "500 5.5.2"));
    g_autofree char *wide = g_strnfill(LIMIT_LMTP_LINE + 2, 'x');
    g_assert_nonnull(strstr(say(fx, &kept, wide, 4000), "500 5.5.2 The line is too long"));
    GString *nonsense = arena_string(fx->arena, 1000);
    for (int i = 0; i < 30; i++)
        g_string_append(nonsense, "GET / HTTP/1.1\r\n");
    g_assert_nonnull(strstr(say(fx, &kept, nonsense->str, 99), "421 4.7.0"));
    GString *many = arena_string(fx->arena, 4000);
    g_string_append(many, BEGIN);
    for (int i = 0; i <= LIMIT_LMTP_RECIPIENTS; i++)
        g_string_append(many, "RCPT TO:<a@alliance.example>\r\n");
    g_assert_nonnull(strstr(say(fx, &kept, many->str, 999), "452 4.5.3"));
    g_assert_cmpstr(kept.log->str, ==, "");
}

static void
test_too_large_is_said_at_the_end(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Kept kept = a_log(fx);
    GString *text = g_string_new(ONE);
    g_autofree char *word = g_strnfill(1000, 'x');
    while (text->len < LIMIT_LETTER + 4000)
        g_string_append_printf(text, "%s\r\n", word);
    g_string_append(text, ".\r\nNOOP\r\n");
    const char *got = say(fx, &kept, text->str, 65536);
    g_assert_true(g_str_has_suffix(got, "552 5.3.4 Too large\r\n250 2.0.0 Ok\r\n"));
    g_assert_cmpstr(kept.log->str, ==, "");
    g_string_free(text, TRUE);
}

void
lmtp_tests(void)
{
    add_test_once("/lmtp/each-receiver", test_each_receiver_has_an_answer);
    add_test_once("/lmtp/nothing-is-smuggled", test_nothing_is_smuggled);
    add_test_once("/lmtp/order-and-limits", test_order_and_limits);
    add_test_once("/lmtp/too-large", test_too_large_is_said_at_the_end);
}
