/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "desk/comment_queue.h"

#include "alliance/audit.h"
#include "desk/comment_queue.html.h"
#include "desk/pages.h"
#include "web/form.h"

static const Field fields[] = {
    {"reason", N_("Reason, if you refuse it"), .kind = FIELD_LINE, .optional = true},
};

/* The oldest are decided first, so those that follow come up by themselves.  @form: what was wrong
 * with the decision on the comment @id, or NULL. */
static Response *
respond_queue(Request *req, int64_t id, const Form *form)
{
    Ctx *cx = req->cx;
    HeldCommentSpan held = comment_list_held(cx);
    QueueRow *rows = arena_array_of(cx->arena, QueueRow, held.n);
    for (size_t i = 0; i < held.n; i++) {
        rows[i] = (QueueRow){.comment = &held.at[i], .reason = ""};
        if (form != NULL && held.at[i].id == id) {
            rows[i].reason = form_text(form, "reason");
            rows[i].error = form->errors.at[0].error;
        }
    }
    CommentQueue view = {
        .n = comment_count_held(cx), .held = {rows, held.n}
    };
    Page page = {.title = lang_text(cx->lang, N_("Comments to look at")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, form != NULL ? 422 : 200, &page, comment_queue, &view);
}

Response *
get_desk_comments(Request *req)
{
    return respond_queue(req, 0, NULL);
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
        return respond_queue(req, id, form);
    if (!comment_moderate(cx, id, show))
        return respond_not_found(req);
    if (!show)
        audit(cx, "comment.reason", 0, form_text(form, "reason"));
    return respond_done(req, "/desk/comments",
                        lang_text(cx->lang, show ? N_("The comment is shown now.")
                                                 : N_("The comment was refused.")));
}
