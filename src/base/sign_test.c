/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/secret.h"
#include "base/sign.h"
#include "testing.h"

#include <string.h>

/* RFC 8032, 7.1, test 1: its secret key as PKCS #8 (RFC 8410), base64url. */
static const char rfc_8032_der[] =
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";

static Bytes
decoded(Arena *arena, const char *text, size_t n)
{
    uint8_t *bytes = arena_alloc(arena, n);
    g_assert_true(secret_decode(text, bytes, n));
    return (Bytes){bytes, n};
}

static void
test_ed25519_is_that_of_the_rfc(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(SignKey) key = sign_key_parse(decoded(fx->arena, rfc_8032_der, 48));
    g_assert_cmpint(sign_key_kind(key), ==, SIGN_ED25519);
    Bytes public = sign_key_public(fx->arena, key);
    g_assert_cmpstr(secret_encode(fx->arena, public.at, public.n), ==,
                    "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    Bytes signature = sign_content(fx->arena, key, (Bytes){"", 0});
    g_assert_cmpuint(signature.n, ==, sign_size(key));
    g_assert_cmpstr(secret_encode(fx->arena, signature.at, signature.n), ==,
                    "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc-bRr0lv18Flb"
                    "viRlUUFDjnoQCw");
}

static void
check_kind(Arena *arena, SignKind kind)
{
    g_autoptr(SignKey) key = sign_key_new(kind);
    g_autoptr(SignKey) other = sign_key_new(kind);
    g_autoptr(SignKey) again = sign_key_parse(sign_key_private(arena, key));
    const Bytes content = {"What is said", 12}, changed = {"What is sajd", 12};
    Bytes signature = sign_content(arena, key, content);
    g_assert_cmpint(sign_key_kind(again), ==, kind);
    g_assert_true(sign_fits(again, content, signature));
    g_assert_false(sign_fits(other, content, signature));
    g_assert_false(sign_fits(key, changed, signature));
    g_assert_false(sign_fits(key, content, (Bytes){signature.at, signature.n - 1}));
    g_assert_false(sign_fits(key, content, (Bytes){"", 0}));
}

static void
test_only_the_pair_itself_signs(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    check_kind(fx->arena, SIGN_RSA);
    check_kind(fx->arena, SIGN_ED25519);
}

/* FIPS 180-4: of the empty text and of "abc". */
static void
test_sha256(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    uint8_t hash[SIGN_SHA256_SIZE];
    sign_sha256((Bytes){"", 0}, hash);
    g_assert_cmpstr(secret_encode(fx->arena, hash, sizeof hash), ==,
                    "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
    sign_sha256((Bytes){"abc", 3}, hash);
    g_assert_cmpstr(secret_encode(fx->arena, hash, sizeof hash), ==,
                    "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
}

void
sign_tests(void)
{
    add_test_once("/sign/ed25519-is-that-of-the-rfc", test_ed25519_is_that_of_the_rfc);
    add_test_once("/sign/only-the-pair-itself-signs", test_only_the_pair_itself_signs);
    add_test_once("/sign/sha256", test_sha256);
}
