/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The desk's first page: what waits for whom reads it.
 */
#include "alliance/audit.h"
#include "desk/desk.sql.h"
#include "desk/desk_home.html.h"
#include "desk/pages.h"
#include "web/form.h"

#include <string.h>

typedef struct UnderWay {
    const char *state;
    int64_t n;
} UnderWay;

static const DbType UNDER_WAY = DB_TYPE(UnderWay, DB_FIELD(UnderWay, state), DB_FIELD(UnderWay, n));

static DeskCountSpan
counts_of(Ctx *cx)
{
    static const char *const states[][3] = {
        {"draft",     N_("drafts"),        "/desk/pages?state=draft"    },
        {"review",    N_("in review"),     "/desk/pages?state=review"   },
        {"scheduled", N_("scheduled"),     "/desk/pages?state=scheduled"},
        {"held",      N_("comments held"), "/desk/comments"             },
    };
    DbRows rows = db_all(cx, &SQL_desk_under_way, &UNDER_WAY, DB_ARGS(cx->me.id, cx->me.roles));
    const UnderWay *counted = rows.at;
    DeskCount *at = arena_array_of(cx->arena, DeskCount, G_N_ELEMENTS(states));
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++) {
        at[i] = (DeskCount){.label = states[i][1], .url = states[i][2]};
        for (size_t k = 0; k < rows.n; k++)
            if (strcmp(counted[k].state, states[i][0]) == 0)
                at[i].n = counted[k].n;
    }
    return (DeskCountSpan){at, G_N_ELEMENTS(states)};
}

/* @form: what was wrong with dropping the task @id, or NULL. */
static Response *
respond_home(Request *req, TaskSpan tasks, int64_t id, const Form *form)
{
    Ctx *cx = req->cx;
    DeskTask *rows = arena_array_of(cx->arena, DeskTask, tasks.n);
    for (size_t i = 0; i < tasks.n; i++) {
        rows[i] = (DeskTask){.task = &tasks.at[i], .reason = ""};
        if (form != NULL && tasks.at[i].id == id) {
            rows[i].reason = form_text(form, "reason");
            rows[i].error = form->errors.at[0].error;
        }
    }
    DeskHome view = {
        .is_editor = desk_is_editor(cx), .tasks = {rows, tasks.n}
    };
    if (view.is_editor)
        view.counts = counts_of(cx);
    Page page = {.title = lang_text(cx->lang, N_("Desk"))};
    return respond_desk(req, form != NULL ? 422 : 200, &page, desk_home, &view);
}

Response *
get_desk(Request *req)
{
    return respond_home(req, task_list_mine(req->cx), 0, NULL);
}

static const Task *
find_task(TaskSpan tasks, int64_t id)
{
    for (size_t i = 0; i < tasks.n; i++)
        if (tasks.at[i].id == id)
            return &tasks.at[i];
    return NULL;
}

/* A task is done where its url leads; here it is dropped, and the reason is kept. */
Response *
post_desk_task(Request *req)
{
    static const Field fields[] = {
        {"reason", N_("Why nobody has to do it"), .kind = FIELD_LINE},
    };
    Ctx *cx = req->cx;
    TaskSpan mine = task_list_mine(cx);
    const Task *task = find_task(mine, req_id(req, "id"));
    if (task == NULL)
        return respond_not_found(req);
    if (!desk_is_editor(cx))
        return respond_forbidden(req);
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_home(req, mine, task->id, form);
    task_drop(cx, task->id);
    audit(cx, "task.drop", task->item_id,
          arena_printf(cx->arena, "%s: %s", task->subject, form_text(form, "reason")));
    return respond_done(req, "/desk", lang_text(cx->lang, N_("The task was dropped.")));
}
