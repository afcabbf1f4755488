/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/attendance.h"

#include "alliance/audit.h"
#include "alliance/registration.sql.h"

#include <string.h>

static const DbType FIGURES = DB_TYPE(AttendanceFigures, DB_FIELD(AttendanceFigures, n_registered),
                                      DB_FIELD(AttendanceFigures, n_came),
                                      DB_FIELD(AttendanceFigures, n_people),
                                      DB_FIELD(AttendanceFigures, n_countries));

void
attendance_note(Ctx *cx, const Registration *registration, const char *by)
{
    if (registration->came_at == 0)
        db_run(cx, &SQL_attendance_note, DB_ARGS(registration->id, by, cx->now));
}

void
attendance_take_back(Ctx *cx, const Registration *registration)
{
    db_run(cx, &SQL_attendance_take_back, DB_ARGS(registration->id));
}

const Registration *
attendance_walk_in(Ctx *cx, const Item *event, const Applicant *who)
{
    bool is_new = false;
    const Registration *registration = registration_admit(cx, event->id, who, &is_new);
    if (registration == NULL)
        return NULL;
    attendance_note(cx, registration, is_new ? ATTENDANCE_WALK_IN : ATTENDANCE_DESK);
    audit(cx, "registration.walk-in", event->id,
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
