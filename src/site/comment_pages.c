/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Comments below an item: members write, everybody who sees the item reads.
 */
#include "alliance/drafting.h"
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

/* The paragraph of a shared draft that the form is about, NULL: the whole.  False: there is none
   that is called so. */
static bool
find_paragraph(Request *req, const Item *item, const Paragraph **ret_paragraph)
{
    int64_t number = g_ascii_strtoll(req_field(req, "paragraph"), NULL, 10);
    *ret_paragraph = number != 0
                         ? drafting_paragraph(drafting_paragraphs(req->cx, item->id), number)
                         : NULL;
    return number == 0 || *ret_paragraph != NULL;
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
    const Paragraph *paragraph = NULL;
    if (!find_paragraph(req, item, &paragraph))
        return respond_not_found(req);
    int64_t number = paragraph != NULL ? paragraph->number : 0;
    if (!form_ok(form) || *req_field(req, "preview") != '\0')
        return respond_refused(
            req,
            number == 0 ? item->path : arena_printf(cx->arena, "%s/%" PRId64, item->path, number),
            form);

    const CommentPlace place = {.item_id = item->id,
                                .paragraph_id = paragraph != NULL ? paragraph->id : 0};
    comment_insert_at(cx, &place, form_text(form, "body"));
    if (form_flag(form, "follow"))
        follow_set(cx, item->id, cx->me.id, true);
    return respond_commented(req, item, number, form_text(form, "body"));
}
