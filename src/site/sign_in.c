/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/sign_in.h"

#include "alliance/audit.h"
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
        {.name = "name", .value = person_called(person)},
        {.name = "alliance", .value = settings(cx)->name},
        {.name = "token", .value = sign_in_token(cx, person->id, next), .secret = true},
        {0},
    };
    mail_queue(cx, &MAIL_SIGN_IN, person->id, person->email, person->language, arguments);
}

/* Where somebody goes who has signed in and owes @step. */
static Response *
respond_onwards(Request *req, SecondStep step, const char *next)
{
    if (step == SECOND_UNSET)
        return respond_redirect(req, SECOND_SET_UP_URL);
    if (step == SECOND_DONE)
        return respond_redirect(req, "%s", path_is_local(next) ? next : "/");
    g_autofree char *escaped = g_uri_escape_string(next, "/", false);
    return respond_redirect(req, SECOND_STEP_URL "?next=%s", escaped);
}

Response *
sign_in_as(Request *req, const Person *person, const char *next, const char *made_by, bool proved)
{
    Ctx *cx = req->cx;
    const Lang *lang = lang_find(person->language);
    if (lang != NULL)
        cx->lang = lang;
    Response *res = arena_new_of(cx->arena, Response);
    SecondStep step = session_start(req, res, person->id, made_by, proved);
    Header cookie = res->headers[0];
    cx->me.id = person->id;
    audit(cx, proved ? "session.second" : "session.start", 0, made_by);
    res = respond_onwards(req, step, next);
    respond_header(res, cookie.name, cookie.value);
    return res;
}

Form *
sign_in_form(Request *req, const Field *fields, size_t n)
{
    Form *form = form_new(req, fields, n);
    form_set(form, "next", req_query(req, "next"));
    form_set(form, "email", req_query(req, "email"));
    return form;
}
