/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What a work is to others, in the desk.
 */
#include "desk/desk.h"
#include "lang/lang.h"
#include "library/pages.h"
#include "library/work_named.h"
#include "library/work_related.html.h"

/* clang-format off */
static const Field relation_fields[] = {
    {"type", N_("This publication"), N_("What it is to the other. The other one shows the same from its side."),
     .kind = FIELD_CHOICE, .narrow = true},
    {"other", N_("The other"), N_("Its title or words of it, its number or address here, a DOI, or an address elsewhere."),
     .kind = FIELD_LINE},
    {"title", N_("Its title"), N_("Of what is elsewhere, as readers will see it."), .kind = FIELD_LINE,
     .optional = true, .most = RELATION_TITLE_MOST},
};
/* clang-format on */

enum { N_FIELDS = G_N_ELEMENTS(relation_fields) };

static Form *
with_choices(Form *form)
{
    Arena *arena = form->req->cx->arena;
    size_t n = 0;
    while (RELATION_TYPES[n].name != NULL)
        n++;
    Choice *choices = arena_array_of(arena, Choice, n);
    for (size_t i = 0; i < n; i++)
        choices[i] = (Choice){RELATION_TYPES[i].name, RELATION_TYPES[i].label};
    form_choices(form, "type", choices, n);
    return form;
}

static const char *
related_path(Ctx *cx, const Item *item)
{
    return arena_printf(cx->arena, "/desk/library/%" PRId64 "/related", item->id);
}

static Response *
respond_relations(Request *req, int status, const Item *item, const Form *form,
                  const WorkSeveral *several)
{
    Ctx *cx = req->cx;
    const RelationEdit view = {.item = item,
                               .relations = relation_list(cx, item->id),
                               .action = related_path(cx, item),
                               .form = form,
                               .several = several};
    Page page = {
        .title = lang_text(cx->lang, N_("Related publications")),
        .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"},
                     {item->title, arena_printf(cx->arena, "/desk/library/%" PRId64, item->id)})};
    return respond_desk(req, status, &page, work_related, &view);
}

Response *
get_desk_relations(Request *req)
{
    Response *refused = NULL;
    const Item *item = desk_editable(req, "work", req_id(req, "id"), &refused);
    if (item == NULL)
        return refused;
    return respond_relations(req, 200, item, with_choices(form_new(req, relation_fields, N_FIELDS)),
                             &(WorkSeveral){0});
}

static RelationDraft
draft_of(Form *form, int64_t work_id, WorkSeveral *ret_several)
{
    const char *url = NULL;
    const Item *other = work_named_in(form, ret_several, &url);
    const RelationDraft draft = {.type = relation_type_find(form_text(form, "type")),
                                 .other_id = other != NULL ? other->id : 0,
                                 .url = url != NULL ? url : "",
                                 .title = other != NULL ? "" : form_text(form, "title")};
    if (form_ok(form))
        form_fail_for(form, relation_fault(form->req->cx, work_id, &draft));
    return draft;
}

Response *
post_desk_relations(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = desk_editable(req, "work", req_id(req, "id"), &refused);
    if (item == NULL)
        return refused;
    Form *form = with_choices(form_read(req, relation_fields, N_FIELDS));
    WorkSeveral several = {0};
    const RelationDraft draft = draft_of(form, item->id, &several);
    if (form_ok(form) && !relation_insert(cx, item->id, &draft))
        form_fail(form, "other", lang_text(cx->lang, N_("This is said already")));
    if (!form_ok(form))
        return respond_relations(req, 422, item, form, &several);
    return respond_done(req, related_path(cx, item), lang_text(cx->lang, N_("It is added.")));
}

Response *
post_desk_relation_delete(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = desk_editable(req, "work", req_id(req, "id"), &refused);
    if (item == NULL)
        return refused;
    if (!relation_delete(cx, item->id, req_id(req, "relation")))
        return respond_not_found(req);
    return respond_done(req, related_path(cx, item), lang_text(cx->lang, N_("It is taken out.")));
}
