/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "base/secret.h"
#include "openid/jws.h"
#include "openid/key.h"
#include "openid/openid.h"
#include "openid/openid_testing.h"

#include <string.h>

#define PAYLOAD "{\"sub\":\"x\"}"

/* RFC 8037, appendix A.2 and A.3: its key, and the thumbprint of it. */
static const char ed25519_der[] =
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";

static void
test_rfc_8037_vector(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    uint8_t der[48];
    g_assert_true(secret_decode(ed25519_der, der, sizeof der));
    const JwsKey key = {
        .algorithm = JWS_EDDSA,
        .kid = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
        .private = {der, sizeof der}
    };
    const char *text = jws_sign(fx->arena, &key, PAYLOAD), *payload = NULL;
    g_assert_true(jws_verify(fx->arena, &key, text, &payload));
    /* A.4: the header and the payload of the RFC, signed by it. */
    g_assert_true(jws_verify(fx->arena, &key,
                             "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGC"
                             "jP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_"
                             "MuM0KAg",
                             &payload));
    g_assert_cmpstr(payload, ==, "Example of Ed25519 signing");
}

static void
check_algorithm(Fixture *fx, const char *algorithm)
{
    const JwsKey *key = jws_key_new(fx->arena, algorithm),
                 *other = jws_key_new(fx->arena, algorithm);
    const char *text = jws_sign(fx->arena, key, PAYLOAD), *payload = NULL;
    g_assert_true(jws_verify(fx->arena, key, text, &payload));
    g_assert_cmpstr(payload, ==, PAYLOAD);
    g_assert_cmpstr(key->kid, !=, other->kid);
    g_assert_null(strstr(key->jwk, "\"d\""));
    g_assert_nonnull(strstr(key->jwk, key->kid));
    payload = NULL;
    g_assert_false(jws_verify(fx->arena, other, text, &payload));
    for (size_t i = 0; i < strlen(text); i += 7) {
        char *bent = arena_strdup(fx->arena, text);
        bent[i] = bent[i] == 'A' ? 'B' : 'A';
        g_assert_false(jws_verify(fx->arena, key, bent, &payload));
    }
    static const char *const others[] = {"", ".", "..", "a.b", "a.b.c", "....", HOSTILE};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        g_assert_false(jws_verify(fx->arena, key, others[i], &payload));
    g_assert_null(payload);
}

static void
test_only_what_was_signed_is_verified(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    check_algorithm(fx, JWS_RS256);
    check_algorithm(fx, JWS_EDDSA);
}

static void
test_an_unsigned_text_is_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *payload = NULL;
    const JwsKey *key = jws_key_new(fx->arena, JWS_RS256);
    static const char none[] = "{\"alg\":\"none\"}";
    const char *text = arena_printf(fx->arena, "%s.%s.",
                                    secret_encode(fx->arena, none, strlen(none)),
                                    secret_encode(fx->arena, PAYLOAD, strlen(PAYLOAD)));
    g_assert_false(jws_verify(fx->arena, key, text, &payload));
}

static void
test_hashes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpstr(jws_sha256(fx->arena, VERIFIER), ==, CHALLENGE);
    /* OpenID Connect Core, appendix A.3. */
    g_assert_cmpstr(
        jws_half_hash(fx->arena, JWS_RS256, "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"), ==,
        "77QmUPtjPfzWtF2AnpK9RQ");
    g_assert_cmpint((int64_t)strlen(jws_half_hash(fx->arena, JWS_EDDSA, "x")), ==, 43);
}

static int64_t
n_published(Fixture *fx)
{
    int64_t n = -1;
    const char *body = body_of(get(fx, NOBODY, "/openid/jwks"));
    for (; body != NULL; n++)
        body = (body = strstr(body, "\"kid\"")) != NULL ? body + 1 : NULL;
    return n;
}

static const char *
signing(Fixture *fx)
{
    const JwsKey *key = openid_key_find(fixture_begin(fx, NOBODY), JWS_RS256);
    const char *kid = key != NULL ? arena_strdup(fx->arena, key->kid) : "none";
    fixture_commit(fx);
    return kid;
}

static void
test_rotation_overlaps(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    const char *first = signing(fx), *token = an_access_token(fx, ANN, &tool);
    g_assert_cmpint(n_published(fx), ==, 2);
    openid_rotate_keys(fixture_begin(fx, SAM), openid_new_keys(fx->arena), false);
    fixture_commit(fx);
    g_assert_cmpint(n_published(fx), ==, 4);
    g_assert_cmpstr(signing(fx), ==, first);
    fx->now += 24 * 3600;
    const char *second = signing(fx);
    g_assert_cmpstr(second, !=, first);
    g_assert_cmpint(n_published(fx), ==, 4);
    fx->now += 24 * 3600;
    g_assert_cmpint(n_published(fx), ==, 2);
    g_assert_cmpstr(signing(fx), ==, second);

    openid_rotate_keys(fixture_begin(fx, SAM), openid_new_keys(fx->arena), true);
    fixture_commit(fx);
    g_assert_cmpint(n_published(fx), ==, 2);
    g_assert_cmpstr(signing(fx), !=, second);
    g_assert_cmpint(openid_delete_expired(fixture_begin(fx, NOBODY)), ==, 5); /* and a token */
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM openid_key"), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'openid.rotate'"), ==,
                    2);
    assert_status(ask_userinfo(fx, token), 401);
}

void
openid_jws_tests(void)
{
    add_test("/openid_jws/rfc-8037-vector", test_rfc_8037_vector);
    add_test("/openid_jws/only-what-was-signed-is-verified", test_only_what_was_signed_is_verified);
    add_test("/openid_jws/an-unsigned-text-is-nothing", test_an_unsigned_text_is_nothing);
    add_test("/openid_jws/hashes", test_hashes);
    add_test("/openid_jws/rotation-overlaps", test_rotation_overlaps);
}
