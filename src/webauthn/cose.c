/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "webauthn/cose.h"

#include <nettle/asn1.h>
#include <nettle/ecc-curve.h>
#include <nettle/ecdsa.h>
#include <nettle/eddsa.h>
#include <nettle/rsa.h>
#include <nettle/sha2.h>

enum {
    FIELD = 32,          /* bytes of a coordinate */
    LEAST_MODULUS = 256, /* bytes */
    MOST_MODULUS = 512,
    MOST_EXPONENT = 4,
    MOST_LABELS = 8, /* in a key's map */
    P256_BITS = 256,
};

/* The labels of RFC 9052 and RFC 9053, and the types and curves that are ours. */
enum {
    LABEL_TYPE = 1,
    LABEL_ALGORITHM = 3,
    LABEL_1 = -1, /* curve, or modulus */
    LABEL_2 = -2, /* x, or exponent */
    LABEL_3 = -3, /* y */
    TYPE_OKP = 1,
    TYPE_EC2 = 2,
    TYPE_RSA = 3,
    CURVE_P256 = 1,
    CURVE_ED25519 = 6,
};

/* What the labels of a map hold; `.kind` 0: nothing. */
typedef struct Labels {
    CborItem type, algorithm, one, two, three;
} Labels;

static CborItem *
place_of(Labels *labels, int64_t label)
{
    switch (label) {
    case LABEL_TYPE: return &labels->type;
    case LABEL_ALGORITHM: return &labels->algorithm;
    case LABEL_1: return &labels->one;
    case LABEL_2: return &labels->two;
    case LABEL_3: return &labels->three;
    default: return NULL;
    }
}

/* A key has these labels, each once, and no others. */
static bool
read_labels(Cbor *cbor, Labels *ret)
{
    CborItem map, label;
    if (!cbor_expect(cbor, CBOR_MAP, &map) || map.number > MOST_LABELS)
        return false;
    for (int64_t i = 0; i < map.number; i++) {
        if (!cbor_expect(cbor, CBOR_INT, &label))
            return false;
        CborItem *place = place_of(ret, label.number);
        if (place == NULL || place->kind != 0 || !cbor_next(cbor, place))
            return false;
    }
    return true;
}

static bool
is_number(const CborItem *item, int64_t number)
{
    return item->kind == CBOR_INT && item->number == number;
}

static bool
is_bytes(const CborItem *item, size_t least, size_t most)
{
    return item->kind == CBOR_BYTES && item->bytes.n >= least && item->bytes.n <= most;
}

/* A point of the curve, in @ret, which the caller clears when this is true. */
static bool
read_point(const CoseKey *key, struct ecc_point *ret)
{
    mpz_t x, y;
    nettle_mpz_init_set_str_256_u(x, key->x.n, key->x.at);
    nettle_mpz_init_set_str_256_u(y, key->y.n, key->y.at);
    ecc_point_init(ret, nettle_get_secp_256r1());
    bool ok = ecc_point_set(ret, x, y) == 1;
    mpz_clear(x);
    mpz_clear(y);
    if (!ok)
        ecc_point_clear(ret);
    return ok;
}

static bool
read_p256(const Labels *labels, CoseKey *ret)
{
    struct ecc_point point;
    if (!is_number(&labels->type, TYPE_EC2) || !is_number(&labels->one, CURVE_P256) ||
        !is_bytes(&labels->two, FIELD, FIELD) || !is_bytes(&labels->three, FIELD, FIELD))
        return false;
    *ret = (CoseKey){.algorithm = COSE_ES256, .x = labels->two.bytes, .y = labels->three.bytes};
    if (!read_point(ret, &point))
        return false;
    ecc_point_clear(&point);
    return true;
}

static bool
read_ed25519(const Labels *labels, CoseKey *ret)
{
    if (!is_number(&labels->type, TYPE_OKP) || !is_number(&labels->one, CURVE_ED25519) ||
        !is_bytes(&labels->two, FIELD, FIELD) || labels->three.kind != 0)
        return false;
    *ret = (CoseKey){.algorithm = COSE_EDDSA, .x = labels->two.bytes};
    return true;
}

static bool
read_rsa(const Labels *labels, CoseKey *ret)
{
    if (!is_number(&labels->type, TYPE_RSA) ||
        !is_bytes(&labels->one, LEAST_MODULUS, MOST_MODULUS) ||
        !is_bytes(&labels->two, 1, MOST_EXPONENT) || labels->three.kind != 0)
        return false;
    const uint8_t *n = labels->one.bytes.at, *e = labels->two.bytes.at;
    bool odd = (n[labels->one.bytes.n - 1] & 1) != 0 && (e[labels->two.bytes.n - 1] & 1) != 0;
    bool tiny = labels->two.bytes.n == 1 && e[0] < 3;
    *ret = (CoseKey){
        .algorithm = COSE_RS256, .modulus = labels->one.bytes, .exponent = labels->two.bytes};
    return n[0] != 0 && odd && !tiny;
}

bool
cose_read(Cbor *cbor, CoseKey *ret)
{
    Labels labels = {0};
    if (!read_labels(cbor, &labels) || labels.algorithm.kind != CBOR_INT)
        return false;
    switch (labels.algorithm.number) {
    case COSE_ES256: return read_p256(&labels, ret);
    case COSE_EDDSA: return read_ed25519(&labels, ret);
    case COSE_RS256: return read_rsa(&labels, ret);
    default: return false;
    }
}

/* ---- signatures ---- */

/* SEQUENCE { INTEGER r, INTEGER s } and nothing else. */
static bool
read_dsa(Bytes der, struct dsa_signature *ret)
{
    struct asn1_der_iterator i;
    return asn1_der_iterator_first(&i, der.n, der.at) == ASN1_ITERATOR_CONSTRUCTED &&
           i.type == ASN1_SEQUENCE &&
           asn1_der_decode_constructed_last(&i) == ASN1_ITERATOR_PRIMITIVE &&
           i.type == ASN1_INTEGER && asn1_der_get_bignum(&i, ret->r, P256_BITS) != 0 &&
           asn1_der_iterator_next(&i) == ASN1_ITERATOR_PRIMITIVE && i.type == ASN1_INTEGER &&
           asn1_der_get_bignum(&i, ret->s, P256_BITS) != 0 &&
           asn1_der_iterator_next(&i) == ASN1_ITERATOR_END;
}

static bool
verify_p256(const CoseKey *key, const uint8_t *digest, Bytes signature)
{
    struct ecc_point point;
    struct dsa_signature numbers;
    if (!read_point(key, &point))
        return false;
    dsa_signature_init(&numbers);
    bool ok = read_dsa(signature, &numbers) &&
              ecdsa_verify(&point, SHA256_DIGEST_SIZE, digest, &numbers) == 1;
    dsa_signature_clear(&numbers);
    ecc_point_clear(&point);
    return ok;
}

static bool
verify_rsa(const CoseKey *key, const uint8_t *digest, Bytes signature)
{
    struct rsa_public_key rsa;
    mpz_t number;
    if (signature.n != key->modulus.n)
        return false;
    rsa_public_key_init(&rsa);
    nettle_mpz_set_str_256_u(rsa.n, key->modulus.n, key->modulus.at);
    nettle_mpz_set_str_256_u(rsa.e, key->exponent.n, key->exponent.at);
    nettle_mpz_init_set_str_256_u(number, signature.n, signature.at);
    bool ok = rsa_public_key_prepare(&rsa) == 1 &&
              rsa_sha256_verify_digest(&rsa, digest, number) == 1;
    mpz_clear(number);
    rsa_public_key_clear(&rsa);
    return ok;
}

bool
cose_verify(const CoseKey *key, Bytes message, Bytes signature)
{
    struct sha256_ctx sha;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&sha);
    sha256_update(&sha, message.n, message.at);
    sha256_digest(&sha, sizeof digest, digest);
    switch (key->algorithm) {
    case COSE_ES256: return verify_p256(key, digest, signature);
    case COSE_RS256: return verify_rsa(key, digest, signature);
    case COSE_EDDSA:
        return signature.n == ED25519_SIGNATURE_SIZE &&
               ed25519_sha512_verify(key->x.at, message.n, message.at, signature.at) == 1;
    }
    return false;
}
