/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The record of a work in the desk.
 */
#include "alliance/access.h"
#include "base/limits.h"
#include "desk/desk.h"
#include "lang/lang.h"
#include "library/pages.h"
#include "library/place.h"
#include "library/record_form.h"
#include "library/work_edit.html.h"

#include <string.h>

/* clang-format off */
static const Field work_fields[] = {
    {"type", N_("What it is"), .kind = FIELD_CHOICE, .optional = true, .narrow = true},
    {"authors", N_("Authors"),
     N_("One a line, in order, as it is printed. Behind the name may stand the address of a member or an organisation here, an ORCID or a ROR."),
     .kind = FIELD_TEXT, .optional = true, .rows = 5},
    {"places", N_("Where it is about"),
     N_("Countries, Africa, Americas, Asia, Europe, Oceania or Global; commas between."),
     .kind = FIELD_LINE, .optional = true},
    {"licence", N_("Licence"), N_("What readers may do with it."), .kind = FIELD_CHOICE,
     .optional = true, .narrow = true, .verbatim = true},
    {"rights", N_("Whose rights"), N_("As it is printed: © 2015 the alliance."), .kind = FIELD_LINE,
     .optional = true},
    {"doi", N_("DOI"), N_("If it has one: 10.1000/182."), .kind = FIELD_LINE, .optional = true},
    {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
};
/* clang-format on */

enum { N_FIELDS = G_N_ELEMENTS(work_fields) };

static Form *
form_of(Request *req, const Work *work)
{
    Arena *arena = req->cx->arena;
    Form *form = work_form_choices(form_new(req, work_fields, N_FIELDS));
    const char *const values[][2] = {
        {"type", work->type},
        {"authors", author_lines_format(arena, work->authors)},
        {"places", places_write(arena, req->cx->lang, work->places)},
        {"licence", work->licence},
        {"rights", work->rights},
        {"doi", work->doi},
        {"version", arena_printf(arena, "%" PRId64, work->changed_at)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        form_set(form, values[i][0], values[i][1]);
    return form;
}

static Response *
respond_edit(Request *req, int status, const Item *item, const Form *form)
{
    Ctx *cx = req->cx;
    EditionSpan editions = edition_list(cx, item->id);
    const WorkEdit view = {.item = item,
                           .is_editor = desk_is_editor(cx),
                           .action = arena_printf(cx->arena, "/desk/library/%" PRId64, item->id),
                           .form = form,
                           .editions = edition_lines(cx, item, editions),
                           .n_editions = (int64_t)editions.n,
                           .doubles = work_doubles(cx, item),
                           .contribution = contribution_find(cx, item->id)};
    Page page = {.title = item->title, .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"})};
    return respond_desk(req, status, &page, work_edit, &view);
}

Response *
get_desk_work(Request *req)
{
    Response *refused = NULL;
    const Item *item = desk_editable(req, "work", req_id(req, "id"), &refused);
    if (item == NULL)
        return refused;
    return respond_edit(req, 200, item, form_of(req, work_find(req->cx, item->id)));
}

Response *
post_desk_work(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = desk_editable(req, "work", req_id(req, "id"), &refused);
    if (item == NULL)
        return refused;
    Form *form = work_form_choices(form_read(req, work_fields, N_FIELDS));
    const WorkDraft draft = work_form_draft(form, item->id);
    if (!form_ok(form))
        return respond_edit(req, 422, item, form);
    const Work *work = work_find(cx, item->id);
    if (g_ascii_strtoll(form_text(form, "version"), NULL, 10) != work->changed_at) {
        form_fail_conflict(form, "type", work->changed_at);
        return respond_edit(req, 409, item, form);
    }
    work_save(cx, item->id, &draft);
    return respond_done(req, arena_printf(cx->arena, "/desk/library/%" PRId64, item->id),
                        lang_text(cx->lang, N_("Saved.")));
}
