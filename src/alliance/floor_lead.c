/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What who leads an event does with the questions from its floor.
 */
#include "alliance/floor.h"

#include "alliance/audit.h"
#include "alliance/search.h"
#include "alliance/task.h"

#include "alliance/floor.sql.h"

#include <string.h>

/* What stands in the search index: questions that were answered. */
static bool
is_answered(const FloorQuestion *question)
{
    return strcmp(question->status, "answered") == 0;
}

/* What follows from a change of state; @was: before it. */
static void
follow_up(Ctx *cx, const Item *event, const FloorQuestion *was, const char *act)
{
    audit(cx, act, event->id, arena_printf(cx->arena, "#%" PRId64, was->number));
    if (db_count(cx, &SQL_floor_count_held, DB_ARGS(event->id)) == 0)
        task_close(cx, "floor.review", event->id);
    const FloorQuestion *now = floor_find(cx, was->id);
    if (!is_answered(was) && (now == NULL || !is_answered(now)))
        return;
    search_index(cx, event->id);
    if (was->session_id != 0)
        search_index(cx, was->session_id);
}

bool
floor_set(Ctx *cx, const Item *event, const FloorQuestion *question, const char *status)
{
    bool next = strcmp(status, "now") == 0;
    if (next)
        db_run(cx, &SQL_floor_none_now, DB_ARGS(event->id));
    if (db_run(cx, &SQL_floor_set, DB_ARGS(question->id, status, "")) == 0)
        return false;
    follow_up(cx, event, question,
              next                           ? "floor.next"
              : strcmp(status, "shown") == 0 ? "floor.show"
                                             : "floor.hold");
    return true;
}

bool
floor_answer(Ctx *cx, const Item *event, const FloorQuestion *question, const char *answer,
             int64_t recorded)
{
    DbValue at = recorded >= 0 ? db_int(recorded) : DB_NONE;
    if (db_run(cx, &SQL_floor_answer, DB_ARGS(question->id, answer, at, cx->now)) == 0)
        return false;
    floor_tell_answer(cx, question, answer);
    follow_up(cx, event, question, "floor.answer");
    return true;
}

bool
floor_hide(Ctx *cx, const Item *event, const FloorQuestion *question, const char *reason)
{
    if (db_run(cx, &SQL_floor_set, DB_ARGS(question->id, "hidden", reason)) == 0)
        return false;
    follow_up(cx, event, question, "floor.hide");
    return true;
}

bool
floor_merge(Ctx *cx, const Item *event, const FloorQuestion *question, const FloorQuestion *into)
{
    if (question->id == into->id || question->into_id != 0 || into->into_id != 0 ||
        question->item_id != into->item_id)
        return false;
    db_run(cx, &SQL_floor_merge, DB_ARGS(question->id, into->id));
    db_run(cx, &SQL_floor_recount, DB_ARGS(into->id));
    follow_up(cx, event, question, "floor.merge");
    return true;
}

bool
floor_unmerge(Ctx *cx, const Item *event, const FloorQuestion *question)
{
    if (db_run(cx, &SQL_floor_unmerge, DB_ARGS(question->id)) == 0)
        return false;
    db_run(cx, &SQL_floor_recount, DB_ARGS(question->id));
    db_run(cx, &SQL_floor_recount, DB_ARGS(question->into_id));
    follow_up(cx, event, question, "floor.unmerge");
    return true;
}

/* ---- what was written when registering ---- */

bool
floor_take_wish(Ctx *cx, const Item *event, const Registration *registration)
{
    if (registration->item_id != event->id || !registration->question_open ||
        *registration->question == '\0' || !registration_is_alive(registration) ||
        db_count(cx, &SQL_floor_has_wish, DB_ARGS(registration->id)) > 0)
        return false;
    db_insert(cx, &SQL_floor_insert,
              DB_ARGS(event->id, DB_NONE, db_int(registration->id), DB_NONE, "", DB_NONE,
                      registration->question, "shown", cx->now));
    audit(cx, "floor.take", event->id, "");
    return true;
}

void
floor_take_out_changed(Ctx *cx, int64_t registration_id)
{
    db_run(cx, &SQL_floor_take_out_changed, DB_ARGS(registration_id));
}
