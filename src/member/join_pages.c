/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Joining: the form, the page behind the mailed link, its button.
 */
#include "alliance/organisation.h"
#include "alliance/setting.h"
#include "base/text.h"
#include "lang/format.h"
#include "member/join.h"
#include "member/join.html.h"
#include "member/join_confirm.html.h"
#include "member/join_form.h"
#include "member/join_sent.html.h"
#include "member/join_waits.html.h"
#include "member/pages.h"
#include "render/markdown.h"
#include "web/limiter.h"
#include "web/session.h"

#include <string.h>

static const Crumb here[] = {
    {N_("Members"), "/members"}
};

static Page
join_page(Ctx *cx)
{
    return (Page){
        .title = lang_text(cx->lang, N_("Join")), .section = "members", .here = {here, 1}
    };
}

static Response *
respond_form(Request *req, const Form *form)
{
    Ctx *cx = req->cx;
    Page page = join_page(cx);
    JoinFormParts parts = join_form_parts(form);
    Join view = {.form = &parts.first,
                 .waiting = parts.waiting,
                 .posted = form->posted,
                 .settings = settings(cx),
                 .text = markdown_html(cx->arena, settings(cx)->join_text)};
    return respond_page(req, form_ok(form) ? 200 : 422, &page, join, &view);
}

Response *
get_join(Request *req)
{
    if (req->cx->me.id != 0)
        return respond_redirect(req, "/account");
    return respond_form(req, join_form_new(req));
}

/* The answer does not tell whether the address is a member's. */
Response *
post_join(Request *req)
{
    Ctx *cx = req->cx;
    Form *form = join_form_read(req);
    if (!form_ok(form))
        return respond_form(req, form);

    const char *email = text_fold_email(cx->arena, form_text(form, "email"));
    Response *refusal = limiter_refuse_entry(req, LIMIT_SIGN_IN_MAIL, email);
    if (refusal != NULL)
        return refusal;

    const Joining typed = join_form_value(form);
    if (!form_is_trapped(form))
        joining_ask(cx, &typed);
    Page page = join_page(cx);
    page.hidden = true;
    JoinSent view = {.email = email};
    return respond_page(req, 200, &page, join_sent, &view);
}

/* ---- the link ---- */

static const Field zone_field = {"zone", N_("Time zone"),
                                 N_("Dates in mails and on pages are shown in it."),
                                 .kind = FIELD_CHOICE, .verbatim = true};

static Response *
respond_spent(Request *req)
{
    const char *why = N_("This link was used already, is older than two weeks, or is not complete. "
                         "If you are not a member yet, fill in the form \"Join\" once more.");
    return respond_error(req, 410, lang_text(req->cx->lang, why));
}

static const char *
type_in_words(const Ctx *cx, const char *name)
{
    for (const OrganisationType *type = ORGANISATION_TYPES; type->name != NULL; type++)
        if (strcmp(type->name, name) == 0)
            return lang_text(cx->lang, type->label);
    return "";
}

static void
offer_zones(Form *form, const Joining *joining)
{
    ZoneChoices zones = join_zones(form->req->cx, joining->country);
    form_choices(form, "zone", zones.at, zones.n);
    if (!form->posted)
        form_set(form, "zone", zones.at[0].value);
}

static Response *
respond_confirm(Request *req, const Joining *joining, Form *form)
{
    Ctx *cx = req->cx;
    Page page = join_page(cx);
    page.hidden = true;
    JoinConfirm view = {.joining = joining,
                        .form = form,
                        .token = req_text(req, "token"),
                        .type = type_in_words(cx, joining->organisation_type)};
    return respond_page(req, form_ok(form) ? 200 : 422, &page, join_confirm, &view);
}

Response *
get_join_token(Request *req)
{
    const Joining *joining = joining_find(req->cx, req_text(req, "token"));
    if (joining == NULL)
        return respond_spent(req);
    Form *form = form_new(req, &zone_field, 1);
    offer_zones(form, joining);
    return respond_confirm(req, joining, form);
}

static Response *
respond_waits(Request *req)
{
    Page page = join_page(req->cx);
    page.hidden = true;
    JoinWaits view = {.settings = settings(req->cx)};
    return respond_page(req, 200, &page, join_waits, &view);
}

Response *
post_join_token(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = limiter_refuse(req, LIMIT_SIGN_IN, req->in->address);
    if (refusal != NULL)
        return refusal;
    const Joining *joining = joining_find(cx, req_text(req, "token"));
    if (joining == NULL)
        return respond_spent(req);
    Form *form = form_read(req, &zone_field, 1);
    offer_zones(form, joining);
    if (!form_ok(form))
        return respond_confirm(req, joining, form);

    int64_t id = joining_confirm(cx, joining, form_text(form, "zone"));
    if (id == 0)
        return settings(cx)->join_review ? respond_waits(req) : respond_spent(req);
    Response *res = respond_done(req, "/account",
                                 lang_text(cx->lang, N_("Welcome: you are a member now.")));
    session_start(req, res, id, "link", false);
    return res;
}
