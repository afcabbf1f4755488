/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A part of a discussion becomes one of its own: for who leads the group.
 */
#include "group/discussion_split.html.h"
#include "group/pages.h"

#include "alliance/access.h"

#include <string.h>

static const Choice parts[] = {
    {"after",   N_("It, and what was said after it")},
    {"answers", N_("It, and the answers to it")     },
};

static const Field fields[] = {
    {"title", N_("What is it about?"), .kind = FIELD_LINE},
    {"part", N_("What goes along?"), N_("Who follows the old discussion follows the new one, too."),
     .kind = FIELD_CHOICE, .choices = parts, .n_choices = G_N_ELEMENTS(parts)},
};

/* The discussion and the comment of the request, whose group the acting person leads; else NULL and
   the answer. */
static const Item *
find_led(Request *req, const Comment **ret_comment, Response **ret_refusal)
{
    Ctx *cx = req->cx;
    const Item *item = item_find(cx, "discussion", req_text(req, "slug"));
    const Comment *comment = item != NULL ? comment_find(cx, req_id(req, "comment")) : NULL;
    if (comment == NULL || comment->item_id != item->id || strcmp(comment->status, "shown") != 0) {
        *ret_refusal = respond_not_found(req);
        return NULL;
    }
    if (!may(cx, ACTION_LEAD, item)) {
        *ret_refusal = respond_forbidden(req);
        return NULL;
    }
    *ret_comment = comment;
    return item;
}

static Response *
respond_split(Request *req, const Item *item, const Comment *comment, const Form *form)
{
    Ctx *cx = req->cx;
    DiscussionSplit view = {.item = item, .comment = comment, .form = form};
    return respond_page(req, form_ok(form) ? 200 : 422,
                        group_page(cx, item, lang_text(cx->lang, N_("Begin a discussion"))),
                        discussion_split, &view);
}

Response *
get_discussion_split(Request *req)
{
    Response *refusal = NULL;
    const Comment *comment = NULL;
    const Item *item = find_led(req, &comment, &refusal);
    if (item == NULL)
        return refusal;
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    form_set(form, "part", "after");
    return respond_split(req, item, comment, form);
}

Response *
post_discussion_split(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const Comment *comment = NULL;
    const Item *item = find_led(req, &comment, &refusal);
    if (item == NULL)
        return refusal;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_split(req, item, comment, form);
    bool answers_only = strcmp(form_text(form, "part"), "answers") == 0;
    const Item *made = discussion_split(cx, item, comment->id, form_text(form, "title"),
                                        answers_only);
    if (made == NULL)
        return respond_not_found(req);
    return respond_done(req, made->path, lang_text(cx->lang, N_("The discussion has begun.")));
}
