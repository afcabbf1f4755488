/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * attendance - who was there, which is not who registered, nor who opened the link.
 *
 * It is noted by who saw it: at the door, or in the report of the service where
 * people met.  Following the link to the room is kept beside it and counts as
 * nothing: programs that look at mails follow links, too.
 *
 * What somebody notes is a mark, "came" or "not, after all", with a time and a
 * random key.  What holds follows from all marks of a registration, in whatever
 * order they arrive and however often: it came at the first "came" after the last
 * "not".
 *
 * Read with: registration.h, docs/decisions/0057-the-door.md.
 */
#pragma once
#include "alliance/registration.h"

#define ATTENDANCE_DESK "desk"
#define ATTENDANCE_WALK_IN "walk-in" /* was not registered before */
#define ATTENDANCE_REPORT "report"
#define ATTENDANCE_DOOR "door"
#define ATTENDANCE_ROOM "room" /* went into its room of meetings, and was told that it counts */

#define ATTENDANCE_KEY_LEAST 16 /* characters of a mark's key */
#define ATTENDANCE_KEY_MOST 64

/** It was there, as @by says; noted once, the first time stays. */
void attendance_note(Ctx *cx, const Registration *registration, const char *by);

/** It was not, after all, as @by says.  Who only walked in has no seat any more, and hears nothing.
 */
void attendance_take_back(Ctx *cx, const Registration *registration, const char *by);

/** What somebody noted on a device of the own. */
typedef struct AttendanceMark {
    const char *key; /* random, of the device */
    int64_t at;      /* milliseconds since 1970, UTC: then */
    bool came;       /* false: not, after all */
} AttendanceMark;

/** Put in what was noted at the door; nothing if its key is known already. */
void attendance_mark(Ctx *cx, const Registration *registration, const AttendanceMark *mark);

/** Of which registration a mark with this key is; 0: there is none. */
int64_t attendance_marked(Ctx *cx, const char *key);

/** Somebody came who is not registered, or is after all: has a seat from now on, and was there.
 *  @mark NULL: noted here and now.  NULL: one does not register for this event. */
const Registration *attendance_walk_in(Ctx *cx, int64_t item_id, const Applicant *who,
                                       const AttendanceMark *mark);

typedef struct AttendanceFigures {
    int64_t n_registered; /* had a seat or waited for one, without who walked in */
    int64_t n_came;       /* registrations that were there */
    int64_t n_people;     /* with whom they sat */
    int64_t n_countries;  /* from so many that are known */
} AttendanceFigures;

/** Never NULL. */
const AttendanceFigures *attendance_figures(Ctx *cx, int64_t item_id);
