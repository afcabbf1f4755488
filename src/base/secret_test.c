/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/secret.h"
#include "testing.h"

#include <string.h>

static const char *
hex(Arena *arena, const uint8_t *bytes, size_t n)
{
    GString *text = arena_string(arena, 2 * n + 1);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(text, "%02x", bytes[i]);
    return text->str;
}

/* BLAKE2b-256 of "" and of "abc" as other implementations give it (b2sum -l 256). */
static void
test_hashes_are_those_of_others(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes empty = secret_hash(fx->arena, ""), abc = secret_hash(fx->arena, "abc");
    g_assert_cmpint(abc.n, ==, SECRET_SIZE);
    g_assert_cmpstr(hex(fx->arena, empty.at, empty.n), ==,
                    "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    g_assert_cmpstr(hex(fx->arena, abc.at, abc.n), ==,
                    "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    uint8_t digest[SECRET_SIZE];
    secret_digest((Bytes){"abc", 3}, digest, sizeof digest);
    g_assert_true(secret_equal(digest, abc.at));
    SecretDigest *pieces = secret_digest_begin(fx->arena, sizeof digest);
    memset(digest, 0, sizeof digest);
    secret_digest_add(pieces, (Bytes){"a", 1});
    secret_digest_add(pieces, (Bytes){"bc", 2});
    secret_digest_end(pieces, digest);
    g_assert_true(secret_equal(digest, abc.at));
}

static void
test_parts_do_not_run_together(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    const uint8_t key[SECRET_SIZE] = {1}, other_key[SECRET_SIZE] = {2};
    const Bytes one[] = {
        {"ab", 2},
        {"c",  1}
    };
    const Bytes two[] = {
        {"a",  1},
        {"bc", 2}
    };
    uint8_t a[SECRET_SIZE], b[SECRET_SIZE], c[SECRET_SIZE], d[SECRET_SIZE];
    secret_mac(key, one, 2, a);
    secret_mac(key, one, 2, b);
    g_assert_true(secret_equal(a, b));
    secret_mac(key, two, 2, c);
    secret_mac(other_key, one, 2, d);
    g_assert_false(secret_equal(a, c));
    g_assert_false(secret_equal(a, d));
    for (size_t i = 0; i < SECRET_SIZE; i++) {
        memcpy(b, a, sizeof b);
        b[i] ^= 0x80;
        g_assert_false(secret_equal(a, b));
    }
}

static void
test_base64url_both_ways(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    uint8_t bytes[64], back[64];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i * 37 + 250);
    for (size_t n = 1; n < sizeof bytes; n++) {
        const char *text = secret_encode(fx->arena, bytes, n);
        g_assert_cmpint(strcspn(text, "+/="), ==, strlen(text));
        g_assert_true(secret_decode(text, back, n));
        g_assert_cmpmem(bytes, n, back, n);
        g_assert_false(secret_decode(text, back, n + 1));
        g_assert_false(secret_decode(text, back, n - 1));
    }
    const char *const refused[] = {"", "a", "AA==", "A+A/", "AAA ", " AAA", "AA\nA", "AÄA"};
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++)
        if (secret_decode(refused[i], back, 3) || secret_decode(refused[i], back, 1))
            g_error("“%s” was read", refused[i]);
}

static void
test_random_differs(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    uint8_t a[SECRET_SIZE] = {0}, b[SECRET_SIZE] = {0};
    secret_random(a, sizeof a);
    secret_random(b, sizeof b);
    g_assert_false(secret_equal(a, b));
    const uint8_t key[16] = {1}, other[16] = {2};
    g_assert_cmpuint(secret_table_hash(key, "abc", 3), ==, secret_table_hash(key, "abc", 3));
    g_assert_cmpuint(secret_table_hash(key, "abc", 3), !=, secret_table_hash(other, "abc", 3));
}

static void
test_passwords(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    /* libsodium's own, with limits that are not ours. */
    static const char weak[] = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$"
                               "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const char *hash = secret_password_hash(fx->arena, "olive grove, 7 goats");
    g_assert_true(g_str_has_prefix(hash, "$argon2id$"));
    g_assert_true(secret_password_fits(hash, "olive grove, 7 goats"));
    g_assert_false(secret_password_fits(hash, "olive grove, 7 goat"));
    g_assert_false(secret_password_fits("", ""));
    g_assert_false(secret_password_is_old(hash));
    g_assert_true(secret_password_is_old(weak));
    g_assert_cmpstr(hash, !=, secret_password_hash(fx->arena, "olive grove, 7 goats"));
}

void
secret_tests(void)
{
    add_test_once("/secret/hashes-are-those-of-others", test_hashes_are_those_of_others);
    add_test_once("/secret/parts-do-not-run-together", test_parts_do_not_run_together);
    add_test_once("/secret/base64url-both-ways", test_base64url_both_ways);
    add_test_once("/secret/passwords", test_passwords);
    add_test_once("/secret/random-differs", test_random_differs);
}
