/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Between being half signed in and wholly: the code of the second factor.
 */
#include "account/pages.h"
#include "account/second_step.html.h"
#include "alliance/passkey.h"
#include "alliance/second_factor.h"
#include "site/sign_in.h"
#include "web/app.h"
#include "web/limiter.h"
#include "web/session.h"

static const Field fields[] = {
    {"code", N_("Code"),       .kind = FIELD_LINE,   .autocomplete = "one-time-code"},
    {"next", N_("Afterwards"), .kind = FIELD_HIDDEN, .optional = true               },
};

static Response *
respond_step(Request *req, Form *form)
{
    Page page = {.title = lang_text(req->cx->lang, N_("Sign in")), .hidden = true};
    SignInPasskey passkey = {.next = form_text(form, "next")};
    SecondStepForm view = {.form = form};
    bool has = passkey_is_possible(req->cx->app) && passkey_list(req->cx, req->cx->me.half).n > 0;
    view.passkey = has ? &passkey : NULL;
    Response *res = respond_page(req, form_ok(form) ? 200 : 422, &page, second_step, &view);
    if (has)
        respond_allow_scripts(res);
    return res;
}

Response *
get_sign_in_second(Request *req)
{
    if (req->cx->me.half == 0)
        return respond_redirect(req, req->cx->me.id != 0 ? "/" : "/sign-in");
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    form_set(form, "next", req_query(req, "next"));
    return respond_step(req, form);
}

Response *
post_sign_in_second(Request *req)
{
    Ctx *cx = req->cx;
    const Person *person = person_find(cx, cx->me.half);
    const Session *half = session_find_own(cx);
    if (person == NULL || half == NULL)
        return respond_redirect(req, "/sign-in");
    Response *refusal = limiter_refuse(req, LIMIT_CODES,
                                       arena_printf(cx->arena, "%" PRId64, person->id));
    if (refusal != NULL)
        return refusal;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (form_ok(form) && !second_factor_passes(cx, person, form_text(form, "code")))
        form_fail(form, "code",
                  lang_text(cx->lang, N_("This code is not right, or was used already. Nobody was "
                                         "signed in. Wait for the next one and try again.")));
    if (!form_ok(form))
        return respond_step(req, form);
    return sign_in_as(req, person, form_text(form, "next"), half->made_by, true);
}
