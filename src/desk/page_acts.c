/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The life of a text: from draft to archive, and out.
 */
#include "alliance/access.h"
#include "desk/page_delete.h"
#include "desk/page_delete.html.h"
#include "desk/page_edit.h"
#include "desk/pages.h"

#include <string.h>

/* What can be done from which state, and what it asks of access.h. */
/* clang-format off */
static const struct {
    const char *name, *label, *notice;
    const char *from; /* states with a blank on both sides */
    Action action;
    void (*act)(Ctx *cx, int64_t id);
} acts[] = {
    {"submit",   N_("Send to the editors"), N_("The editors were asked to look at it."),
     " draft ",                              ACTION_EDIT,    item_submit  },
    {"publish",  N_("Publish now"),         N_("It is published."),
     " draft review scheduled archived ",    ACTION_PUBLISH, item_publish },
    {"withdraw", N_("Back to draft"),       N_("It is a draft again."),
     " review scheduled published archived ", ACTION_PUBLISH, item_withdraw},
    {"archive",  N_("Archive"),             N_("It is archived."),
     " published ",                          ACTION_PUBLISH, item_archive },
};
/* clang-format on */

static const Field schedule_fields[] = {
    {"moment", N_("Publish it on"), .kind = FIELD_MOMENT},
};

/* From draft to publication by its own room. */
static bool
is_led_elsewhere(const Item *item)
{
    const ItemKind *kind = item_kind_find(item->kind);
    return kind != NULL && kind->write != NULL;
}

static bool
is_open(const Ctx *cx, size_t i, const Item *item)
{
    const char *state = arena_printf(cx->arena, " %s ", item->status);
    return !is_led_elsewhere(item) && strstr(acts[i].from, state) != NULL &&
           may(cx, acts[i].action, item);
}

PageActSpan
page_acts(Ctx *cx, const Item *item)
{
    PageAct *at = arena_array_of(cx->arena, PageAct, G_N_ELEMENTS(acts));
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
        if (is_open(cx, i, item))
            at[n++] = (PageAct){acts[i].name, acts[i].label};
    return (PageActSpan){at, n};
}

bool
page_may_schedule(const Ctx *cx, const Item *item)
{
    const char *state = arena_printf(cx->arena, " %s ", item->status);
    return !is_led_elsewhere(item) && strstr(" draft review scheduled ", state) != NULL &&
           may(cx, ACTION_PUBLISH, item);
}

Form *
page_schedule_form(Request *req)
{
    return form_new(req, schedule_fields, G_N_ELEMENTS(schedule_fields));
}

const char *
page_url(Ctx *cx, const Item *item)
{
    return arena_printf(cx->arena, "/desk/pages/%" PRId64, item->id);
}

static size_t
find_act(const char *name)
{
    size_t i = 0;
    while (i < G_N_ELEMENTS(acts) && strcmp(acts[i].name, name) != 0)
        i++;
    return i;
}

Response *
post_desk_page_act(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = item_find_in(cx, req_id(req, "id"), "");
    size_t i = find_act(req_field(req, "act"));
    if (item == NULL || i == G_N_ELEMENTS(acts))
        return respond_not_found(req);
    if (!may(cx, acts[i].action, item))
        return respond_forbidden(req);
    bool is_seen = g_ascii_strtoll(req_field(req, "version"), NULL, 10) == item->version;
    if (!is_seen || !is_open(cx, i, item))
        return respond_error(req, 409,
                             lang_text(cx->lang, N_("Somebody changed it in between, so nothing "
                                                    "was done. Look at it again, then decide.")));
    acts[i].act(cx, item->id);
    return respond_done(req, page_url(cx, item), lang_text(cx->lang, acts[i].notice));
}

Response *
post_desk_page_schedule(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = item_find_in(cx, req_id(req, "id"), "");
    if (item == NULL)
        return respond_not_found(req);
    if (!page_may_schedule(cx, item))
        return respond_forbidden(req);
    Form *form = form_read(req, schedule_fields, G_N_ELEMENTS(schedule_fields));
    if (form_ok(form) && form_int(form, "moment") <= cx->now)
        form_fail(form, "moment", lang_text(cx->lang, N_("Choose a time that is still to come")));
    if (!form_ok(form)) {
        PageEdit view = {.item = item, .form = page_form_new(req, item), .schedule = form};
        return respond_page_edit(req, 422, &view);
    }
    item_schedule(cx, item->id, form_int(form, "moment"));
    return respond_done(req, page_url(cx, item), lang_text(cx->lang, N_("It is scheduled.")));
}

/* The item in the path if the acting person may delete it; else sets the answer. */
static const Item *
find_deletable(Request *req, Response **ret_refused)
{
    const Item *item = item_find_in(req->cx, req_id(req, "id"), "");
    if (item == NULL)
        *ret_refused = respond_not_found(req);
    else if (!may(req->cx, ACTION_DELETE, item))
        *ret_refused = respond_forbidden(req);
    else
        return item;
    return NULL;
}

Response *
get_desk_page_delete(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = find_deletable(req, &refused);
    if (item == NULL)
        return refused;
    PageDelete view = {
        .item = item,
        .n_below = item_count(cx, &(ItemFilter){.parent_id = item->id, .unfinished = true})};
    Page page = {
        .title = lang_text(cx->lang, N_("Delete it")),
        .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"}, {item->title, page_url(cx, item)})};
    return respond_desk(req, 200, &page, page_delete, &view);
}

Response *
post_desk_page_delete(Request *req)
{
    Response *refused = NULL;
    const Item *item = find_deletable(req, &refused);
    if (item == NULL)
        return refused;
    item_delete(req->cx, item->id);
    return respond_done(req, "/desk/pages", lang_text(req->cx->lang, N_("It was deleted.")));
}
