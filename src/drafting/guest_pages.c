/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A remark of who is no member: the form, the page behind the mailed link, its button.
 */
#include "drafting/guest.h"
#include "drafting/guest_confirm.html.h"
#include "drafting/guest_sent.html.h"
#include "drafting/pages.h"

#include "base/limits.h"
#include "base/text.h"
#include "web/limiter.h"

#include <string.h>

/* clang-format off */
static const Field fields[] = {
    {"wording", N_("As it should be"), N_("Change the words to propose others, or leave them as they are."), .kind = FIELD_TEXT, .rows = 8, .most = LIMIT_COMMENT},
    {"why", N_("Your remark, or why"), .kind = FIELD_TEXT, .rows = 4, .most = LIMIT_COMMENT},
    {"name", N_("Name"), N_("It stands beside your words, for everybody and for good."), .kind = FIELD_LINE, .autocomplete = "name"},
    {"email", N_("E-mail"), N_("We send a link there. Nobody else sees it."), .kind = FIELD_EMAIL, .autocomplete = "email"},
    {"website", N_("Website"), .kind = FIELD_TRAP, .optional = true},
};
/* clang-format on */

Form *
guest_form(Request *req, const Paragraph *paragraph)
{
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    form_set(form, "wording", paragraph->body);
    return form;
}

/* The answer does not tell whether anybody knows the address. */
Response *
post_guest(Request *req)
{
    Ctx *cx = req->cx;
    const DraftAsked *asked = draft_asked(req);
    ParagraphSpan all = asked != NULL ? drafting_paragraphs(cx, asked->item->id)
                                      : (ParagraphSpan){0};
    const Paragraph *paragraph = asked != NULL ? paragraph_asked(req, all) : NULL;
    if (paragraph == NULL || paragraph->place == 0)
        return respond_not_found(req);
    if (!guest_may_write(cx, asked->item, asked->drafting))
        return respond_forbidden(req);
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_paragraph(req, 422, asked, all, form, NULL);
    const char *email = text_fold_email(cx->arena, form_text(form, "email"));
    Response *refusal = limiter_refuse_entry(req, LIMIT_SIGN_IN_MAIL, email);
    if (refusal != NULL)
        return refusal;
    const char *wording = form_text(form, "wording");
    bool is_same = strcmp(wording, text_trim_lines(cx->arena, paragraph->body)) == 0;
    if (!form_is_trapped(form))
        guest_ask(cx, paragraph,
                  &(Guest){.email = email,
                           .name = form_text(form, "name"),
                           .words = form_text(form, "why"),
                           .wording = is_same ? NULL : wording});
    GuestSent view = {.email = email};
    return respond_page(
        req, 200, item_page_below(cx, asked->item, lang_text(cx->lang, N_("Look into your mail"))),
        guest_sent, &view);
}

/* ---- the link ---- */

static Response *
respond_spent(Request *req)
{
    return respond_error(
        req, 410,
        lang_text(req->cx->lang, N_("This link was used already, is older than a week, or the text "
                                    "is not open to everybody any more.")));
}

Response *
get_guest_token(Request *req)
{
    Ctx *cx = req->cx;
    const Guest *guest = guest_find(cx, req_text(req, "token"));
    const Item *item = guest != NULL ? item_find_id(cx, guest->item_id) : NULL;
    if (item == NULL)
        return respond_spent(req);
    GuestConfirm view = {.item = item, .guest = guest, .token = req_text(req, "token")};
    if (guest->wording != NULL)
        view.diff = words_diff_new(cx->arena, guest->base, guest->wording);
    return respond_page(req, 200,
                        item_page_below(cx, item, lang_text(cx->lang, N_("One step is left"))),
                        guest_confirm, &view);
}

Response *
post_guest_token(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = limiter_refuse(req, LIMIT_SIGN_IN, req->in->address);
    if (refusal != NULL)
        return refusal;
    const Guest *guest = guest_find(cx, req_text(req, "token"));
    const Item *item = guest != NULL ? item_find_id(cx, guest->item_id) : NULL;
    if (item == NULL || guest_confirm(cx, guest) == 0)
        return respond_spent(req);
    return respond_done(
        req, arena_printf(cx->arena, "%s/%" PRId64, item->path, guest->paragraph),
        lang_text(cx->lang, N_("Thank you. Somebody looks at it before others see it.")));
}
