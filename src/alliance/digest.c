/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/digest.h"

#include "alliance/audit.h"
#include "alliance/digest.sql.h"
#include "alliance/job.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/zone.h"
#include "render/json.h"

#define ENTRIES_AT_ONCE 5000 /* reckoned in one transaction */
#define READERS_AT_ONCE 500  /* whose mails are queued in one */
#define RUN_SECONDS 60.0
#define MONDAY 1

/* ---- what people choose ---- */

bool
digest_is_pace(int64_t days)
{
    return days == DIGEST_AT_ONCE || days == DIGEST_DAILY || days == DIGEST_WEEKLY;
}

void
digest_set_pace(Ctx *cx, int64_t person_id, int64_t days)
{
    if (db_run(cx, &SQL_digest_set_pace, DB_ARGS(person_id, days)) == 0)
        return;
    db_run(cx, &SQL_digest_forget_moments, DB_ARGS(person_id));
    audit(cx, "person.pace", 0, arena_printf(cx->arena, "#%" PRId64 ": %" PRId64, person_id, days));
}

int64_t
digest_group_pace(Ctx *cx, int64_t group_id)
{
    return db_count(cx, &SQL_digest_group_pace, DB_ARGS(group_id, cx->me.id));
}

void
digest_set_group_pace(Ctx *cx, int64_t group_id, int64_t days)
{
    if (db_run(cx, &SQL_digest_set_group_pace, DB_ARGS(group_id, cx->me.id, days)) == 1)
        db_run(cx, &SQL_digest_forget_moments, DB_ARGS(cx->me.id));
}

/* ---- when it goes ---- */

typedef struct Clock {
    const char *clock; /* zone or country, as {clock} of access.sql */
} Clock;

static const DbType CLOCK = DB_TYPE(Clock, DB_FIELD(Clock, clock));

/* By clock, when the next morning on @weekday is; as JSON. */
static const char *
mornings(Ctx *cx, DbRows clocks, int weekday)
{
    GString *text = arena_string(cx->arena, 1024);
    const Clock *at = clocks.at;
    Json out;
    json_init(&out, text);
    json_open_object(&out, NULL);
    for (size_t i = 0; i < clocks.n; i++) {
        const char *zone = zone_of_clock(cx->arena, at[i].clock);
        json_int(&out, at[i].clock, zone_morning(cx->arena, cx->now, zone, weekday));
    }
    json_close_object(&out);
    return text->str;
}

/* Returns how many were reckoned. */
static int64_t
reckon(Ctx *cx)
{
    DbRows clocks = db_all(cx, &SQL_digest_clocks, &CLOCK, DB_NO_ARGS);
    if (clocks.n == 0)
        return 0;
    return db_run(cx, &SQL_digest_set_moments,
                  DB_ARGS(mornings(cx, clocks, ZONE_EVERY_DAY), mornings(cx, clocks, MONDAY),
                          cx->now, (int64_t)ENTRIES_AT_ONCE));
}

/* ---- to whom ---- */

typedef struct Reader {
    int64_t person_id;
} Reader;

static const DbType READER = DB_TYPE(Reader, DB_FIELD(Reader, person_id));

/* The entry gets its mail in the transaction that queues the mail: of two nodes one wins, and who
 * dies in between has done neither. */
static bool
queue_for(Ctx *cx, int64_t person_id)
{
    int64_t mail = db_insert(
        cx, &SQL_digest_queue,
        DB_ARGS(person_id, MAIL_DIGEST.name, (int64_t)MAIL_DIGEST.priority, cx->now));
    if (mail != 0)
        db_run(cx, &SQL_digest_take, DB_ARGS(person_id, mail, cx->now));
    else
        db_run(cx, &SQL_digest_drop, DB_ARGS(person_id));
    return mail != 0;
}

int64_t
digest_work(Ctx *cx, JobCursor *cursor)
{
    int64_t n = 0, reckoned = reckon(cx);
    DbRows rows = db_all(cx, &SQL_digest_readers, &READER,
                         DB_ARGS(cx->now, (int64_t)READERS_AT_ONCE));
    const Reader *readers = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        n += queue_for(cx, readers[i].person_id);
    cursor->more = reckoned == ENTRIES_AT_ONCE || rows.n == READERS_AT_ONCE;
    return n;
}

/* ---- the job ---- */

int64_t
digest_count_waiting(Ctx *cx)
{
    return db_count(cx, &SQL_digest_is_waiting, DB_ARGS(cx->now));
}

const char *
digest_run(Ctx *cx, const char *argument G_GNUC_UNUSED, GError **error)
{
    return job_run_portions(cx, digest_work, RUN_SECONDS, error);
}

int64_t
digest_clean(Ctx *cx)
{
    return db_run(cx, &SQL_digest_clean, DB_ARGS(cx->now - LIMIT_DIGEST_KEPT * MOMENT_DAY));
}
