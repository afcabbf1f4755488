/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "account/account.h"
#include "base/limits.h"
#include "site/sign_in.h"
#include "web/limiter.h"
#include "web/session.h"

#include <string.h>

bool
account_is_fresh(Ctx *cx, const char *made_by)
{
    const Session *own = session_find_own(cx);
    if (own == NULL || cx->now - own->created_at >= LIMIT_FRESH_SECONDS)
        return false;
    return made_by == NULL || strcmp(own->made_by, made_by) == 0;
}

Response *
account_mail_link(Request *req, const char *url)
{
    Ctx *cx = req->cx;
    const Person *person = person_find(cx, cx->me.id);
    if (person == NULL)
        return respond_not_found(req);
    Response *refusal = limiter_refuse(req, LIMIT_SIGN_IN_MAIL, person->email);
    if (refusal != NULL)
        return refusal;
    sign_in_send_link(cx, person, url);
    return respond_done(req, url, lang_text(cx->lang, N_("A link is on its way to you.")));
}
