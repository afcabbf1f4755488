/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * For whom and until when a draft is open, who edits it, and what becomes of it at the end.
 */
#include "drafting/draft_settings.html.h"
#include "drafting/pages.h"

#include "alliance/access.h"
#include "alliance/file.h"
#include "library/library.h"

#include <string.h>

/* clang-format off */
static const Field editor_fields[] = {
    {"name", N_("Name"), N_("As it stands in the group's list of members."), .kind = FIELD_LINE},
};
/* clang-format on */

static Form *
terms_form(Request *req, const DraftAsked *asked)
{
    Form *form = form_new(req, TERMS_FIELDS, N_TERMS_FIELDS);
    const DraftingTerms terms = drafting_terms(asked->item, asked->drafting);
    terms_set(form, &terms);
    return form;
}

/* Members write publications, editors let them out. */
static bool
may_publish(const Ctx *cx, const DraftAsked *asked)
{
    return asked->is_final && asked->is_mine && asked->drafting->work_id == 0 &&
           may_create(cx, "work");
}

/* The forms are those that were refused, or NULL. */
static Response *
respond_settings(Request *req, const DraftAsked *asked, const Form *terms, const Form *editor)
{
    Ctx *cx = req->cx;
    DraftSettings view = {.asked = asked,
                          .form = terms != NULL ? terms : terms_form(req, asked),
                          .editor = editor != NULL
                                        ? editor
                                        : form_new(req, editor_fields, G_N_ELEMENTS(editor_fields)),
                          .editors = drafting_editors(cx, asked->item->id),
                          .is_closed = strcmp(asked->drafting->state, "closed") == 0,
                          .may_finish = asked->may_edit && asked->drafting->n_open == 0,
                          .may_publish = may_publish(cx, asked)};
    return respond_page(
        req, terms != NULL || editor != NULL ? 422 : 200,
        item_page_below(cx, asked->item, lang_text(cx->lang, N_("Settings of the draft"))),
        draft_settings, &view);
}

Response *
get_draft_settings(Request *req)
{
    const DraftAsked *asked = draft_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    return asked->is_mine ? respond_settings(req, asked, NULL, NULL) : respond_forbidden(req);
}

Response *
post_draft_settings(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const DraftAsked *asked = draft_editable(req, &refusal);
    if (asked == NULL)
        return refusal;
    Form *form = form_read(req, TERMS_FIELDS, N_TERMS_FIELDS);
    const DraftingTerms terms = terms_read(form);
    if (!form_ok(form))
        return respond_settings(req, asked, form, NULL);
    drafting_set_terms(cx, asked->item, &terms);
    return respond_done(req, asked->item->path, lang_text(cx->lang, N_("The draft is open.")));
}

/* ---- acts ---- */

static Response *
close_it(Request *req, const DraftAsked *asked)
{
    Ctx *cx = req->cx;
    bool closed = drafting_close(cx, asked->item);
    return respond_done(req, asked->item->path,
                        lang_text(cx->lang, closed ? N_("The draft is closed: nobody comments any "
                                                        "more. Editors still change and decide.")
                                                   : N_("The draft was closed before.")));
}

static Response *
finish(Request *req, const DraftAsked *asked)
{
    Ctx *cx = req->cx;
    if (drafting_finish(cx, asked->item))
        return respond_done(req, draft_url(cx, asked->item, "/settings"),
                            lang_text(cx->lang, N_("The draft is final.")));
    return respond_error(req, 409,
                         lang_text(cx->lang, N_("Wordings wait for a decision. Decide about them "
                                                "first, so that the record is whole.")));
}

static Response *
add_editor(Request *req, const DraftAsked *asked)
{
    Ctx *cx = req->cx;
    Form *form = form_read(req, editor_fields, G_N_ELEMENTS(editor_fields));
    const char *fault = form_ok(form)
                            ? drafting_add_editor(cx, asked->item, form_text(form, "name"))
                            : NULL;
    if (fault != NULL)
        form_fail(form, "name", lang_text(cx->lang, fault));
    if (!form_ok(form))
        return respond_settings(req, asked, NULL, form);
    return respond_done(req, draft_url(cx, asked->item, "/settings"),
                        lang_text(cx->lang, N_("One more person edits the draft.")));
}

static Response *
remove_editor(Request *req, const DraftAsked *asked)
{
    Ctx *cx = req->cx;
    drafting_remove_editor(cx, asked->item, g_ascii_strtoll(req_field(req, "person"), NULL, 10));
    return respond_done(req, draft_url(cx, asked->item, "/settings"),
                        lang_text(cx->lang, N_("The person edits the draft no more.")));
}

static const struct {
    const char *name;
    Response *(*act)(Request *req, const DraftAsked *asked);
} acts[] = {
    {"close",         close_it     },
    {"finish",        finish       },
    {"add-editor",    add_editor   },
    {"remove-editor", remove_editor},
};

/* ---- a publication ---- */

/* The text as the file of its first edition. */
static void
attach_text(Ctx *cx, const Item *item, int64_t edition_id)
{
    GString *text = arena_string(cx->arena, strlen(item->body) + strlen(item->title) + 8);
    g_string_append_printf(text, "# %s\n\n%s\n", item->title, item->body);
    const FileWords words = {.name = arena_printf(cx->arena, "%s.md", item->slug),
                             .title = item->title};
    file_attach(cx, edition_id, file_insert(cx, (Bytes){text->str, text->len}), &words);
}

/* A publication that waits for an editor, in the group: what came out of it. */
static Response *
publish(Request *req, const DraftAsked *asked)
{
    Ctx *cx = req->cx;
    const Item *item = asked->item;
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "work",
                                              .slug = "",
                                              .audience = "public",
                                              .pillar = item->pillar,
                                              .language = item->language,
                                              .title = item->title,
                                              .summary = item->summary,
                                              .body = item->body,
                                              .author_id = cx->me.id,
                                              .parent_id = item->group_id});
    const Item *work = item_find_in(cx, id, "");
    if (work == NULL)
        return respond_not_found(req);
    work_save(cx, id, &(WorkDraft){.type = "", .licence = "", .rights = "", .doi = ""});
    const EditionDraft edition = {.number = 1,
                                  .language = item->language,
                                  .title = item->title,
                                  .state = EDITION_STATES->name};
    attach_text(cx, item, edition_insert(cx, work, &edition));
    item_submit(cx, id);
    drafting_set_work(cx, item, id);
    return respond_done(req, item->path,
                        lang_text(cx->lang, N_("The publication is in the library as a draft. An "
                                               "editor of the alliance looks at it.")));
}

Response *
post_draft_act(Request *req)
{
    const DraftAsked *asked = draft_asked(req);
    const char *name = req_field(req, "act");
    if (asked == NULL)
        return respond_not_found(req);
    if (strcmp(name, "publish") == 0)
        return may_publish(req->cx, asked) ? publish(req, asked) : respond_forbidden(req);
    Response *refusal = NULL;
    if (draft_editable(req, &refusal) == NULL)
        return refusal;
    for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
        if (strcmp(acts[i].name, name) == 0)
            return acts[i].act(req, asked);
    return respond_not_found(req);
}
