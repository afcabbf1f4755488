/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * webauthn - is it a passkey's answer, to our question and for our site? (WebAuthn level
 * 2, 7.1, 7.2)
 *
 * No database here and no session: the caller has asked the question, knows
 * whose key it is, and sees to it that a challenge is answered once.
 * Attestation is of the form "none" only.
 */
#pragma once
#include "webauthn/cose.h"

#define WEBAUTHN_CREDENTIAL 1023   /* bytes of a credential's id, by the standard */
#define WEBAUTHN_ANSWER (8 * 1024) /* bytes of any part of an answer */

typedef struct WebauthnSite {
    const char *id;     /* the name of the host, without port */
    const char *origin; /* "https://alliance.example" */
} WebauthnSite;

/** The question that an answer belongs to. */
typedef struct WebauthnAnswer {
    WebauthnSite site;
    const char *challenge; /* base64url, as the browser was given it */
    Bytes client_data;
} WebauthnAnswer;

/** What an authenticator says about itself and the moment. */
typedef struct Authenticator {
    bool verified;    /* it has made sure who its user is: a PIN, a finger */
    uint32_t counter; /* of signatures; 0: it does not count */
    Bytes credential; /* the key's id; of a new one only */
    Bytes public_key; /* COSE_Key, as it stands in the answer; of a new one only */
} Authenticator;

/** The challenge that the answer's client data name, to look it up; NULL: they are not readable. */
const char *webauthn_challenge(Arena *arena, Bytes client_data);

/** Check a new key: its attestation object. */
bool webauthn_create(Arena *arena, const WebauthnAnswer *answer, Bytes attestation,
                     Authenticator *ret);

/** Check a signature by the key @public_key. */
bool webauthn_get(Arena *arena, const WebauthnAnswer *answer, Bytes authenticator_data,
                  Bytes signature, Bytes public_key, Authenticator *ret);
