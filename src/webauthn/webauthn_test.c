/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "authenticator.h"
#include "testing.h"
#include "webauthn/client_data.h"
#include "webauthn/webauthn.h"

#include <string.h>

#define SITE "alliance.example"
#define ORIGIN "https://" SITE
#define CHALLENGE "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

static const CoseAlgorithm ALGORITHMS[] = {COSE_ES256, COSE_EDDSA, COSE_RS256};

static WebauthnAnswer
asked(Bytes client_data)
{
    return (WebauthnAnswer){
        .site = {SITE, ORIGIN},
          .challenge = CHALLENGE, .client_data = client_data
    };
}

static bool
creates(Fixture *fx, const Device *device, Authenticator *ret)
{
    DeviceAnswer answer = device_create(fx->arena, device, CHALLENGE);
    WebauthnAnswer question = asked(answer.client_data);
    return webauthn_create(fx->arena, &question, answer.attestation, ret);
}

static bool
gets(Fixture *fx, const Device *device, Bytes key, Authenticator *ret)
{
    DeviceAnswer answer = device_get(fx->arena, device, CHALLENGE);
    WebauthnAnswer question = asked(answer.client_data);
    return webauthn_get(fx->arena, &question, answer.authenticator_data, answer.signature, key,
                        ret);
}

static void
test_makes_and_signs(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ALGORITHMS); i++) {
        Authenticator made, seen;
        g_autoptr(Device) device = device_new(ALGORITHMS[i], i, SITE, ORIGIN);
        g_autoptr(Device) other = device_new(COSE_ES256, 77, SITE, ORIGIN);
        device->counter = 7;
        g_assert_true(creates(fx, device, &made));
        g_assert_cmpmem(made.credential.at, made.credential.n, device->credential, 16);
        Bytes key = device_public_key(fx->arena, device);
        g_assert_cmpmem(made.public_key.at, made.public_key.n, key.at, key.n);
        g_assert_cmpint(made.counter, ==, 7);
        g_assert_true(made.verified);
        device->verifies = false;
        device->counter = 0x01020304;
        g_assert_true(gets(fx, device, made.public_key, &seen));
        g_assert_false(seen.verified);
        g_assert_cmpint(seen.counter, ==, 0x01020304);
        g_assert_false(gets(fx, other, made.public_key, &seen));
    }
}

static void
test_for_this_site_and_question(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *site, *origin;
        bool present, cross_origin;
    } wrong[] = {
        {"other.example", ORIGIN,                  true,  false},
        {SITE,            "https://other.example", true,  false},
        {SITE,            "http://" SITE,          true,  false},
        {SITE,            ORIGIN ".other.example", true,  false},
        {SITE,            ORIGIN,                  false, false},
        {SITE,            ORIGIN,                  true,  true },
    };
    Authenticator seen;
    g_autoptr(Device) device = device_new(COSE_EDDSA, 1, SITE, ORIGIN);
    Bytes key = device_public_key(fx->arena, device);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        device->site = wrong[i].site;
        device->origin = wrong[i].origin;
        device->present = wrong[i].present;
        device->cross_origin = wrong[i].cross_origin;
        g_assert_false(creates(fx, device, &seen));
        g_assert_false(gets(fx, device, key, &seen));
    }
    g_autoptr(Device) right = device_new(COSE_EDDSA, 1, SITE, ORIGIN);
    DeviceAnswer made = device_create(fx->arena, right, CHALLENGE);
    DeviceAnswer other = device_get(fx->arena, right, "another");
    WebauthnAnswer question = asked(made.client_data);
    g_assert_true(webauthn_create(fx->arena, &question, made.attestation, &seen));
    question.client_data = other.client_data;
    g_assert_false(
        webauthn_get(fx->arena, &question, other.authenticator_data, other.signature, key, &seen));
    DeviceAnswer got = device_get(fx->arena, right, CHALLENGE);
    question = asked(got.client_data); /* a signature is no new key */
    g_assert_false(webauthn_create(fx->arena, &question, made.attestation, &seen));
}

/* No byte of what was signed, and none of the signature, can be another. */
static void
test_every_bit_counts(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    for (size_t i = 0; i < 2; i++) {
        Authenticator seen;
        g_autoptr(Device) device = device_new(ALGORITHMS[i], 5, SITE, ORIGIN);
        Bytes key = device_public_key(fx->arena, device);
        DeviceAnswer answer = device_get(fx->arena, device, CHALLENGE);
        WebauthnAnswer question = asked(answer.client_data);
        const Bytes parts[] = {answer.authenticator_data, answer.signature, key};
        for (size_t part = 0; part < G_N_ELEMENTS(parts); part++)
            for (size_t at = 0; at < parts[part].n; at++) {
                uint8_t *byte = (uint8_t *)(uintptr_t)parts[part].at + at;
                *byte ^= 4;
                bool ok = webauthn_get(fx->arena, &question, answer.authenticator_data,
                                       answer.signature, key, &seen);
                *byte ^= 4;
                g_assert_false(ok);
            }
        g_assert_true(webauthn_get(fx->arena, &question, answer.authenticator_data,
                                   answer.signature, key, &seen));
    }
}

static void
test_cut_short_is_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Authenticator seen;
    g_autoptr(Device) device = device_new(COSE_ES256, 3, SITE, ORIGIN);
    DeviceAnswer made = device_create(fx->arena, device, CHALLENGE);
    DeviceAnswer got = device_get(fx->arena, device, CHALLENGE);
    Bytes key = device_public_key(fx->arena, device);
    WebauthnAnswer create = asked(made.client_data), get_one = asked(got.client_data);
    for (size_t n = 0; n < made.attestation.n; n++)
        g_assert_false(webauthn_create(fx->arena, &create, (Bytes){made.attestation.at, n}, &seen));
    for (size_t n = 0; n < got.signature.n; n++)
        g_assert_false(webauthn_get(fx->arena, &get_one, got.authenticator_data,
                                    (Bytes){got.signature.at, n}, key, &seen));
    for (size_t n = 0; n < key.n; n++)
        g_assert_false(webauthn_get(fx->arena, &get_one, got.authenticator_data, got.signature,
                                    (Bytes){key.at, n}, &seen));
    g_assert_null(webauthn_challenge(fx->arena, (Bytes){"{", 1}));
    g_assert_cmpstr(webauthn_challenge(fx->arena, got.client_data), ==, CHALLENGE);
}

static bool
reads(const char *bytes, size_t n)
{
    Cbor cbor = cbor_begin((Bytes){bytes, n});
    return cbor_skip(&cbor) && cbor_is_done(&cbor);
}

#define READS(text) reads("" text, sizeof(text) - 1)

/* RFC 8949, appendix A, as far as authenticators write it; and what they do not. */
static void
test_cbor(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    g_assert_true(READS("\x00"));
    g_assert_true(READS("\x17"));
    g_assert_true(READS("\x18\x18"));
    g_assert_true(READS("\x1a\x00\x0f\x42\x40"));
    g_assert_true(READS("\x39\x03\xe7"));
    g_assert_true(READS("\x44\x01\x02\x03\x04"));
    g_assert_true(READS("\x62\xc3\xbc"));
    g_assert_true(READS("\xf4"));
    g_assert_true(READS("\x82\x01\x82\x02\x03"));
    g_assert_true(READS("\xa2\x61\x61\x01\x61\x62\x82\x02\x03"));
    g_assert_false(READS(""));
    g_assert_false(READS("\x18\x17")); /* could be shorter */
    g_assert_false(READS("\x19\x00\xff"));
    g_assert_false(READS("\x1b\xff\xff\xff\xff\xff\xff\xff\xff"));
    g_assert_false(READS("\x1c"));         /* reserved */
    g_assert_false(READS("\x9f\x01\xff")); /* of no known length */
    g_assert_false(READS("\xc0\x61\x61")); /* tag */
    g_assert_false(READS("\xf9\x3c\x00")); /* float */
    g_assert_false(READS("\x62\xff\xff")); /* not UTF-8 */
    g_assert_false(READS("\x45\x01"));     /* promises more than there is */
    g_assert_false(READS("\x9b\x00\x00\x00\x01\x00\x00\x00\x00"));
    g_assert_false(READS("\x01\x01"));
    char deep[5000];
    memset(deep, '\x81', sizeof deep);
    g_assert_false(reads(deep, sizeof deep));
    deep[sizeof deep - 1] = 0;
    g_assert_true(reads(deep, sizeof deep));
}

static bool
reads_json(Fixture *fx, const char *text)
{
    ClientData data;
    return client_data_read(fx->arena, (Bytes){text, strlen(text)}, &data);
}

static void
test_client_data(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const good[] = {
        "{\"type\":\"a\"}",
        " { \"type\" : \"a\" , \"challenge\":\"b\" } ",
        "{\"x\":{\"y\":[1,{\"z\":\"}\\\"]\"}]},\"origin\":\"c\",\"n\":-1.5e3,\"t\":null}",
    };
    static const char *const bad[] = {
        "",
        "{",
        "{}",
        "[]",
        "{\"type\"}",
        "{\"type\":1}",
        "{\"type\":\"a\"",
        "{\"type\":\"a\"}x",
        "{\"type\":\"a\",\"type\":\"b\"}",
        "{\"type\":\"a\",}",
        "{\"x\":}",
        "{\"x\":[}",
        "{\"x\":\"\\",
        "{\"x\":[[[[[[[[[[1]]]]]]]]]]}",
        "{\"x\":\"\n\"}",
        "{\"x\":\"\xff\"}",
        HOSTILE,
    };
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
        if (!reads_json(fx, good[i]))
            g_error("not read: %s", good[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        if (reads_json(fx, bad[i]))
            g_error("read: %s", bad[i]);
    ClientData data;
    g_assert_false(client_data_read(fx->arena, (Bytes){"{\"type\":\"a\0b\"}", 14}, &data));
}

void
webauthn_tests(void)
{
    add_test("/webauthn/makes-and-signs", test_makes_and_signs);
    add_test("/webauthn/for-this-site-and-question", test_for_this_site_and_question);
    add_test("/webauthn/every-bit-counts", test_every_bit_counts);
    add_test("/webauthn/cut-short-is-refused", test_cut_short_is_refused);
    add_test("/webauthn/cbor", test_cbor);
    add_test("/webauthn/client-data", test_client_data);
}
