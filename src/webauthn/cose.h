/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * cose - public keys as authenticators give them (RFC 9053), and signatures made with them.
 */
#pragma once
#include "webauthn/cbor.h"

typedef enum CoseAlgorithm {
    COSE_ES256 = -7,   /* ECDSA on P-256, SHA-256 */
    COSE_EDDSA = -8,   /* Ed25519 */
    COSE_RS256 = -257, /* RSA PKCS #1 v1.5, SHA-256, 2048 to 4096 bits */
} CoseAlgorithm;

typedef struct CoseKey {
    CoseAlgorithm algorithm;
    Bytes x, y;              /* of the point; .y of ES256 only */
    Bytes modulus, exponent; /* of RS256 */
} CoseKey;

/** Read the next item as a key of an algorithm above; it points into the input.  False: it is none,
 *  or could not have been made as it should. */
bool cose_read(Cbor *cbor, CoseKey *ret);

/** Is @signature of @message, by the owner of @key? */
bool cose_verify(const CoseKey *key, Bytes message, Bytes signature);
