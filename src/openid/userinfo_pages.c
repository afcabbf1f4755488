/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The userinfo endpoint: what a tool is told of who stands behind its token (OpenID Connect Core
 * 5.3; how the token comes: RFC 6750).
 */
#include "openid/answer.h"
#include "openid/grant.h"
#include "openid/pages.h"
#include "web/app.h"
#include "web/limiter.h"

#include <string.h>

static void
write_profile(Ctx *cx, Json *json, const OpenidHolder *holder)
{
    json_str(json, "name", holder->name);
    json_str(json, "locale", holder->language);
    json_str(json, "zoneinfo", holder->zone);
    if (holder->picture_id != 0)
        json_str(json, "picture",
                 arena_printf(cx->arena, "%s/files/%" PRId64 "?width=256", cx->app->base_url,
                              holder->picture_id));
}

static void
write_roles(Ctx *cx, Json *json, const OpenidHolder *holder)
{
    OpenidRoleSpan roles = openid_role_list(cx, holder->person);
    json_open_array(json, "roles");
    for (size_t i = 0; i < roles.n; i++)
        json_str(json, NULL, roles.at[i].role);
    json_close_array(json);
}

static Response *
respond_claims(Request *req, const OpenidHolder *holder)
{
    Json json;
    Ctx *cx = req->cx;
    GString *text = arena_string(cx->arena, 256);
    unsigned scopes = openid_holder_scopes(holder);
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_str(&json, "sub", holder->subject);
    if ((scopes & SCOPE_PROFILE) != 0)
        write_profile(cx, &json, holder);
    if ((scopes & SCOPE_EMAIL) != 0) {
        json_str(&json, "email", holder->email);
        json_bool(&json, "email_verified", true); /* nobody signs in without a mail to it */
    }
    if ((scopes & SCOPE_ROLES) != 0)
        write_roles(cx, &json, holder);
    json_close_object(&json);
    return answer_json(req, 200, text);
}

/* @error NULL: no token was sent at all, and then nothing else is said (RFC 6750, 3.1). */
static Response *
refuse(Request *req, int status, const char *error)
{
    Response *refusal = error != NULL ? limiter_refuse(req, LIMIT_CLIENT_TRIES, req->in->address)
                                      : NULL;
    if (refusal != NULL)
        return refusal;
    Response *res = answer_json_error(req, status, error != NULL ? error : "invalid_request", NULL);
    const char *challenge = error != NULL
                                ? arena_printf(req->cx->arena, "Bearer error=\"%s\"", error)
                                : "Bearer";
    respond_header(res, "WWW-Authenticate", challenge);
    respond_header(res, "Access-Control-Expose-Headers", "WWW-Authenticate");
    return res;
}

static Response *
respond_userinfo(Request *req, const char *token)
{
    if (*token == '\0')
        return refuse(req, 401, NULL);
    const OpenidHolder *holder = openid_holder_of_token(req->cx, token);
    return holder != NULL ? respond_claims(req, holder) : refuse(req, 401, "invalid_token");
}

static const char *
bearer_of(const Request *req)
{
    const char *sent = req->in->authorization;
    if (sent == NULL || g_ascii_strncasecmp(sent, "Bearer ", 7) != 0)
        return "";
    return sent + 7 + strspn(sent + 7, " ");
}

Response *
get_openid_userinfo(Request *req)
{
    return respond_userinfo(req, bearer_of(req));
}

Response *
post_openid_userinfo(Request *req)
{
    bool twice = false;
    const char *bearer = bearer_of(req);
    const char *posted = openid_parameter(req->fields, "access_token", &twice);
    if (twice || (*bearer != '\0' && *posted != '\0'))
        return refuse(req, 400, "invalid_request");
    return respond_userinfo(req, *bearer != '\0' ? bearer : posted);
}
