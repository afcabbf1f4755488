/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Following what is said about an item: a button below it, and the link in each mail that ends it
 * without signing in.  Opening the link changes nothing; its button does, and mail programs press
 * it by themselves (RFC 8058).
 */
#include "alliance/follow.h"
#include "alliance/standing_link.h"
#include "site/follow_end.html.h"
#include "site/pages.h"
#include "web/form.h"
#include "web/session.h"

#include <string.h>

/* "1" or nothing, as the button says. */
static const Field fields[] = {
    {"follow", "", .kind = FIELD_HIDDEN, .optional = true},
};

Response *
post_item_follow(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = item_find_id(cx, req_id(req, "id"));
    if (item == NULL)
        return respond_not_found(req);
    const Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    bool wants = *form_text(form, "follow") != '\0';
    follow_set(cx, item->id, cx->me.id, wants);
    return respond_done(req, arena_printf(cx->arena, "%s#comments", item->path),
                        lang_text(cx->lang, wants ? N_("New comments come to you by e-mail now.")
                                                  : N_("No more comments come to you by e-mail.")));
}

/* ---- by the link in a mail ---- */

static int64_t
person_of(Request *req)
{
    const char *use = follow_end_use(req->cx->arena, req_id(req, "id"));
    return standing_link_find(req->cx, use, req_text(req, "token"));
}

/* As the reader of the mail sees the item now: of one that is not for him any more no word. */
static Response *
respond_end(Request *req, int64_t person_id)
{
    Ctx *cx = req->cx;
    Viewer before = cx->me;
    cx->me = session_viewer(cx, person_id);
    const Item *item = item_find_id(cx, req_id(req, "id"));
    FollowEnd view = {
        .id = req_id(req, "id"),
        .title = item != NULL ? item->title : "…",
        .language = item != NULL ? item->language : cx->lang->code,
        .path = item != NULL ? item->path : NULL,
        .token = req_text(req, "token"),
        .follows = follow_is_mine(cx, req_id(req, "id")),
        .is_group = item != NULL && strcmp(item->kind, "group") == 0,
    };
    cx->me = before;
    view.preferences = standing_link_new(cx, LINK_PREFERENCES, person_id);
    Page page = {.title = lang_text(cx->lang, view.is_group ? N_("Mails of a group")
                                                            : N_("Comments that you do not want")),
                 .hidden = true};
    return respond_page(req, 200, &page, follow_end, &view);
}

Response *
get_item_unfollow(Request *req)
{
    int64_t person_id = person_of(req);
    return person_id != 0 ? respond_end(req, person_id) : respond_link_ended(req);
}

Response *
post_item_unfollow(Request *req)
{
    int64_t person_id = person_of(req);
    if (person_id == 0)
        return respond_link_ended(req);
    follow_set(req->cx, req_id(req, "id"), person_id, false);
    return respond_end(req, person_id);
}
