/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * All that is held about who asks, and the copy of it.
 */
#include "alliance/leaving.h"
#include "base/limits.h"
#include "base/moment.h"
#include "desk/desk.h"
#include "privacy/data.h"
#include "privacy/my_copy.html.h"
#include "privacy/my_data.html.h"
#include "privacy/my_table.html.h"
#include "privacy/pages.h"
#include "site/doors.h"
#include "site/sign_in.h"
#include "web/limiter.h"
#include "web/session.h"

#include <string.h>

/* ---- what is held ---- */

static HoldingRowSpan
rows_of(Ctx *cx, GString *none)
{
    size_t n = 0, n_rows = 0;
    while (HOLDINGS[n].table != NULL)
        n++;
    const int64_t *counts = holding_counts(cx, cx->me.id);
    HoldingRow *rows = arena_array_of(cx->arena, HoldingRow, n);
    for (size_t i = 0; i < n; i++) {
        const Holding *holding = &HOLDINGS[i];
        if (counts[i] > 0)
            rows[n_rows++] = (HoldingRow){holding, holding->table, counts[i]};
        else
            g_string_append_printf(none, "%s%s", none->len > 0 ? " · " : "",
                                   lang_text(cx->lang, holding->label));
    }
    return (HoldingRowSpan){rows, n_rows};
}

Response *
get_my_data(Request *req)
{
    Ctx *cx = req->cx;
    GString *none = arena_string(cx->arena, 256);
    const Erasure *erasure = erasure_find(cx, cx->me.id);
    MyData view = {.rows = rows_of(cx, none), .due_at = erasure != NULL ? erasure->due_at : 0};
    view.none = none->str;
    Page page = {.title = lang_text(cx->lang, N_("My data")), .here = HERE(DOOR_CRUMB)};
    return respond_desk(req, 200, &page, my_data, &view);
}

static HeldValueSpan
values_of(Ctx *cx, char **fields, const Held *row)
{
    HeldValue *values = arena_array_of(cx->arena, HeldValue, g_strv_length(fields));
    size_t n = 0;
    for (char **name = fields; *name != NULL; name++) {
        const HeldField *field = held_field(*name);
        const char *value = held_format(cx, field, row);
        if (value != NULL)
            values[n++] = (HeldValue){field->label, value};
    }
    return (HeldValueSpan){values, n};
}

Response *
get_my_table(Request *req)
{
    Ctx *cx = req->cx;
    const Holding *holding = holding_find(req_text(req, "table"));
    if (holding == NULL)
        return respond_not_found(req);
    g_auto(GStrv) fields = g_strsplit(holding->fields, ",", -1);
    int64_t most = LIMIT_PAGE_ROWS;
    DbRows found = db_all(cx, holding->list, holding->type, DB_ARGS(cx->me.id, most + 1));
    const Held *held = found.at;
    size_t n = MIN(found.n, (size_t)most);
    HeldRow *rows = arena_array_of(cx->arena, HeldRow, n);
    for (size_t i = 0; i < n; i++)
        rows[i].values = values_of(cx, fields, &held[i]);
    MyTable view = {
        .holding = holding, .rows = {rows, n},
             .cut = found.n > n
    };
    Page page = {.title = lang_text(cx->lang, holding->label), .here = HERE(DOOR_CRUMB, MY_CRUMB)};
    return respond_desk(req, 200, &page, my_table, &view);
}

/* ---- the copy ---- */

static Response *
respond_copy(Request *req, int status)
{
    static const FreshLink link = {"copy"};
    Ctx *cx = req->cx;
    const DataCopy *copy = data_copy_find(cx, cx->me.id);
    MyCopy view = {.link = &link, .copy = copy, .fresh = session_is_fresh(cx)};
    view.waits = copy != NULL && copy->made_at == 0;
    if (copy != NULL && view.fresh)
        view.parts = data_copy_parts(cx, copy->id);
    Page page = {.title = lang_text(cx->lang, N_("A copy of your data")),
                 .here = HERE(DOOR_CRUMB, MY_CRUMB)};
    return respond_desk(req, status, &page, my_copy, &view);
}

Response *
get_my_copy(Request *req)
{
    return respond_copy(req, 200);
}

Response *
post_my_copy(Request *req)
{
    Ctx *cx = req->cx;
    if (!session_is_fresh(cx))
        return respond_copy(req, 403);
    data_copy_ask(cx, cx->me.id);
    return respond_done(req, "/my-data/copy",
                        lang_text(cx->lang, N_("Your copy is being made. A mail follows.")));
}

Response *
get_my_copy_part(Request *req)
{
    Ctx *cx = req->cx;
    if (!session_is_fresh(cx))
        return respond_copy(req, 403);
    int64_t part = req_id(req, "part");
    Bytes zip = data_copy_read(cx, cx->me.id, req_id(req, "id"), part);
    if (zip.n == 0)
        return respond_not_found(req);
    Response *res = respond_bytes(req, "application/zip", zip);
    respond_header(res, "Content-Disposition",
                   arena_printf(cx->arena, "attachment; filename=\"my-data-%s-%" PRId64 ".zip\"",
                                moment_date(cx->arena, cx->now), part));
    res->private = true;
    return res;
}

/* ---- a fresh sign-in ---- */

Response *
post_my_fresh(Request *req)
{
    static const char *const nexts[] = {"copy", "leave", "erase", NULL};
    Ctx *cx = req->cx;
    const Person *person = person_find(cx, cx->me.id);
    const char *next = req_field(req, "next");
    if (person == NULL || !g_strv_contains(nexts, next))
        return respond_not_found(req);
    Response *refusal = limiter_refuse(req, LIMIT_SIGN_IN_MAIL, person->email);
    if (refusal != NULL)
        return refusal;
    const char *url = arena_printf(cx->arena, "/my-data/%s", next);
    sign_in_send_link(cx, person, url);
    return respond_done(req, url, lang_text(cx->lang, N_("A link is on its way to you.")));
}
