/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Signing in by a mailed link, and out.
 */
#include "alliance/passkey.h"
#include "alliance/person.h"
#include "base/limits.h"
#include "base/secret.h"
#include "base/text.h"
#include "site/pages.h"
#include "site/sign_in.h"
#include "site/sign_in_ask.html.h"
#include "site/sign_in_confirm.html.h"
#include "site/sign_in_sent.html.h"
#include "site/site.sql.h"
#include "web/app.h"
#include "web/limiter.h"
#include "web/session.h"

static const Field fields[] = {
    {"email", N_("E-mail"),     N_("The address that the alliance knows you by."), .kind = FIELD_EMAIL,
     .autocomplete = "email"                                                                                              },
    {"next",  N_("Afterwards"), .kind = FIELD_HIDDEN,                              .optional = true,    .most = LIMIT_PATH},
};

static Page
sign_in_page(Ctx *cx)
{
    return (Page){.title = lang_text(cx->lang, N_("Sign in")), .hidden = true};
}

static Response *
respond_form(Request *req, int status, Form *form)
{
    Page page = sign_in_page(req->cx);
    SignInPasskey passkey = {.next = form_text(form, "next")};
    SignInAsk view = {.form = form, .next = passkey.next};
    view.passkey = passkey_is_possible(req->cx->app) ? &passkey : NULL;
    Response *res = respond_page(req, status, &page, sign_in_ask, &view);
    if (view.passkey != NULL)
        respond_allow_scripts(res);
    return res;
}

Response *
get_sign_in(Request *req)
{
    if (req->cx->me.half != 0)
        return respond_redirect(req, SECOND_STEP_URL);
    if (req->cx->me.id != 0)
        return respond_redirect(req, "/");
    return respond_form(req, 200, sign_in_form(req, fields, G_N_ELEMENTS(fields)));
}

/* The answer does not tell whether the address is known. */
Response *
post_sign_in(Request *req)
{
    Ctx *cx = req->cx;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_form(req, 422, form);

    const char *email = text_fold_email(cx->arena, form_text(form, "email"));
    Response *refusal = limiter_refuse_entry(req, LIMIT_SIGN_IN_MAIL, email);
    if (refusal != NULL)
        return refusal;

    const Person *person = person_find_email(cx, email);
    if (person != NULL)
        sign_in_send_link(cx, person, form_text(form, "next"));
    Page page = sign_in_page(cx);
    SignInSent view = {.email = email};
    return respond_page(req, 200, &page, sign_in_sent, &view);
}

/* ---- the link ---- */

typedef struct MailToken {
    int64_t person_id, expires_at, used_at;
    const char *next;
} MailToken;

static const DbType TOKEN = DB_TYPE(MailToken, DB_FIELD(MailToken, person_id),
                                    DB_FIELD(MailToken, expires_at), DB_FIELD(MailToken, used_at),
                                    DB_FIELD(MailToken, next));

static const MailToken *
find_token(Request *req)
{
    Ctx *cx = req->cx;
    return db_one(cx, &SQL_mail_token_find, &TOKEN,
                  DB_ARGS(secret_hash(cx->arena, req_text(req, "token"))));
}

/* A link that is of no use any more, or never was one. */
static Response *
respond_spent(Request *req)
{
    const char *why = N_(
        "This link was used already, is older than half an hour, or is not complete. "
        "Nobody was signed in. Ask for a new one on the page \"Sign in\": it takes a "
        "minute.");
    return respond_error(req, 410, lang_text(req->cx->lang, why));
}

Response *
get_sign_in_token(Request *req)
{
    Ctx *cx = req->cx;
    const MailToken *token = find_token(req);
    if (token == NULL || token->used_at != 0 || token->expires_at <= cx->now)
        return respond_spent(req);
    const Person *person = person_find(cx, token->person_id);
    if (person == NULL)
        return respond_spent(req);

    SignInConfirm view = {.name = person_called(person), .token = req_text(req, "token")};
    Page page = sign_in_page(cx);
    return respond_page(req, 200, &page, sign_in_confirm, &view);
}

Response *
post_sign_in_token(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = limiter_refuse(req, LIMIT_SIGN_IN, req->in->address);
    if (refusal != NULL)
        return refusal;
    const MailToken *token = find_token(req);
    const Person *person = token != NULL ? person_find(cx, token->person_id) : NULL;
    Bytes hash = secret_hash(cx->arena, req_text(req, "token"));
    if (person == NULL || db_run(cx, &SQL_mail_token_use, DB_ARGS(hash, cx->now)) == 0)
        return respond_spent(req);

    return sign_in_as(req, person, token->next, "link", false);
}

Response *
post_sign_out(Request *req)
{
    Response *res = respond_redirect(req, "/");
    session_end(req, res);
    return res;
}
