/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "authenticator.h"

#include <nettle/ecc-curve.h>
#include <nettle/ecdsa.h>
#include <nettle/eddsa.h>
#include <nettle/rsa.h>
#include <nettle/sha2.h>
#include <string.h>

enum { FIELD = 32, MODULUS = 256, RSA_BITS = 2048, HASH = 32 };

struct DeviceKey {
    uint64_t random;
    struct ecc_point point;
    struct ecc_scalar scalar;
    struct rsa_public_key rsa_public;
    struct rsa_private_key rsa_private;
    uint8_t ed_private[ED25519_KEY_SIZE], ed_public[ED25519_KEY_SIZE];
};

/* The same "random" bytes in each run (splitmix64). */
static void
fill_random(void *data, size_t n, uint8_t *bytes)
{
    struct DeviceKey *key = data;
    for (size_t i = 0; i < n; i++) {
        uint64_t z = key->random += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        bytes[i] = (uint8_t)(z >> 56);
    }
}

static void
make_rsa(struct DeviceKey *key)
{
    rsa_public_key_init(&key->rsa_public);
    rsa_private_key_init(&key->rsa_private);
    mpz_set_ui(key->rsa_public.e, 65537);
    g_assert_cmpint(rsa_generate_keypair(&key->rsa_public, &key->rsa_private, key, fill_random,
                                         NULL, NULL, RSA_BITS, 0),
                    ==, 1);
}

Device *
device_new(CoseAlgorithm algorithm, uint64_t seed, const char *site, const char *origin)
{
    Device *device = g_new0(Device, 1);
    *device = (Device){.algorithm = algorithm,
                       .site = site,
                       .origin = origin,
                       .present = true,
                       .verifies = true,
                       .key = g_new0(struct DeviceKey, 1)};
    struct DeviceKey *key = device->key;
    key->random = seed;
    fill_random(key, sizeof device->credential, device->credential);
    if (algorithm == COSE_RS256) {
        make_rsa(key);
    } else if (algorithm == COSE_EDDSA) {
        fill_random(key, sizeof key->ed_private, key->ed_private);
        ed25519_sha512_public_key(key->ed_public, key->ed_private);
    } else {
        ecc_point_init(&key->point, nettle_get_secp_256r1());
        ecc_scalar_init(&key->scalar, nettle_get_secp_256r1());
        ecdsa_generate_keypair(&key->point, &key->scalar, key, fill_random);
    }
    return device;
}

void
device_free(Device *device)
{
    if (device == NULL)
        return;
    if (device->algorithm == COSE_RS256) {
        rsa_public_key_clear(&device->key->rsa_public);
        rsa_private_key_clear(&device->key->rsa_private);
    } else if (device->algorithm == COSE_ES256) {
        ecc_point_clear(&device->key->point);
        ecc_scalar_clear(&device->key->scalar);
    }
    g_free(device->key);
    g_free(device);
}

/* ---- writing ---- */

static Bytes
taken(Arena *arena, GByteArray *array)
{
    uint8_t *bytes = arena_alloc(arena, array->len + 1);
    memcpy(bytes, array->data, array->len);
    Bytes copy = {bytes, array->len};
    g_byte_array_unref(array);
    return copy;
}

#define PUT(array, ...)                                                                            \
    g_byte_array_append((array), (const uint8_t[]){__VA_ARGS__},                                   \
                        sizeof((const uint8_t[]){__VA_ARGS__}))

static void
put_number(GByteArray *out, const mpz_t number, size_t n)
{
    uint8_t bytes[MODULUS];
    nettle_mpz_get_str_256(n, bytes, number);
    g_byte_array_append(out, bytes, (guint)n);
}

Bytes
device_public_key(Arena *arena, const Device *device)
{
    mpz_t x, y;
    const struct DeviceKey *key = device->key;
    GByteArray *out = g_byte_array_new();
    if (device->algorithm == COSE_RS256) {
        PUT(out, 0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x59, 0x01, 0x00);
        put_number(out, key->rsa_public.n, MODULUS);
        PUT(out, 0x21, 0x43, 0x01, 0x00, 0x01);
    } else if (device->algorithm == COSE_EDDSA) {
        PUT(out, 0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, FIELD);
        g_byte_array_append(out, key->ed_public, FIELD);
    } else {
        mpz_init(x);
        mpz_init(y);
        ecc_point_get(&key->point, x, y);
        PUT(out, 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, FIELD);
        put_number(out, x, FIELD);
        PUT(out, 0x22, 0x58, FIELD);
        put_number(out, y, FIELD);
        mpz_clear(x);
        mpz_clear(y);
    }
    return taken(arena, out);
}

static void
sha256(Bytes bytes, uint8_t ret[HASH])
{
    struct sha256_ctx sha;
    sha256_init(&sha);
    sha256_update(&sha, bytes.n, bytes.at);
    sha256_digest(&sha, HASH, ret);
}

static Bytes
authenticator_data(Arena *arena, const Device *device, bool with_key)
{
    uint8_t hash[HASH];
    GByteArray *out = g_byte_array_new();
    uint32_t counter = GUINT32_TO_BE(device->counter);
    sha256((Bytes){device->site, strlen(device->site)}, hash);
    g_byte_array_append(out, hash, HASH);
    PUT(out, (uint8_t)((device->present ? 0x01 : 0) | (device->verifies ? 0x04 : 0) |
                       (with_key ? 0x40 : 0)));
    g_byte_array_append(out, (const uint8_t *)&counter, sizeof counter);
    if (with_key) {
        Bytes key = device_public_key(arena, device);
        PUT(out, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, sizeof device->credential);
        g_byte_array_append(out, device->credential, sizeof device->credential);
        g_byte_array_append(out, key.at, (guint)key.n);
    }
    return taken(arena, out);
}

static Bytes
client_data(Arena *arena, const Device *device, const char *type, const char *challenge)
{
    const char *text = arena_printf(
        arena, "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":%s}", type,
        challenge, device->origin, device->cross_origin ? "true" : "false");
    return (Bytes){text, strlen(text)};
}

DeviceAnswer
device_create(Arena *arena, const Device *device, const char *challenge)
{
    Bytes data = authenticator_data(arena, device, true);
    GByteArray *out = g_byte_array_new();
    PUT(out, 0xa3, 0x63, 'f', 'm', 't', 0x64, 'n', 'o', 'n', 'e');
    PUT(out, 0x67, 'a', 't', 't', 'S', 't', 'm', 't', 0xa0);
    PUT(out, 0x68, 'a', 'u', 't', 'h', 'D', 'a', 't', 'a');
    if (data.n < 256)
        PUT(out, 0x58, (uint8_t)data.n);
    else
        PUT(out, 0x59, (uint8_t)(data.n >> 8), (uint8_t)data.n);
    g_byte_array_append(out, data.at, (guint)data.n);
    return (DeviceAnswer){.client_data = client_data(arena, device, "webauthn.create", challenge),
                          .attestation = taken(arena, out)};
}

/* ---- signing ---- */

static void
put_der_integer(GByteArray *out, const mpz_t number)
{
    uint8_t bytes[FIELD + 1] = {0};
    nettle_mpz_get_str_256(FIELD, bytes + 1, number);
    size_t skip = 0;
    while (skip < FIELD && bytes[skip] == 0 && (bytes[skip + 1] & 0x80) == 0)
        skip++;
    PUT(out, 0x02, (uint8_t)(FIELD + 1 - skip));
    g_byte_array_append(out, bytes + skip, (guint)(FIELD + 1 - skip));
}

static Bytes
sign_p256(Arena *arena, struct DeviceKey *key, const uint8_t *digest)
{
    struct dsa_signature numbers;
    GByteArray *body = g_byte_array_new(), *out = g_byte_array_new();
    dsa_signature_init(&numbers);
    ecdsa_sign(&key->scalar, key, fill_random, HASH, digest, &numbers);
    put_der_integer(body, numbers.r);
    put_der_integer(body, numbers.s);
    dsa_signature_clear(&numbers);
    PUT(out, 0x30, (uint8_t)body->len);
    g_byte_array_append(out, body->data, body->len);
    g_byte_array_unref(body);
    return taken(arena, out);
}

static Bytes
sign_rsa(Arena *arena, struct DeviceKey *key, const uint8_t *digest)
{
    mpz_t number;
    GByteArray *out = g_byte_array_new();
    mpz_init(number);
    g_assert_cmpint(rsa_sha256_sign_digest_tr(&key->rsa_public, &key->rsa_private, key, fill_random,
                                              digest, number),
                    ==, 1);
    put_number(out, number, MODULUS);
    mpz_clear(number);
    return taken(arena, out);
}

DeviceAnswer
device_get(Arena *arena, const Device *device, const char *challenge)
{
    DeviceAnswer answer = {.client_data = client_data(arena, device, "webauthn.get", challenge),
                           .authenticator_data = authenticator_data(arena, device, false)};
    uint8_t message[HASH + 5 + HASH], digest[HASH];
    memcpy(message, answer.authenticator_data.at, HASH + 5);
    sha256(answer.client_data, message + HASH + 5);
    sha256((Bytes){message, sizeof message}, digest);
    if (device->algorithm == COSE_EDDSA) {
        uint8_t *signature = arena_alloc(arena, ED25519_SIGNATURE_SIZE);
        ed25519_sha512_sign(device->key->ed_public, device->key->ed_private, sizeof message,
                            message, signature);
        answer.signature = (Bytes){signature, ED25519_SIGNATURE_SIZE};
    } else if (device->algorithm == COSE_RS256) {
        answer.signature = sign_rsa(arena, device->key, digest);
    } else {
        answer.signature = sign_p256(arena, device->key, digest);
    }
    return answer;
}
