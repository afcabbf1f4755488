/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "desk/comment_queue.h"

#include "alliance/audit.h"
#include "base/limits.h"
#include "desk/comment_queue.html.h"
#include "desk/pages.h"
#include "web/form.h"

static const Field fields[] = {
    {"reason", N_("Reason, if you refuse it"), .kind = FIELD_LINE, .optional = true},
};

/* The oldest are decided first, so those that follow come up by themselves. */
static Response *
respond_queue(Request *req, int status, const char *error)
{
    Ctx *cx = req->cx;
    CommentSpan held = comment_list_held(cx);
    HeldComment *at = arena_array_of(cx->arena, HeldComment, held.n);
    for (size_t i = 0; i < held.n; i++) {
        bool same = i > 0 && held.at[i].item_id == held.at[i - 1].item_id;
        at[i] = (HeldComment){.comment = &held.at[i],
                              .item = same ? at[i - 1].item : item_find_id(cx, held.at[i].item_id)};
    }
    CommentQueue view = {
        .held = {at, held.n},
          .n = comment_count_held(cx), .error = error
    };
    Page page = {.title = lang_text(cx->lang, N_("Comments to look at")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, status, &page, comment_queue, &view);
}

Response *
get_desk_comments(Request *req)
{
    return respond_queue(req, 200, NULL);
}

Response *
post_desk_comment(Request *req)
{
    Ctx *cx = req->cx;
    int64_t id = req_id(req, "id");
    bool show = desk_is_pressed(req, "show");
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (form_ok(form) && !show && *form_text(form, "reason") == '\0')
        form_fail(form, "reason",
                  lang_text(cx->lang, N_("Say why the comment is refused; nothing was changed.")));
    if (!form_ok(form))
        return respond_queue(req, 422, form->errors.at[0].error);
    if (!comment_moderate(cx, id, show))
        return respond_not_found(req);
    if (!show)
        audit(cx, "comment.reason", 0, form_text(form, "reason"));
    return respond_done(req, "/desk/comments",
                        lang_text(cx->lang, show ? N_("The comment is shown now.")
                                                 : N_("The comment was refused.")));
}
