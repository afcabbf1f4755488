/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One's own passkeys: those that there are, one more, one less.
 */
#include "account/account.h"
#include "account/pages.h"
#include "account/passkey_answer.h"
#include "account/passkeys.h"
#include "account/passkeys.html.h"
#include "alliance/setting.h"
#include "base/secret.h"
#include "desk/desk.h"
#include "render/json.h"
#include "site/doors.h"
#include "web/app.h"
#include "web/session.h"

#define HERE_URL "/desk/account/passkeys"
#define NAME_MOST 60 /* characters */

static const Field fields[] = {
    {"name",        N_("Name"),   N_("By which you know it again, such as \"My telephone\"."),
     .kind = FIELD_LINE,                                                                                         .most = NAME_MOST},
    {"client_data", N_("Answer"), .kind = FIELD_HIDDEN,                                        .optional = true,
     .most = PASSKEY_PART_MOST                                                                                                    },
    {"attestation", N_("Answer"), .kind = FIELD_HIDDEN,                                        .optional = true,
     .most = PASSKEY_PART_MOST                                                                                                    },
};

/* The acting person, or NULL: programs with a token have nothing to do here. */
static const Person *
find_me(Ctx *cx)
{
    return cx->me.session != 0 ? person_find(cx, cx->me.id) : NULL;
}

static PasskeyRowSpan
rows_of(Ctx *cx, PasskeySpan keys)
{
    PasskeyRow *rows = arena_array_of(cx->arena, PasskeyRow, keys.n);
    for (size_t i = 0; i < keys.n; i++)
        rows[i] = (PasskeyRow){keys.at[i].id, keys.at[i].created_at, keys.at[i].used_at,
                               keys.at[i].name};
    return (PasskeyRowSpan){rows, keys.n};
}

static Response *
respond_passkeys(Request *req, const Form *form)
{
    Ctx *cx = req->cx;
    PasskeySpan keys = passkey_list(cx, cx->me.id);
    Passkeys view = {.form = form,
                     .rows = rows_of(cx, keys),
                     .possible = passkey_is_possible(cx->app),
                     .full = keys.n >= PASSKEYS_MOST,
                     .may_add = account_is_fresh(cx, NULL)};
    Page page = {.title = lang_text(cx->lang, N_("Passkeys")),
                 .here = HERE(DOOR_CRUMB, {N_("Account"), "/desk/account"})};
    Response *res = respond_desk(req, form_ok(form) ? 200 : 422, &page, passkeys, &view);
    respond_allow_scripts(res);
    return res;
}

Response *
get_desk_passkeys(Request *req)
{
    if (find_me(req->cx) == NULL)
        return respond_not_found(req);
    return respond_passkeys(req, form_new(req, fields, G_N_ELEMENTS(fields)));
}

/* May a passkey be added here and now?  NULL: yes. */
static Response *
refuse(Request *req, const Person *me)
{
    if (me == NULL || !passkey_is_possible(req->cx->app))
        return respond_not_found(req);
    return account_is_fresh(req->cx, NULL) ? NULL : respond_forbidden(req);
}

static void
write_known(Ctx *cx, Json *json)
{
    PasskeySpan keys = passkey_list(cx, cx->me.id);
    json_open_array(json, "known");
    for (size_t i = 0; i < keys.n; i++)
        json_str(json, NULL,
                 secret_encode(cx->arena, keys.at[i].credential.at, keys.at[i].credential.n));
    json_close_array(json);
}

Response *
post_desk_passkey_challenge(Request *req)
{
    Json json;
    Ctx *cx = req->cx;
    const Person *me = find_me(cx);
    Response *refusal = refuse(req, me);
    if (refusal != NULL)
        return refusal;
    GString *text = arena_string(cx->arena, 512);
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_str(&json, "challenge", passkey_challenge_create(cx, req->session_hash));
    json_str(&json, "site", passkey_site(cx));
    json_str(&json, "alliance", settings(cx)->name);
    json_str(&json, "user", passkey_user(cx, me));
    json_str(&json, "email", me->email);
    json_str(&json, "name", me->name);
    write_known(cx, &json);
    json_close_object(&json);
    return respond_bytes(req, "application/json", (Bytes){text->str, text->len});
}

Response *
post_desk_passkey(Request *req)
{
    Ctx *cx = req->cx;
    const Person *me = find_me(cx);
    Response *refusal = refuse(req, me);
    if (refusal != NULL)
        return refusal;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_passkeys(req, form);
    PasskeyAnswer answer = passkey_answer_read(req);
    bool added = passkey_add(cx, me, &answer, form_text(form, "name"));
    return respond_done(req, HERE_URL,
                        lang_text(cx->lang, added ? N_("The passkey is added.")
                                                  : N_("This passkey could not be added. Try "
                                                       "again.")));
}

Response *
post_desk_passkey_remove(Request *req)
{
    const Person *me = find_me(req->cx);
    if (me == NULL || !passkey_remove(req->cx, me, req_id(req, "id")))
        return respond_not_found(req);
    return respond_done(req, HERE_URL, lang_text(req->cx->lang, N_("The passkey is removed.")));
}

Response *
post_desk_passkey_link(Request *req)
{
    return account_mail_link(req, HERE_URL);
}
