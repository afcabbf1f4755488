/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * jws - signed JSON (RFC 7515, compact form) with RS256 (RFC 7518) or EdDSA (RFC 8037).
 *
 * The algorithm comes with the key and is never taken from what was sent.
 */
#pragma once
#include "base/arena.h"

#define JWS_RS256 "RS256" /* RSASSA-PKCS1-v1_5 with SHA-256, 2048 bits */
#define JWS_EDDSA "EdDSA" /* Ed25519 */

/** A pair of keys, all in one arena. */
typedef struct JwsKey {
    const char *algorithm; /* one of the above */
    const char *kid;       /* its thumbprint (RFC 7638) */
    Bytes private;         /* PKCS #8, DER */
    const char *jwk;       /* the public half: a JSON object (RFC 7517) */
} JwsKey;

/** Make a new pair.  RSA takes a tenth of a second, and up to ten of them. */
const JwsKey *jws_key_new(Arena *arena, const char *algorithm);

/** Sign @payload, which is JSON. */
const char *jws_sign(Arena *arena, const JwsKey *key, const char *payload);

/** Is @text signed by @key?  Then @ret_payload is what was signed. */
bool jws_verify(Arena *arena, const JwsKey *key, const char *text, const char **ret_payload);

/** The "left half" of the hash that @algorithm goes with (OpenID Connect Core 3.1.3.6), base64url.
 */
const char *jws_half_hash(Arena *arena, const char *algorithm, const char *text);

/** SHA-256 of @text, base64url: a PKCE challenge (RFC 7636). */
const char *jws_sha256(Arena *arena, const char *text);
