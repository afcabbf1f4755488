/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Subscribing: the form, the page behind the mailed link, its button.
 */
#include "alliance/consent.h"
#include "alliance/person_form.h"
#include "alliance/standing_link.h"
#include "base/text.h"
#include "subscription/pages.h"
#include "subscription/subscribe.html.h"
#include "subscription/subscribe_confirm.html.h"
#include "subscription/subscribe_sent.html.h"
#include "web/limiter.h"

/* clang-format off */
static const Field fields[] = {
    {"email",    N_("E-mail"), N_("We send a link there. Nobody else sees it."),
     .kind = FIELD_EMAIL, .autocomplete = "email"},
    {"purposes", N_("What would you like to get?"), N_("Tick what you want."),
     .kind = FIELD_CHOICES},
    {"website",  N_("Website"), .kind = FIELD_TRAP, .optional = true},
};
/* clang-format on */

static Page
subscribe_page(Ctx *cx)
{
    return (Page){.title = lang_text(cx->lang, N_("Subscribe")), .section = "about"};
}

static Response *
respond_form(Request *req, Form *form)
{
    Page page = subscribe_page(req->cx);
    Subscribe view = {.form = form};
    return respond_page(req, form_ok(form) ? 200 : 422, &page, subscribe, &view);
}

/* Who is signed in has a page for it. */
Response *
get_subscribe(Request *req)
{
    if (req->cx->me.id != 0)
        return respond_redirect(req, "/preferences");
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    person_form_purposes(form, "purposes", false);
    return respond_form(req, form);
}

/* The answer does not tell whether anybody knows the address. */
Response *
post_subscribe(Request *req)
{
    Ctx *cx = req->cx;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    person_form_purposes(form, "purposes", false);
    if (!form_ok(form))
        return respond_form(req, form);

    const char *email = text_fold_email(cx->arena, form_text(form, "email"));
    Response *refusal = limiter_refuse_entry(req, LIMIT_SIGN_IN_MAIL, email);
    if (refusal != NULL)
        return refusal;
    if (!form_is_trapped(form))
        subscription_ask(cx, email, person_form_ticked(form, "purposes"));
    Page page = subscribe_page(cx);
    page.hidden = true;
    SubscribeSent view = {.email = email};
    return respond_page(req, 200, &page, subscribe_sent, &view);
}

/* ---- the link ---- */

static Response *
respond_spent(Request *req)
{
    const char *why = N_("This link was used already, is older than a week, or is not complete. If "
                         "you do not get what you wanted, fill in the form \"Subscribe\" once "
                         "more.");
    return respond_error(req, 410, lang_text(req->cx->lang, why));
}

static LinkSpan
wordings_of(Ctx *cx, const char *purposes)
{
    g_auto(GStrv) names = g_strsplit(purposes, ",", -1);
    Link *links = arena_array_of(cx->arena, Link, g_strv_length(names) + 1);
    size_t n = 0;
    for (char **name = names; *name != NULL; name++) {
        const Purpose *purpose = purpose_find(*name);
        if (purpose != NULL)
            links[n++] = (Link){.label = lang_text(cx->lang, purpose->wording)};
    }
    return (LinkSpan){links, n};
}

static Response *
respond_confirm(Request *req, const SubscriptionRequest *request, int64_t erased_at)
{
    Page page = subscribe_page(req->cx);
    page.hidden = true;
    SubscribeConfirm view = {.request = request,
                             .token = req_text(req, "token"),
                             .wordings = wordings_of(req->cx, request->purposes),
                             .erased_at = erased_at};
    return respond_page(req, erased_at == 0 ? 200 : 409, &page, subscribe_confirm, &view);
}

Response *
get_subscribe_token(Request *req)
{
    Ctx *cx = req->cx;
    const SubscriptionRequest *request = subscription_find(cx, req_text(req, "token"));
    if (request == NULL)
        return respond_spent(req);
    return respond_confirm(req, request, subscription_erased_at(cx, request));
}

Response *
post_subscribe_token(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = limiter_refuse(req, LIMIT_SIGN_IN, req->in->address);
    if (refusal != NULL)
        return refusal;
    const SubscriptionRequest *request = subscription_find(cx, req_text(req, "token"));
    if (request == NULL)
        return respond_spent(req);
    int64_t erased_at = subscription_erased_at(cx, request);
    if (erased_at != 0)
        return respond_confirm(req, request, erased_at);
    int64_t id = subscription_confirm(cx, request);
    const char *token = id != 0 ? standing_link_new(cx, LINK_PREFERENCES, id) : NULL;
    if (token == NULL)
        return respond_spent(req);
    return respond_done(req, arena_printf(cx->arena, "/preferences/%s", token),
                        lang_text(cx->lang, N_("It is confirmed: this is what you get from now "
                                               "on.")));
}
