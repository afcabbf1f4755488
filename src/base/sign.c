/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/sign.h"

#include "base/secret.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#define RSA_BITS ((size_t)2048)
#define ED25519_SIZE 32

struct SignKey {
    EVP_PKEY *pair;
    SignKind kind;
    uint8_t ed25519[SECRET_SIGN_KEY]; /* if it is one: ready to sign */
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BIGNUM, BN_free)

/* What libcrypto refuses of keys that we made is our mistake, or there is no memory. */
static void
insist(bool done)
{
    if (!done)
        g_error("libcrypto failed");
}

static void
make_ready(SignKey *key)
{
    uint8_t seed[ED25519_SIZE];
    size_t n = sizeof seed;
    insist(EVP_PKEY_get_raw_private_key(key->pair, seed, &n) == 1);
    secret_sign_key(seed, key->ed25519);
    explicit_bzero(seed, sizeof seed);
}

static SignKey *
key_of(EVP_PKEY *pair)
{
    insist(pair != NULL);
    SignKey *key = g_new0(SignKey, 1);
    key->pair = pair;
    key->kind = EVP_PKEY_is_a(pair, "RSA") ? SIGN_RSA : SIGN_ED25519;
    if (key->kind == SIGN_ED25519)
        make_ready(key);
    return key;
}

SignKey *
sign_key_new(SignKind kind)
{
    return key_of(kind == SIGN_RSA ? EVP_PKEY_Q_keygen(NULL, NULL, "RSA", RSA_BITS)
                                   : EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"));
}

SignKey *
sign_key_parse(Bytes private)
{
    const uint8_t *at = private.at;
    return key_of(d2i_AutoPrivateKey(NULL, &at, (long)private.n));
}

void
sign_key_free(SignKey *key)
{
    if (key == NULL)
        return;
    EVP_PKEY_free(key->pair);
    explicit_bzero(key, sizeof *key);
    g_free(key);
}

SignKind
sign_key_kind(const SignKey *key)
{
    return key->kind;
}

Bytes
sign_key_private(Arena *arena, const SignKey *key)
{
    g_autoptr(PKCS8_PRIV_KEY_INFO) info = EVP_PKEY2PKCS8(key->pair);
    insist(info != NULL);
    int n = i2d_PKCS8_PRIV_KEY_INFO(info, NULL);
    insist(n > 0);
    uint8_t *bytes = arena_alloc(arena, (size_t)n), *end = bytes;
    i2d_PKCS8_PRIV_KEY_INFO(info, &end);
    return (Bytes){bytes, (size_t)n};
}

Bytes
sign_key_public(Arena *arena, const SignKey *key)
{
    if (key->kind == SIGN_ED25519) {
        size_t n = ED25519_SIZE;
        uint8_t *raw = arena_alloc(arena, n);
        insist(EVP_PKEY_get_raw_public_key(key->pair, raw, &n) == 1);
        return (Bytes){raw, n};
    }
    int n = i2d_PUBKEY(key->pair, NULL);
    insist(n > 0);
    uint8_t *bytes = arena_alloc(arena, (size_t)n), *end = bytes;
    i2d_PUBKEY(key->pair, &end);
    return (Bytes){bytes, (size_t)n};
}

static Bytes
number_of(Arena *arena, const SignKey *key, const char *name)
{
    BIGNUM *got = NULL;
    insist(EVP_PKEY_get_bn_param(key->pair, name, &got) == 1);
    g_autoptr(BIGNUM) number = got;
    uint8_t *bytes = arena_alloc(arena, (size_t)BN_num_bytes(number));
    return (Bytes){bytes, (size_t)BN_bn2bin(number, bytes)};
}

void
sign_key_numbers(Arena *arena, const SignKey *key, Bytes *ret_modulus, Bytes *ret_exponent)
{
    *ret_modulus = number_of(arena, key, OSSL_PKEY_PARAM_RSA_N);
    *ret_exponent = number_of(arena, key, OSSL_PKEY_PARAM_RSA_E);
}

/* Ed25519 hashes by itself. */
static const EVP_MD *
digest_of(const SignKey *key)
{
    return key->kind == SIGN_RSA ? EVP_sha256() : NULL;
}

void
sign_sha256(Bytes content, uint8_t ret_hash[SIGN_SHA256_SIZE])
{
    insist(EVP_Digest(content.at, content.n, ret_hash, NULL, EVP_sha256(), NULL) == 1);
}

size_t
sign_size(const SignKey *key)
{
    return (size_t)EVP_PKEY_get_size(key->pair);
}

Bytes
sign_content(Arena *arena, const SignKey *key, Bytes content)
{
    size_t n = sign_size(key);
    uint8_t *signature = arena_alloc(arena, n);
    if (key->kind == SIGN_ED25519) {
        secret_sign(key->ed25519, content, signature);
        return (Bytes){signature, n};
    }
    g_autoptr(EVP_MD_CTX) signer = EVP_MD_CTX_new();
    insist(EVP_DigestSignInit(signer, NULL, EVP_sha256(), NULL, key->pair) == 1);
    insist(EVP_DigestSign(signer, signature, &n, content.at, content.n) == 1);
    return (Bytes){signature, n};
}

bool
sign_fits(const SignKey *key, Bytes content, Bytes signature)
{
    g_autoptr(EVP_MD_CTX) verifier = EVP_MD_CTX_new();
    insist(EVP_DigestVerifyInit(verifier, NULL, digest_of(key), NULL, key->pair) == 1);
    return EVP_DigestVerify(verifier, signature.at, signature.n, content.at, content.n) == 1;
}
