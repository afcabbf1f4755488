/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "webauthn/webauthn.h"

#include "webauthn/client_data.h"

#include <string.h>

enum {
    HASH = 32,       /* bytes of SHA-256 */
    HEAD = HASH + 5, /* of authenticator data: the site's hash, flags, counter */
    MAKER = 16,      /* of the key's maker and model, which nobody asked */
    USER_PRESENT = 0x01,
    USER_VERIFIED = 0x04,
    HAS_KEY = 0x40,
    HAS_EXTENSIONS = 0x80,
};

static void
sha256(Bytes bytes, uint8_t ret[HASH])
{
    gsize n = HASH;
    GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(checksum, bytes.at, (gssize)bytes.n);
    g_checksum_get_digest(checksum, ret, &n);
    g_checksum_free(checksum);
}

const char *
webauthn_challenge(Arena *arena, Bytes client_data)
{
    ClientData data;
    if (client_data.n > WEBAUTHN_ANSWER || !client_data_read(arena, client_data, &data))
        return NULL;
    return data.challenge;
}

/* Did the browser ask for this, on a page of ours, and on no page inside of another's? */
static bool
client_fits(Arena *arena, const WebauthnAnswer *answer, const char *type)
{
    ClientData data;
    return answer->client_data.n <= WEBAUTHN_ANSWER &&
           client_data_read(arena, answer->client_data, &data) && data.type != NULL &&
           data.challenge != NULL && data.origin != NULL && !data.cross_origin &&
           strcmp(data.type, type) == 0 && strcmp(data.challenge, answer->challenge) == 0 &&
           strcmp(data.origin, answer->site.origin) == 0;
}

/* The new key: maker, length of the id, id, COSE_Key. */
static bool
read_key(Cbor *rest, Authenticator *ret)
{
    CoseKey key;
    size_t left = (size_t)(rest->end - rest->at);
    if (left < MAKER + 2)
        return false;
    size_t n = (size_t)rest->at[MAKER] << 8 | rest->at[MAKER + 1];
    if (n == 0 || n > WEBAUTHN_CREDENTIAL || n > left - MAKER - 2)
        return false;
    ret->credential = (Bytes){rest->at + MAKER + 2, n};
    rest->at += MAKER + 2 + n;
    const uint8_t *start = rest->at;
    if (!cose_read(rest, &key))
        return false;
    ret->public_key = (Bytes){start, (size_t)(rest->at - start)};
    return true;
}

/* Extensions were not asked for; what an authenticator adds all the same is a map. */
static bool
skip_extensions(Cbor *rest)
{
    Cbor map = *rest;
    CborItem item;
    return cbor_expect(&map, CBOR_MAP, &item) && cbor_skip(rest);
}

static bool
read_authenticator(Bytes data, const WebauthnSite *site, Authenticator *ret)
{
    uint8_t hash[HASH];
    const uint8_t *at = data.at;
    if (data.n < HEAD || data.n > WEBAUTHN_ANSWER)
        return false;
    sha256((Bytes){site->id, strlen(site->id)}, hash);
    uint8_t flags = at[HASH];
    if (memcmp(at, hash, HASH) != 0 || (flags & USER_PRESENT) == 0)
        return false;
    uint32_t counter = 0;
    memcpy(&counter, at + HASH + 1, sizeof counter);
    *ret = (Authenticator){.verified = (flags & USER_VERIFIED) != 0,
                           .counter = GUINT32_FROM_BE(counter)};
    Cbor rest = cbor_begin((Bytes){at + HEAD, data.n - HEAD});
    return ((flags & HAS_KEY) == 0 || read_key(&rest, ret)) &&
           ((flags & HAS_EXTENSIONS) == 0 || skip_extensions(&rest)) && cbor_is_done(&rest);
}

/* {"fmt": "none", "attStmt": {}, "authData": bytes}, in any order. */
static bool
read_attestation(Bytes attestation, Bytes *ret_data)
{
    Cbor cbor = cbor_begin(attestation);
    CborItem map, name, value;
    bool has_format = false, has_statement = false, has_data = false;
    if (attestation.n > WEBAUTHN_ANSWER || !cbor_expect(&cbor, CBOR_MAP, &map) || map.number != 3)
        return false;
    for (int i = 0; i < 3; i++) {
        if (!cbor_expect(&cbor, CBOR_TEXT, &name) || !cbor_next(&cbor, &value))
            return false;
        has_format |= cbor_is_text(&name, "fmt") && cbor_is_text(&value, "none");
        has_statement |= cbor_is_text(&name, "attStmt") && value.kind == CBOR_MAP &&
                         value.number == 0;
        if (cbor_is_text(&name, "authData") && value.kind == CBOR_BYTES) {
            has_data = true;
            *ret_data = value.bytes;
        }
    }
    return has_format && has_statement && has_data && cbor_is_done(&cbor);
}

bool
webauthn_create(Arena *arena, const WebauthnAnswer *answer, Bytes attestation, Authenticator *ret)
{
    Bytes data = {0};
    return client_fits(arena, answer, "webauthn.create") && read_attestation(attestation, &data) &&
           read_authenticator(data, &answer->site, ret) && ret->credential.n > 0;
}

bool
webauthn_get(Arena *arena, const WebauthnAnswer *answer, Bytes authenticator_data, Bytes signature,
             Bytes public_key, Authenticator *ret)
{
    CoseKey key;
    Cbor cbor = cbor_begin(public_key);
    if (!client_fits(arena, answer, "webauthn.get") || signature.n > WEBAUTHN_ANSWER ||
        !read_authenticator(authenticator_data, &answer->site, ret) || !cose_read(&cbor, &key))
        return false;
    uint8_t *signed_bytes = arena_alloc(arena, authenticator_data.n + HASH);
    memcpy(signed_bytes, authenticator_data.at, authenticator_data.n);
    sha256(answer->client_data, signed_bytes + authenticator_data.n);
    return cose_verify(&key, (Bytes){signed_bytes, authenticator_data.n + HASH}, signature);
}
