/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/job.h"

#include "alliance/job.sql.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "web/app.h"

#define KEEP_DONE (30 * MOMENT_DAY)
#define FIRST_LEASE 60 /* seconds until the kind's own lease is known */
#define CLOCK_SKEW 120 /* seconds that the clocks of two nodes may differ */
#define BUSY_TRIES 12
#define BUSY_NAP_US 2000    /* the first; doubles with each try, up to 64 of them */
#define PORTION_GAP_US 1000 /* between two portions, at least: who waits to write gets a turn */
#define PORTION_SHARE                                                                              \
    8 /* and this part of what the portion took: some look again every 100 ms only */
#define BACKOFF_FIRST 30 /* seconds; doubles with each attempt */
#define BACKOFF_MAX (6 * 3600)

static const DbType JOB = DB_TYPE(
    Job, DB_FIELD(Job, id), DB_FIELD(Job, kind), DB_FIELD(Job, argument), DB_FIELD(Job, run_at),
    DB_FIELD(Job, lease_until), DB_FIELD(Job, attempts), DB_FIELD(Job, done_at),
    DB_FIELD(Job, failed_at), DB_FIELD(Job, last_error));

static const DbType SCHEDULE = DB_TYPE(
    Schedule, DB_FIELD(Schedule, kind), DB_FIELD(Schedule, every), DB_FIELD(Schedule, next_at),
    DB_FIELD(Schedule, last_at), DB_FIELD(Schedule, last_seconds), DB_FIELD(Schedule, last_result));

/* One run, of a job or of the schedule. */
typedef struct Run {
    const JobKind *kind;
    Job job;         /* .id 0: of the schedule */
    int64_t next_at; /* of the schedule's row as it was read */
} Run;

static const JobKind *
kind_find(const JobKind *kinds, const char *name)
{
    for (; kinds->name != NULL; kinds++)
        if (strcmp(kinds->name, name) == 0)
            return kinds;
    return NULL;
}

void
job_queue(Ctx *cx, const char *kind, const char *argument, int64_t run_at)
{
    db_run(cx, &SQL_job_insert, DB_ARGS(kind, argument, run_at, cx->now));
}

bool
job_is_queued(Ctx *cx, const char *kind)
{
    return db_count(cx, &SQL_job_count_queued, DB_ARGS(kind)) > 0;
}

void
job_schedule(Ctx *cx, const JobKind *kinds)
{
    ScheduleSpan known = job_list_schedule(cx);

    for (const JobKind *kind = kinds; kind->name != NULL; kind++)
        if (kind->every != 0)
            db_run(cx, &SQL_schedule_insert, DB_ARGS(kind->name, kind->every, cx->now));
    for (size_t i = 0; i < known.n; i++) {
        const JobKind *kind = kind_find(kinds, known.at[i].kind);
        if (kind == NULL || kind->every == 0)
            db_run(cx, &SQL_schedule_delete, DB_ARGS(known.at[i].kind));
    }
}

/* ---- what is due ---- */

/* Is anything due?  Reads only, so that an idle server writes nothing. */
static bool
find_due(Ctx *cx, const JobKind *kinds, Run *ret_run)
{
    DbRows rows = db_all(cx, &SQL_schedule_list_due, &SCHEDULE,
                         DB_ARGS(cx->now, cx->now + CLOCK_SKEW));
    const Schedule *due = rows.at;

    for (size_t i = 0; i < rows.n; i++) {
        const JobKind *kind = kind_find(kinds, due[i].kind);
        if (kind == NULL || (kind->waiting != NULL && kind->waiting(cx) == 0))
            continue;
        *ret_run = (Run){.kind = kind, .job.argument = "", .next_at = due[i].next_at};
        return true;
    }
    *ret_run = (Run){0};
    return db_count(cx, &SQL_job_is_due, DB_ARGS(cx->now)) > 0;
}

static bool
lease_schedule(Ctx *cx, const Run *run)
{
    return db_run(cx, &SQL_schedule_lease,
                  DB_ARGS(run->kind->name, run->next_at, cx->now + run->kind->lease, cx->now,
                          cx->now + CLOCK_SKEW)) == 1;
}

static bool
lease_job(Ctx *cx, const JobKind *kinds, Run *run)
{
    const Job *job = db_one(cx, &SQL_job_lease, &JOB, DB_ARGS(cx->now, cx->now + FIRST_LEASE));

    if (job == NULL)
        return false;
    run->job = *job;
    run->kind = kind_find(kinds, job->kind);
    if (run->kind == NULL)
        return true; /* ends as given up */
    run->job.lease_until = cx->now + run->kind->lease;
    db_run(cx, &SQL_job_lease_until, DB_ARGS(job->id, run->job.lease_until));
    return true;
}

/* Look, then lease in a transaction of its own.  Another worker may have been faster. */
static bool
lease(Ctx *cx, const JobKind *kinds, Run *run)
{
    if (db_begin(cx->db, false) != DB_OK)
        return false;
    bool due = find_due(cx, kinds, run);
    if (db_end(cx->db, true) != DB_OK || !due || db_begin(cx->db, true) != DB_OK)
        return false;
    bool mine = run->kind != NULL ? lease_schedule(cx, run) : lease_job(cx, kinds, run);
    return db_end(cx->db, true) == DB_OK && mine;
}

/* ---- the run and its end ---- */

static void
write_end(Ctx *cx, const Run *run, double seconds, const char *result)
{
    if (run->job.id != 0)
        db_run(cx, &SQL_job_done, DB_ARGS(run->job.id, run->job.lease_until, cx->now));
    else
        db_run(cx, &SQL_schedule_end,
               DB_ARGS(run->kind->name, cx->now + run->kind->every, seconds,
                       result != NULL ? result : ""));
}

static void
write_failure(Ctx *cx, const Run *run, double seconds, const char *why)
{
    int64_t doublings = CLAMP(run->job.attempts - 1, 0, 20);
    int64_t wait = MIN((int64_t)BACKOFF_FIRST << doublings, BACKOFF_MAX);

    if (run->job.id == 0)
        write_end(cx, run, seconds, why);
    else if (run->kind == NULL || run->job.attempts >= run->kind->max_attempts)
        db_run(cx, &SQL_job_give_up, DB_ARGS(run->job.id, why, cx->now));
    else
        db_run(cx, &SQL_job_again, DB_ARGS(run->job.id, cx->now + wait, why));
}

/* ---- work in portions ---- */

static DbOutcome
run_portion(const Ctx *job, JobPortion portion, JobCursor *cursor, int64_t *n)
{
    g_autoptr(Arena) arena = arena_new();
    Ctx cx = *job;
    cx.arena = arena;
    cx.now = job->app->clock(job->app);
    cx.settings = NULL;
    cursor->more = false;
    db_plan_anew(cx.db); /* the portion before may have filled a table */
    DbOutcome outcome = db_begin(cx.db, true);
    if (outcome != DB_OK)
        return outcome;
    int64_t done = portion(&cx, cursor);
    outcome = db_end(cx.db, true);
    *n += outcome == DB_OK ? done : 0;
    return outcome;
}

/* After a transaction that another writer hindered: waits a little and is true, some times. */
static bool
is_to_be_repeated(DbOutcome outcome, int tries)
{
    if (outcome != DB_BUSY || tries == BUSY_TRIES)
        return false;
    g_usleep(BUSY_NAP_US << MIN(tries, 6));
    return true;
}

/* Who is hindered by another writer has kept nothing and goes on from the same place: to wait for
 * the next run would take a hundred times as long as the portion itself. */
static bool
insist_on_portion(const Ctx *job, JobPortion portion, JobCursor *cursor, int64_t *n)
{
    for (int tries = 0;; tries++) {
        JobCursor own = *cursor;
        DbOutcome outcome = run_portion(job, portion, &own, n);
        if (outcome == DB_OK)
            *cursor = own;
        if (!is_to_be_repeated(outcome, tries))
            return outcome == DB_OK;
    }
}

const char *
job_run_portions(Ctx *cx, JobPortion portion, double seconds, GError **error)
{
    g_autoptr(GTimer) timer = g_timer_new();
    int64_t n = 0;
    JobCursor cursor = {.more = true};
    gint64 took = 0;
    while (cursor.more && g_timer_elapsed(timer, NULL) < seconds) {
        g_usleep((gulong)MAX(PORTION_GAP_US, took / PORTION_SHARE));
        const gint64 began = g_get_monotonic_time();
        if (!insist_on_portion(cx, portion, &cursor, &n)) {
            g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "the database kept nothing");
            return NULL;
        }
        took = g_get_monotonic_time() - began;
    }
    return n > 0 ? arena_printf(cx->arena, "%" PRId64, n) : NULL;
}

/* ---- one run ---- */

/* In one transaction with its end, so that a job whose end was not written has done nothing. */
static DbOutcome
run_once(Ctx *cx, const Run *run, GTimer *timer, const char **ret_why, GError **error)
{
    g_autoptr(GError) failure = NULL;
    *ret_why = "the database is busy or away";
    DbOutcome begun = db_begin(cx->db, true);
    if (begun != DB_OK)
        return begun;
    const char *result = run->kind->run(cx, run->job.argument, &failure);
    if (failure == NULL)
        write_end(cx, run, g_timer_elapsed(timer, NULL), result);
    const char *why = arena_strdup(cx->arena, db_message(cx->db));
    DbOutcome outcome = db_end(cx->db, failure == NULL);
    if (failure != NULL)
        g_propagate_error(error, g_steal_pointer(&failure));
    *ret_why = *why != '\0' ? why : "the database kept nothing";
    return outcome;
}

/* Two jobs that hinder each other are no failure of either: nothing was kept, so it runs again. */
static const char *
run_inside(Ctx *cx, const Run *run, GTimer *timer, GError **error)
{
    const char *why = NULL;
    for (int tries = 0;; tries++) {
        DbOutcome outcome = run_once(cx, run, timer, &why, error);
        if (*error != NULL || outcome == DB_OK)
            return NULL;
        if (!is_to_be_repeated(outcome, tries))
            return why;
    }
}

static const char *
run_outside(Ctx *cx, const Run *run, GTimer *timer, GError **error)
{
    g_autoptr(GError) failure = NULL;
    const char *result = run->kind->run(cx, run->job.argument, &failure);

    g_assert(!db_in_transaction(cx->db));
    if (failure != NULL) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return NULL;
    }
    if (db_begin(cx->db, true) != DB_OK)
        return "the database is busy or away";
    write_end(cx, run, g_timer_elapsed(timer, NULL), result);
    return db_end(cx->db, true) == DB_OK ? NULL : "the database kept nothing";
}

bool
job_run_one(Ctx *cx, const JobKind *kinds)
{
    g_autoptr(GTimer) timer = g_timer_new();
    g_autoptr(GError) error = NULL;
    Run run = {0};

    if (!lease(cx, kinds, &run))
        return false;
    const char *why = "this program does not know such a job";
    if (run.kind != NULL && run.kind->own_transactions)
        why = run_outside(cx, &run, timer, &error);
    else if (run.kind != NULL)
        why = run_inside(cx, &run, timer, &error);
    if (error != NULL)
        why = arena_strdup(cx->arena, error->message);
    if (why == NULL)
        return true;

    g_message("job %s: %s", run.kind != NULL ? run.kind->name : run.job.kind, why);
    if (db_begin(cx->db, true) != DB_OK)
        return true; /* the lease runs out, then it is taken again */
    write_failure(cx, &run, g_timer_elapsed(timer, NULL), text_shorten(cx->arena, why, LIMIT_LINE));
    db_end(cx->db, true);
    return true;
}

int64_t
job_clean(Ctx *cx)
{
    return db_run(cx, &SQL_job_clean, DB_ARGS(cx->now - KEEP_DONE));
}

/* ---- for the desk ---- */

ScheduleSpan
job_list_schedule(Ctx *cx)
{
    return DB_SPAN(ScheduleSpan, db_all(cx, &SQL_schedule_list, &SCHEDULE, DB_NO_ARGS));
}

JobSpan
job_list(Ctx *cx, int64_t page)
{
    int64_t offset = (MAX(page, 1) - 1) * LIMIT_PAGE_ROWS;

    return DB_SPAN(JobSpan, db_all(cx, &SQL_job_list, &JOB, DB_ARGS(LIMIT_PAGE_ROWS, offset)));
}

bool
job_retry(Ctx *cx, int64_t id)
{
    return db_run(cx, &SQL_job_retry, DB_ARGS(id, cx->now)) == 1;
}
