/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The page of one paragraph: what is said about it, and other wordings that are proposed.
 */
#include "drafting/pages.h"
#include "drafting/paragraph_show.html.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

/* clang-format off */
static const Field propose_fields[] = {
    {"wording", N_("As it should be"), N_("Change the words. Without any words you propose to strike the paragraph out."), .kind = FIELD_TEXT, .rows = 8, .optional = true, .most = LIMIT_COMMENT},
    {"why", N_("Why"), N_("The editors decide by it, and it stands in the record."), .kind = FIELD_TEXT, .rows = 3, .most = LIMIT_COMMENT},
    {"seen", N_("Version"), .kind = FIELD_HIDDEN},
};
/* clang-format on */

const Paragraph *
paragraph_asked(Request *req, ParagraphSpan all)
{
    int64_t number = req_id(req, "number");
    return number != 0 ? drafting_paragraph(all, number) : NULL;
}

/* ---- proposals as they are shown ---- */

static WordingCard
card_of(Ctx *cx, const DraftAsked *asked, const Wording *wording)
{
    WordingCard card = {
        .wording = wording,
        .state = wording_state_label(wording->state),
        .page = arena_printf(cx->arena, "%s/wordings/%" PRId64, asked->item->path, wording->id),
        .open = strcmp(wording->state, "open") == 0,
        .held = strcmp(wording->status, "held") == 0,
        .strikes = *wording->wording == '\0',
        .forgotten = *wording->base == '\0'};
    const char *text = wording->wording, *was = wording->base;
    WordingFit fit = card.open ? wording_fit(cx->arena, wording, &text) : WORDING_FITS;
    if (fit == WORDING_REBASED)
        was = wording->present;
    card.rebased = fit == WORDING_REBASED;
    card.clashes = fit == WORDING_CLASHES;
    card.nowhere = fit == WORDING_NOWHERE;
    card.diff = words_diff_new(cx->arena, was, text);
    card.may_agree = card.open && !card.held && asked->may_propose && !wording->mine;
    card.may_decide = card.open && !card.held && asked->may_edit;
    return card;
}

WordingCardSpan
wording_cards(Ctx *cx, const DraftAsked *asked, WordingSpan wordings)
{
    WordingCard *cards = arena_array_of(cx->arena, WordingCard, wordings.n);
    for (size_t i = 0; i < wordings.n; i++)
        cards[i] = card_of(cx, asked, &wordings.at[i]);
    return (WordingCardSpan){cards, wordings.n};
}

/* ---- the page ---- */

static void
add_neighbours(ParagraphShow *view, ParagraphSpan all)
{
    size_t standing = drafting_standing(all), i = (size_t)(view->paragraph - all.at);
    view->gone = i >= standing;
    if (!view->gone && i > 0)
        view->before = all.at[i - 1].number;
    if (i + 1 < standing)
        view->after = all.at[i + 1].number;
}

static Form *
propose_form(Request *req, const Paragraph *paragraph)
{
    Form *form = form_new(req, propose_fields, G_N_ELEMENTS(propose_fields));
    form_set(form, "wording", paragraph->body);
    form_set_int(form, "seen", paragraph->version);
    return form;
}

Response *
respond_paragraph(Request *req, int status, const DraftAsked *asked, ParagraphSpan all,
                  const Form *form, const WordsDiff *conflict)
{
    Ctx *cx = req->cx;
    const Paragraph *paragraph = paragraph_asked(req, all);
    Item bare = *asked->item;
    bare.body = "";
    ItemShow *show = item_show_new(req, &bare);
    item_show_paragraph(req, show, paragraph->id, paragraph->number);
    show->may_comment = show->may_comment && asked->is_open;
    if (show->may_comment)
        show->form = comment_form_new(req, show->follows);
    int level = 1;
    ParagraphShow view = {
        .asked = asked,
        .show = show,
        .paragraph = paragraph,
        .html = paragraph_html(cx->arena, paragraph->body, &level),
        .wordings = wording_cards(cx, asked, wording_list(cx, asked->item, paragraph->id, 1)),
        .conflict = conflict};
    add_neighbours(&view, all);
    if (asked->may_propose && !view.gone)
        view.form = form != NULL ? form : propose_form(req, paragraph);
    else if (guest_may_write(cx, asked->item, asked->drafting) && !view.gone)
        view.guest = form != NULL ? form : guest_form(req, paragraph);
    const char *title = lang_fill(cx->arena, lang_text(cx->lang, N_("Paragraph {n} of {title}")),
                                  "n", arena_printf(cx->arena, "%" PRId64, paragraph->number),
                                  "title", asked->item->title, NULL);
    return respond_page(req, status, item_page_below(cx, asked->item, title), paragraph_show,
                        &view);
}

Response *
get_paragraph(Request *req)
{
    const DraftAsked *asked = draft_asked(req);
    ParagraphSpan all = asked != NULL ? drafting_paragraphs(req->cx, asked->item->id)
                                      : (ParagraphSpan){0};
    if (asked == NULL || paragraph_asked(req, all) == NULL)
        return respond_not_found(req);
    return respond_paragraph(req, 200, asked, all, NULL, NULL);
}

/* ---- to propose ---- */

Response *
post_paragraph_wording(Request *req)
{
    Ctx *cx = req->cx;
    const DraftAsked *asked = draft_asked(req);
    ParagraphSpan all = asked != NULL ? drafting_paragraphs(cx, asked->item->id)
                                      : (ParagraphSpan){0};
    const Paragraph *paragraph = asked != NULL ? paragraph_asked(req, all) : NULL;
    if (paragraph == NULL || paragraph->place == 0)
        return respond_not_found(req);
    if (!asked->may_propose)
        return respond_forbidden(req);
    Form *form = form_read(req, propose_fields, G_N_ELEMENTS(propose_fields));
    const char *wording = form_text(form, "wording");
    int64_t seen = g_ascii_strtoll(form_text(form, "seen"), NULL, 10);
    if (form_ok(form) && seen != paragraph->version) {
        form_set_int(form, "seen", paragraph->version);
        form_fail(form, "wording",
                  lang_text(cx->lang, N_("The paragraph was changed while you wrote. Below is how "
                                         "your words differ from it now.")));
        return respond_paragraph(req, 409, asked, all, form,
                                 words_diff_new(cx->arena, paragraph->body, wording));
    }
    if (form_ok(form) && strcmp(wording, text_trim_lines(cx->arena, paragraph->body)) == 0)
        form_fail(form, "wording",
                  lang_text(cx->lang, N_("These are the words that stand there already.")));
    if (!form_ok(form))
        return respond_paragraph(req, 422, asked, all, form, NULL);
    wording_propose(cx, asked->item, paragraph, wording, form_text(form, "why"));
    return respond_done(
        req, arena_printf(cx->arena, "%s/%" PRId64, asked->item->path, paragraph->number),
        lang_text(cx->lang, N_("Thank you. The editors decide, and you get a mail.")));
}
