/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/access.h"
#include "desk/page_edit.h"
#include "desk/pages.h"
#include "desk/revision.h"
#include "desk/revision_list.html.h"
#include "desk/revision_show.html.h"

Response *
get_desk_revisions(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = page_find_editable(req, &refused);
    if (item == NULL)
        return refused;
    const char *language = req_query(req, "language");
    if (*language == '\0')
        language = item->original_language;
    RevisionList view = {.item = item, .revisions = item_revisions(cx, item->id, language)};
    Page page = {
        .title = lang_text(cx->lang, N_("Versions")),
        .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"}, {item->title, page_url(cx, item)})};
    return respond_desk(req, 200, &page, revision_list, &view);
}

Response *
get_desk_revision(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = page_find_editable(req, &refused);
    if (item == NULL)
        return refused;
    const Revision *r = item_revision(cx, item->id, req_id(req, "revision"));
    if (r == NULL)
        return respond_not_found(req);
    int64_t with = g_ascii_strtoll(req_query(req, "with"), NULL, 10);
    const Revision *other = with > 0 ? item_revision(cx, item->id, with) : NULL;
    const Item *now = item_find_in(cx, item->id, r->language);
    if (now == NULL || (with != 0 && other == NULL))
        return respond_not_found(req);
    TextDiff diff = {
        words_diff_new(cx->arena, r->title, other != NULL ? other->title : now->title),
        words_diff_new(cx->arena, r->summary, other != NULL ? other->summary : now->summary),
        words_diff_new(cx->arena, r->body, other != NULL ? other->body : now->body)};
    RevisionShow view = {.item = item,
                         .revision = r,
                         .with = other,
                         .others = item_revisions(cx, item->id, r->language),
                         .diff = &diff};
    const char *list = arena_printf(cx->arena, "%s/revisions", page_url(cx, item));
    Page page = {.title = r->title,
                 .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"},
                              {item->title, page_url(cx, item)}, {N_("Versions"), list})};
    return respond_desk(req, 200, &page, revision_show, &view);
}

Response *
post_desk_revision(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = page_find_editable(req, &refused);
    if (item == NULL)
        return refused;
    if (item_restore(cx, item->id, req_id(req, "revision")) != ITEM_OK)
        return respond_not_found(req);
    return respond_done(req, page_url(cx, item), lang_text(cx->lang, N_("The version is back.")));
}
