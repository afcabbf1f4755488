/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * All proposed wordings of a draft, and the decision about one.
 */
#include "drafting/pages.h"
#include "drafting/wording_decide.html.h"
#include "drafting/wording_list.html.h"

#include "alliance/comment_life.h"
#include "base/limits.h"
#include "base/text.h"

#include <string.h>

/* clang-format off */
static const Field fields[] = {
    {"text", N_("The paragraph as it would stand"), N_("You can change it before you accept; then the record says so. Empty: it is struck out."), .kind = FIELD_TEXT, .rows = 8, .optional = true},
    {"reason", N_("Reason"), N_("Needed to reject. It goes to who proposed it and stands in the record."), .kind = FIELD_TEXT, .rows = 3, .optional = true, .most = LIMIT_COMMENT},
    {"seen", N_("Version"), .kind = FIELD_HIDDEN},
};
/* clang-format on */

Response *
get_wordings(Request *req)
{
    Ctx *cx = req->cx;
    const DraftAsked *asked = draft_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    WordingList view = {
        .asked = asked,
        .n = wording_count(cx, asked->item, 0),
        .wordings = wording_cards(cx, asked, wording_list(cx, asked->item, 0, req_page(req)))};
    view.pages = link_pages(req, view.n);
    return respond_page(
        req, 200, item_page_below(cx, asked->item, lang_text(cx->lang, N_("Proposed wordings"))),
        wording_list, &view);
}

/* The proposal of the request that the acting person may see; NULL: there is none. */
static const Wording *
find_wording(Request *req, const DraftAsked **ret_asked)
{
    Ctx *cx = req->cx;
    *ret_asked = draft_asked(req);
    int64_t id = req_id(req, "comment");
    const Wording *wording = *ret_asked != NULL ? wording_find(cx, id) : NULL;
    if (wording == NULL || wording->item_id != (*ret_asked)->item->id)
        return NULL;
    const Comment *comment = comment_find(cx, id);
    return comment_rights(cx, comment, (*ret_asked)->item).see ? wording : NULL;
}

/* What the editor saw last stands in the form; he sees what is now. */
static Response *
respond_wording(Request *req, int status, const DraftAsked *asked, const Wording *wording,
                const Form *form, bool changed)
{
    Ctx *cx = req->cx;
    WordingCard card = wording_cards(cx, asked, (WordingSpan){wording, 1}).at[0];
    card.may_decide = false; /* this is where one does */
    WordingDecide view = {.asked = asked, .card = &card, .form = form};
    if (card.rebased)
        view.proposed = words_diff_new(cx->arena, wording->base, wording->wording);
    if (changed)
        view.changed = wording->present;
    const char *title = lang_fill(
        cx->arena, lang_text(cx->lang, N_("Proposed wording for paragraph {n}")), "n",
        arena_printf(cx->arena, "%" PRId64, wording->paragraph), NULL);
    return respond_page(req, status, item_page_below(cx, asked->item, title), wording_decide,
                        &view);
}

static bool
may_decide(const DraftAsked *asked, const Wording *wording)
{
    return asked->may_edit && strcmp(wording->state, "open") == 0 &&
           strcmp(wording->status, "shown") == 0;
}

Response *
get_wording(Request *req)
{
    const DraftAsked *asked = NULL;
    const Wording *wording = find_wording(req, &asked);
    if (wording == NULL)
        return respond_not_found(req);
    if (!may_decide(asked, wording))
        return respond_wording(req, 200, asked, wording, NULL, false);
    const char *text = NULL;
    wording_fit(req->cx->arena, wording, &text);
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    form_set(form, "text", text);
    form_set_int(form, "seen", wording->version);
    return respond_wording(req, 200, asked, wording, form, false);
}

static const char *
place_of(Ctx *cx, const DraftAsked *asked, const Wording *wording)
{
    return arena_printf(cx->arena, "%s/%" PRId64, asked->item->path, wording->paragraph);
}

static Response *
reject(Request *req, const DraftAsked *asked, const Wording *wording, Form *form)
{
    Ctx *cx = req->cx;
    if (form_ok(form) && *form_text(form, "reason") == '\0')
        form_fail(form, "reason",
                  lang_text(cx->lang, N_("Say why: whoever proposed it gets it by mail.")));
    if (!form_ok(form))
        return respond_wording(req, 422, asked, wording, form, false);
    wording_reject(cx, asked->item, wording, form_text(form, "reason"));
    return respond_done(
        req, place_of(cx, asked, wording),
        lang_text(cx->lang, N_("It is rejected. Whoever proposed it gets a mail.")));
}

static Response *
accept(Request *req, const DraftAsked *asked, const Wording *wording, Form *form)
{
    Ctx *cx = req->cx;
    const char *text = form_text(form, "text");
    if (form_ok(form) && *text == '\0' && *wording->wording != '\0')
        form_fail(form, "text", lang_text(cx->lang, N_("It was not proposed to strike it out.")));
    if (!form_ok(form))
        return respond_wording(req, 422, asked, wording, form, false);
    int64_t seen = g_ascii_strtoll(form_text(form, "seen"), NULL, 10);
    switch (wording_accept(cx, asked->item, wording, seen, text, form_text(form, "reason"))) {
    case WORDING_DONE:
        return respond_done(req, place_of(cx, asked, wording),
                            lang_text(cx->lang, N_("The text has the new wording. Whoever proposed "
                                                   "it gets a mail.")));
    case WORDING_FULL:
        form_fail(
            form, "text",
            lang_text(cx->lang, drafting_replace_fault(cx, asked->item, wording->present, text)));
        return respond_wording(req, 422, asked, wording, form, false);
    default: break;
    }
    form_set_int(form, "seen", wording->version);
    form_fail(form, "text",
              lang_text(cx->lang, N_("The paragraph was changed while you looked. Nothing was "
                                     "done; below is how it stands now.")));
    return respond_wording(req, 409, asked, wording, form, true);
}

Response *
post_wording(Request *req)
{
    const DraftAsked *asked = NULL;
    const Wording *wording = find_wording(req, &asked);
    if (wording == NULL)
        return respond_not_found(req);
    if (!asked->may_edit)
        return respond_forbidden(req);
    if (!may_decide(asked, wording))
        return respond_error(req, 409,
                             lang_text(req->cx->lang, N_("Somebody has decided in the meantime.")));
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    bool rejects = strcmp(req_field(req, "act"), "reject") == 0;
    return rejects ? reject(req, asked, wording, form) : accept(req, asked, wording, form);
}
