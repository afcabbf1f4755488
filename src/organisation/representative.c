/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "organisation/representative.h"
#include "alliance/audit.h"
#include "alliance/organisation.h"
#include "alliance/task.h"
#include "base/limits.h"
#include "organisation/representative.sql.h"

static const char task_kind[] = "organisation.representative";

static const DbType REPRESENTATIVE = DB_TYPE(
    Representative, DB_FIELD(Representative, id), DB_FIELD(Representative, organisation_id),
    DB_FIELD(Representative, person_id), DB_FIELD(Representative, created_at),
    DB_FIELD(Representative, since), DB_FIELD(Representative, until),
    DB_FIELD(Representative, name), DB_FIELD(Representative, page),
    DB_FIELD(Representative, organisation), DB_FIELD(Representative, organisation_slug),
    DB_FIELD(Representative, in_force));

RepresentativeSpan
representative_list(Ctx *cx, int64_t organisation_id)
{
    return DB_SPAN(RepresentativeSpan,
                   db_all(cx, &SQL_representative_list, &REPRESENTATIVE,
                          DB_ARGS(organisation_id, cx->now, cx->me.id, cx->me.roles)));
}

RepresentativeSpan
representative_list_waiting(Ctx *cx)
{
    return DB_SPAN(RepresentativeSpan, db_all(cx, &SQL_representative_list_waiting, &REPRESENTATIVE,
                                              DB_ARGS(cx->now, LIMIT_PAGE_ROWS)));
}

const Representative *
representative_find_mine(Ctx *cx, int64_t organisation_id)
{
    return db_one(cx, &SQL_representative_find_mine, &REPRESENTATIVE,
                  DB_ARGS(organisation_id, cx->now, cx->me.id));
}

bool
representative_is_there(Ctx *cx, int64_t organisation_id)
{
    return db_count(cx, &SQL_representative_is_there, DB_ARGS(organisation_id, cx->me.id)) > 0;
}

bool
representative_may_edit(Ctx *cx, int64_t organisation_id)
{
    if ((cx->me.roles & ROLE_SECRETARIAT) != 0)
        return true;
    const Representative *mine = cx->me.id != 0 ? representative_find_mine(cx, organisation_id)
                                                : NULL;
    return mine != NULL && mine->in_force;
}

bool
representative_offer(Ctx *cx, int64_t organisation_id)
{
    int64_t id = db_insert(cx, &SQL_representative_offer,
                           DB_ARGS(organisation_id, cx->now, cx->me.id));
    if (id == 0)
        return false;
    const char *name = organisation_name(cx, organisation_id);
    task_open(cx, task_kind, 0, 0, "secretariat", name);
    audit(cx, "representative.offer", 0, arena_printf(cx->arena, "#%" PRId64 ": %s", id, name));
    return true;
}

static void
close_task(Ctx *cx)
{
    if (representative_list_waiting(cx).n == 0)
        task_close(cx, task_kind, 0);
}

bool
representative_withdraw(Ctx *cx, int64_t organisation_id)
{
    if (db_run(cx, &SQL_representative_withdraw, DB_ARGS(organisation_id, cx->now, cx->me.id)) == 0)
        return false;
    audit(cx, "representative.withdraw", 0, organisation_name(cx, organisation_id));
    close_task(cx);
    return true;
}

bool
representative_confirm(Ctx *cx, int64_t id, int64_t until)
{
    if (db_run(cx, &SQL_representative_confirm, DB_ARGS(id, cx->now, DB_OR_NULL(until))) != 1)
        return false;
    audit(cx, "representative.confirm", 0, arena_printf(cx->arena, "#%" PRId64, id));
    close_task(cx);
    return true;
}

bool
representative_end(Ctx *cx, int64_t id)
{
    if (db_run(cx, &SQL_representative_end, DB_ARGS(id, cx->now)) != 1)
        return false;
    audit(cx, "representative.end", 0, arena_printf(cx->arena, "#%" PRId64, id));
    close_task(cx);
    return true;
}
