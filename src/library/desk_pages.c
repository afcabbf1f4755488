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

static void
set_words(Form *form, const char *field, const LibraryWord *words)
{
    Arena *arena = form->req->cx->arena;
    size_t n = 0;
    while (words[n].name != NULL)
        n++;
    Choice *choices = arena_array_of(arena, Choice, n);
    for (size_t i = 0; i < n; i++)
        choices[i] = (Choice){words[i].name, words[i].label};
    form_choices(form, field, choices, n);
}

static Form *
with_choices(Form *form)
{
    set_words(form, "type", WORK_TYPES);
    set_words(form, "licence", WORK_LICENCES);
    return form;
}

static Form *
form_of(Request *req, const Work *work)
{
    Arena *arena = req->cx->arena;
    Form *form = with_choices(form_new(req, work_fields, N_FIELDS));
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

static const char *
read_places(Form *form)
{
    Ctx *cx = form->req->cx;
    const char *wrong = NULL;
    const char *places = places_read(cx->arena, cx->lang, form_text(form, "places"), &wrong);
    if (places == NULL && wrong == NULL)
        form_fail(form, "places", lang_text(cx->lang, N_("These are too many places")));
    else if (places == NULL)
        form_fail(form, "places",
                  lang_fill(cx->arena,
                            lang_text(cx->lang, N_("“{place}” is no country and no region here")),
                            "place", wrong, NULL));
    return places;
}

static WorkDraft
draft_of(Form *form, int64_t id)
{
    Ctx *cx = form->req->cx;
    const char *words = NULL;
    size_t line = 0;
    const WorkDraft draft = {
        .type = form_text(form, "type"),
        .licence = form_text(form, "licence"),
        .rights = form_text(form, "rights"),
        .doi = form_text(form, "doi"),
        .places = read_places(form),
        .authors = author_lines_parse(cx, form_text(form, "authors"), &line, &words),
    };
    if (line != 0)
        form_fail(form, "authors",
                  lang_fill(cx->arena, lang_text(cx->lang, words), "line",
                            arena_printf(cx->arena, "%zu", line), NULL));
    form_fail_for(form, work_fault(cx, id, &draft));
    return draft;
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
                           .n_editions = (int64_t)editions.n};
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
    Form *form = with_choices(form_read(req, work_fields, N_FIELDS));
    const WorkDraft draft = draft_of(form, item->id);
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
