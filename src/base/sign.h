/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * sign - pairs of keys whose signatures others check (libcrypto; libsodium signs by Ed25519, at a
 * third of the time).
 *
 * What we check ourselves has a MAC under the instance's key (secret.h).  Two
 * kinds of pairs are made here: Ed25519 (RFC 8032), small and fast, and RSA of
 * 2048 bits with SHA-256 (RSASSA-PKCS1-v1_5, RFC 8017), which everybody can check.
 *
 * A pair may be used by several threads at once.
 */
#pragma once
#include "base/arena.h"

#define SIGN_SHA256_SIZE 32

typedef enum SignKind {
    SIGN_RSA = 1,
    SIGN_ED25519,
} SignKind;

typedef struct SignKey SignKey;

/** Make a new pair; the caller owns it.  RSA takes a tenth of a second, and up to ten of them. */
SignKey *sign_key_new(SignKind kind);

/** Read what sign_key_private() wrote.  Anything else is our mistake and ends the program. */
SignKey *sign_key_parse(Bytes private);

void sign_key_free(SignKey *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SignKey, sign_key_free)

SignKind sign_key_kind(const SignKey *key);

/** Both halves as PKCS #8, DER; in @arena. */
Bytes sign_key_private(Arena *arena, const SignKey *key);

/** The public half: of Ed25519 its 32 bytes, of RSA its SubjectPublicKeyInfo, DER (RFC 5280). */
Bytes sign_key_public(Arena *arena, const SignKey *key);

/** The two numbers of an RSA key, highest byte first. */
void sign_key_numbers(Arena *arena, const SignKey *key, Bytes *ret_modulus, Bytes *ret_exponent);

/** SHA-256 of @content, as the protocols around signatures want it; what is ours alone is hashed by
 *  secret_hash(). */
void sign_sha256(Bytes content, uint8_t ret_hash[SIGN_SHA256_SIZE]);

/** How many bytes its signatures have. */
size_t sign_size(const SignKey *key);

/** Sign @content; in @arena. */
Bytes sign_content(Arena *arena, const SignKey *key, Bytes content);

/** Is @signature one of @content by this pair? */
bool sign_fits(const SignKey *key, Bytes content, Bytes signature);
