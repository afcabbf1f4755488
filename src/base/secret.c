/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/secret.h"

/* Not <sodium.h>: its utils.h names functions that base/banned.h does not let through. */
#include <sodium/core.h>
#include <sodium/crypto_aead_xchacha20poly1305.h>
#include <sodium/crypto_generichash.h>
#include <sodium/crypto_pwhash.h>
#include <sodium/crypto_shorthash.h>
#include <sodium/crypto_sign.h>
#include <sodium/crypto_verify_32.h>
#include <sodium/randombytes.h>
#include <string.h>

/* Of one password: what an attacker pays for each guess, and a worker for each sign-in.  The lowest
 * that OWASP names; raising them makes the hashes anew as their owners sign in. */
#define PASSWORD_MEMORY (19 * 1024 * 1024) /* bytes */
#define PASSWORD_PASSES 2

void
secret_init(void)
{
    if (sodium_init() < 0)
        g_error("libsodium could not be initialised");
}

void
secret_random(void *bytes, size_t n)
{
    randombytes_buf(bytes, n);
}

Bytes
secret_hash(Arena *arena, const char *text)
{
    uint8_t *hash = arena_alloc(arena, SECRET_SIZE);
    crypto_generichash(hash, SECRET_SIZE, (const uint8_t *)text, strlen(text), NULL, 0);
    return (Bytes){hash, SECRET_SIZE};
}

void
secret_mac(const uint8_t key[SECRET_SIZE], const Bytes *parts, size_t n,
           uint8_t ret_mac[SECRET_SIZE])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, key, SECRET_SIZE, SECRET_SIZE);
    for (size_t i = 0; i < n; i++) {
        uint64_t length = GUINT64_TO_LE((uint64_t)parts[i].n);
        crypto_generichash_update(&state, (const uint8_t *)&length, sizeof length);
        crypto_generichash_update(&state, parts[i].at, parts[i].n);
    }
    crypto_generichash_final(&state, ret_mac, SECRET_SIZE);
    explicit_bzero(&state, sizeof state);
}

bool
secret_equal(const uint8_t *a, const uint8_t *b)
{
    return crypto_verify_32(a, b) == 0;
}

const char *
secret_encode(Arena *arena, const void *bytes, size_t n)
{
    g_autofree char *text = g_base64_encode(bytes, n);
    for (char *p = text; *p != '\0'; p++)
        *p = *p == '+' ? '-' : *p == '/' ? '_' : *p;
    return arena_strndup(arena, text, strcspn(text, "="));
}

bool
secret_decode(const char *text, void *bytes, size_t n)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    size_t length = strlen(text), got = 0;
    if (length != (n * 8 + 5) / 6 || strspn(text, alphabet) != length)
        return false;

    g_autofree char *padded = g_strdup_printf("%s%.*s", text, (int)((4 - length % 4) % 4), "===");
    for (char *p = padded; *p != '\0'; p++)
        *p = *p == '-' ? '+' : *p == '_' ? '/' : *p;
    g_autofree guchar *decoded = g_base64_decode(padded, &got);
    if (got != n)
        return false;
    memcpy(bytes, decoded, n);
    return true;
}

/* What is sealed is the nonce, then the encrypted content with its tag. */
#define SEAL_SIZE (SECRET_NONCE_SIZE + crypto_aead_xchacha20poly1305_ietf_ABYTES)

G_STATIC_ASSERT(SECRET_NONCE_SIZE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
G_STATIC_ASSERT(SECRET_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const char *
secret_seal(Arena *arena, const uint8_t key[SECRET_SIZE], const uint8_t nonce[SECRET_NONCE_SIZE],
            Bytes content)
{
    uint8_t *sealed = arena_alloc(arena, SEAL_SIZE + content.n);
    memcpy(sealed, nonce, SECRET_NONCE_SIZE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + SECRET_NONCE_SIZE, NULL, content.at,
                                               content.n, NULL, 0, NULL, nonce, key);
    return secret_encode(arena, sealed, SEAL_SIZE + content.n);
}

bool
secret_open(Arena *arena, const uint8_t key[SECRET_SIZE], const char *text, Bytes *ret_content)
{
    size_t n = strlen(text) / 4 * 3 + (strlen(text) % 4 * 6) / 8;
    uint8_t *sealed = arena_alloc(arena, n + 1);
    if (n < SEAL_SIZE || !secret_decode(text, sealed, n))
        return false;
    uint8_t *content = arena_alloc(arena, n - SEAL_SIZE + 1);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(content, NULL, NULL, sealed + SECRET_NONCE_SIZE,
                                                   n - SECRET_NONCE_SIZE, NULL, 0, sealed,
                                                   key) != 0)
        return false;
    *ret_content = (Bytes){content, n - SEAL_SIZE};
    return true;
}

void
secret_digest(Bytes content, void *digest, size_t n)
{
    g_assert(n >= crypto_generichash_BYTES_MIN && n <= SECRET_SIZE);
    crypto_generichash(digest, n, content.at, content.n, NULL, 0);
}

struct SecretDigest {
    crypto_generichash_state *state;
    size_t n;
};

/* The arena aligns for C's types, libsodium's state wants more. */
static void *
aligned(Arena *arena, size_t size, size_t alignment)
{
    uintptr_t at = (uintptr_t)arena_alloc(arena, size + alignment);
    return (void *)((at + alignment - 1) / alignment * alignment);
}

SecretDigest *
secret_digest_begin(Arena *arena, size_t n)
{
    g_assert(n >= crypto_generichash_BYTES_MIN && n <= SECRET_SIZE);
    SecretDigest *digest = arena_new_of(arena, SecretDigest);
    digest->state = aligned(arena, sizeof *digest->state, _Alignof(crypto_generichash_state));
    digest->n = n;
    crypto_generichash_init(digest->state, NULL, 0, n);
    return digest;
}

void
secret_digest_add(SecretDigest *digest, Bytes piece)
{
    crypto_generichash_update(digest->state, piece.at, piece.n);
}

void
secret_digest_end(SecretDigest *digest, void *bytes)
{
    crypto_generichash_final(digest->state, bytes, digest->n);
}

const char *
secret_password_hash(Arena *arena, const char *password)
{
    char *hash = arena_alloc(arena, crypto_pwhash_argon2id_STRBYTES);
    int failed = crypto_pwhash_argon2id_str(hash, password, strlen(password), PASSWORD_PASSES,
                                            PASSWORD_MEMORY);
    return failed == 0 ? hash : NULL;
}

bool
secret_password_fits(const char *hash, const char *password)
{
    return crypto_pwhash_argon2id_str_verify(hash, password, strlen(password)) == 0;
}

bool
secret_password_is_old(const char *hash)
{
    return crypto_pwhash_argon2id_str_needs_rehash(hash, PASSWORD_PASSES, PASSWORD_MEMORY) != 0;
}

uint64_t
secret_table_hash(const uint8_t key[16], const void *bytes, size_t n)
{
    uint64_t hash;
    crypto_shorthash((uint8_t *)&hash, bytes, n, key);
    return hash;
}

void
secret_sign_key(const uint8_t seed[SECRET_SIZE], uint8_t ret_key[SECRET_SIGN_KEY])
{
    uint8_t public[crypto_sign_PUBLICKEYBYTES];
    crypto_sign_seed_keypair(public, ret_key, seed);
}

void
secret_sign(const uint8_t key[SECRET_SIGN_KEY], Bytes content,
            uint8_t ret_signature[SECRET_SIGN_KEY])
{
    crypto_sign_detached(ret_signature, NULL, content.at, content.n, key);
}
