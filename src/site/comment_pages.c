/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Comments below an item: members write, everybody who sees the item reads.
 */
#include "alliance/follow.h"
#include "base/limits.h"
#include "site/item_show.h"
#include "site/pages.h"

/* Who follows the text already is not asked. */
static const Field fields[] = {
    {"body", N_("Your comment"),
     N_("Everybody who can read this page will see it with your name. Whoever you name with @ and "
        "the full name hears of it: @First Last."),
     .kind = FIELD_TEXT, .rows = 5, .most = LIMIT_COMMENT},
    {"follow", N_("Send me the next comments by e-mail"),
     N_("Each mail has a link that ends them."), .kind = FIELD_FLAG, .optional = true},
};

Form *
comment_form_new(Request *req, bool follows)
{
    if (req->refused != NULL)
        return req->refused;
    return form_new(req, fields, G_N_ELEMENTS(fields) - (follows ? 1 : 0));
}

Response *
post_item_comments(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = item_find_id(cx, req_id(req, "id"));
    if (item == NULL)
        return respond_not_found(req);
    if (!comment_is_open(cx, item))
        return respond_forbidden(req);
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form) || *req_field(req, "preview") != '\0')
        return respond_refused(req, item->path, form);

    comment_insert(cx, item->id, 0, form_text(form, "body"));
    if (form_flag(form, "follow"))
        follow_set(cx, item->id, cx->me.id, true);
    return respond_commented(req, item, form_text(form, "body"));
}
