/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Comments below an item: members write, everybody who sees the item reads.
 */
#include "alliance/access.h"
#include "site/item_show.h"
#include "site/pages.h"

/* Characters; longer contributions are posts. */
#define LIMIT_COMMENT 4000

static const Field fields[] = {
    {"body", N_("Your comment"), N_("Everybody who can read this page will see it with your name."),
     .kind = FIELD_TEXT, .rows = 5, .most = LIMIT_COMMENT},
};

Form *
comment_form_new(Request *req)
{
    return form_new(req, fields, G_N_ELEMENTS(fields));
}

Response *
post_item_comments(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = item_find_id(cx, req_id(req, "id"));
    if (item == NULL)
        return respond_not_found(req);
    if (strcmp(item->kind, "page") == 0 || !may(cx, ACTION_COMMENT, item))
        return respond_forbidden(req);
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_item(req, 422, item, form);

    comment_insert(cx, item->id, 0, form_text(form, "body"));
    const char *url = arena_printf(cx->arena, "%s#comments", item->path);
    return respond_done(req, url, lang_text(cx->lang, N_("Thank you. Your comment was saved.")));
}
