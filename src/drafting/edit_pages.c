/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * To begin a draft, to change the whole of it, and to change one paragraph.
 */
#include "drafting/draft_edit.html.h"
#include "drafting/pages.h"
#include "drafting/paragraph_edit.html.h"

#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "group/pages.h"

#include <string.h>

static const Choice openings[] = {
    {"group",   N_("Who is in the group comments")                       },
    {"members", N_("Every member reads and comments")                    },
    {"public",  N_("Everybody reads and comments: a public consultation")},
};

/* clang-format off */
const Field TERMS_FIELDS[] = {
    {"opens",  N_("Who takes part"), .kind = FIELD_CHOICE, .choices = openings, .n_choices = G_N_ELEMENTS(openings)},
    {"closes", N_("Open until"), N_("A day and a time: 2017-03-16 18:00. It stands in calendars, too. Empty: until an editor closes it."), .kind = FIELD_LINE, .optional = true},
    {"zone",   N_("In this time zone"), N_("Such as Africa/Nairobi or UTC"), .kind = FIELD_LINE},
};
const size_t N_TERMS_FIELDS = G_N_ELEMENTS(TERMS_FIELDS);

#define TEXT_FIELDS                                                                                \
    {"title", N_("Title"), .kind = FIELD_LINE},                                                    \
    {"body", N_("Text"), N_("Markdown works. What stands between two empty lines is a paragraph with a number of its own, which it keeps."), .kind = FIELD_TEXT, .rows = 24}

static const Field edit_fields[] = {
    TEXT_FIELDS,
    {"note", N_("What you changed and why"), N_("It stands in the history."), .kind = FIELD_LINE, .optional = true},
    {"version", N_("Version"), .kind = FIELD_HIDDEN},
};

static const Field paragraph_fields[] = {
    {"body", N_("The paragraph"), N_("Markdown works. An empty line divides it; without any words it is taken out."), .kind = FIELD_TEXT, .rows = 10, .optional = true},
    {"note", N_("What you changed and why"), N_("It stands in the history."), .kind = FIELD_LINE, .optional = true},
    {"version", N_("Version"), .kind = FIELD_HIDDEN},
};
/* clang-format on */

static const char conflict[] = N_("Somebody saved in between. Below is what differs; what you save "
                                  "now takes its place.");

/* ---- for whom and until when ---- */

void
terms_set(Form *form, const DraftingTerms *terms)
{
    Arena *arena = form->req->cx->arena;
    form_set(form, "opens", terms->opens);
    form_set(form, "zone", terms->zone);
    if (terms->closes_at != 0)
        form_set(form, "closes",
                 moment_written(arena, moment_local(arena, terms->closes_at, terms->zone)));
}

DraftingTerms
terms_read(Form *form)
{
    Ctx *cx = form->req->cx;
    DraftingTerms terms = {.opens = form_text(form, "opens"), .zone = form_text(form, "zone")};
    const char *closes = form_text(form, "closes");
    if (!form_ok(form))
        return terms;
    if (!zone_is_valid(terms.zone))
        form_fail(form, "zone", lang_text(cx->lang, N_("This time zone is not known")));
    else if (*closes != '\0' && !moment_from_local(moment_from_written(cx->arena, closes),
                                                   terms.zone, &terms.closes_at))
        form_fail(form, "closes", lang_text(cx->lang, N_("This is no time: 2017-03-16 18:00")));
    else if (*closes != '\0' && terms.closes_at <= cx->now)
        form_fail(form, "closes", lang_text(cx->lang, N_("This is over already.")));
    return terms;
}

/* ---- a new one ---- */

typedef struct NewFields {
    Field at[2 + 3];
} NewFields;

/* The text, then the terms. */
static NewFields
new_fields(void)
{
    static const Field text[] = {TEXT_FIELDS};
    NewFields fields;
    memcpy(fields.at, text, sizeof text);
    memcpy(fields.at + G_N_ELEMENTS(text), TERMS_FIELDS, 3 * sizeof *TERMS_FIELDS);
    return fields;
}

static Response *
respond_new(Request *req, const Item *group, const Form *form)
{
    Ctx *cx = req->cx;
    DraftEdit view = {.action = group_url(cx, group, "/drafts/new"),
                      .heading = N_("Begin a shared draft"),
                      .group = group,
                      .form = form};
    return respond_page(req, form_ok(form) ? 200 : 422,
                        group_page(cx, group, lang_text(cx->lang, view.heading)), draft_edit,
                        &view);
}

/* The group of the request in which the acting person may begin one; NULL and the answer. */
static const Item *
find_group(Request *req, Response **ret_refusal)
{
    Ctx *cx = req->cx;
    const Item *group = group_asked(req);
    const char *why = group != NULL ? drafting_may_not_begin(cx, group, group_find(cx, group))
                                    : NULL;
    *ret_refusal = group == NULL ? respond_not_found(req)
                   : why != NULL ? respond_error(req, 403, lang_text(cx->lang, why))
                                 : NULL;
    return *ret_refusal == NULL ? group : NULL;
}

static void
check_body(Form *form)
{
    Ctx *cx = form->req->cx;
    const char *fault = form_ok(form) ? drafting_fault(cx->arena, form_text(form, "body")) : NULL;
    if (fault != NULL)
        form_fail(form, "body", lang_text(cx->lang, fault));
}

Response *
get_draft_new(Request *req)
{
    Response *refusal = NULL;
    const Item *group = find_group(req, &refusal);
    if (group == NULL)
        return refusal;
    const NewFields fields = new_fields();
    Form *form = form_new(req, fields.at, G_N_ELEMENTS(fields.at));
    terms_set(form,
              &(DraftingTerms){"group", 0, req->cx->me.zone != NULL ? req->cx->me.zone : "UTC"});
    return respond_new(req, group, form);
}

Response *
post_draft_new(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const Item *group = find_group(req, &refusal);
    if (group == NULL)
        return refusal;
    const NewFields fields = new_fields();
    Form *form = form_read(req, fields.at, G_N_ELEMENTS(fields.at));
    const DraftingTerms terms = terms_read(form);
    check_body(form);
    if (!form_ok(form))
        return respond_new(req, group, form);
    int64_t id = drafting_insert(cx, group, group_find(cx, group), form_text(form, "title"),
                                 form_text(form, "body"), &terms);
    const Item *made = item_find_id(cx, id);
    return respond_done(req, made != NULL ? made->path : "/drafts",
                        lang_text(cx->lang, N_("The draft is there. The group gets a mail.")));
}

/* ---- the whole ---- */

static Response *
respond_edit(Request *req, int status, const DraftAsked *asked, DraftEdit *view)
{
    Ctx *cx = req->cx;
    view->action = draft_url(cx, asked->item, "/edit");
    view->heading = N_("Edit the draft");
    return respond_page(req, status,
                        item_page_below(cx, asked->item, lang_text(cx->lang, view->heading)),
                        draft_edit, view);
}

Response *
get_draft_edit(Request *req)
{
    Response *refusal = NULL;
    const DraftAsked *asked = draft_editable(req, &refusal);
    if (asked == NULL)
        return refusal;
    Form *form = form_new(req, edit_fields, G_N_ELEMENTS(edit_fields));
    form_set(form, "title", asked->item->title);
    form_set(form, "body", asked->item->body);
    form_set_int(form, "version", asked->item->version);
    return respond_edit(req, 200, asked, &(DraftEdit){.form = form});
}

static int64_t
version_of(const Form *form)
{
    return g_ascii_strtoll(form_text(form, "version"), NULL, 10);
}

Response *
post_draft_edit(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const DraftAsked *asked = draft_editable(req, &refusal);
    if (asked == NULL)
        return refusal;
    Form *form = form_read(req, edit_fields, G_N_ELEMENTS(edit_fields));
    check_body(form);
    if (!form_ok(form))
        return respond_edit(req, 422, asked, &(DraftEdit){.form = form});
    const DraftingText text = {.title = form_text(form, "title"),
                               .body = form_text(form, "body"),
                               .note = form_text(form, "note")};
    if (drafting_save(cx, asked->item, version_of(form), &text) == ITEM_OK)
        return respond_done(req, asked->item->path, lang_text(cx->lang, N_("Saved.")));
    form_set_int(form, "version", asked->item->version);
    form_fail(form, "body", lang_text(cx->lang, conflict));
    return respond_edit(
        req, 409, asked,
        &(DraftEdit){.form = form,
                     .saved = asked->item->body,
                     .conflict = words_diff_new(cx->arena, asked->item->body, text.body)});
}

/* ---- one paragraph ---- */

static Response *
respond_paragraph_edit(Request *req, int status, const ParagraphEdit *view)
{
    Ctx *cx = req->cx;
    return respond_page(
        req, status,
        item_page_below(cx, view->asked->item, lang_text(cx->lang, N_("Edit a paragraph"))),
        paragraph_edit, view);
}

/* The paragraph of the request that the acting person may change; NULL and the answer. */
static const Paragraph *
find_paragraph(Request *req, const DraftAsked **ret_asked, Response **ret_refusal)
{
    *ret_asked = draft_editable(req, ret_refusal);
    if (*ret_asked == NULL)
        return NULL;
    const Paragraph *found = paragraph_asked(req,
                                             drafting_paragraphs(req->cx, (*ret_asked)->item->id));
    if (found == NULL || found->place == 0) {
        *ret_refusal = respond_not_found(req);
        return NULL;
    }
    return found;
}

Response *
get_paragraph_edit(Request *req)
{
    Response *refusal = NULL;
    const DraftAsked *asked = NULL;
    const Paragraph *paragraph = find_paragraph(req, &asked, &refusal);
    if (paragraph == NULL)
        return refusal;
    Form *form = form_new(req, paragraph_fields, G_N_ELEMENTS(paragraph_fields));
    form_set(form, "body", paragraph->body);
    form_set_int(form, "version", paragraph->version);
    return respond_paragraph_edit(
        req, 200, &(ParagraphEdit){.asked = asked, .paragraph = paragraph, .form = form});
}

/* Of a paragraph alone nobody waits who changed another one. */
Response *
post_paragraph_edit(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const DraftAsked *asked = NULL;
    const Paragraph *paragraph = find_paragraph(req, &asked, &refusal);
    if (paragraph == NULL)
        return refusal;
    Form *form = form_read(req, paragraph_fields, G_N_ELEMENTS(paragraph_fields));
    ParagraphEdit view = {.asked = asked, .paragraph = paragraph, .form = form};
    const DraftingText text = {.title = asked->item->title,
                               .body = form_text(form, "body"),
                               .note = form_text(form, "note"),
                               .paragraph = paragraph->number};
    if (form_ok(form) && version_of(form) != paragraph->version) {
        form_set_int(form, "version", paragraph->version);
        form_fail(form, "body", lang_text(cx->lang, conflict));
        view.saved = paragraph->body;
        view.conflict = words_diff_new(cx->arena, paragraph->body, text.body);
        return respond_paragraph_edit(req, 409, &view);
    }
    const char *fault = drafting_replace_fault(cx, asked->item, paragraph->body, text.body);
    if (form_ok(form) && fault != NULL)
        form_fail(form, "body", lang_text(cx->lang, fault));
    if (!form_ok(form))
        return respond_paragraph_edit(req, 422, &view);
    if (drafting_save(cx, asked->item, asked->item->version, &text) != ITEM_OK)
        return respond_error(req, 409, NULL);
    return respond_done(
        req, arena_printf(cx->arena, "%s/%" PRId64, asked->item->path, paragraph->number),
        lang_text(cx->lang, N_("Saved.")));
}
