/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/dns.h"
#include "testing.h"

#include <string.h>

/* An answer as a resolver gives it (RFC 1035, 4.1): a question for TXT at "a.b", and @n records. */
static Bytes
answer(Arena *arena, size_t n, const char *const *texts)
{
    static const uint8_t name[] = {1, 'a', 1, 'b', 0};
    GString *out = arena_string(arena, 512);
    const uint8_t head[] = {0, 1, 0x81, 0x80, 0, 1, 0, (uint8_t)n, 0, 0, 0, 0};
    g_string_append_len(out, (const char *)head, sizeof head);
    g_string_append_len(out, (const char *)name, sizeof name);
    g_string_append_len(out, "\0\x10\0\1", 4);
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(texts[i]);
        g_string_append_len(out, "\xc0\x0c\0\x10\0\1\0\0\0\x3c\0", 11);
        g_string_append_c(out, (char)length);
        g_string_append_len(out, texts[i], (gssize)length);
    }
    return (Bytes){out->str, out->len};
}

/* An answer with one record of @type, of which the bytes are @data. */
static Bytes
one(Arena *arena, uint8_t type, const char *data, size_t n)
{
    GString *out = arena_string(arena, 128);
    g_string_append_len(out, "\0\1\x81\x80\0\1\0\1\0\0\0\0\1a\1b\0\0", 18);
    g_string_append_c(out, (char)type);
    g_string_append_len(out, "\0\1\xc0\x0c\0", 5);
    g_string_append_c(out, (char)type);
    g_string_append_len(out, "\0\1\0\0\0\x3c\0", 7);
    g_string_append_c(out, (char)n);
    g_string_append_len(out, data, (gssize)n);
    return (Bytes){out->str, out->len};
}

/* Hosts may lead back into the message; what is too short is no answer. */
static void
test_other_kinds_are_read(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Arena *arena = fx->arena;
    g_assert_cmpstr(dns_read(arena, "A", one(arena, 1, "\xc0\0\2\1", 4)), ==, "192.0.2.1\n");
    g_assert_cmpstr(dns_read(arena, "AAAA", one(arena, 1, "\xc0\0\2\1", 4)), ==, "");
    const char *six = "\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1";
    g_assert_cmpstr(dns_read(arena, "AAAA", one(arena, 28, six, 16)), ==, "2001:db8::1\n");
    g_assert_cmpstr(dns_read(arena, "MX", one(arena, 15, "\0\x0a\2mx\xc0\x0c", 7)), ==,
                    "10 mx.a.b\n");
    g_assert_cmpstr(dns_read(arena, "MX", one(arena, 15, "\0\0\0", 3)), ==, "0 .\n");
    g_assert_cmpstr(dns_read(arena, "PTR", one(arena, 12, "\xc0\x0c", 2)), ==, "a.b\n");
    g_assert_null(dns_read(arena, "A", one(arena, 1, "\xc0\0\2", 3)));
    g_assert_null(dns_read(arena, "MX", one(arena, 15, "\0\x0a", 2)));
    g_assert_null(dns_read(arena, "PTR", one(arena, 12, "\x3f", 1)));
}

/* Pieces of one record belong together; each record is a line. */
static void
test_texts_are_read(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *const texts[] = {"\x03"
                                 "v=1"
                                 "\x04; k=",
                                 "\x05other"};
    g_assert_cmpstr(dns_read(fx->arena, "TXT", answer(fx->arena, 2, texts)), ==,
                    "v=1; k=\nother\n");
    g_assert_cmpstr(dns_read(fx->arena, "TXT", answer(fx->arena, 0, texts)), ==, "");
}

/* Whatever is cut or bent is read within its bytes, or is no answer. */
static void
test_hostile_answers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *const texts[] = {"\xffshort", "\x02ok"};
    Bytes whole = answer(fx->arena, 2, texts);
    g_assert_cmpstr(dns_read(fx->arena, "TXT", whole), ==, "short\nok\n");
    for (size_t n = 0; n < whole.n; n++) {
        char *cut = g_memdup2(whole.at, MAX(n, 1));
        g_assert_null(dns_read(fx->arena, "TXT", (Bytes){cut, n}));
        g_free(cut);
    }
}

void
dns_tests(void)
{
    add_test_once("/dns/texts-are-read", test_texts_are_read);
    add_test_once("/dns/other-kinds-are-read", test_other_kinds_are_read);
    add_test_once("/dns/hostile-answers", test_hostile_answers);
}
