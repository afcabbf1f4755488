/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Where tools send people to sign in.  Nothing is given here: openid/agree does, for members.
 */
#include "base/limits.h"
#include "base/text.h"
#include "openid/answer.h"
#include "openid/ask.h"
#include "openid/pages.h"

#include <string.h>

/* On with the person, who may have to sign in first; the hint stands in that form then. */
static Response *
lead_on(Request *req, const OpenidAsk *ask)
{
    const char *query = strchr(req->in->target, '?');
    g_autofree char *next = g_strconcat("/openid/agree", query, NULL);
    g_autofree char *escaped = g_uri_escape_string(next, "/", false);
    if (strlen(escaped) > LIMIT_OPENID_REQUEST)
        return answer_error(req, ask, "invalid_request", "the request is too long");
    if (ask->lang != NULL)
        req->cx->lang = ask->lang;
    if (req->cx->me.id != 0 || !text_is_email(ask->login_hint))
        return respond_redirect(req, "%s", next);
    g_autofree char *email = g_uri_escape_string(ask->login_hint, NULL, false);
    return respond_redirect(req, "/sign-in?next=%s&email=%s", escaped, email);
}

Response *
get_openid_authorize(Request *req)
{
    OpenidAsk ask = openid_ask_read(req->cx, req->query);
    if (ask.redirect_uri == NULL)
        return answer_stranger(req);
    if (ask.error != NULL)
        return answer_error(req, &ask, ask.error, ask.description);
    if (ask.silent && req->cx->me.id == 0)
        return answer_error(req, &ask, "login_required", NULL);
    return lead_on(req, &ask);
}

/* A browser brings no cookie with a form from elsewhere: it is asked to come again by itself. */
Response *
post_openid_authorize(Request *req)
{
    const char *query = openid_query(req);
    return query != NULL ? respond_redirect(req, "/openid/authorize?%s", query)
                         : answer_stranger(req);
}
