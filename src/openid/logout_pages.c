/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Signing out here, asked for by a tool (OpenID Connect RP-Initiated Logout 1.0).  The person says
 * yes, since a link from anywhere may lead here.
 */
#include "openid/answer.h"
#include "openid/hint.h"
#include "openid/openid_leave.html.h"
#include "openid/pages.h"
#include "web/request.h"
#include "web/session.h"

#include <string.h>

typedef struct Leave {
    const OpenidClient *client; /* that asks, or NULL: not known */
    const char *uri;            /* its registered address, or NULL: nobody is sent anywhere */
    const char *state;          /* or NULL */
} Leave;

static Leave
read_leave(Ctx *cx, PairSpan pairs)
{
    bool twice = false;
    OpenidHint hint = {0};
    const char *name = openid_parameter(pairs, "client_id", &twice);
    const char *token = openid_parameter(pairs, "id_token_hint", &twice);
    const char *uri = openid_parameter(pairs, "post_logout_redirect_uri", &twice);
    const char *state = openid_parameter(pairs, "state", &twice);
    bool hinted = *token != '\0';
    bool known = !twice && (!hinted || openid_hint_read(cx, token, &hint));
    if (known && hinted)
        known = *name == '\0' || strcmp(name, hint.client_id) == 0;
    Leave leave = {.state = *state != '\0' ? state : NULL};
    if (known)
        leave.client = openid_client_find_name(cx, hinted ? hint.client_id : name);
    if (leave.client != NULL)
        leave.uri = openid_client_uri(cx, leave.client->logout_uris, uri);
    return leave;
}

static Response *
send_on(Request *req, const Leave *leave)
{
    if (leave->uri == NULL)
        return respond_redirect(req, "/");
    return answer_signed_out(req, leave->uri, leave->client->name, leave->state);
}

Response *
get_openid_logout(Request *req)
{
    Leave leave = read_leave(req->cx, req->query);
    if (req->cx->me.session == 0)
        return send_on(req, &leave);
    const char *query = strchr(req->in->target, '?');
    Page page = {.title = lang_text(req->cx->lang, N_("Sign out")), .hidden = true};
    OpenidLeave view = {.name = leave.client != NULL ? leave.client->name : NULL,
                        .request = query != NULL ? query + 1 : ""};
    return respond_page(req, 200, &page, openid_leave, &view);
}

/* From elsewhere no cookie comes with a form: the browser is asked to come again by itself. */
Response *
post_openid_logout(Request *req)
{
    const char *query = openid_query(req);
    return query != NULL ? respond_redirect(req, "/openid/logout?%s", query) : answer_stranger(req);
}

Response *
post_openid_leave(Request *req)
{
    PairSpan pairs = {0};
    const char *raw = req_field(req, "request");
    if (request_decode_pairs(req->cx->arena, raw, strlen(raw), &pairs) != 0)
        return answer_stranger(req);
    Leave leave = read_leave(req->cx, pairs);
    Response *res = send_on(req, &leave);
    session_end(req, res);
    return res;
}
