/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What people see when a tool wants to sign them in: nothing, if they agreed before.
 */
#include "openid/agree.h"

#include "alliance/person.h"
#include "alliance/role.h"
#include "base/limits.h"
#include "base/secret.h"
#include "lang/format.h"
#include "openid/answer.h"
#include "openid/grant.h"
#include "openid/hint.h"
#include "openid/openid_again.html.h"
#include "openid/openid_agree.html.h"
#include "openid/pages.h"
#include "web/app.h"
#include "web/request.h"
#include "web/session.h"

#include <string.h>

#define AGAIN "&again=" /* what comes after it is ours: "MOMENT.MAC" */

/* ---- signing in once more ---- */

/* The request as the tool sent it, without what we added. */
static const char *
own_part(Ctx *cx, const char *raw)
{
    const char *again = g_strrstr(raw, AGAIN);
    return again != NULL ? arena_strndup(cx->arena, raw, (size_t)(again - raw)) : raw;
}

static const char *
again_mac(const Ctx *cx, const char *moment, const char *own)
{
    uint8_t mac[SECRET_SIZE];
    const Bytes parts[] = {
        {"openid again", 12            },
        {moment,         strlen(moment)},
        {own,            strlen(own)   },
    };
    secret_mac(cx->app->key, parts, G_N_ELEMENTS(parts), mac);
    return secret_encode(cx->arena, mac, sizeof mac);
}

/* When the person was sent to sign in once more; INT64_MAX: was not, or too long ago. */
static int64_t
sent_at(Ctx *cx, const char *raw)
{
    guint64 moment = 0;
    const char *again = g_strrstr(raw, AGAIN);
    const char *dot = again != NULL ? strchr(again, '.') : NULL;
    if (dot == NULL)
        return INT64_MAX;
    again += strlen(AGAIN);
    const char *text = arena_strndup(cx->arena, again, (size_t)(dot - again));
    bool ours = strcmp(dot + 1, again_mac(cx, text, own_part(cx, raw))) == 0 &&
                g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT64, &moment, NULL);
    return ours && cx->now - (int64_t)moment < LIMIT_LOGIN_SECONDS ? (int64_t)moment : INT64_MAX;
}

static bool
must_sign_in_again(Ctx *cx, const OpenidAsk *ask, const char *raw)
{
    int64_t began = openid_signed_in_at(cx);
    bool is_old = ask->max_age >= 0 && cx->now - began > ask->max_age;
    return (ask->again || is_old) && began < sent_at(cx, raw);
}

/* The tool speaks of somebody else than who is signed in (OpenID Connect Core 3.1.2.2). */
static bool
means_another(Ctx *cx, const OpenidAsk *ask, const OpenidGrant *grant)
{
    OpenidHint hint;
    if (*ask->id_token_hint == '\0')
        return false;
    return grant == NULL || !openid_hint_read(cx, ask->id_token_hint, &hint) ||
           strcmp(hint.client_id, ask->client->client_id) != 0 ||
           strcmp(hint.subject, grant->subject) != 0;
}

static Response *
respond_again(Request *req, const OpenidAsk *ask, const char *raw)
{
    Page page = {.title = lang_text(req->cx->lang, N_("Sign in once more")), .hidden = true};
    OpenidAgain view = {.name = ask->client->name,
                        .request = own_part(req->cx, raw),
                        .back = answer_error_url(req, ask, "access_denied")};
    return respond_page(req, 200, &page, openid_again, &view);
}

/* ---- what the tool would be told ---- */

static const char *
roles_in_words(Ctx *cx)
{
    GString *words = arena_string(cx->arena, 64);
    OpenidRoleSpan roles = openid_role_list(cx, cx->me.id);
    for (size_t i = 0; i < roles.n; i++) {
        const RoleKind *role = role_find(roles.at[i].role);
        g_string_append_printf(words, "%s%s", i > 0 ? ", " : "",
                               role != NULL ? lang_text(cx->lang, role->label) : roles.at[i].role);
    }
    return roles.n > 0 ? words->str : lang_text(cx->lang, N_("none"));
}

static const char *
value_of(Ctx *cx, Scope scope)
{
    if (scope == SCOPE_EMAIL)
        return cx->me.email;
    if (scope == SCOPE_ROLES)
        return roles_in_words(cx);
    const Person *person = scope == SCOPE_PROFILE ? person_find(cx, cx->me.id) : NULL;
    return person == NULL
               ? NULL
               : arena_printf(cx->arena, "%s, %s, %s", person->name,
                              format_language(cx->arena, cx->lang, person->language), person->zone);
}

static AgreeRowSpan
rows_of(Ctx *cx, unsigned scopes)
{
    AgreeRow *rows = arena_array_of(cx->arena, AgreeRow, 8);
    size_t n = 0;
    for (const ScopeKind *kind = SCOPES; kind->name != NULL; kind++)
        if ((scopes & kind->scope) != 0)
            rows[n++] = (AgreeRow){kind->label, value_of(cx, kind->scope)};
    return (AgreeRowSpan){rows, n};
}

/* "https://learn.example:8443/back" -> "learn.example:8443" */
static const char *
host_of(Ctx *cx, const char *uri)
{
    const char *host = strstr(uri, "://");
    host = host != NULL ? host + 3 : uri;
    return arena_strndup(cx->arena, host, strcspn(host, "/?"));
}

static Response *
respond_agree(Request *req, int status, const OpenidAsk *ask, const char *raw)
{
    Ctx *cx = req->cx;
    const RoleKind *role = role_find(ask->client->audience);
    Page page = {.title = ask->client->name, .hidden = true};
    OpenidAgree view = {.name = ask->client->name,
                        .host = host_of(cx, ask->redirect_uri),
                        .is_demo = ask->client->is_demo,
                        .refused = status == 403,
                        .role = role != NULL ? role->label : NULL,
                        .request = raw,
                        .back = answer_error_url(req, ask, "access_denied")};
    if (!view.refused)
        view.rows = rows_of(cx, ask->scopes);
    return respond_page(req, status, &page, openid_agree, &view);
}

/* ---- the answer ---- */

static Response *
give_code(Request *req, const OpenidAsk *ask, const OpenidGrant *grant)
{
    Ctx *cx = req->cx;
    const OpenidCode code = {.grant = grant->id,
                             .session = cx->me.session,
                             .expires_at = cx->now + LIMIT_CODE_SECONDS,
                             .scopes = (int64_t)ask->scopes,
                             .redirect_uri = ask->redirect_uri,
                             .challenge = ask->challenge,
                             .nonce = ask->nonce};
    return answer_code(req, ask, openid_code_seal(cx, &code));
}

/* The tool's own mistakes, and what keeps this person from using it; NULL: go on. */
static Response *
refuse(Request *req, const OpenidAsk *ask, const OpenidGrant *grant, const char *raw)
{
    Ctx *cx = req->cx;
    if (cx->me.session == 0) /* a program with a token of its owner's is not its owner */
        return respond_forbidden(req);
    if (!openid_grant_may(cx, ask->client))
        return ask->silent ? answer_error(req, ask, "access_denied", NULL)
                           : respond_agree(req, 403, ask, raw);
    bool another = means_another(cx, ask, grant);
    if (!another && !must_sign_in_again(cx, ask, raw))
        return NULL;
    return ask->silent || (another && sent_at(cx, raw) != INT64_MAX)
               ? answer_error(req, ask, "login_required", NULL)
               : respond_again(req, ask, raw);
}

static bool
covers(const OpenidGrant *grant, unsigned scopes)
{
    return grant != NULL && grant->withdrawn_at == 0 &&
           (scopes & ~scopes_parse(grant->scopes)) == 0;
}

/* Read @pairs once more: what an address or a form brings may have been changed on its way. */
static Response *
read_ask(Request *req, PairSpan pairs, OpenidAsk *ret_ask)
{
    *ret_ask = openid_ask_read(req->cx, pairs);
    if (ret_ask->redirect_uri == NULL)
        return answer_stranger(req);
    if (ret_ask->error == NULL)
        return NULL;
    return answer_error(req, ret_ask, ret_ask->error, ret_ask->description);
}

Response *
get_openid_agree(Request *req)
{
    OpenidAsk ask;
    Ctx *cx = req->cx;
    const char *query = strchr(req->in->target, '?');
    const char *raw = query != NULL ? query + 1 : "";
    Response *refusal = read_ask(req, req->query, &ask);
    if (refusal != NULL)
        return refusal;
    const OpenidGrant *grant = openid_grant_find(cx, cx->me.id, ask.client->id);
    refusal = refuse(req, &ask, grant, raw);
    if (refusal != NULL)
        return refusal;
    bool covered = covers(grant, ask.scopes);
    if (covered && !ask.consent)
        return give_code(req, &ask, grant);
    return ask.silent ? answer_error(req, &ask, "consent_required", NULL)
                      : respond_agree(req, 200, &ask, raw);
}

Response *
post_openid_agree(Request *req)
{
    OpenidAsk ask;
    PairSpan pairs = {0};
    Ctx *cx = req->cx;
    const char *raw = req_field(req, "request");
    if (request_decode_pairs(cx->arena, raw, strlen(raw), &pairs) != 0)
        return answer_stranger(req);
    Response *refusal = read_ask(req, pairs, &ask);
    if (refusal != NULL)
        return refusal;
    const OpenidGrant *grant = openid_grant_find(cx, cx->me.id, ask.client->id);
    refusal = refuse(req, &ask, grant, raw);
    if (refusal != NULL)
        return refusal;
    openid_grant_agree(cx, ask.client, ask.scopes);
    grant = openid_grant_find(cx, cx->me.id, ask.client->id);
    return grant != NULL ? give_code(req, &ask, grant) : respond_not_found(req);
}

Response *
post_openid_again(Request *req)
{
    Ctx *cx = req->cx;
    const char *own = own_part(cx, req_field(req, "request"));
    const char *moment = arena_printf(cx->arena, "%" PRId64, cx->now);
    const char *next = arena_printf(cx->arena, "/openid/agree?%s" AGAIN "%s.%s", own, moment,
                                    again_mac(cx, moment, own));
    g_autofree char *escaped = g_uri_escape_string(next, "/", false);
    Response *res = respond_redirect(req, "/sign-in?next=%s", escaped);
    session_end(req, res);
    return res;
}
