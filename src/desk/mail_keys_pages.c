/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The keys that sign mails: made here, published by whoever keeps the domain, looked for here.
 */
#include "alliance/mail_key.h"
#include "alliance/setting.h"
#include "desk/keep.h"
#include "desk/mail_keys.html.h"
#include "desk/pages.h"
#include "desk/settings.h"
#include "web/app.h"

#include <string.h>

#define URL "/desk/settings/keys"

Response *
get_desk_mail_keys(Request *req)
{
    Ctx *cx = req->cx;
    const char *at = strrchr(settings(cx)->mail_from, '@');
    const MailKeys view = {.menu = settings_menu(req),
                           .domain = at != NULL ? at + 1 : NULL,
                           .keys = mail_key_list(cx)};
    Page page = {.title = lang_text(cx->lang, N_("Signatures of mails")),
                 .here = HERE(DESK_CRUMB, {N_("Settings"), "/desk/settings"})};
    return respond_desk(req, 200, &page, mail_keys, &view);
}

/* ---- making ---- */

typedef struct Made {
    const NewMailKeys *keys;
} Made;

static Response *
look_before_making(Request *req)
{
    Ctx *cx = req->cx;
    if (strchr(settings(cx)->mail_from, '@') == NULL)
        return respond_error(req, 409,
                             lang_text(cx->lang, N_("Say first who sends the mails: its "
                                                    "domain publishes the keys.")));
    req->prepared = arena_new_of(cx->arena, Made);
    return NULL;
}

static void
make(Request *req)
{
    Made *made = req->prepared;
    made->keys = mail_key_new_pair(req->cx->arena);
}

const Preparation prepare_desk_mail_keys = {look_before_making, make};

Response *
post_desk_mail_keys(Request *req)
{
    const Made *made = req->prepared;
    mail_key_insert(req->cx, made->keys);
    return respond_done(req, URL,
                        lang_text(req->cx->lang, N_("The keys are made. They sign once "
                                                    "the domain publishes them.")));
}

/* ---- looking ---- */

/* The keys that do not sign yet, and what the DNS says where each of them should stand. */
typedef struct Looked {
    MailKeySpan keys;
    const char **found; /* NULL: nobody answered */
} Looked;

static Response *
look_for_unseen(Request *req)
{
    Looked *looked = arena_new_of(req->cx->arena, Looked);
    looked->keys = mail_key_list(req->cx);
    req->prepared = looked;
    return NULL;
}

static void
ask_dns(Request *req)
{
    Ctx *cx = req->cx;
    Looked *looked = req->prepared;
    looked->found = arena_array_of(cx->arena, const char *, looked->keys.n + 1);
    for (size_t i = 0; i < looked->keys.n; i++)
        if (looked->keys.at[i].seen_at == 0)
            looked->found[i] = cx->app->dns(cx->arena, "TXT", looked->keys.at[i].name);
}

const Preparation prepare_desk_mail_keys_look = {look_for_unseen, ask_dns};

Response *
post_desk_mail_keys_look(Request *req)
{
    Ctx *cx = req->cx;
    const Looked *looked = req->prepared;
    size_t n_seen = 0, n_silent = 0;
    for (size_t i = 0; i < looked->keys.n; i++) {
        const MailKey *key = &looked->keys.at[i];
        if (key->seen_at != 0)
            continue;
        n_silent += looked->found[i] == NULL;
        if (looked->found[i] == NULL || !mail_key_is_in(key, looked->found[i]))
            continue;
        mail_key_seen(cx, key->id);
        n_seen++;
    }
    const char *notice = n_seen > 0 ? N_("The domain publishes them: mails are signed from now on.")
                         : n_silent > 0
                             ? N_("Nobody answers about the domain now. Try it later.")
                             : N_("The domain does not publish them yet. It can take a day.");
    return respond_done(req, URL, lang_text(cx->lang, notice));
}
