/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/ask.h"

#include "base/limits.h"

#include <string.h>

#define CHALLENGE_LENGTH 43 /* characters: SHA-256 in base64url */
#define BASE64URL "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

const char *
openid_parameter(PairSpan pairs, const char *name, bool *ret_twice)
{
    const char *found = NULL;
    for (size_t i = 0; i < pairs.n; i++) {
        if (strcmp(pairs.at[i].name, name) != 0)
            continue;
        *ret_twice |= found != NULL;
        found = found != NULL ? found : pairs.at[i].value;
    }
    return found != NULL ? found : "";
}

const char *
openid_query(const Request *req)
{
    GString *query = arena_string(req->cx->arena, 512);
    for (size_t i = 0; i < req->fields.n; i++) {
        g_string_append(query, i > 0 ? "&" : "");
        g_string_append_uri_escaped(query, req->fields.at[i].name, NULL, false);
        g_string_append_c(query, '=');
        g_string_append_uri_escaped(query, req->fields.at[i].value, NULL, false);
    }
    return query->len <= LIMIT_OPENID_REQUEST ? query->str : NULL;
}

/* The first thing that is wrong is what is said. */
static void
fail(OpenidAsk *ask, bool is_wrong, const char *error, const char *description)
{
    if (!is_wrong || ask->error != NULL)
        return;
    ask->error = error;
    ask->description = description;
}

static bool
is_present(PairSpan pairs, const char *name)
{
    bool twice = false;
    return *openid_parameter(pairs, name, &twice) != '\0';
}

/* What comes twice means nothing (RFC 6749, 3.1). */
static bool
has_repeated(PairSpan pairs)
{
    for (size_t i = 0; i < pairs.n; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(pairs.at[i].name, pairs.at[k].name) == 0)
                return true;
    return false;
}

static void
check_flow(OpenidAsk *ask, PairSpan pairs)
{
    bool twice = false;
    const char *type = openid_parameter(pairs, "response_type", &twice);
    const char *mode = openid_parameter(pairs, "response_mode", &twice);
    fail(ask, has_repeated(pairs), "invalid_request", "a parameter is there twice");
    fail(ask, *type == '\0', "invalid_request", "response_type is missing");
    fail(ask, strcmp(type, "code") != 0, "unsupported_response_type", "response_type is not code");
    fail(ask, *mode != '\0' && strcmp(mode, "query") != 0, "invalid_request",
         "response_mode is not query");
    fail(ask, is_present(pairs, "request"), "request_not_supported", NULL);
    fail(ask, is_present(pairs, "request_uri"), "request_uri_not_supported", NULL);
    fail(ask, is_present(pairs, "registration"), "registration_not_supported", NULL);
}

static void
check_challenge(OpenidAsk *ask, PairSpan pairs)
{
    bool twice = false;
    const char *method = openid_parameter(pairs, "code_challenge_method", &twice);
    size_t n = strlen(ask->challenge);
    fail(ask, ask->client->is_public && n == 0, "invalid_request", "code_challenge is missing");
    fail(ask, n == 0 && *method != '\0', "invalid_request", "code_challenge is missing");
    fail(ask, n != 0 && strcmp(method, "S256") != 0, "invalid_request",
         "code_challenge_method is not S256");
    fail(ask, n != 0 && (n != CHALLENGE_LENGTH || strspn(ask->challenge, BASE64URL) != n),
         "invalid_request", "code_challenge is not a hash in base64url");
}

static void
read_prompt(OpenidAsk *ask, PairSpan pairs)
{
    bool twice = false;
    const char *prompt = openid_parameter(pairs, "prompt", &twice);
    g_auto(GStrv) words = g_strsplit(prompt, " ", -1);
    const char *const *each = (const char *const *)words;
    ask->silent = g_strv_contains(each, "none");
    ask->again = g_strv_contains(each, "login") || g_strv_contains(each, "select_account");
    ask->consent = g_strv_contains(each, "consent");
    fail(ask, ask->silent && g_strv_length(words) > 1, "invalid_request",
         "prompt=none stands alone");
    fail(ask, *prompt != '\0' && !ask->silent && !ask->again && !ask->consent, "invalid_request",
         "prompt is not known");
}

static void
read_age(OpenidAsk *ask, PairSpan pairs)
{
    bool twice = false;
    guint64 seconds = 0;
    const char *age = openid_parameter(pairs, "max_age", &twice);
    bool fine = g_ascii_string_to_unsigned(age, 10, 0, G_MAXINT32, &seconds, NULL);
    ask->max_age = fine ? (int64_t)seconds : -1;
    fail(ask, *age != '\0' && !fine, "invalid_request", "max_age is not a number of seconds");
}

/* "fr-CA fr en": the first that there is, by its language alone. */
static const Lang *
choose_language(Ctx *cx, const char *locales)
{
    const Lang *lang = NULL;
    while (*locales != '\0' && lang == NULL) {
        size_t n = strcspn(locales, " ");
        lang = lang_find(arena_strndup(cx->arena, locales, strcspn(locales, " -")));
        locales += n + strspn(locales + n, " ");
    }
    return lang;
}

static void
read_scopes(OpenidAsk *ask, PairSpan pairs)
{
    bool twice = false;
    unsigned asked = scopes_parse(openid_parameter(pairs, "scope", &twice));
    ask->scopes = asked & (scopes_parse(ask->client->scopes) | SCOPE_OPENID);
    fail(ask, (asked & SCOPE_OPENID) == 0, "invalid_scope", "scope lacks openid");
}

OpenidAsk
openid_ask_read(Ctx *cx, PairSpan pairs)
{
    bool twice = false;
    OpenidAsk ask = {.max_age = -1};
    const char *name = openid_parameter(pairs, "client_id", &twice);
    const char *uri = openid_parameter(pairs, "redirect_uri", &twice);
    ask.client = twice ? NULL : openid_client_find_name(cx, name);
    if (ask.client != NULL)
        ask.redirect_uri = openid_client_uri(cx, ask.client->redirect_uris, uri);
    if (ask.redirect_uri == NULL)
        return ask;

    const char *state = openid_parameter(pairs, "state", &twice);
    ask.state = *state != '\0' && !twice ? state : NULL;
    ask.nonce = openid_parameter(pairs, "nonce", &twice);
    ask.challenge = openid_parameter(pairs, "code_challenge", &twice);
    ask.login_hint = openid_parameter(pairs, "login_hint", &twice);
    ask.id_token_hint = openid_parameter(pairs, "id_token_hint", &twice);
    ask.lang = choose_language(cx, openid_parameter(pairs, "ui_locales", &twice));
    check_flow(&ask, pairs);
    read_scopes(&ask, pairs);
    check_challenge(&ask, pairs);
    read_prompt(&ask, pairs);
    read_age(&ask, pairs);
    return ask;
}
