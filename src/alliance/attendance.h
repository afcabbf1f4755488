/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * attendance - who was there, which is not who registered, nor who opened the link.
 *
 * It is noted by who saw it: at the door, or in the report of the service where
 * people met.  Following the link to the room is kept beside it and counts as
 * nothing: programs that look at mails follow links, too.
 *
 * Read with: registration.h.
 */
#pragma once
#include "alliance/registration.h"

#define ATTENDANCE_DESK "desk"
#define ATTENDANCE_WALK_IN "walk-in"
#define ATTENDANCE_REPORT "report"

/** It was there, as @by says; noted once, the first time stays. */
void attendance_note(Ctx *cx, const Registration *registration, const char *by);

/** It was not, after all. */
void attendance_take_back(Ctx *cx, const Registration *registration);

/** Somebody came who is not registered, or is after all: has a seat from now on, and was there.
 *  NULL: one does not register for this event. */
const Registration *attendance_walk_in(Ctx *cx, const Item *event, const Applicant *who);

typedef struct AttendanceFigures {
    int64_t n_registered; /* had a seat or waited for one, without who walked in */
    int64_t n_came;       /* registrations that were there */
    int64_t n_people;     /* with whom they sat */
    int64_t n_countries;  /* from so many that are known */
} AttendanceFigures;

/** Never NULL. */
const AttendanceFigures *attendance_figures(Ctx *cx, int64_t item_id);
