/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The page behind the link that the form mails, and its button.
 */
#include "lang/lang.h"
#include "registration/pages.h"
#include "registration/register_confirm.html.h"
#include "web/limiter.h"

#include <string.h>

static Response *
respond_spent(Request *req)
{
    const char *why = N_(
        "This link was used already, is older than three days, or is not complete. "
        "A mail about your registration has another link; or fill in the form on "
        "the event's page once more.");
    return respond_error(req, 410, lang_text(req->cx->lang, why));
}

/* What the link is about, as a visitor sees it; NULL: it is spent. */
static const Item *
find_asked(Request *req, const RegistrationRequest **ret_request)
{
    Ctx *cx = req->cx;
    const RegistrationRequest *request = registration_request_find(cx, req_text(req, "token"));
    if (request == NULL)
        return NULL;
    *ret_request = request;
    return item_find_in(cx, request->item_id, "");
}

Response *
get_registration_confirm(Request *req)
{
    Ctx *cx = req->cx;
    const RegistrationRequest *request = NULL;
    const Item *item = find_asked(req, &request);
    const Event *event = item != NULL ? event_find(cx, item->id) : NULL;
    if (event == NULL)
        return respond_spent(req);
    const Occurrence *chosen = when_chosen(cx, event_occurrences(cx, item->id));
    const RegisterConfirm view = {.event = event,
                                  .when = when_lines(cx, event, when_of(cx, event, chosen)),
                                  .request = request,
                                  .token = req_text(req, "token"),
                                  .recording = strcmp(request->wish, "recording") == 0};
    Page page = {.title = lang_text(cx->lang, N_("Register")), .hidden = true};
    return respond_page(req, 200, &page, register_confirm, &view);
}

Response *
post_registration_confirm(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = limiter_refuse(req, LIMIT_SIGN_IN, req->in->address);
    if (refusal != NULL)
        return refusal;
    const RegistrationRequest *request = NULL;
    const Registration *now = NULL;
    const Item *item = find_asked(req, &request);
    if (item == NULL)
        return respond_spent(req);
    RegistrationOutcome outcome = registration_request_confirm(cx, item, request, &now);
    const char *path = outcome == REGISTRATION_DONE ? arena_printf(cx->arena, "/registrations/%s",
                                                                   registration_token(cx, now))
                                                    : item->path;
    return respond_done(req, path, registration_notice(cx, outcome, now));
}
