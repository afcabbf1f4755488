/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/totp.h"

#include "testing.h"

#define BYTES(text) ((Bytes){"" text "", sizeof(text) - 1})

static const Bytes SECRET = {"12345678901234567890", 20};

/* RFC 6238, appendix B, the rows of SHA-1. */
static void
test_vectors_of_the_rfc(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        int64_t moment;
        const char *code;
    } rows[] = {
        {59,          "94287082"},
        {1111111109,  "07081804"},
        {1111111111,  "14050471"},
        {1234567890,  "89005924"},
        {2000000000,  "69279037"},
        {20000000000, "65353130"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int64_t step = rows[i].moment / TOTP_SECONDS;
        g_assert_cmpstr(totp_code(fx->arena, SECRET, step, 8), ==, rows[i].code);
        g_assert_cmpstr(totp_code(fx->arena, SECRET, step, 6), ==, rows[i].code + 2);
    }
    /* RFC 4226, appendix D. */
    g_assert_cmpstr(totp_code(fx->arena, SECRET, 0, 6), ==, "755224");
    g_assert_cmpstr(totp_code(fx->arena, SECRET, 9, 6), ==, "520489");
}

static void
test_one_step_beside_now(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t now = 1000 * TOTP_SECONDS + 7;
    for (int64_t step = 997; step <= 1003; step++) {
        const char *code = totp_code(fx->arena, SECRET, step, TOTP_DIGITS);
        int64_t expected = step >= 999 && step <= 1001 ? step : 0;
        g_assert_cmpint(totp_match(fx->arena, SECRET, now, 0, code), ==, expected);
        g_assert_cmpint(totp_match(fx->arena, SECRET, now, step, code), ==, 0);
    }
    static const char *const bad[] = {"", "1", "12345", "1234567", "      ", HOSTILE, "\xff\xff"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_cmpint(totp_match(fx->arena, SECRET, now, 0, bad[i]), ==, 0);
}

/* RFC 4648, section 10, without the padding. */
static void
test_base32(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpstr(totp_base32(fx->arena, BYTES("")), ==, "");
    g_assert_cmpstr(totp_base32(fx->arena, BYTES("f")), ==, "MY");
    g_assert_cmpstr(totp_base32(fx->arena, BYTES("fo")), ==, "MZXQ");
    g_assert_cmpstr(totp_base32(fx->arena, BYTES("foo")), ==, "MZXW6");
    g_assert_cmpstr(totp_base32(fx->arena, BYTES("foob")), ==, "MZXW6YQ");
    g_assert_cmpstr(totp_base32(fx->arena, BYTES("fooba")), ==, "MZXW6YTB");
    g_assert_cmpstr(totp_base32(fx->arena, BYTES("foobar")), ==, "MZXW6YTBOI");
}

void
totp_tests(void)
{
    add_test_once("/totp/vectors-of-the-rfc", test_vectors_of_the_rfc);
    add_test_once("/totp/one-step-beside-now", test_one_step_beside_now);
    add_test_once("/totp/base32", test_base32);
}
