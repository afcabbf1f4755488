/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A member writes a post: the form, kept by each save, and how it will look.
 */
#include "alliance/access.h"
#include "alliance/figure.h"
#include "alliance/file.h"
#include "blog/pages.h"
#include "blog/post_edit.html.h"
#include "desk/page_choices.h"
#include "desk/page_edit.h"

#include <string.h>

const char *
write_path(Arena *arena, int64_t id, const char *page)
{
    return arena_printf(arena, "/posts/%" PRId64 "%s", id, page);
}

CrumbSpan
write_crumbs(Ctx *cx, const Item *item)
{
    Crumb *crumbs = arena_array_of(cx->arena, Crumb, 3);
    crumbs[0] = (Crumb){N_("Knowledge"), "/knowledge"};
    crumbs[1] = (Crumb){N_("My posts"), "/posts"};
    if (item != NULL)
        crumbs[2] = (Crumb){item->title, write_path(cx->arena, item->id, "/review")};
    return (CrumbSpan){crumbs, item != NULL ? 3 : 2};
}

/* ---- what is shown ---- */

/* The texts of @item, or of what was typed instead. */
static const ReviewFaults *
faults_of(Ctx *cx, const Item *item)
{
    ReviewFaults *faults = arena_new_of(cx->arena, ReviewFaults);
    faults->faults = post_check(cx, item);
    return faults->faults.n > 0 ? faults : NULL;
}

static Item
typed(const Item *item, const Form *form)
{
    Item texts = item != NULL ? *item : (Item){.kind = "post", .status = "draft"};
    texts.title = form_text(form, "title");
    texts.summary = form_text(form, "summary");
    texts.body = form_text(form, "body");
    return texts;
}

static void
show_preview(Request *req, PostEdit *view)
{
    Ctx *cx = req->cx;
    int64_t id = view->item != NULL ? view->item->id : 0;
    const Item texts = typed(view->item, view->form);
    view->preview_title = figure_fill(cx, id, texts.title);
    view->preview_summary = figure_fill(cx, id, texts.summary);
    view->preview = item_body_html(req, figure_fill(cx, id, texts.body));
    view->check = faults_of(cx, &texts);
}

static const char *
picture_words(Ctx *cx, const Item *item)
{
    FileSpan files = item->image_id != 0 ? file_list(cx, item->id) : (FileSpan){NULL, 0};
    for (size_t i = 0; i < files.n; i++)
        if (files.at[i].id == item->image_id)
            return files.at[i].alt;
    return "";
}

static Response *
respond_edit(Request *req, int status, PostEdit *view)
{
    Ctx *cx = req->cx;
    const Item *item = view->item;
    view->title = item != NULL ? item->title : lang_text(cx->lang, N_("Write a post"));
    view->action = item != NULL ? write_path(cx->arena, item->id, "") : "/posts/new";
    view->alt = item != NULL ? picture_words(cx, item) : "";
    view->status_label = item != NULL ? state_label(item->status) : NULL;
    view->is_out = item != NULL && !item_is_unfinished(item->status);
    if (view->has_preview)
        show_preview(req, view);
    else if (item != NULL && status == 200)
        view->check = faults_of(cx, item);
    Page page = {.title = item != NULL ? lang_text(cx->lang, N_("Write")) : view->title,
                 .section = "knowledge",
                 .here = write_crumbs(cx, item),
                 .hidden = true};
    return respond_page(req, status, &page, post_edit, view);
}

/* ---- a new one ---- */

Response *
get_post_new(Request *req)
{
    PostEdit view = {.form = write_form_new(req, NULL)};
    return may_create(req->cx, "post") ? respond_edit(req, 200, &view) : respond_forbidden(req);
}

static void
refuse_slug(Ctx *cx, Form *form)
{
    form_fail(form, "slug",
              lang_text(cx->lang, N_("Address: something else has it already, choose another")));
}

Response *
post_post_new(Request *req)
{
    Ctx *cx = req->cx;
    if (!may_create(cx, "post"))
        return respond_forbidden(req);
    Form *form = write_form_read(req, NULL);
    PostEdit view = {.form = form, .has_preview = desk_is_pressed(req, "preview")};
    if (!form_ok(form) || view.has_preview)
        return respond_edit(req, form_ok(form) ? 200 : 422, &view);
    ItemDraft draft = write_draft(cx, form, NULL);
    int64_t id = item_insert(cx, &draft);
    if (id == 0) {
        refuse_slug(cx, form);
        return respond_edit(req, 422, &view);
    }
    write_beside(req, form, id);
    return respond_done(req, write_path(cx->arena, id, ""),
                        lang_text(cx->lang, N_("Saved as a draft. Only you and the editors see "
                                               "it.")));
}

/* ---- one that there is ---- */

/* The post in the path that the acting person may change, its original's texts; NULL: the answer
 * is in *@ret_refused. */
static const Item *
find_editable(Request *req, Response **ret_refused)
{
    Ctx *cx = req->cx;
    const Item *item = item_find_in(cx, req_id(req, "id"), "");
    bool is_post = item != NULL && strcmp(item->kind, "post") == 0;
    if (is_post && may(cx, ACTION_EDIT, item))
        return item;
    *ret_refused = !is_post ? respond_not_found(req)
                   : review_may_talk(cx, item)
                       ? respond_redirect(req, "%s", write_path(cx->arena, item->id, "/review"))
                       : respond_forbidden(req);
    return NULL;
}

Response *
get_post_edit(Request *req)
{
    Response *refused = NULL;
    const Item *item = find_editable(req, &refused);
    if (item == NULL)
        return refused;
    PostEdit view = {.item = item, .form = write_form_new(req, item)};
    return respond_edit(req, 200, &view);
}

static Response *
respond_conflict(Request *req, int64_t id, Form *form)
{
    Ctx *cx = req->cx;
    const Item *now = item_find_in(cx, id, "");
    if (now == NULL)
        return respond_not_found(req);
    PostEdit view = {.item = now, .form = form, .conflict = page_conflict(cx, now, form)};
    return respond_edit(req, 409, &view);
}

Response *
post_post_edit(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = find_editable(req, &refused);
    if (item == NULL)
        return refused;
    Form *form = write_form_read(req, item);
    PostEdit view = {.item = item, .form = form, .has_preview = desk_is_pressed(req, "preview")};
    int64_t version = g_ascii_strtoll(form_text(form, "version"), NULL, 10);
    if (version != item->version)
        return respond_conflict(req, item->id, form);
    if (!form_ok(form) || view.has_preview)
        return respond_edit(req, form_ok(form) ? 200 : 422, &view);

    ItemDraft draft = write_draft(cx, form, item);
    switch (item_update(cx, item->id, version, &draft)) {
    case ITEM_OK: write_beside(req, form, item->id); break;
    case ITEM_CONFLICT: return respond_conflict(req, item->id, form);
    case ITEM_TAKEN: refuse_slug(cx, form); return respond_edit(req, 422, &view);
    default: return respond_not_found(req);
    }
    return respond_done(req, write_path(cx->arena, item->id, ""),
                        lang_text(cx->lang, N_("Saved.")));
}
