/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The desk's first page: what waits for whom reads it.
 */
#include "alliance/audit.h"
#include "alliance/comment.h"
#include "desk/desk_home.html.h"
#include "desk/pages.h"
#include "web/form.h"

#include <string.h>

static DeskCountSpan
counts_of(Ctx *cx)
{
    static const char *const states[][3] = {
        {"draft",     N_("drafts"),    "/desk/pages?state=draft"    },
        {"review",    N_("in review"), "/desk/pages?state=review"   },
        {"scheduled", N_("scheduled"), "/desk/pages?state=scheduled"},
    };
    DeskCount *at = arena_array_of(cx->arena, DeskCount, G_N_ELEMENTS(states) + 1);
    size_t n = 0;
    for (; n < G_N_ELEMENTS(states); n++)
        at[n] = (DeskCount){
            .n = item_count(cx, &(ItemFilter){.status = states[n][0], .every_kind = true}),
            .label = states[n][1],
            .url = states[n][2]};
    at[n++] = (DeskCount){
        .n = comment_count_held(cx), .label = N_("comments held"), .url = "/desk/comments"};
    return (DeskCountSpan){at, n};
}

Response *
get_desk(Request *req)
{
    Ctx *cx = req->cx;
    DeskHome view = {.tasks = task_list_mine(cx), .is_editor = desk_is_editor(cx)};
    if (view.is_editor)
        view.counts = counts_of(cx);
    Page page = {.title = lang_text(cx->lang, N_("Desk"))};
    return respond_desk(req, 200, &page, desk_home, &view);
}

/* Is it in the acting person's inbox? */
static bool
is_mine(Ctx *cx, const Task *task)
{
    TaskSpan mine = task_list_mine(cx);
    for (size_t i = 0; i < mine.n; i++)
        if (mine.at[i].id == task->id)
            return true;
    return false;
}

/* A task is done where its url leads; here it is dropped, and the reason is kept. */
Response *
post_desk_task(Request *req)
{
    static const Field fields[] = {
        {"reason", N_("Why nobody has to do it"), .kind = FIELD_LINE},
    };
    Ctx *cx = req->cx;
    const Task *task = task_find(cx, req_id(req, "id"));
    if (task == NULL || !is_mine(cx, task))
        return respond_not_found(req);
    if (!desk_is_editor(cx))
        return respond_forbidden(req);
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_error(req, 422, form->errors.at[0].error);
    task_drop(cx, task->id);
    audit(cx, "task.drop", task->item_id,
          arena_printf(cx->arena, "%s: %s", task->subject, form_text(form, "reason")));
    return respond_done(req, "/desk", lang_text(cx->lang, N_("The task was dropped.")));
}
