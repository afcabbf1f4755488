/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/sign_in.h"

#include "alliance/setting.h"
#include "base/limits.h"
#include "base/secret.h"
#include "lang/lang.h"
#include "site/site.sql.h"
#include "web/app.h"
#include "web/session.h"

const char *
sign_in_token(Ctx *cx, int64_t person, const char *next)
{
    const char *token = session_token(cx);
    db_insert(cx, &SQL_mail_token_insert,
              DB_ARGS(secret_hash(cx->arena, token), person, path_is_local(next) ? next : "",
                      cx->now, cx->now + LIMIT_LOGIN_SECONDS));
    return token;
}

const char *
sign_in_link(Ctx *cx, int64_t person, const char *next)
{
    return arena_printf(cx->arena, "%s/sign-in/%s", cx->app->base_url,
                        sign_in_token(cx, person, next));
}

void
sign_in_send_link(Ctx *cx, const Person *person, const char *next)
{
    const MailArgument arguments[] = {
        {.name = "name", .value = person->name},
        {.name = "alliance", .value = settings(cx)->name},
        {.name = "token", .value = sign_in_token(cx, person->id, next), .secret = true},
        {0},
    };
    mail_queue(cx, &MAIL_SIGN_IN, person->id, person->email, person->language, arguments);
}

Response *
sign_in_redirect(Request *req, const Person *person, const char *next)
{
    const Lang *lang = lang_find(person->language);
    if (lang != NULL)
        req->cx->lang = lang;
    return respond_redirect(req, "%s", path_is_local(next) ? next : "/");
}

Form *
sign_in_form(Request *req, const Field *fields, size_t n)
{
    Form *form = form_new(req, fields, n);
    form_set(form, "next", req_query(req, "next"));
    form_set(form, "email", req_query(req, "email"));
    return form;
}
