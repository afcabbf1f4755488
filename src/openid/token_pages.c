/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The token endpoint: a tool exchanges a code (RFC 6749, 4.1.3; OpenID Connect Core 3.1.3).
 *
 * All that can be wrong with a code reads the same, and so does all that can be wrong with who
 * asks.
 */
#include "base/limits.h"
#include "openid/answer.h"
#include "openid/grant.h"
#include "openid/hint.h"
#include "openid/jws.h"
#include "openid/pages.h"
#include "web/limiter.h"
#include "web/request.h"

#include <string.h>

#define VERIFIER_LEAST 43 /* characters, RFC 7636 4.1 */
#define VERIFIER_MOST 128
#define VERIFIER_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"

/* ---- who asks ---- */

typedef struct Credentials {
    const char *client_id, *secret; /* secret "": none was sent */
    bool malformed;                 /* sent in two ways, or not to be read */
} Credentials;

/* "Basic", then name and secret as in a form, with a colon between, in base64 (RFC 6749, 2.3.1). */
static Credentials
read_basic(Arena *arena, const char *authorization)
{
    gsize n = 0;
    const char *sent = authorization + strcspn(authorization, " ");
    g_autofree guchar *bytes = g_base64_decode(sent + strspn(sent, " "), &n);
    const char *text = (const char *)bytes;
    const char *colon = text != NULL ? memchr(text, ':', n) : NULL;
    if (colon == NULL)
        return (Credentials){.malformed = true};
    size_t before = (size_t)(colon - text);
    const char *name = request_decode(arena, text, before, true);
    const char *secret = request_decode(arena, colon + 1, n - before - 1, true);
    bool malformed = name == NULL || secret == NULL;
    return malformed ? (Credentials){.malformed = true} : (Credentials){name, secret, false};
}

static bool
is_basic(const char *authorization)
{
    return authorization != NULL && g_ascii_strncasecmp(authorization, "Basic ", 6) == 0;
}

static Credentials
read_credentials(Request *req)
{
    bool twice = false;
    Credentials posted = {.client_id = openid_parameter(req->fields, "client_id", &twice),
                          .secret = openid_parameter(req->fields, "client_secret", &twice)};
    posted.malformed = twice;
    if (!is_basic(req->in->authorization))
        return posted;
    Credentials basic = read_basic(req->cx->arena, req->in->authorization);
    basic.malformed |= twice || *posted.secret != '\0';
    if (!basic.malformed && *posted.client_id != '\0')
        basic.malformed = strcmp(posted.client_id, basic.client_id) != 0;
    return basic;
}

/* The registered tool that asks, or NULL. */
static const OpenidClient *
find_client(Ctx *cx, const Credentials *credentials)
{
    const OpenidClient *client = openid_client_find_name(cx, credentials->client_id);
    if (client != NULL && client->is_public)
        return *credentials->secret == '\0' ? client : NULL;
    return openid_client_secret_fits(cx, client, credentials->secret) ? client : NULL;
}

static Response *
refuse_client(Request *req)
{
    Response *refusal = limiter_refuse(req, LIMIT_CLIENT_TRIES, req->in->address);
    if (refusal != NULL)
        return refusal;
    Response *res = answer_json_error(req, 401, "invalid_client", NULL);
    if (req->in->authorization != NULL)
        respond_header(res, "WWW-Authenticate", "Basic realm=\"token\"");
    return res;
}

/* ---- the code ---- */

static bool
verifier_fits(Arena *arena, const char *challenge, const char *verifier)
{
    size_t n = strlen(verifier);
    if (*challenge == '\0' || n == 0)
        return *challenge == '\0' && n == 0;
    return n >= VERIFIER_LEAST && n <= VERIFIER_MOST &&
           strspn(verifier, VERIFIER_CHARACTERS) == n &&
           strcmp(jws_sha256(arena, verifier), challenge) == 0;
}

/* Whose code it is, if it is one for @client and all that was said when it was made fits. */
static const OpenidHolder *
holder_of(Request *req, const OpenidClient *client, const OpenidCode *code)
{
    bool twice = false;
    const char *uri = openid_parameter(req->fields, "redirect_uri", &twice);
    const char *verifier = openid_parameter(req->fields, "code_verifier", &twice);
    if (strcmp(uri, code->redirect_uri) != 0 ||
        !verifier_fits(req->cx->arena, code->challenge, verifier))
        return NULL;
    const OpenidHolder *holder = openid_holder_of_code(req->cx, code);
    return holder != NULL && holder->client == client->id ? holder : NULL;
}

static Response *
refuse_code(Request *req)
{
    Response *refusal = limiter_refuse(req, LIMIT_CLIENT_TRIES, req->in->address);
    Response *res = refusal != NULL ? refusal : answer_json_error(req, 400, "invalid_grant", NULL);
    res->keeps = true; /* a token that was revoked just now */
    return res;
}

static Response *
give_tokens(Request *req, const OpenidClient *client, const OpenidHolder *holder,
            const OpenidCode *code, const char *access_token)
{
    Json json;
    Ctx *cx = req->cx;
    GString *text = arena_string(cx->arena, 1024);
    unsigned scopes = (unsigned)code->scopes & openid_holder_scopes(holder);
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_str(&json, "access_token", access_token);
    json_str(&json, "token_type", "Bearer");
    json_int(&json, "expires_in", LIMIT_TOKEN_SECONDS);
    json_str(&json, "scope", scopes_format(cx->arena, scopes));
    json_str(&json, "id_token", openid_id_token(cx, client, holder, access_token, code->nonce));
    json_close_object(&json);
    return answer_json(req, 200, text);
}

static Response *
exchange(Request *req, const OpenidClient *client, const char *text)
{
    OpenidCode code;
    Ctx *cx = req->cx;
    if (!openid_code_open(cx, text, &code))
        return refuse_code(req);
    const OpenidHolder *holder = holder_of(req, client, &code);
    if (holder == NULL)
        return refuse_code(req);
    if (code.expires_at <= cx->now) {
        openid_login_revoke(cx, text);
        return refuse_code(req);
    }
    const char *access_token = openid_login_insert(cx, text, &code, holder);
    return access_token != NULL ? give_tokens(req, client, holder, &code, access_token)
                                : refuse_code(req);
}

Response *
post_openid_token(Request *req)
{
    bool twice = false;
    Credentials credentials = read_credentials(req);
    const char *type = openid_parameter(req->fields, "grant_type", &twice);
    const char *code = openid_parameter(req->fields, "code", &twice);
    (void)openid_parameter(req->fields, "redirect_uri", &twice);
    (void)openid_parameter(req->fields, "code_verifier", &twice);
    if (credentials.malformed || twice)
        return answer_json_error(req, 400, "invalid_request",
                                 "a parameter is there twice, or two "
                                 "ways to say who asks");
    const OpenidClient *client = find_client(req->cx, &credentials);
    if (client == NULL)
        return refuse_client(req);
    if (*type == '\0')
        return answer_json_error(req, 400, "invalid_request", "grant_type is missing");
    if (strcmp(type, "authorization_code") != 0)
        return answer_json_error(req, 400, "unsupported_grant_type", NULL);
    if (*code == '\0')
        return answer_json_error(req, 400, "invalid_request", "code is missing");
    return exchange(req, client, code);
}
