/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/jws.h"

#include "base/secret.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string.h>

#define RSA_BITS ((size_t)2048)
#define ED25519_SIZE 32
#define SIGNATURE_MOST 512 /* bytes */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_PKEY, EVP_PKEY_free)
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

static bool
is_rsa(const char *algorithm)
{
    return strcmp(algorithm, JWS_RS256) == 0;
}

static const char *
hash_of(Arena *arena, GChecksumType type, const char *text, size_t part)
{
    uint8_t digest[64];
    gsize n = sizeof digest;
    g_autoptr(GChecksum) sum = g_checksum_new(type);
    g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text));
    g_checksum_get_digest(sum, digest, &n);
    return secret_encode(arena, digest, n / part);
}

const char *
jws_sha256(Arena *arena, const char *text)
{
    return hash_of(arena, G_CHECKSUM_SHA256, text, 1);
}

const char *
jws_half_hash(Arena *arena, const char *algorithm, const char *text)
{
    return hash_of(arena, is_rsa(algorithm) ? G_CHECKSUM_SHA256 : G_CHECKSUM_SHA512, text, 2);
}

/* ---- keys ---- */

static const char *
encoded_number(Arena *arena, const EVP_PKEY *pair, const char *name)
{
    BIGNUM *got = NULL;
    insist(EVP_PKEY_get_bn_param(pair, name, &got) == 1);
    g_autoptr(BIGNUM) number = got;
    uint8_t *bytes = arena_alloc(arena, (size_t)BN_num_bytes(number));
    return secret_encode(arena, bytes, (size_t)BN_bn2bin(number, bytes));
}

/* The members that the thumbprint is made of, in the order of RFC 7638. */
static const char *
public_members(Arena *arena, const EVP_PKEY *pair, const char *algorithm)
{
    if (is_rsa(algorithm))
        return arena_printf(arena, "\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"",
                            encoded_number(arena, pair, OSSL_PKEY_PARAM_RSA_E),
                            encoded_number(arena, pair, OSSL_PKEY_PARAM_RSA_N));
    uint8_t raw[ED25519_SIZE];
    size_t n = sizeof raw;
    insist(EVP_PKEY_get_raw_public_key(pair, raw, &n) == 1);
    return arena_printf(arena, "\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"%s\"",
                        secret_encode(arena, raw, n));
}

static Bytes
private_bytes(Arena *arena, const EVP_PKEY *pair)
{
    g_autoptr(PKCS8_PRIV_KEY_INFO) info = EVP_PKEY2PKCS8(pair);
    insist(info != NULL);
    int n = i2d_PKCS8_PRIV_KEY_INFO(info, NULL);
    insist(n > 0);
    uint8_t *bytes = arena_alloc(arena, (size_t)n), *end = bytes;
    i2d_PKCS8_PRIV_KEY_INFO(info, &end);
    return (Bytes){bytes, (size_t)n};
}

const JwsKey *
jws_key_new(Arena *arena, const char *algorithm)
{
    g_autoptr(EVP_PKEY) pair = is_rsa(algorithm) ? EVP_PKEY_Q_keygen(NULL, NULL, "RSA", RSA_BITS)
                                                 : EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    insist(pair != NULL);
    const char *members = public_members(arena, pair, algorithm);
    JwsKey *key = arena_new_of(arena, JwsKey);
    key->algorithm = algorithm;
    key->kid = jws_sha256(arena, arena_printf(arena, "{%s}", members));
    key->private = private_bytes(arena, pair);
    key->jwk = arena_printf(arena, "{%s,\"alg\":\"%s\",\"kid\":\"%s\",\"use\":\"sig\"}", members,
                            algorithm, key->kid);
    return key;
}

static EVP_PKEY *
pair_of(const JwsKey *key)
{
    const uint8_t *at = key->private.at;
    EVP_PKEY *pair = d2i_AutoPrivateKey(NULL, &at, (long)key->private.n);
    insist(pair != NULL);
    return pair;
}

/* Ed25519 hashes by itself. */
static const EVP_MD *
digest_of(const JwsKey *key)
{
    return is_rsa(key->algorithm) ? EVP_sha256() : NULL;
}

/* ---- texts ---- */

const char *
jws_sign(Arena *arena, const JwsKey *key, const char *payload)
{
    const char *header = arena_printf(arena, "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"JWT\"}",
                                      key->algorithm, key->kid);
    const char *text = arena_printf(arena, "%s.%s", secret_encode(arena, header, strlen(header)),
                                    secret_encode(arena, payload, strlen(payload)));
    g_autoptr(EVP_PKEY) pair = pair_of(key);
    g_autoptr(EVP_MD_CTX) signer = EVP_MD_CTX_new();
    uint8_t signature[SIGNATURE_MOST];
    size_t n = sizeof signature;
    insist(EVP_DigestSignInit(signer, NULL, digest_of(key), NULL, pair) == 1);
    insist(EVP_DigestSign(signer, signature, &n, (const uint8_t *)text, strlen(text)) == 1);
    return arena_printf(arena, "%s.%s", text, secret_encode(arena, signature, n));
}

static bool
signature_fits(Arena *arena, const JwsKey *key, const char *text, const char *last_dot)
{
    g_autoptr(EVP_PKEY) pair = pair_of(key);
    g_autoptr(EVP_MD_CTX) verifier = EVP_MD_CTX_new();
    size_t n = (size_t)EVP_PKEY_get_size(pair);
    uint8_t *signature = arena_alloc(arena, n);
    if (!secret_decode(last_dot + 1, signature, n))
        return false;
    insist(EVP_DigestVerifyInit(verifier, NULL, digest_of(key), NULL, pair) == 1);
    return EVP_DigestVerify(verifier, signature, n, (const uint8_t *)text,
                            (size_t)(last_dot - text)) == 1;
}

bool
jws_verify(Arena *arena, const JwsKey *key, const char *text, const char **ret_payload)
{
    const char *first = strchr(text, '.'), *last = strrchr(text, '.');
    if (first == NULL || first == last || !signature_fits(arena, key, text, last))
        return false;
    const char *middle = arena_strndup(arena, first + 1, (size_t)(last - first - 1));
    size_t n = strlen(middle) * 6 / 8;
    char *payload = arena_alloc(arena, n + 1);
    if (!secret_decode(middle, payload, n))
        return false;
    payload[n] = '\0';
    *ret_payload = payload;
    return true;
}
