/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What tools find out by themselves: OpenID Connect Discovery 1.0, RFC 8414, RFC 7517.
 */
#include "openid/answer.h"
#include "openid/jws.h"
#include "openid/key.h"
#include "openid/pages.h"
#include "openid/scope.h"
#include "web/app.h"

#define KEPT "public, max-age=3600"

static const struct {
    const char *name, *path;
} ENDPOINTS[] = {
    {"authorization_endpoint", "/openid/authorize"},
    {"token_endpoint",         "/openid/token"    },
    {"userinfo_endpoint",      "/openid/userinfo" },
    {"jwks_uri",               "/openid/jwks"     },
    {"end_session_endpoint",   "/openid/logout"   },
};

static const struct {
    const char *name;
    const char *values[8];
} LISTS[] = {
    {"response_types_supported",              {"code"}                                      },
    {"response_modes_supported",              {"query"}                                     },
    {"grant_types_supported",                 {"authorization_code"}                        },
    {"subject_types_supported",               {"pairwise"}                                  },
    {"id_token_signing_alg_values_supported", {JWS_RS256, JWS_EDDSA}                        },
    {"token_endpoint_auth_methods_supported",
     {"client_secret_basic", "client_secret_post", "none"}                                  },
    {"code_challenge_methods_supported",      {"S256"}                                      },
    {"claims_supported",
     {"sub", "name", "locale", "zoneinfo", "picture", "email", "email_verified", "roles"}   },
    {"prompt_values_supported",               {"none", "login", "consent", "select_account"}},
};

static const struct {
    const char *name;
    bool value;
} FLAGS[] = {
    {"authorization_response_iss_parameter_supported", true },
    {"claims_parameter_supported",                     false},
    {"request_parameter_supported",                    false},
    {"request_uri_parameter_supported",                false},
};

static void
write_lists(Json *json)
{
    for (size_t i = 0; i < G_N_ELEMENTS(LISTS); i++) {
        json_open_array(json, LISTS[i].name);
        for (size_t k = 0; k < G_N_ELEMENTS(LISTS[i].values) && LISTS[i].values[k] != NULL; k++)
            json_str(json, NULL, LISTS[i].values[k]);
        json_close_array(json);
    }
    json_open_array(json, "scopes_supported");
    for (const ScopeKind *kind = SCOPES; kind->name != NULL; kind++)
        json_str(json, NULL, kind->name);
    json_close_array(json);
    json_open_array(json, "ui_locales_supported");
    for (size_t i = 0; i < N_LANGS; i++)
        json_str(json, NULL, LANGS[i]->code);
    json_close_array(json);
}

/* Public, the same for everybody, and worth keeping for a while. */
static Response *
respond_kept(Request *req, GString *text)
{
    Response *res = respond_bytes(req, "application/json", (Bytes){text->str, text->len});
    respond_header(res, "Cache-Control", KEPT);
    respond_header(res, "Access-Control-Allow-Origin", "*");
    return res;
}

Response *
get_openid_configuration(Request *req)
{
    Json json;
    Ctx *cx = req->cx;
    GString *text = arena_string(cx->arena, 2048);
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_str(&json, "issuer", cx->app->base_url);
    for (size_t i = 0; i < G_N_ELEMENTS(ENDPOINTS); i++)
        json_str(&json, ENDPOINTS[i].name,
                 arena_printf(cx->arena, "%s%s", cx->app->base_url, ENDPOINTS[i].path));
    write_lists(&json);
    for (size_t i = 0; i < G_N_ELEMENTS(FLAGS); i++)
        json_bool(&json, FLAGS[i].name, FLAGS[i].value);
    json_close_object(&json);
    return respond_kept(req, text);
}

Response *
get_openid_jwks(Request *req)
{
    JwsKeySpan keys = openid_key_list(req->cx);
    GString *text = arena_string(req->cx->arena, 1024);
    g_string_append(text, "{\"keys\":[");
    for (size_t i = 0; i < keys.n; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? "," : "", keys.at[i].jwk);
    g_string_append(text, "]}");
    return respond_kept(req, text);
}
