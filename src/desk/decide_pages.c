/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A task that is decided behind the link in its mail, without signing in: as whom the link was made
 * for, and nothing but this task.  Looking changes nothing; a button does, once.
 */
#include "alliance/standing_link.h"
#include "alliance/task.h"
#include "desk/pages.h"
#include "desk/task_decide.h"
#include "desk/task_decide.html.h"
#include "inbound/inbound.h"
#include "web/session.h"

#include <string.h>

typedef struct Asked {
    const Task *task;
    Viewer person; /* whose link it is */
} Asked;

/* False: the link is none, or its person or the task is not there any more. */
static bool
find_asked(Request *req, Asked *ret_asked)
{
    Ctx *cx = req->cx;
    const char *use = standing_link_to_decide(cx->arena, req_id(req, "task"));
    int64_t id = standing_link_find(cx, use, req_text(req, "token"));
    const Task *task = id != 0 ? task_find(cx, req_id(req, "task")) : NULL;
    if (task == NULL)
        return false;
    *ret_asked = (Asked){task, session_viewer(cx, id)};
    return ret_asked->person.id != 0;
}

static const char *
path_of(Request *req)
{
    return arena_printf(req->cx->arena, "/decide/%" PRId64 "/%s", req_id(req, "task"),
                        req_text(req, "token"));
}

/* As the person of the link: may it be decided, and what are its words? */
static bool
look(Ctx *cx, const Asked *asked, const char **ret_words)
{
    const TaskKind *kind = task_kind_find(asked->task->kind);
    const Viewer before = cx->me;
    cx->me = asked->person;
    bool may_decide = meaning_may_decide(cx, asked->task);
    if (may_decide && kind != NULL && kind->words != NULL)
        *ret_words = kind->words(cx, asked->task);
    cx->me = before;
    return may_decide;
}

static Response *
respond_decide(Request *req, const Asked *asked, int status, const char *fault)
{
    Ctx *cx = req->cx;
    const Task *task = asked->task;
    const TaskKind *kind = task_kind_find(task->kind);
    TaskDecide view = {.task = task,
                       .person = asked->person.name,
                       .path = path_of(req),
                       .fault = fault,
                       .is_open = strcmp(task->state, "open") == 0};
    if (kind == NULL || kind->yes == NULL)
        return respond_not_found(req);
    view.yes = kind->yes_button;
    view.no = kind->no_button;
    if (view.is_open && !look(cx, asked, &view.words))
        return respond_forbidden(req);
    Page page = {.title = lang_text(cx->lang, task->label), .hidden = true};
    return respond_page(req, status, &page, task_decide, &view);
}

Response *
get_task_decide(Request *req)
{
    Asked asked;
    return find_asked(req, &asked) ? respond_decide(req, &asked, 200, NULL)
                                   : respond_not_found(req);
}

/* One of the two buttons; a post with neither decides nothing. */
Response *
post_task_decide(Request *req)
{
    Ctx *cx = req->cx;
    Asked asked;
    bool yes = strcmp(req_field(req, "yes"), "1") == 0;
    bool no = strcmp(req_field(req, "no"), "1") == 0;
    if (!find_asked(req, &asked))
        return respond_not_found(req);
    if (yes == no)
        return respond_decide(req, &asked, 422, NULL);
    const char *note = NULL;
    const Viewer before = cx->me;
    cx->me = asked.person;
    bool done = meaning_decide(cx, asked.task, yes, &note);
    cx->me = before;
    if (!done)
        return respond_decide(req, &asked, 409, note);
    return respond_done(req, path_of(req), lang_text(cx->lang, note));
}
