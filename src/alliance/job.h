/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * job - background work with leases, and the schedule of what returns.
 *
 * A worker leases a row, works in a transaction of its own, and writes the end
 * in that same transaction.  A worker that dies loses its lease and another
 * one begins again, so a job must bear being run twice.  Safe with several
 * nodes.  Work that returns has one row in `schedule` and no others; its lease
 * is that row's next_at.
 *
 * Read with: job_worker.c (the threads), src/app/jobs.c (the table).
 */
#pragma once
#include "db/ctx.h"

typedef struct JobKind {
    const char *name;     /* "item.publish-due" */
    const char *label;    /* N_(), for the desk */
    int64_t every;        /* seconds between runs of the schedule; 0: only when queued */
    int64_t lease;        /* seconds a run may take */
    int64_t max_attempts; /* of one that is queued */
    /** Work on @argument; returns a short result for the desk (in the arena), NULL if there was
     *  nothing to say.  A failed database or @error makes it try again, later each time. */
    const char *(*run)(Ctx *cx, const char *argument, GError **error);
    /** How much waits?  While it is 0 a run of the schedule does not begin, which saves a
     *  transaction that writes.  NULL: always run. */
    int64_t (*waiting)(Ctx *cx);
    bool own_transactions; /* run() is called without a transaction and opens its own, because it
                              waits for a peer or works in portions */
} JobKind;

/** How work in portions goes on. */
typedef struct JobCursor {
    int64_t after; /* of who walks along numbers: the last one that was looked at; 0 at first */
    bool more;     /* there is more to do; false before each portion */
} JobCursor;

/** A part of a job's work; returns how much was done. */
typedef int64_t (*JobPortion)(Ctx *cx, JobCursor *cursor);

/** For run() of a kind with own transactions: work in portions, each in a transaction with an arena
 *  and a moment of its own, until nothing is left or @seconds are over; what is left is for the
 * next run.  Returns how much was done, for the desk; NULL: nothing, or the database is away
 * (@error). */
const char *job_run_portions(Ctx *cx, JobPortion portion, double seconds, GError **error);

/** Queue a run in the acting transaction. */
void job_queue(Ctx *cx, const char *kind, const char *argument, int64_t run_at);

/** Does a run of @kind that was queued wait or work? */
bool job_is_queued(Ctx *cx, const char *kind);

/** Put the kinds that return into the schedule and take out those that are gone; called at the
 *  start, in a transaction. */
void job_schedule(Ctx *cx, const JobKind *kinds);

/** Lease and run one job that is due.  Opens its own transactions on cx->db.  Returns false if
 *  nothing was due or the database is away. */
bool job_run_one(Ctx *cx, const JobKind *kinds);

/** Delete what was done more than 30 days ago; returns how many.  A job. */
int64_t job_clean(Ctx *cx);

/** Threads that run the jobs of app->jobs until they are stopped. */
typedef struct JobWorkers JobWorkers;
JobWorkers *job_start(struct App *app, int n_threads);
void job_stop(JobWorkers *workers); /* waits for the runs in progress; takes NULL */

typedef struct Job {
    int64_t id, run_at, attempts, done_at, failed_at, lease_until;
    const char *kind, *argument, *last_error;
} Job;

typedef struct JobSpan {
    const Job *at;
    size_t n;
} JobSpan;

typedef struct Schedule {
    const char *kind, *last_result;
    int64_t every, next_at, last_at;
    double last_seconds;
} Schedule;

typedef struct ScheduleSpan {
    const Schedule *at;
    size_t n;
} ScheduleSpan;

ScheduleSpan job_list_schedule(Ctx *cx);
JobSpan job_list(Ctx *cx, int64_t page); /* newest first */
bool job_retry(Ctx *cx, int64_t id);     /* one that was given up */
