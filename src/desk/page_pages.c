/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Writing and changing texts.
 */
#include "alliance/access.h"
#include "alliance/topic_form.h"
#include "desk/page_edit.h"
#include "desk/pages.h"

#include <string.h>

static bool
may_write(const Ctx *cx)
{
    for (const ItemKind *kind = ITEM_KINDS; kind->name != NULL; kind++)
        if (may_create(cx, kind->name))
            return true;
    return false;
}

Response *
get_desk_page_new(Request *req)
{
    if (!may_write(req->cx))
        return respond_forbidden(req);
    PageEdit view = {.form = page_form_new(req, NULL)};
    return respond_page_edit(req, 200, &view);
}

static void
refuse_slug(Ctx *cx, Form *form)
{
    form_fail(form, "slug",
              lang_text(cx->lang, N_("Address: something else has it already, choose another")));
}

Response *
post_desk_page_new(Request *req)
{
    Ctx *cx = req->cx;
    if (!may_write(cx))
        return respond_forbidden(req);
    Form *form = page_form_read(req, NULL);
    PageEdit view = {.form = form, .has_preview = desk_is_pressed(req, "preview")};
    if (!form_ok(form) || view.has_preview)
        return respond_page_edit(req, form_ok(form) ? 200 : 422, &view);

    ItemDraft draft = page_draft(cx, form, NULL);
    int64_t id = item_insert(cx, &draft);
    if (id == 0) {
        refuse_slug(cx, form);
        return respond_page_edit(req, 422, &view);
    }
    topic_form_save(form, id);
    return respond_done(req, arena_printf(cx->arena, "/desk/pages/%" PRId64, id),
                        lang_text(cx->lang, N_("Saved as a draft.")));
}

/* @item if the acting person may change it; else NULL and the answer. */
static const Item *
if_editable(Request *req, const Item *item, Response **ret_refused)
{
    if (item == NULL)
        *ret_refused = respond_not_found(req);
    else if (!may(req->cx, ACTION_EDIT, item))
        *ret_refused = respond_forbidden(req);
    else
        return item;
    return NULL;
}

const Item *
page_find_editable(Request *req, Response **ret_refused)
{
    return if_editable(req, item_find_in(req->cx, req_id(req, "id"), ""), ret_refused);
}

/* Written in a room of its own; or NULL. */
static const char *
own_page(Ctx *cx, const Item *item)
{
    const ItemKind *kind = item_kind_find(item->kind);
    return kind != NULL && kind->write != NULL
               ? arena_printf(cx->arena, "%s/%" PRId64, kind->write, item->id)
               : NULL;
}

const Item *
page_find_of_desk(Request *req, Response **ret_refused)
{
    const Item *item = item_find_in(req->cx, req_id(req, "id"), "");
    const char *own = item != NULL ? own_page(req->cx, item) : NULL;
    if (own == NULL)
        return if_editable(req, item, ret_refused);
    *ret_refused = respond_redirect(req, "%s", own);
    return NULL;
}

Response *
get_desk_page(Request *req)
{
    Response *refused = NULL;
    const Item *item = page_find_of_desk(req, &refused);
    if (item == NULL)
        return refused;
    PageEdit view = {.item = item, .form = page_form_new(req, item)};
    return respond_page_edit(req, 200, &view);
}

const TextDiff *
page_conflict(Ctx *cx, const Item *now, Form *form)
{
    TextDiff *diff = arena_new_of(cx->arena, TextDiff);
    *diff = (TextDiff){words_diff_new(cx->arena, now->title, form_text(form, "title")),
                       words_diff_new(cx->arena, now->summary, form_text(form, "summary")),
                       words_diff_new(cx->arena, now->body, form_text(form, "body"))};
    form_set(form, "version", arena_printf(cx->arena, "%" PRId64, now->version));
    return diff;
}

static Response *
respond_conflict(Request *req, const Item *item, Form *form)
{
    Ctx *cx = req->cx;
    const Item *now = item_find_in(cx, item->id, "");
    if (now == NULL)
        return respond_not_found(req);
    PageEdit view = {.item = now, .form = form, .conflict = page_conflict(cx, now, form)};
    return respond_page_edit(req, 409, &view);
}

Response *
post_desk_page(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = page_find_of_desk(req, &refused);
    if (item == NULL)
        return refused;
    Form *form = page_form_read(req, item);
    PageEdit view = {.item = item, .form = form, .has_preview = desk_is_pressed(req, "preview")};
    if (!form_ok(form) || view.has_preview)
        return respond_page_edit(req, form_ok(form) ? 200 : 422, &view);

    ItemDraft draft = page_draft(cx, form, item);
    int64_t version = g_ascii_strtoll(form_text(form, "version"), NULL, 10);
    switch (item_update(cx, item->id, version, &draft)) {
    case ITEM_OK:
        topic_form_save(form, item->id);
        return respond_done(req, arena_printf(cx->arena, "/desk/pages/%" PRId64, item->id),
                            lang_text(cx->lang, N_("Saved.")));
    case ITEM_CONFLICT: return respond_conflict(req, item, form);
    case ITEM_TAKEN: refuse_slug(cx, form); return respond_page_edit(req, 422, &view);
    default: return respond_not_found(req);
    }
}
