/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One's own password: set, change, remove.
 */
#include "account/account.h"
#include "account/pages.h"
#include "account/password.html.h"
#include "alliance/credential.h"
#include "desk/desk.h"
#include "site/doors.h"
#include "web/form.h"
#include "web/limiter.h"
#include "web/session.h"

#include <string.h>

#define HERE_URL "/desk/account/password"

/* clang-format off */
static const Field fields[] = {
    {"old",   N_("Old password"), .kind = FIELD_PASSWORD, .autocomplete = "current-password"},
    {"new",   N_("New password"), N_("10 characters at least; three or four words are good."),
     .kind = FIELD_PASSWORD, .autocomplete = "new-password"},
    {"again", N_("The new password once more"),
     .kind = FIELD_PASSWORD, .autocomplete = "new-password"},
};
/* clang-format on */

/* Who has just followed a link to the own mailbox needs no old password. */
static Form *
form_for(Request *req, bool fresh)
{
    size_t from = fresh ? 1 : 0, n = G_N_ELEMENTS(fields) - from;
    return req->in->method == POST ? form_read(req, fields + from, n)
                                   : form_new(req, fields + from, n);
}

static Response *
respond_password(Request *req, Form *form, bool fresh)
{
    Ctx *cx = req->cx;
    AccountPassword view = {.form = form, .set_at = password_set_at(cx, cx->me.id), .fresh = fresh};
    view.locked = view.set_at == 0 && !fresh;
    Page page = {.title = lang_text(cx->lang, N_("Password")),
                 .here = HERE(DOOR_CRUMB, {N_("Account"), "/desk/account"})};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, password, &view);
}

Response *
get_desk_password(Request *req)
{
    bool fresh = account_is_fresh(req->cx, "link");
    return respond_password(req, form_for(req, fresh), fresh);
}

static void
check(Ctx *cx, Form *form, const Person *person)
{
    const char *fault = password_fault(cx, person, form_text(form, "new"));
    if (fault != NULL)
        form_fail(form, "new", lang_text(cx->lang, fault));
    else if (strcmp(form_text(form, "new"), form_text(form, "again")) != 0)
        form_fail(form, "again",
                  lang_text(cx->lang, N_("The two new passwords are not the same.")));
}

/* A password that is to be the new one. */
typedef struct Change {
    Form *form;
    bool fresh;
    PasswordTry *old;
    const char *hash; /* NULL: the old one was wrong */
} Change;

static Response *
look_at_change(Request *req)
{
    Ctx *cx = req->cx;
    const Person *person = person_find(cx, cx->me.id);
    if (person == NULL)
        return respond_not_found(req);
    Response *refusal = limiter_refuse(req, LIMIT_PASSWORD_TRIES, person->email);
    if (refusal != NULL)
        return refusal;
    bool fresh = account_is_fresh(cx, "link");
    Form *form = form_for(req, fresh);
    if (form_ok(form))
        check(cx, form, person);
    if (!form_ok(form))
        return respond_password(req, form, fresh);
    Change *change = req->prepared = arena_new_of(cx->arena, Change);
    *change = (Change){.form = form, .fresh = fresh, .old = password_look(cx, person)};
    return NULL;
}

static void
work_on_change(Request *req)
{
    Change *change = req->prepared;
    if (!change->fresh)
        password_compute(req->cx, change->old, form_text(change->form, "old"));
    if (change->fresh || change->old->fits)
        change->hash = password_hash(req->cx, form_text(change->form, "new"));
}

const Preparation prepare_desk_password = {look_at_change, work_on_change};

Response *
post_desk_password(Request *req)
{
    Ctx *cx = req->cx;
    const Change *change = req->prepared;
    const Person *person = person_find(cx, cx->me.id);
    if (person == NULL)
        return respond_not_found(req);
    if (!change->fresh && !password_fits(cx, person, change->old)) {
        form_fail(change->form, "old",
                  lang_text(cx->lang, N_("This is not your password. Nothing was changed.")));
        return respond_password(req, change->form, change->fresh);
    }
    password_set(cx, person, change->hash);
    session_end_others(cx);
    return respond_done(req, "/desk/account",
                        lang_text(cx->lang, N_("The password is saved. You are signed out "
                                               "everywhere else.")));
}

Response *
post_desk_password_remove(Request *req)
{
    Ctx *cx = req->cx;
    const Person *person = person_find(cx, cx->me.id);
    if (person == NULL || !password_remove(cx, person))
        return respond_not_found(req);
    session_end_others(cx);
    return respond_done(req, "/desk/account",
                        lang_text(cx->lang, N_("The password is removed. You are signed out "
                                               "everywhere else.")));
}

Response *
post_desk_password_link(Request *req)
{
    return account_mail_link(req, HERE_URL);
}
