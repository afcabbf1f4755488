/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/openid_testing.h"

#include "base/limits.h"
#include "base/secret.h"
#include "openid/jws.h"
#include "openid/key.h"
#include "web/limiter.h"
#include "web/session.h"

#include <string.h>

/* What the token says, once its signature was checked. */
static const char *
claims_of(Fixture *fx, const char *token, const char *algorithm)
{
    const char *payload = NULL;
    Ctx *cx = fixture_begin(fx, NOBODY);
    const JwsKey *key = openid_key_find(cx, algorithm);
    g_assert_true(jws_verify(fx->arena, key, token, &payload));
    fixture_commit(fx);
    return payload;
}

static void
assert_error(const Response *res, int status, const char *error)
{
    assert_status(res, status);
    g_autofree char *text = g_strdup_printf("\"error\":\"%s\"", error);
    assert_shows(res, text);
    g_assert_cmpstr(res->type, ==, "application/json");
    g_assert_cmpstr(header_of(res, "Cache-Control"), ==, "no-store");
    assert_hides(res, "access_token");
}

static void
test_a_code_becomes_tokens(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    Response *res = exchange_code(fx, &tool, a_code(fx, ANN, &tool, ""));
    assert_status(res, 200);
    assert_statements(fx, 9);
    assert_shows(res, "\"token_type\":\"Bearer\"");
    assert_shows(res, "\"expires_in\":3600");
    assert_shows(res, "\"scope\":\"openid profile email roles\"");
    g_assert_cmpstr(header_of(res, "Cache-Control"), ==, "no-store");
    g_assert_cmpstr(header_of(res, "Access-Control-Allow-Origin"), ==, "*");
    const char *access = json_text(fx, res, "access_token");
    const char *claims = claims_of(fx, json_text(fx, res, "id_token"), JWS_RS256);
    const char *const parts[] = {
        "\"iss\":\"http://127.0.0.1:8080\"",
        arena_printf(fx->arena, "\"aud\":\"%s\"", tool.client_id),
        "\"iat\":1483347600",
        "\"exp\":1483351200",
        "\"auth_time\":1483347600",
        "\"nonce\":\"n-1\"",
        arena_printf(fx->arena, "\"at_hash\":\"%s\"", jws_half_hash(fx->arena, JWS_RS256, access)),
    };
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        g_assert_nonnull(strstr(claims, parts[i]));
    g_assert_null(strstr(claims, "ann"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM openid_client WHERE used_at IS NOT NULL"),
                    ==, 1);
    /* The database has neither the code nor the token. */
    g_assert_cmpint(
        query_int(fx, "SELECT count(*) FROM openid_login WHERE length(token_hash) = 32"), ==, 1);
}

static void
test_userinfo_tells_what_was_agreed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    const char *token = an_access_token(fx, EDNA, &tool);
    Response *res = ask_userinfo(fx, token);
    assert_status(res, 200);
    assert_statements(fx, 4);
    assert_shows(res, "\"name\":\"Edna Editor\",\"locale\":\"fr\",\"zoneinfo\":\"UTC\"");
    assert_shows(res, "\"email\":\"edna@example.org\",\"email_verified\":true");
    assert_shows(res, "\"roles\":[\"editor\"]");
    assert_hides(res, "picture");
    g_assert_cmpstr(header_of(res, "Access-Control-Allow-Origin"), ==, "*");
    assert_shows(post_program(fx, NULL, "/openid/userinfo", "access_token", token, NULL), "Edna");
    assert_shows(get(fx, NOBODY, "/openid/userinfo"), "invalid_request");

    run_sql(fx, "UPDATE person SET picture_id = 9 WHERE id = 3");
    assert_hides(ask_userinfo(fx, token), "picture");
    run_sql(fx, "UPDATE person SET shown_public = 2, shown_members = 2 WHERE id = 3");
    assert_shows(ask_userinfo(fx, token),
                 "\"picture\":\"http://127.0.0.1:8080/files/9?width=256\"");
    /* What the secretariat takes from the tool is not told any more. */
    run_sql(fx, "UPDATE openid_client SET scopes = 'profile'");
    assert_hides(ask_userinfo(fx, token), "email");
    assert_hides(ask_userinfo(fx, token), "roles");
}

static void
test_subjects_differ_between_tools_and_stay(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool wiki = a_tool(fx, "Wiki", false, ""), chat = a_tool(fx, "Chat", true, "");
    const char *first = json_text(fx, ask_userinfo(fx, an_access_token(fx, ANN, &wiki)), "sub");
    const char *second = json_text(fx, ask_userinfo(fx, an_access_token(fx, ANN, &chat)), "sub");
    g_assert_cmpstr(first, !=, second);
    assert_status(post(fx, ANN, "/openid/tools/1", NULL), 303);
    const char *third = json_text(fx, ask_userinfo(fx, an_access_token(fx, ANN, &wiki)), "sub");
    g_assert_cmpstr(first, ==, third);
}

static void
test_the_tool_proves_who_it_is(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, ""), app = a_tool(fx, "App", true, "");
    const char *code = a_code(fx, ANN, &tool, "");
    const char *const rows[][2] = {
        {tool.client_id, ""           },
        {tool.client_id, "x"          },
        {tool.client_id, app.client_id},
        {app.client_id,  "x"          },
        {"x",            tool.secret  },
        {"",             ""           },
        {HOSTILE,        HOSTILE      },
    };
    const char *first = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Response *res = post_program(fx, NULL, "/openid/token", "client_id", rows[i][0],
                                     "client_secret", rows[i][1], "grant_type",
                                     "authorization_code", "code", code, "redirect_uri", TOOL_BACK,
                                     "code_verifier", VERIFIER, NULL);
        assert_error(res, 401, "invalid_client");
        assert_statements(fx, 1);
        first = first != NULL ? first : body_of(res);
        g_assert_cmpstr(body_of(res), ==, first);
    }
    /* The code is still good for its owner. */
    assert_status(exchange_code(fx, &tool, code), 200);
}

static const char *
basic(Fixture *fx, const char *client_id, const char *secret)
{
    const char *both = arena_printf(fx->arena, "%s:%s", client_id, secret);
    g_autofree char *encoded = g_base64_encode((const guchar *)both, strlen(both));
    return arena_printf(fx->arena, "Basic %s", encoded);
}

static Response *
exchange_basic(Fixture *fx, const char *authorization, const char *code, const char *name,
               const char *value)
{
    return post_program(fx, authorization, "/openid/token", "grant_type", "authorization_code",
                        "code", code, "redirect_uri", TOOL_BACK, "code_verifier", VERIFIER, name,
                        value, NULL);
}

static void
test_basic_authentication(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    const char *code = a_code(fx, ANN, &tool, "");
    Response *res = exchange_basic(fx, basic(fx, tool.client_id, "wrong"), code, NULL, NULL);
    assert_error(res, 401, "invalid_client");
    g_assert_true(g_str_has_prefix(header_of(res, "WWW-Authenticate"), "Basic"));
    const char *right = basic(fx, tool.client_id, tool.secret);
    assert_error(exchange_basic(fx, right, code, "client_secret", tool.secret), 400,
                 "invalid_request");
    assert_error(exchange_basic(fx, right, code, "client_id", "another"), 400, "invalid_request");
    static const char *const broken[] = {"Basic", "Basic ", "Basic !!", "Basic eA==", "Basic JTo="};
    for (size_t i = 1; i < G_N_ELEMENTS(broken); i++)
        assert_error(exchange_basic(fx, broken[i], code, NULL, NULL), 400, "invalid_request");
    assert_error(exchange_basic(fx, broken[0], code, NULL, NULL), 401, "invalid_client");
    assert_status(exchange_basic(fx, right, code, "client_id", tool.client_id), 200);
}

static void
test_a_code_fits_its_request_only(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, ""), app = a_tool(fx, "App", true, "");
    const char *code = a_code(fx, ANN, &app, "");
    static const char other[] = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl";
    const char *const rows[][3] = {
        {code, TOOL_BACK, other},
        {code, TOOL_BACK, ""},
        {code, TOOL_BACK, "short"},
        {code, TOOL_BACK, CHALLENGE},
        {code, "https://learn.example/other", VERIFIER},
        {code, "", VERIFIER},
        {"x", TOOL_BACK, VERIFIER},
        {HOSTILE, TOOL_BACK, VERIFIER},
        {arena_printf(fx->arena, "%sA", code), TOOL_BACK, VERIFIER},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        assert_error(post_program(fx, NULL, "/openid/token", "client_id", app.client_id,
                                  "grant_type", "authorization_code", "code", rows[i][0],
                                  "redirect_uri", rows[i][1], "code_verifier", rows[i][2], NULL),
                     400, "invalid_grant");
    Tool thief = tool;
    assert_error(exchange_code(fx, &thief, code), 400, "invalid_grant");
    assert_status(exchange_code(fx, &app, code), 200);
}

static void
test_a_verifier_without_challenge_is_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    const char *url = agree_url(fx, &tool, "");
    const char *request = arena_strndup(
        fx->arena, strchr(url, '?') + 1,
        (size_t)(strstr(url, "&code_challenge=") - strchr(url, '?') - 1));
    Response *res = post(fx, ANN, "/openid/agree", "request", request, NULL);
    const char *code = sent_back(fx, res, "code");
    assert_error(exchange_code(fx, &tool, code), 400, "invalid_grant");
    res = post_program(fx, NULL, "/openid/token", "client_id", tool.client_id, "client_secret",
                       tool.secret, "grant_type", "authorization_code", "code", code,
                       "redirect_uri", TOOL_BACK, NULL);
    assert_status(res, 200);
}

static void
test_a_second_use_revokes_the_first(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    const char *code = a_code(fx, ANN, &tool, "");
    const char *token = json_text(fx, exchange_code(fx, &tool, code), "access_token");
    assert_status(ask_userinfo(fx, token), 200);
    assert_error(exchange_code(fx, &tool, code), 400, "invalid_grant");
    Response *res = ask_userinfo(fx, token);
    assert_error(res, 401, "invalid_token");
    g_assert_cmpstr(header_of(res, "WWW-Authenticate"), ==, "Bearer error=\"invalid_token\"");
    assert_error(exchange_code(fx, &tool, code), 400, "invalid_grant");

    /* Also when it comes late. */
    code = a_code(fx, ANN, &tool, "");
    token = json_text(fx, exchange_code(fx, &tool, code), "access_token");
    fx->now += LIMIT_CODE_SECONDS;
    assert_error(exchange_code(fx, &tool, code), 400, "invalid_grant");
    assert_status(ask_userinfo(fx, token), 401);
}

static void
test_codes_and_tokens_end(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    const char *code = a_code(fx, ANN, &tool, "");
    fx->now += LIMIT_CODE_SECONDS;
    assert_error(exchange_code(fx, &tool, code), 400, "invalid_grant");
    const char *token = an_access_token(fx, ANN, &tool);
    fx->now += LIMIT_TOKEN_SECONDS - 1;
    assert_status(ask_userinfo(fx, token), 200);
    fx->now += 1;
    assert_status(ask_userinfo(fx, token), 401);
}

/* What ends a tool's hold on an account, each by its own statement. */
static void
test_what_ends_a_hold(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const ends[] = {
        "DELETE FROM session WHERE person_id = 1",
        "UPDATE session SET expires_at = 1 WHERE person_id = 1",
        "UPDATE openid_grant SET withdrawn_at = 1",
        "UPDATE person SET left_at = 1400000001 WHERE id = 1",
        "UPDATE person SET erased_at = 1 WHERE id = 1",
        "UPDATE openid_client SET audience = 'steering'",
        "DELETE FROM openid_client",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        Tool tool = a_tool(fx, "Wiki", false, "");
        const char *token = an_access_token(fx, ANN, &tool), *code = a_code(fx, ANN, &tool, "");
        assert_status(ask_userinfo(fx, token), 200);
        run_sql(fx, ends[i]);
        assert_status(ask_userinfo(fx, token), 401);
        g_assert_cmpint(exchange_code(fx, &tool, code)->status, >=, 400);
        run_sql(fx, "UPDATE person SET left_at = NULL, erased_at = NULL; DELETE FROM session; "
                    "DELETE FROM openid_client");
        g_hash_table_remove_all(fx->cookies);
    }
}

static void
test_signing_out_everywhere_ends_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    const char *token = an_access_token(fx, ANN, &tool);
    session_end_all(fixture_begin(fx, ANN), ANN);
    fixture_commit(fx);
    assert_status(ask_userinfo(fx, token), 401);
}

static void
test_bad_requests_at_the_token_endpoint(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    static const char *const rows[][3] = {
        {"x",          "x",                  "invalid_request"       },
        {"grant_type", "password",           "unsupported_grant_type"},
        {"grant_type", "refresh_token",      "unsupported_grant_type"},
        {"grant_type", "client_credentials", "unsupported_grant_type"},
        {"grant_type", "authorization_code", "invalid_request"       },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        assert_error(post_program(fx, NULL, "/openid/token", "client_id", tool.client_id,
                                  "client_secret", tool.secret, rows[i][0], rows[i][1], NULL),
                     400, rows[i][2]);
    assert_error(post_program(fx, NULL, "/openid/token", "code", "x", "code", "x", "client_id",
                              tool.client_id, "client_secret", tool.secret, NULL),
                 400, "invalid_request");
    assert_status(get(fx, ANN, "/openid/token"), 404);
}

static void
test_userinfo_says_what_is_wrong(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = ask_userinfo(fx, NULL);
    assert_status(res, 401);
    g_assert_cmpstr(header_of(res, "WWW-Authenticate"), ==, "Bearer");
    assert_error(ask_userinfo(fx, "x"), 401, "invalid_token");
    assert_error(ask_userinfo(fx, HOSTILE), 401, "invalid_token");
    assert_error(post_program(fx, "Bearer x", "/openid/userinfo", "access_token", "x", NULL), 400,
                 "invalid_request");
    assert_error(get(fx, NOBODY, "/openid/userinfo?access_token=x"), 401, "invalid_request");
}

static void
test_programs_in_browsers_may_ask(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const paths[] = {"/openid/token", "/openid/userinfo"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        const Incoming in = {.method = OPTIONS,
                             .target = paths[i],
                             .host = "127.0.0.1:8080",
                             .origin = "https://app.example"};
        Response *res = send_raw(fx, &in);
        assert_status(res, 204);
        g_assert_cmpstr(header_of(res, "Access-Control-Allow-Origin"), ==, "*");
        g_assert_null(header_of(res, "Access-Control-Allow-Credentials"));
        g_assert_nonnull(strstr(header_of(res, "Access-Control-Allow-Headers"), "Authorization"));
    }
    const Incoming in = {.method = OPTIONS, .target = "/desk", .host = "127.0.0.1:8080"};
    assert_status(send_raw(fx, &in), 405);
    g_assert_cmpstr(header_of(send_raw(fx, &in), "Allow"), ==, "GET, HEAD");
}

static void
test_guessing_is_slowed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    fx->app.limiter = limiter_new();
    int n = 0, status = 401;
    for (; n < 100 && status == 401; n++)
        status = post_program(fx, NULL, "/openid/token", "client_id", tool.client_id,
                              "client_secret", "x", NULL)
                     ->status;
    g_assert_cmpint(status, ==, 429);
    /* The tool itself, from the same network, is not kept out. */
    assert_status(exchange_code(fx, &tool, a_code(fx, ANN, &tool, "")), 200);
    g_clear_pointer(&fx->app.limiter, limiter_free);
}

static void
test_discovery_and_keys(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, NOBODY, "/openid/jwks"), "{\"keys\":[]}");
    (void)a_tool(fx, "Wiki", false, "");
    Response *res = get(fx, NOBODY, "/.well-known/openid-configuration");
    assert_status(res, 200);
    assert_shows(res, "\"issuer\":\"http://127.0.0.1:8080\"");
    assert_shows(res, "\"token_endpoint\":\"http://127.0.0.1:8080/openid/token\"");
    assert_shows(res, "\"code_challenge_methods_supported\":[\"S256\"]");
    assert_shows(res, "\"authorization_response_iss_parameter_supported\":true");
    g_assert_cmpstr(body_of(res), ==,
                    body_of(get(fx, NOBODY, "/.well-known/oauth-authorization-server")));
    res = get(fx, NOBODY, "/openid/jwks");
    assert_shows(res, "\"kty\":\"RSA\"");
    assert_shows(res, "\"crv\":\"Ed25519\"");
    assert_hides(res, "\"d\":");
    g_assert_cmpstr(header_of(res, "Access-Control-Allow-Origin"), ==, "*");
}

static void
test_eddsa(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    run_sql(fx, "UPDATE openid_client SET algorithm = 'EdDSA'");
    Response *res = exchange_code(fx, &tool, a_code(fx, ANN, &tool, ""));
    g_assert_nonnull(strstr(claims_of(fx, json_text(fx, res, "id_token"), JWS_EDDSA), "\"nonce\""));
}

static void
test_failure_gives_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    const char *code = a_code(fx, ANN, &tool, "");
    for (int nth = 1; nth <= 6; nth++) {
        db_fail_at(fx->db, nth);
        Response *res = exchange_code(fx, &tool, code);
        db_fail_at(fx->db, 0);
        assert_status(res, 500);
        assert_hides(res, "access_token");
    }
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM openid_login"), ==, 0);
    assert_status(exchange_code(fx, &tool, code), 200);
}

void
openid_token_tests(void)
{
    add_test("/openid_token/a-code-becomes-tokens", test_a_code_becomes_tokens);
    add_test("/openid_token/userinfo-tells-what-was-agreed", test_userinfo_tells_what_was_agreed);
    add_test("/openid_token/subjects-differ-between-tools-and-stay",
             test_subjects_differ_between_tools_and_stay);
    add_test("/openid_token/the-tool-proves-who-it-is", test_the_tool_proves_who_it_is);
    add_test("/openid_token/basic-authentication", test_basic_authentication);
    add_test("/openid_token/a-code-fits-its-request-only", test_a_code_fits_its_request_only);
    add_test("/openid_token/a-verifier-without-challenge-is-refused",
             test_a_verifier_without_challenge_is_refused);
    add_test("/openid_token/a-second-use-revokes-the-first", test_a_second_use_revokes_the_first);
    add_test("/openid_token/codes-and-tokens-end", test_codes_and_tokens_end);
    add_test("/openid_token/what-ends-a-hold", test_what_ends_a_hold);
    add_test("/openid_token/signing-out-everywhere-ends-it", test_signing_out_everywhere_ends_it);
    add_test("/openid_token/bad-requests", test_bad_requests_at_the_token_endpoint);
    add_test("/openid_token/userinfo-says-what-is-wrong", test_userinfo_says_what_is_wrong);
    add_test("/openid_token/programs-in-browsers-may-ask", test_programs_in_browsers_may_ask);
    add_test("/openid_token/guessing-is-slowed", test_guessing_is_slowed);
    add_test("/openid_token/discovery-and-keys", test_discovery_and_keys);
    add_test("/openid_token/eddsa", test_eddsa);
    add_test("/openid_token/failure-gives-nothing", test_failure_gives_nothing);
}
