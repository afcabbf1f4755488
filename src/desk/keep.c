/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "desk/keep.h"

#include "desk/keep_entry.html.h"
#include "desk/keep_list.html.h"
#include "desk/pages.h"

#include <string.h>

#define SETTINGS_CRUMB {N_("Settings"), "/desk/settings"}

static const KeptList *
find_list(const char *name)
{
    size_t i = 0;
    while (KEPT_LISTS[i] != NULL && strcmp(KEPT_LISTS[i]->name, name) != 0)
        i++;
    return KEPT_LISTS[i];
}

static const char *
list_url(Ctx *cx, const KeptList *list)
{
    return arena_printf(cx->arena, "/desk/settings/%s", list->name);
}

/* ---- the rows ---- */

static bool
are_kin(const KeptRow *a, const KeptRow *b)
{
    return g_strcmp0(a->kind, b->kind) == 0;
}

static KeptRowSpan
rows_of(Request *req, const KeptList *list)
{
    KeptRowSpan rows = list->rows(req->cx, req_page(req));
    for (size_t i = 0; list->place != NULL && i < rows.n; i++) {
        KeptRow *row = &rows.at[i];
        row->may_rise = i > 0 && are_kin(row - 1, row);
        row->may_sink = i + 1 < rows.n && are_kin(row, row + 1);
        row->may_move = row->may_rise || row->may_sink;
    }
    return rows;
}

Response *
get_desk_kept(Request *req)
{
    Ctx *cx = req->cx;
    const KeptList *list = find_list(req_text(req, "list"));
    if (list == NULL)
        return respond_not_found(req);
    KeepList view = {.list = list,
                     .url = list_url(cx, list),
                     .menu = settings_menu(req),
                     .rows = rows_of(req, list)};
    if (list->place == NULL) /* an ordered list is short and shown whole */
        view.pages = neighbours(req, view.rows.n);
    Page page = {.title = lang_text(cx->lang, list->title),
                 .here = HERE(DESK_CRUMB, SETTINGS_CRUMB)};
    return respond_desk(req, 200, &page, keep_list, &view);
}

/* ---- moving and deleting ---- */

/* Exchange the row with its neighbour and number all anew: then the places have no gaps. */
static bool
move_row(Request *req, const KeptList *list, const char *key, bool up)
{
    KeptRowSpan rows = rows_of(req, list);
    size_t i = 0;
    while (i < rows.n && strcmp(rows.at[i].key, key) != 0)
        i++;
    if (i == rows.n || !(up ? rows.at[i].may_rise : rows.at[i].may_sink))
        return false;
    size_t other = up ? i - 1 : i + 1;
    KeptRow moved = rows.at[i];
    rows.at[i] = rows.at[other];
    rows.at[other] = moved;
    for (size_t k = 0; k < rows.n; k++)
        list->place(req->cx, rows.at[k].key, (int64_t)k + 1);
    return true;
}

Response *
post_desk_kept(Request *req)
{
    Ctx *cx = req->cx;
    const KeptList *list = find_list(req_text(req, "list"));
    if (list == NULL)
        return respond_not_found(req);
    const char *key = req_field(req, "key"), *notice = N_("The list was changed.");
    bool done = false;
    if (desk_is_pressed(req, "delete")) {
        done = list->delete != NULL && list->delete(cx, key);
        notice = list->deleted;
    } else if (desk_is_pressed(req, "up") || desk_is_pressed(req, "down")) {
        done = list->place != NULL && move_row(req, list, key, desk_is_pressed(req, "up"));
    }
    if (!done)
        return respond_not_found(req);
    return respond_done(req, list_url(cx, list), lang_text(cx->lang, notice));
}

/* ---- one entry ---- */

static Response *
respond_entry(Request *req, const KeptList *list, const char *key, const Form *form)
{
    Ctx *cx = req->cx;
    const char *title = lang_text(cx->lang, list->title);
    bool is_new = *key == '\0';
    KeepEntry view = {.heading = is_new ? lang_text(cx->lang, list->add) : title,
                      .url = list_url(cx, list),
                      .key = key,
                      .form = form,
                      .may_delete = !is_new && list->delete != NULL};
    Page page = {.title = view.heading,
                 .here = HERE(DESK_CRUMB, SETTINGS_CRUMB, {title, list_url(cx, list)})};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, keep_entry, &view);
}

static bool
has_entry(const KeptList *list, const char *key)
{
    return list != NULL && (*key != '\0' || list->add != NULL);
}

Response *
get_desk_kept_entry(Request *req)
{
    const KeptList *list = find_list(req_text(req, "list"));
    const char *key = req_query(req, "key");
    if (!has_entry(list, key))
        return respond_not_found(req);
    Form *form = form_new(req, list->fields, list->n_fields);
    if (*key != '\0' && !list->fill(form, key))
        return respond_not_found(req);
    return respond_entry(req, list, key, form);
}

Response *
post_desk_kept_entry(Request *req)
{
    Ctx *cx = req->cx;
    const KeptList *list = find_list(req_text(req, "list"));
    const char *key = req_field(req, "key");
    if (!has_entry(list, key))
        return respond_not_found(req);
    Form *form = form_read(req, list->fields, list->n_fields);
    if (form_ok(form) && !list->save(form, key))
        return respond_not_found(req);
    if (!form_ok(form))
        return respond_entry(req, list, key, form);
    return respond_done(req, list_url(cx, list), lang_text(cx->lang, list->saved));
}
