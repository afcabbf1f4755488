/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What a browser sends about a passkey: CBOR, keys, client data, attestation, signatures.
 */
#include "base/arena.h"
#include "fuzzing.h"
#include "webauthn/client_data.h"
#include "webauthn/webauthn.h"

#include <string.h>

#define ORIGIN "http://localhost:8080"
#define CHALLENGE "AAAA"

static WebauthnAnswer
asked(const char *client_data)
{
    return (WebauthnAnswer){
        .site = {"localhost", ORIGIN             },
        .challenge = CHALLENGE,
        .client_data = {client_data, strlen(client_data)}
    };
}

static void
check_authenticator(const Authenticator *seen)
{
    CoseKey key;
    g_assert_true(seen->credential.n > 0 && seen->credential.n <= WEBAUTHN_CREDENTIAL);
    Cbor cbor = cbor_begin(seen->public_key);
    g_assert_true(cose_read(&cbor, &key) && cbor_is_done(&cbor));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char create[] = "{\"type\":\"webauthn.create\",\"challenge\":\"" CHALLENGE
                                 "\",\"origin\":\"" ORIGIN "\"}";
    static const char get[] = "{\"type\":\"webauthn.get\",\"challenge\":\"" CHALLENGE
                              "\",\"origin\":\"" ORIGIN "\"}";
    g_autoptr(Arena) arena = arena_new();
    Bytes bytes = {data, size};
    Authenticator seen;
    ClientData client;
    CoseKey key;
    Cbor cbor = cbor_begin(bytes);
    if (cbor_skip(&cbor))
        g_assert_true(cbor.at <= cbor.end);
    cbor = cbor_begin(bytes);
    if (cose_read(&cbor, &key))
        cose_verify(&key, bytes, bytes);
    if (client_data_read(arena, bytes, &client) && client.challenge != NULL)
        g_assert_cmpuint(strlen(client.challenge), <, size);
    WebauthnAnswer answer = asked(create);
    if (webauthn_create(arena, &answer, bytes, &seen))
        check_authenticator(&seen);
    answer = asked(get);
    /* The last 200 bytes as key and signature, what is before them as the device's words. */
    size_t n = size > 200 ? size - 200 : 0;
    Bytes rest = {data + n, size - n};
    webauthn_get(arena, &answer, (Bytes){data, n}, rest, rest, &seen);
    return 0;
}
