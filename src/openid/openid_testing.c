/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/openid_testing.h"

#include "openid/jws.h"
#include "openid/key.h"
#include "web/request.h"

#include <string.h>

/* Keys take a while to make, so all fixtures have the same. */
static const OpenidKeys *
some_keys(void)
{
    static Arena *arena;
    static const OpenidKeys *keys;
    if (arena == NULL) {
        arena = arena_new();
        keys = openid_new_keys(arena);
    }
    return keys;
}

Tool
a_tool(Fixture *fx, const char *name, bool is_public, const char *audience)
{
    const char *secret = NULL;
    const OpenidClient client = {.name = name,
                                 .is_public = is_public,
                                 .redirect_uris = TOOL_BACK "\nhttps://learn.example/other",
                                 .logout_uris = TOOL_LEFT,
                                 .scopes = "profile email roles",
                                 .audience = audience,
                                 .algorithm = JWS_RS256};
    Ctx *cx = fixture_begin(fx, SAM);
    openid_key_begin(cx, some_keys());
    int64_t id = openid_client_insert(cx, &client, &secret);
    const OpenidClient *made = openid_client_find(cx, id);
    Tool tool = {.id = id,
                 .client_id = arena_strdup(fx->arena, made->client_id),
                 .secret = secret != NULL ? arena_strdup(fx->arena, secret) : NULL};
    fixture_commit(fx);
    return tool;
}

static const char *
request_of(Fixture *fx, const Tool *tool, const char *more)
{
    return arena_printf(fx->arena,
                        "response_type=code&client_id=%s&redirect_uri=https%%3A%%2F%%2Flearn."
                        "example%%2Fback&scope=openid%%20profile%%20email%%20roles&state=s%%26%%3D1"
                        "&nonce=n-1&code_challenge=" CHALLENGE "&code_challenge_method=S256%s%s",
                        tool->client_id, *more != '\0' ? "&" : "", more);
}

const char *
authorize_url(Fixture *fx, const Tool *tool, const char *more)
{
    return arena_printf(fx->arena, "/openid/authorize?%s", request_of(fx, tool, more));
}

const char *
agree_url(Fixture *fx, const Tool *tool, const char *more)
{
    return arena_printf(fx->arena, "/openid/agree?%s", request_of(fx, tool, more));
}

Response *
press_agree(Fixture *fx, int64_t me, const Tool *tool, const char *more)
{
    return post(fx, me, "/openid/agree", "request", request_of(fx, tool, more), NULL);
}

const char *
sent_back(Fixture *fx, const Response *res, const char *name)
{
    const char *url = res->location != NULL ? res->location : header_of(res, "Refresh");
    const char *query = url != NULL ? strchr(url, '?') : NULL;
    PairSpan pairs = {0};
    if (query == NULL)
        return NULL;
    g_assert_cmpint(request_decode_pairs(fx->arena, query + 1, strlen(query + 1), &pairs), ==, 0);
    for (size_t i = 0; i < pairs.n; i++)
        if (strcmp(pairs.at[i].name, name) == 0)
            return pairs.at[i].value;
    return NULL;
}

const char *
a_code(Fixture *fx, int64_t me, const Tool *tool, const char *more)
{
    const char *code = sent_back(fx, press_agree(fx, me, tool, more), "code");
    g_assert_nonnull(code);
    return code;
}

Response *
post_program(Fixture *fx, const char *authorization, const char *path, ...)
{
    va_list ap;
    const char *name;
    GString *body = arena_string(fx->arena, 256);
    va_start(ap, path);
    while ((name = va_arg(ap, const char *)) != NULL) {
        g_string_append_printf(body, "%s%s=", body->len > 0 ? "&" : "", name);
        g_string_append_uri_escaped(body, va_arg(ap, const char *), NULL, false);
    }
    va_end(ap);
    const Incoming in = {
        .method = POST,
        .target = path,
        .host = "127.0.0.1:8080",
        .address = "127.0.0.1",
        .authorization = authorization,
        .content_type = "application/x-www-form-urlencoded",
        .body = {body->str, body->len}
    };
    return send_raw(fx, &in);
}

Response *
exchange_code(Fixture *fx, const Tool *tool, const char *code)
{
    return post_program(fx, NULL, "/openid/token", "grant_type", "authorization_code", "code", code,
                        "redirect_uri", TOOL_BACK, "code_verifier", VERIFIER, "client_id",
                        tool->client_id, tool->secret != NULL ? "client_secret" : NULL,
                        tool->secret, NULL);
}

const char *
json_text(Fixture *fx, const Response *res, const char *name)
{
    g_autofree char *before = g_strdup_printf("\"%s\":\"", name);
    const char *at = strstr(arena_strndup(fx->arena, body_of(res), res->body.n), before);
    g_assert_nonnull(at);
    at += strlen(before);
    return arena_strndup(fx->arena, at, strcspn(at, "\""));
}

const char *
an_access_token(Fixture *fx, int64_t me, const Tool *tool)
{
    Response *res = exchange_code(fx, tool, a_code(fx, me, tool, ""));
    assert_status(res, 200);
    return json_text(fx, res, "access_token");
}

Response *
ask_userinfo(Fixture *fx, const char *token)
{
    const Incoming in = {
        .method = GET,
        .target = "/openid/userinfo",
        .host = "127.0.0.1:8080",
        .address = "127.0.0.1",
        .authorization = token != NULL ? arena_printf(fx->arena, "Bearer %s", token) : NULL};
    return send_raw(fx, &in);
}
