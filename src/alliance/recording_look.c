/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The server of meetings is asked for recordings: when, and by the job.
 */
#include "alliance/recording.h"

#include "alliance/recording.sql.h"
#include "base/error.h"
#include "base/moment.h"
#include "web/app.h"

#include <string.h>

#define AT_ONCE 20                      /* events in a run; the rest is for the next one */
#define LOOK_SOONEST ((int64_t)15 * 60) /* seconds between two looks: half of what has gone by */
#define LOOK_LATEST ((int64_t)MOMENT_DAY)
#define LOOK_SECONDS ((int64_t)MEETING_LOOK_DAYS * MOMENT_DAY)

/* As meeting.look_failed has it. */
static const struct {
    MeetingOutcome outcome;
    const char *failed;
} FAILURES[] = {
    {MEETING_DONE,    ""       },
    {MEETING_AWAY,    "away"   },
    {MEETING_SECRET,  "secret" },
    {MEETING_REFUSED, "refused"},
};

typedef struct Kept {
    int64_t looked_at, ended_at;
    const char *look_failed, *meeting;
} Kept;

static const DbType KEPT = DB_TYPE(Kept, DB_FIELD(Kept, looked_at), DB_FIELD(Kept, ended_at),
                                   DB_FIELD(Kept, look_failed), DB_FIELD(Kept, meeting));

const RecordingLook *
recording_look(Ctx *cx, int64_t item_id)
{
    RecordingLook *look = arena_new_of(cx->arena, RecordingLook);
    const Kept *kept = db_one(cx, &SQL_recording_look, &KEPT, DB_ARGS(item_id, cx->now));
    if (kept == NULL)
        return look;
    int64_t until = kept->ended_at + LOOK_SECONDS;
    bool is_looked_for = strcmp(kept->meeting, MEETING_RECORDED) == 0 && kept->ended_at > 0 &&
                         until > cx->now;
    look->looked_at = kept->looked_at;
    look->until = is_looked_for ? until : 0;
    for (size_t i = 0; i < G_N_ELEMENTS(FAILURES); i++)
        if (strcmp(FAILURES[i].failed, kept->look_failed) == 0)
            look->failed = meeting_words(FAILURES[i].outcome);
    return look;
}

void
recording_keep(Ctx *cx, int64_t item_id, MeetingOutcome outcome, MeetingRecordingSpan found)
{
    const char *failed = "";
    for (size_t i = 0; i < G_N_ELEMENTS(FAILURES); i++)
        if (FAILURES[i].outcome == outcome)
            failed = FAILURES[i].failed;
    int64_t ended_at = db_count(cx, &SQL_recording_ended, DB_ARGS(item_id, cx->now));
    int64_t wait = CLAMP((cx->now - ended_at) / 2, LOOK_SOONEST, LOOK_LATEST);
    db_run(cx, &SQL_recording_looked, DB_ARGS(item_id, cx->now + wait, failed, cx->now));
    if (outcome == MEETING_DONE)
        recording_write_answer(cx, item_id, found);
}

/* ---- the job ---- */

typedef struct Room {
    int64_t item_id;
    const char *id;
} Room;

typedef struct Round {
    MeetingServer server;
    Room rooms[AT_ONCE];
    size_t n;
} Round;

int64_t
recording_count_due(Ctx *cx)
{
    return *meeting_server(cx).address != '\0'
               ? db_count(cx, &SQL_recording_count_due, DB_ARGS(cx->now, cx->now - LOOK_SECONDS))
               : 0;
}

static bool
read_round(Ctx *cx, Round *ret)
{
    if (db_begin(cx->db, false) != DB_OK)
        return false;
    ret->server = meeting_server(cx);
    ret->n = 0;
    DbIds due = *ret->server.address != '\0'
                    ? db_ids(cx, &SQL_recording_due,
                             DB_ARGS(cx->now, cx->now - LOOK_SECONDS, (int64_t)AT_ONCE))
                    : (DbIds){0};
    for (size_t i = 0; i < due.n; i++)
        ret->rooms[ret->n++] = (Room){due.at[i], meeting_room_id(cx, due.at[i])};
    return db_end(cx->db, true) == DB_OK;
}

/* Of a server that has just not answered, or does not know us, nothing more is asked: *@outcome. */
static bool
look_at_room(const Ctx *job, const Round *round, const Room *room, MeetingOutcome *outcome)
{
    g_autoptr(Arena) arena = arena_new();
    Ctx cx = *job;
    cx.arena = arena;
    cx.settings = NULL;
    MeetingRecordingSpan found = {0};
    if (*outcome == MEETING_DONE || *outcome == MEETING_REFUSED)
        *outcome = meeting_recordings(cx.app, arena, &round->server, room->id, &found);
    if (db_begin(cx.db, true) != DB_OK)
        return false;
    recording_keep(&cx, room->item_id, *outcome, found);
    return db_end(cx.db, true) == DB_OK;
}

const char *
recording_run(Ctx *cx, const char *argument G_GNUC_UNUSED, GError **error)
{
    Round round;
    MeetingOutcome outcome = MEETING_DONE;
    bool is_kept = read_round(cx, &round);
    for (size_t i = 0; is_kept && i < round.n; i++)
        is_kept = look_at_room(cx, &round, &round.rooms[i], &outcome);
    if (!is_kept) {
        g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "the database kept nothing");
        return NULL;
    }
    return round.n > 0 ? arena_printf(cx->arena, "%" PRIuPTR, round.n) : NULL;
}
