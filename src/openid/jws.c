/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/jws.h"

#include "base/secret.h"
#include "base/sign.h"

#include <string.h>

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
encoded(Arena *arena, Bytes bytes)
{
    return secret_encode(arena, bytes.at, bytes.n);
}

/* The members that the thumbprint is made of, in the order of RFC 7638. */
static const char *
public_members(Arena *arena, const SignKey *pair)
{
    if (sign_key_kind(pair) == SIGN_ED25519)
        return arena_printf(arena, "\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"%s\"",
                            encoded(arena, sign_key_public(arena, pair)));
    Bytes modulus, exponent;
    sign_key_numbers(arena, pair, &modulus, &exponent);
    return arena_printf(arena, "\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"",
                        encoded(arena, exponent), encoded(arena, modulus));
}

const JwsKey *
jws_key_new(Arena *arena, const char *algorithm)
{
    g_autoptr(SignKey) pair = sign_key_new(is_rsa(algorithm) ? SIGN_RSA : SIGN_ED25519);
    const char *members = public_members(arena, pair);
    JwsKey *key = arena_new_of(arena, JwsKey);
    key->algorithm = algorithm;
    key->kid = jws_sha256(arena, arena_printf(arena, "{%s}", members));
    key->private = sign_key_private(arena, pair);
    key->jwk = arena_printf(arena, "{%s,\"alg\":\"%s\",\"kid\":\"%s\",\"use\":\"sig\"}", members,
                            algorithm, key->kid);
    return key;
}

/* ---- texts ---- */

const char *
jws_sign(Arena *arena, const JwsKey *key, const char *payload)
{
    const char *header = arena_printf(arena, "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"JWT\"}",
                                      key->algorithm, key->kid);
    const char *text = arena_printf(arena, "%s.%s", secret_encode(arena, header, strlen(header)),
                                    secret_encode(arena, payload, strlen(payload)));
    g_autoptr(SignKey) pair = sign_key_parse(key->private);
    Bytes signature = sign_content(arena, pair, (Bytes){text, strlen(text)});
    return arena_printf(arena, "%s.%s", text, encoded(arena, signature));
}

static bool
signature_fits(Arena *arena, const JwsKey *key, const char *text, const char *last_dot)
{
    g_autoptr(SignKey) pair = sign_key_parse(key->private);
    size_t n = sign_size(pair);
    uint8_t *signature = arena_alloc(arena, n);
    return secret_decode(last_dot + 1, signature, n) &&
           sign_fits(pair, (Bytes){text, (size_t)(last_dot - text)}, (Bytes){signature, n});
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
