/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Signing in with a password.
 */
#include "alliance/credential.h"
#include "base/limits.h"
#include "base/text.h"
#include "site/pages.h"
#include "site/sign_in.h"
#include "site/sign_in_password.html.h"
#include "web/form.h"
#include "web/limiter.h"

static const Field fields[] = {
    {"email", N_("E-mail"), N_("The address that the alliance knows you by."), .kind = FIELD_EMAIL,
     .autocomplete = "username"},
    {"password", N_("Password"), .kind = FIELD_PASSWORD, .autocomplete = "current-password"},
    {"next", N_("Afterwards"), .kind = FIELD_HIDDEN, .optional = true, .most = LIMIT_PATH},
};

static Response *
respond_form(Request *req, int status, Form *form)
{
    Page page = {.title = lang_text(req->cx->lang, N_("Sign in")), .hidden = true};
    SignInPassword view = {.form = form, .next = form_text(form, "next")};
    return respond_page(req, status, &page, sign_in_password, &view);
}

Response *
get_sign_in_password(Request *req)
{
    if (req->cx->me.id != 0)
        return respond_redirect(req, "/");
    return respond_form(req, 200, sign_in_form(req, fields, G_N_ELEMENTS(fields)));
}

/* An unknown address and a wrong password read the same and take the same time. */
static Response *
refuse(Request *req, Form *form)
{
    form_fail(form, "password",
              lang_text(req->cx->lang, N_("Address and password do not belong together. Nobody was "
                                          "signed in. Try again, or let us mail you a link.")));
    return respond_form(req, 422, form);
}

/* Somebody who wants to be let in. */
typedef struct Entry {
    Form *form;
    const char *email;
    PasswordTry *attempt;
} Entry;

static Response *
look_at_entry(Request *req)
{
    Ctx *cx = req->cx;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_form(req, 422, form);

    const char *email = text_fold_email(cx->arena, form_text(form, "email"));
    Response *refusal = limiter_refuse_entry(req, LIMIT_PASSWORD_TRIES, email);
    if (refusal != NULL)
        return refusal;

    Entry *entry = req->prepared = arena_new_of(cx->arena, Entry);
    *entry = (Entry){form, email, password_look(cx, person_find_email(cx, email))};
    return NULL;
}

static void
work_on_entry(Request *req)
{
    Entry *entry = req->prepared;
    password_compute(req->cx, entry->attempt, form_text(entry->form, "password"));
}

const Preparation prepare_sign_in_password = {look_at_entry, work_on_entry};

Response *
post_sign_in_password(Request *req)
{
    Ctx *cx = req->cx;
    const Entry *entry = req->prepared;
    Form *form = entry->form;
    const Person *person = person_find_email(cx, entry->email);
    if (!password_fits(cx, person, entry->attempt))
        return refuse(req, form);
    return sign_in_as(req, person, form_text(form, "next"), "password", false);
}
