/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/answer.h"

#include "openid/openid_onward.html.h"
#include "web/app.h"

#include <string.h>

typedef struct Parameter {
    const char *name, *value; /* value NULL: is left out */
} Parameter;

/* @uri with @parameters; what it has of its own stays (RFC 6749, 3.1.2). */
static const char *
with_parameters(Arena *arena, const char *uri, const Parameter *parameters)
{
    GString *url = arena_string(arena, 512);
    g_string_assign(url, uri);
    char sign = strchr(uri, '?') != NULL ? '&' : '?';
    for (const Parameter *p = parameters; p->name != NULL; p++) {
        if (p->value == NULL)
            continue;
        g_string_append_printf(url, "%c%s=", sign, p->name);
        g_string_append_uri_escaped(url, p->value, NULL, false);
        sign = '&';
    }
    return url->str;
}

/* After a form of ours Chromium refuses a redirect to elsewhere (form-action), so there the page
 * itself leads on. */
static bool
follows_our_form(const Request *req)
{
    return req->in->method == POST || g_strcmp0(req->in->sec_fetch_site, "same-origin") == 0;
}

/* @url begins with an address of the database. */
static Response *
send_to(Request *req, const char *url, const char *name)
{
    Response *res;
    if (follows_our_form(req)) {
        Page page = {.title = name, .hidden = true};
        OpenidOnward view = {.name = name, .url = url};
        res = respond_page(req, 200, &page, openid_onward, &view);
        respond_header(res, "Refresh", arena_printf(req->cx->arena, "0;url=%s", url));
    } else {
        res = respond_bytes(req, NULL, (Bytes){0});
        res->status = 303;
        res->location = url;
    }
    respond_header(res, "Cache-Control", "no-store");
    return res;
}

Response *
answer_code(Request *req, const OpenidAsk *ask, const char *code)
{
    const Parameter parameters[] = {
        {"code", code},
        {"state", ask->state},
        {"iss", req->cx->app->base_url},
        {0}
    };
    return send_to(req, with_parameters(req->cx->arena, ask->redirect_uri, parameters),
                   ask->client->name);
}

static const char *
error_url(Request *req, const OpenidAsk *ask, const char *error, const char *description)
{
    const Parameter parameters[] = {
        {"error", error},
        {"error_description", description},
        {"state", ask->state},
        {"iss", req->cx->app->base_url},
        {0},
    };
    return with_parameters(req->cx->arena, ask->redirect_uri, parameters);
}

const char *
answer_error_url(Request *req, const OpenidAsk *ask, const char *error)
{
    return error_url(req, ask, error, NULL);
}

Response *
answer_error(Request *req, const OpenidAsk *ask, const char *error, const char *description)
{
    return send_to(req, error_url(req, ask, error, description), ask->client->name);
}

Response *
answer_signed_out(Request *req, const char *uri, const char *name, const char *state)
{
    const Parameter parameters[] = {
        {"state", state},
        {0}
    };
    return send_to(req, with_parameters(req->cx->arena, uri, parameters), name);
}

Response *
answer_stranger(Request *req)
{
    const char *why = N_("Another site wanted to sign you in with your account here, but it is not "
                         "registered with us, or not with the address to which it wants you back. "
                         "Nothing was given to it. If you came from a tool of the alliance, tell "
                         "the secretariat.");
    return respond_error(req, 400, lang_text(req->cx->lang, why));
}

/* ---- programs ---- */

Response *
answer_json(Request *req, int status, GString *json)
{
    Response *res = respond_json(req, status, NULL, json);
    res->type = "application/json";
    respond_header(res, "Cache-Control", "no-store");
    respond_header(res, "Access-Control-Allow-Origin", "*");
    return res;
}

Response *
answer_json_error(Request *req, int status, const char *error, const char *description)
{
    Json json;
    GString *text = arena_string(req->cx->arena, 128);
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_str(&json, "error", error);
    if (description != NULL)
        json_str(&json, "error_description", description);
    json_close_object(&json);
    return answer_json(req, status, text);
}

Response *
answer_preflight(Request *req)
{
    Response *res = respond_bytes(req, NULL, (Bytes){0});
    res->status = 204;
    respond_header(res, "Access-Control-Allow-Origin", "*");
    respond_header(res, "Access-Control-Allow-Methods", "GET, POST");
    respond_header(res, "Access-Control-Allow-Headers", "Authorization, Content-Type");
    respond_header(res, "Access-Control-Max-Age", "86400");
    return res;
}
