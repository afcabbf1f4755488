/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The keys that sign mails: made here, published by whoever keeps the domain, looked for here.
 */
#include "alliance/job.h"
#include "alliance/mail_key.h"
#include "alliance/setting.h"
#include "desk/keep.h"
#include "desk/mail_keys.html.h"
#include "desk/pages.h"
#include "desk/settings.h"

#include <string.h>

#define URL "/desk/settings/keys"

Response *
get_desk_mail_keys(Request *req)
{
    Ctx *cx = req->cx;
    const char *at = strrchr(settings(cx)->mail_from, '@');
    const MailKeys view = {.menu = settings_menu(req),
                           .domain = at != NULL ? at + 1 : NULL,
                           .keys = mail_key_list(cx),
                           .may_look = mail_key_count_unseen(cx) > 0,
                           .is_looking = job_is_queued(cx, MAIL_KEY_JOB)};
    Page page = {.title = lang_text(cx->lang, N_("Signatures of mails")),
                 .here = HERE(DESK_CRUMB, {N_("Settings"), "/desk/settings"})};
    Response *res = respond_desk(req, 200, &page, mail_keys, &view);
    if (view.is_looking)
        respond_header(res, "Refresh", LOOK_AGAIN_SECONDS);
    return res;
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

/* The world may take its time to answer: a job asks it, and the page shows itself again meanwhile.
 */
Response *
post_desk_mail_keys_look(Request *req)
{
    Ctx *cx = req->cx;
    if (mail_key_count_unseen(cx) > 0 && !job_is_queued(cx, MAIL_KEY_JOB))
        job_queue(cx, MAIL_KEY_JOB, "", cx->now);
    return respond_redirect(req, URL);
}
