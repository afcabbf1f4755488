/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One's own second factor: set it up, make new recovery codes, remove it.
 */
#include "account/account.h"
#include "account/pages.h"
#include "account/second.h"
#include "account/second_codes.html.h"
#include "account/second_factor.html.h"
#include "desk/desk.h"
#include "draw/qr.h"
#include "render/html.h"
#include "site/doors.h"
#include "web/limiter.h"
#include "web/session.h"

#include <string.h>

#define GROUP 4 /* letters of a secret that stand together */

static const Field confirm_fields[] = {
    {"code", N_("Code"), N_("The six figures that your device shows now."), .kind = FIELD_LINE,
     .autocomplete = "one-time-code"},
};

static const Field prove_fields[] = {
    {"code", N_("Code"), N_("The six figures of your device, or one of your recovery codes."),
     .kind = FIELD_LINE, .autocomplete = "one-time-code"},
};

static Form *
form_for(Request *req, const SecondFactor *has)
{
    const Field *fields = has->confirmed_at != 0 ? prove_fields : confirm_fields;
    return req->in->method == POST ? form_read(req, fields, 1) : form_new(req, fields, 1);
}

static const char *
in_groups(Arena *arena, const char *secret)
{
    GString *text = arena_string(arena, strlen(secret) * 2);
    for (size_t i = 0; secret[i] != '\0'; i++) {
        if (i > 0 && i % GROUP == 0)
            g_string_append_c(text, ' ');
        g_string_append_c(text, secret[i]);
    }
    return text->str;
}

static SafeHtml
picture_of(Request *req, const char *address)
{
    Html *out = html_begin(req);
    qr_write(out, address,
             lang_text(req->cx->lang, N_("A square code for the camera of your device")));
    return html_taken(out);
}

static Response *
respond_second(Request *req, const SecondFactor *has, const Form *form)
{
    Ctx *cx = req->cx;
    Second view = {.form = form, .wanted = cx->me.unset};
    if (has != NULL) {
        view.since = has->confirmed_at;
        view.n_codes = has->n_codes;
    }
    if (has != NULL && has->secret != NULL) {
        view.secret = in_groups(cx->arena, has->secret);
        view.address = has->address;
        view.picture = picture_of(req, has->address);
    }
    view.may_begin = account_is_fresh(cx, NULL);
    Page page = {.title = lang_text(cx->lang, N_("Second factor")),
                 .here = HERE(DOOR_CRUMB, {N_("Account"), "/desk/account"})};
    bool ok = form == NULL || form_ok(form);
    return respond_desk(req, ok ? 200 : 422, &page, second_factor, &view);
}

/* The acting person, or NULL: programs with a token have nothing to do here. */
static const Person *
find_me(Ctx *cx)
{
    return cx->me.session != 0 ? person_find(cx, cx->me.id) : NULL;
}

Response *
get_desk_second(Request *req)
{
    const Person *me = find_me(req->cx);
    if (me == NULL)
        return respond_not_found(req);
    const SecondFactor *has = second_factor_find(req->cx, me);
    return respond_second(req, has, has != NULL ? form_for(req, has) : NULL);
}

Response *
post_desk_second_begin(Request *req)
{
    Ctx *cx = req->cx;
    const Person *me = find_me(cx);
    const SecondFactor *has = me != NULL ? second_factor_find(cx, me) : NULL;
    if (me == NULL || (has != NULL && has->confirmed_at != 0))
        return respond_not_found(req);
    if (!account_is_fresh(cx, NULL))
        return respond_forbidden(req);
    second_factor_begin(cx, me);
    return respond_redirect(req, SECOND_SET_UP_URL);
}

/* The only time that they are seen: the answer to the post that made them. */
static Response *
respond_codes(Request *req, const Person *me, bool first)
{
    Ctx *cx = req->cx;
    RecoveryCodes codes = second_factor_make_codes(cx, me, first);
    CodeLine *lines = arena_array_of(cx->arena, CodeLine, RECOVERY_CODES);
    for (size_t i = 0; i < RECOVERY_CODES; i++)
        lines[i].code = codes.at[i];
    SecondCodes view = {
        .codes = {lines, RECOVERY_CODES}
    };
    Page page = {.title = lang_text(cx->lang, N_("Recovery codes")),
                 .here = HERE(DOOR_CRUMB, {N_("Account"), "/desk/account"},
                              {N_("Second factor"), SECOND_SET_UP_URL})};
    return respond_desk(req, 200, &page, second_codes, &view);
}

typedef bool (*Check)(Ctx *cx, const Person *person, const char *typed);

/* Ask @check for the code that was sent.  NULL: it was right, and *@ret_me has sent it. */
static Response *
refuse_code(Request *req, bool in_force, Check check, const Person **ret_me)
{
    Ctx *cx = req->cx;
    const Person *me = find_me(cx);
    const SecondFactor *has = me != NULL ? second_factor_find(cx, me) : NULL;
    if (has == NULL || (has->confirmed_at != 0) != in_force)
        return respond_not_found(req);
    Response *refusal = limiter_refuse(req, LIMIT_CODES,
                                       arena_printf(cx->arena, "%" PRId64, me->id));
    if (refusal != NULL)
        return refusal;
    Form *form = form_for(req, has);
    if (form_ok(form) && !check(cx, me, form_text(form, "code")))
        form_fail(form, "code",
                  lang_text(cx->lang, N_("This code is not right, or was used already. Nothing was "
                                         "changed. Wait for the next one and try again.")));
    if (!form_ok(form))
        return respond_second(req, has, form);
    *ret_me = me;
    return NULL;
}

Response *
post_desk_second(Request *req)
{
    const Person *me = NULL;
    Response *refusal = refuse_code(req, false, second_factor_confirm, &me);
    if (refusal != NULL)
        return refusal;
    session_prove(req->cx);
    session_end_others(req->cx);
    req->cx->me.unset = false;
    return respond_codes(req, me, true);
}

Response *
post_desk_second_codes(Request *req)
{
    const Person *me = NULL;
    Response *refusal = refuse_code(req, true, second_factor_passes, &me);
    return refusal != NULL ? refusal : respond_codes(req, me, false);
}

Response *
post_desk_second_remove(Request *req)
{
    const Person *me = NULL;
    Response *refusal = refuse_code(req, true, second_factor_passes, &me);
    if (refusal != NULL)
        return refusal;
    second_factor_remove(req->cx, me);
    return respond_done(req, "/desk/account",
                        lang_text(req->cx->lang, N_("The second factor is removed.")));
}

Response *
post_desk_second_link(Request *req)
{
    return account_mail_link(req, SECOND_SET_UP_URL);
}
