/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Editions in the desk: added, changed, published, withdrawn.
 */
#include "alliance/access.h"
#include "base/limits.h"
#include "base/text.h"
#include "desk/desk.h"
#include "desk/page_choices.h"
#include "lang/lang.h"
#include "library/edition_edit.html.h"
#include "library/edition_out.html.h"
#include "library/pages.h"

#include <string.h>

/* clang-format off */
static const Field edition_fields[] = {
    {"number", N_("Edition"), N_("1 for the first. A translation has the number of what it translates."),
     .kind = FIELD_INT, .least = 1, .most = EDITION_NUMBER_MOST},
    {"language", N_("Language"), N_("In which the document is written."), .kind = FIELD_CHOICE,
     .narrow = true, .verbatim = true},
    {"title", N_("Title"), N_("As it is printed on it."), .kind = FIELD_LINE},
    {"state", N_("What became of it"),
     N_("Readers see it from the beginning; its files from its publication on."),
     .kind = FIELD_CHOICE},
    {"planned_on", N_("Planned for"), N_("A day, a month or a year: 2017-03."), .kind = FIELD_DATE,
     .optional = true},
    {"actual_on", N_("Came out"), N_("A day, a month or a year: 2017-03."), .kind = FIELD_DATE,
     .optional = true},
    {"summary", N_("What changed and why, in one sentence"), .kind = FIELD_TEXT, .optional = true,
     .rows = 3, .most = LIMIT_SUMMARY},
    {"body", N_("More about it"), N_("Markdown works."), .kind = FIELD_TEXT, .optional = true, .rows = 8},
    {"reason", N_("Why it was withdrawn"), N_("It stands in the place of its files."),
     .kind = FIELD_LINE, .optional = true},
    {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
};
/* clang-format on */

enum { N_FIELDS = G_N_ELEMENTS(edition_fields) };

static Form *
with_choices(Form *form)
{
    Choice states[8];
    size_t n = 0;
    for (const EditionState *state = EDITION_STATES; state->name != NULL; state++)
        states[n++] = (Choice){state->name, state->label};
    const ChoiceSpan languages = language_choices(form->req->cx);
    form_choices(form, "state", states, n);
    form_choices(form, "language", languages.at, languages.n);
    return form;
}

/* ---- between the record and the form ---- */

/* The number behind the newest, in the work's language, with its title. */
static Form *
form_of_new(Request *req, const Item *work, EditionSpan editions)
{
    Form *form = with_choices(form_new(req, edition_fields, N_FIELDS));
    form_set_int(form, "number", editions.n > 0 ? editions.at[0].number + 1 : 1);
    form_set(form, "language", work->original_language);
    form_set(form, "title", work->title);
    form_set(form, "state", EDITION_STATES->name);
    return form;
}

static Form *
form_of(Request *req, const Edition *edition)
{
    Form *form = with_choices(form_new(req, edition_fields, N_FIELDS));
    const char *const values[][2] = {
        {"language", edition->language},
        {"title", edition->title},
        {"state", edition->state},
        {"planned_on", text_or_empty(edition->planned_on)},
        {"actual_on", text_or_empty(edition->actual_on)},
        {"summary", edition->summary},
        {"body", edition->body},
        {"reason", edition->reason},
        {"version", arena_printf(req->cx->arena, "%" PRId64, edition->version)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        form_set(form, values[i][0], values[i][1]);
    form_set_int(form, "number", edition->number);
    return form;
}

static EditionDraft
draft_of(Form *form, EditionSpan editions, int64_t id)
{
    const EditionDraft draft = {
        .number = form_int(form, "number"),
        .language = form_text(form, "language"),
        .title = form_text(form, "title"),
        .summary = form_text(form, "summary"),
        .body = form_text(form, "body"),
        .state = form_text(form, "state"),
        .reason = form_text(form, "reason"),
        .planned_on = form_text(form, "planned_on"),
        .actual_on = form_text(form, "actual_on"),
    };
    form_fail_for(form, edition_fault(&draft, editions, id));
    return draft;
}

/* ---- the pages ---- */

static const char *
work_path(Ctx *cx, const Item *work)
{
    return arena_printf(cx->arena, "/desk/library/%" PRId64, work->id);
}

static Response *
respond_edit(Request *req, int status, const EditionEdit *view)
{
    Ctx *cx = req->cx;
    Page page = {.title = lang_text(cx->lang, view->heading),
                 .here = HERE(DESK_CRUMB, {view->item->title, work_path(cx, view->item)})};
    return respond_desk(req, status, &page, edition_edit, view);
}

static Response *
respond_new(Request *req, int status, const Item *work, const Form *form)
{
    return respond_edit(
        req, status,
        &(EditionEdit){.item = work,
                       .action = arena_printf(req->cx->arena, "%s/new", work_path(req->cx, work)),
                       .heading = N_("Add an edition"),
                       .form = form});
}

Response *
get_desk_edition_new(Request *req)
{
    Response *refused = NULL;
    const Item *work = desk_editable(req, "work", req_id(req, "id"), &refused);
    if (work == NULL)
        return refused;
    return respond_new(req, 200, work, form_of_new(req, work, edition_list(req->cx, work->id)));
}

Response *
post_desk_edition_new(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *work = desk_editable(req, "work", req_id(req, "id"), &refused);
    if (work == NULL)
        return refused;
    Form *form = with_choices(form_read(req, edition_fields, N_FIELDS));
    const EditionDraft draft = draft_of(form, edition_list(cx, work->id), 0);
    if (!form_ok(form))
        return respond_new(req, 422, work, form);
    int64_t id = edition_insert(cx, work, &draft);
    if (id == 0) {
        form_fail(form, "number", lang_text(cx->lang, N_("There are as many as there can be.")));
        return respond_new(req, 422, work, form);
    }
    return respond_done(req, arena_printf(cx->arena, "/desk/pages/%" PRId64 "/files", id),
                        lang_text(cx->lang, N_("It is added. Here you add its files.")));
}

/* The edition in the path and its work; NULL: the answer is in *@ret_refused. */
static const Edition *
find_edition(Request *req, const Item **ret_work, EditionSpan *ret_editions, Response **ret_refused)
{
    Ctx *cx = req->cx;
    const Item *item = item_find_in(cx, req_id(req, "id"), "");
    bool is_one = item != NULL && strcmp(item->kind, "edition") == 0;
    *ret_work = is_one ? desk_editable(req, "work", item->parent_id, ret_refused) : NULL;
    if (!is_one)
        *ret_refused = respond_not_found(req);
    if (*ret_work == NULL)
        return NULL;
    *ret_editions = edition_list(cx, (*ret_work)->id);
    for (size_t i = 0; i < ret_editions->n; i++)
        if (ret_editions->at[i].id == item->id)
            return &ret_editions->at[i];
    *ret_refused = respond_not_found(req);
    return NULL;
}

static Response *
respond_one(Request *req, int status, const Item *work, const Edition *edition, const Form *form)
{
    return respond_edit(req, status,
                        &(EditionEdit){.item = work,
                                       .edition = edition,
                                       .action = arena_printf(
                                           req->cx->arena, "/desk/editions/%" PRId64, edition->id),
                                       .heading = N_("Change the edition"),
                                       .form = form});
}

Response *
get_desk_edition(Request *req)
{
    const Item *work;
    EditionSpan editions;
    Response *refused = NULL;
    const Edition *edition = find_edition(req, &work, &editions, &refused);
    return edition != NULL ? respond_one(req, 200, work, edition, form_of(req, edition)) : refused;
}

Response *
post_desk_edition(Request *req)
{
    Ctx *cx = req->cx;
    const Item *work;
    EditionSpan editions;
    Response *refused = NULL;
    const Edition *edition = find_edition(req, &work, &editions, &refused);
    if (edition == NULL)
        return refused;
    Form *form = with_choices(form_read(req, edition_fields, N_FIELDS));
    const EditionDraft draft = draft_of(form, editions, edition->id);
    if (!form_ok(form))
        return respond_one(req, 422, work, edition, form);
    int64_t version = g_ascii_strtoll(form_text(form, "version"), NULL, 10);
    if (edition_update(cx, edition, version, &draft) != ITEM_OK) {
        form_fail_conflict(form, "title", edition->version);
        return respond_one(req, 409, work, edition, form);
    }
    return respond_done(req, work_path(cx, work), lang_text(cx->lang, N_("Saved.")));
}

static Response *
respond_out(Request *req, const Item *work, const Edition *edition)
{
    Ctx *cx = req->cx;
    const EditionOut view = {
        .item = work, .edition = edition, .n_files = (int64_t)edition->files.n + edition->n_held};
    Page page = {.title = lang_text(cx->lang, N_("Delete an edition")),
                 .here = HERE(DESK_CRUMB, {work->title, work_path(cx, work)})};
    return respond_desk(req, 200, &page, edition_out, &view);
}

Response *
get_desk_edition_delete(Request *req)
{
    const Item *work;
    EditionSpan editions;
    Response *refused = NULL;
    const Edition *edition = find_edition(req, &work, &editions, &refused);
    return edition != NULL ? respond_out(req, work, edition) : refused;
}

Response *
post_desk_edition_delete(Request *req)
{
    Ctx *cx = req->cx;
    const Item *work;
    EditionSpan editions;
    Response *refused = NULL;
    const Edition *edition = find_edition(req, &work, &editions, &refused);
    if (edition == NULL)
        return refused;
    if (!edition_delete(cx, edition))
        return respond_out(req, work, edition);
    return respond_done(req, work_path(cx, work), lang_text(cx->lang, N_("It is deleted.")));
}
