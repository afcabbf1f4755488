/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/attendance.h"

#include "alliance/audit.h"
#include "alliance/registration.sql.h"
#include "base/secret.h"
#include "web/app.h"

static const DbType FIGURES = DB_TYPE(AttendanceFigures, DB_FIELD(AttendanceFigures, n_registered),
                                      DB_FIELD(AttendanceFigures, n_came),
                                      DB_FIELD(AttendanceFigures, n_people),
                                      DB_FIELD(AttendanceFigures, n_countries));

enum { KEY_SIZE = 16 };

/* Of a mark that is made here. */
static const char *
new_key(Ctx *cx)
{
    uint8_t bytes[KEY_SIZE];
    cx->app->random(cx->app, bytes, sizeof bytes);
    return secret_encode(cx->arena, bytes, sizeof bytes);
}

static void
fold(Ctx *cx, int64_t id)
{
    db_run(cx, &SQL_attendance_fold, DB_ARGS(id));
}

static void
mark_now(Ctx *cx, const Registration *registration, bool came, const char *by)
{
    db_run(cx, &SQL_attendance_mark_now,
           DB_ARGS(new_key(cx), registration->id, came, cx->now * 1000, by));
    fold(cx, registration->id);
}

static void
mark_then(Ctx *cx, const Registration *registration, const AttendanceMark *mark, const char *by)
{
    if (db_run(cx, &SQL_attendance_mark_insert,
               DB_ARGS(mark->key, registration->id, mark->came, mark->at, by)) > 0)
        fold(cx, registration->id);
}

void
attendance_note(Ctx *cx, const Registration *registration, const char *by)
{
    if (registration->came_at == 0)
        mark_now(cx, registration, true, by);
}

void
attendance_take_back(Ctx *cx, const Registration *registration, const char *by)
{
    mark_now(cx, registration, false, by);
}

void
attendance_mark(Ctx *cx, const Registration *registration, const AttendanceMark *mark)
{
    mark_then(cx, registration, mark, ATTENDANCE_DOOR);
}

int64_t
attendance_marked(Ctx *cx, const char *key)
{
    return db_count(cx, &SQL_attendance_mark_find, DB_ARGS(key));
}

const Registration *
attendance_walk_in(Ctx *cx, int64_t item_id, const Applicant *who, const AttendanceMark *mark)
{
    bool is_new = false;
    const Registration *registration = registration_admit(cx, item_id, who, &is_new);
    if (registration == NULL)
        return NULL;
    if (mark != NULL)
        mark_then(cx, registration, mark, is_new ? ATTENDANCE_WALK_IN : ATTENDANCE_DOOR);
    else
        attendance_note(cx, registration, is_new ? ATTENDANCE_WALK_IN : ATTENDANCE_DESK);
    audit(cx, "registration.walk-in", item_id,
          arena_printf(cx->arena, "#%" PRId64, registration->id));
    return registration;
}

const AttendanceFigures *
attendance_figures(Ctx *cx, int64_t item_id)
{
    const AttendanceFigures *found = db_one(cx, &SQL_attendance_figures, &FIGURES,
                                            DB_ARGS(item_id));
    return found != NULL ? found : arena_new_of(cx->arena, AttendanceFigures);
}
