/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * secret - tokens, passwords, their hashes, and message authentication (libsodium).
 *
 * A token that people carry (cookie, link, bearer) is 32 random bytes in
 * base64url; the database keeps its hash only, so a copied database signs
 * nobody in.  What need not be stored is signed with the instance's key.
 */
#pragma once
#include "base/arena.h"

#define SECRET_SIZE 32       /* bytes of a token, a hash, a key */
#define SECRET_NONCE_SIZE 24 /* of what is sealed */

/** Make libsodium ready.  Call once before anything else here, before threads start. */
void secret_init(void);

/** Fill with bytes that nobody can guess.  Code of requests calls App.random instead, so that
 *  tests decide. */
void secret_random(void *bytes, size_t n);

/** BLAKE2b-256 of @text, in @arena: what the database keeps of a token. */
Bytes secret_hash(Arena *arena, const char *text);

/** Keyed BLAKE2b-256 over @parts, each with its length, so that no two lists of parts give the
 *  same input. */
void secret_mac(const uint8_t key[SECRET_SIZE], const Bytes *parts, size_t n,
                uint8_t ret_mac[SECRET_SIZE]);

/** Compare SECRET_SIZE bytes in a time that does not depend on where they differ. */
bool secret_equal(const uint8_t *a, const uint8_t *b);

/** Write as base64url without padding. */
const char *secret_encode(Arena *arena, const void *bytes, size_t n);

/** Read base64url into exactly @n bytes; false if it is anything else. */
bool secret_decode(const char *text, void *bytes, size_t n);

/** Encrypt and sign @content with @key, so that its carrier can neither read nor change it;
 * base64url.
 *  @nonce: random bytes, never twice. */
const char *secret_seal(Arena *arena, const uint8_t key[SECRET_SIZE],
                        const uint8_t nonce[SECRET_NONCE_SIZE], Bytes content);

/** Open what secret_seal() made with @key; false if it is anything else. */
bool secret_open(Arena *arena, const uint8_t key[SECRET_SIZE], const char *text,
                 Bytes *ret_content);

/** BLAKE2b of content, the first @n (16 to 32) bytes: for ETags and content addresses. */
void secret_digest(Bytes content, void *digest, size_t n);

/** The same of content that comes in pieces: begin with the @n of the end, add each piece, end. */
typedef struct SecretDigest SecretDigest;
SecretDigest *secret_digest_begin(Arena *arena, size_t n);
void secret_digest_add(SecretDigest *digest, Bytes piece);
void secret_digest_end(SecretDigest *digest, void *bytes);

/** Hash a password with a salt of its own (argon2id, the limits in secret.c); in @arena, as text
 * that holds all that checking needs.  NULL: there is not enough memory.  Takes tens of
 * milliseconds. */
const char *secret_password_hash(Arena *arena, const char *password);

/** Is @password the one that @hash was made of?  As slow as making it. */
bool secret_password_fits(const char *hash, const char *password);

/** Was @hash made with other limits than those of today? */
bool secret_password_is_old(const char *hash);

/** SipHash-2-4: for hash tables whose keys an attacker chooses. */
uint64_t secret_table_hash(const uint8_t key[16], const void *bytes, size_t n);

#define SECRET_SIGN_KEY 64 /* bytes of a key that signs, and of its signatures */

/** The key that signs by Ed25519 (RFC 8032) for the private half @seed. */
void secret_sign_key(const uint8_t seed[SECRET_SIZE], uint8_t ret_key[SECRET_SIGN_KEY]);

/** Sign @content by Ed25519. */
void secret_sign(const uint8_t key[SECRET_SIGN_KEY], Bytes content,
                 uint8_t ret_signature[SECRET_SIGN_KEY]);
