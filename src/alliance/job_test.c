/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/audit.h"
#include "alliance/job.h"
#include "base/error.h"
#include "base/moment.h"
#include "db/db_testing.h"
#include "db/driver.h"
#include "lang/lang.h"
#include "testing.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- jobs of the tests ---- */

static const char *
run_note(Ctx *cx, const char *argument, GError **error G_GNUC_UNUSED)
{
    audit(cx, "test.note", 0, argument);
    return "noted";
}

static const char *
run_refuse(Ctx *cx, const char *argument, GError **error)
{
    audit(cx, "test.note", 0, argument);
    g_set_error(error, BARAZA_ERROR, ERROR_SYSTEM, "no: %s", argument);
    return NULL;
}

static const char *
run_break(Ctx *cx, const char *argument G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
    audit(cx, "test.note", 0, "before");
    db_fail_at(cx->db, 1);
    audit(cx, "test.note", 0, "after");
    return NULL;
}

static const char *
run_die(Ctx *cx, const char *argument, GError **error G_GNUC_UNUSED)
{
    audit(cx, "test.note", 0, argument);
    kill(getpid(), SIGKILL);
    return NULL;
}

static const char *
run_alone(Ctx *cx, const char *argument, GError **error G_GNUC_UNUSED)
{
    g_assert_false(db_in_transaction(cx->db));
    if (db_begin(cx->db, true) == DB_OK) {
        audit(cx, "test.note", 0, argument);
        db_end(cx->db, true);
    }
    return "done";
}

static int64_t
nothing_waits(Ctx *cx G_GNUC_UNUSED)
{
    return 0;
}

static const JobKind kinds[] = {
    {"note", "Note", 0, 60, 3, run_note, NULL, false},
    {"refuse", "Refuse", 0, 60, 3, run_refuse, NULL, false},
    {"break", "Break", 0, 60, 3, run_break, NULL, false},
    {"alone", "Alone", 0, 60, 3, run_alone, NULL, true},
    {"hourly", "Every hour", 3600, 60, 3, run_note, NULL, false},
    {"idle", "Never", 60, 60, 3, run_note, nothing_waits, false},
    {0},
};

static const JobKind queued_only[] = {
    {"note", "Note", 0, 60, 3, run_note, NULL, false},
    {"refuse", "Refuse", 0, 60, 3, run_refuse, NULL, false},
    {"break", "Break", 0, 60, 3, run_break, NULL, false},
    {"alone", "Alone", 0, 60, 3, run_alone, NULL, true},
    {0},
};

/* Run what is due as a worker would; returns how many. */
static int
run_all(Fixture *fx, const JobKind *table)
{
    Ctx cx = *fixture_begin(fx, NOBODY);
    int n = 0;

    fixture_commit(fx);
    while (n < 20 && job_run_one(&cx, table))
        n++;
    g_assert_false(db_in_transaction(fx->db));
    return n;
}

static void
queue(Fixture *fx, const char *kind, const char *argument, int64_t run_at)
{
    job_queue(fixture_begin(fx, NOBODY), kind, argument, run_at);
    fixture_commit(fx);
}

static void
test_a_job_runs_once_when_it_is_due(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    queue(fx, "note", HOSTILE, TEST_NOW);
    queue(fx, "alone", "later", TEST_NOW + 60);
    g_assert_cmpint(run_all(fx, kinds), ==, 1);
    g_assert_cmpint(run_all(fx, kinds), ==, 0);
    g_assert_cmpstr(query_text(fx, "SELECT subject FROM audit"), ==, HOSTILE);

    fx->now += 60;
    g_assert_cmpint(run_all(fx, kinds), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit"), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM job WHERE done_at IS NULL"), ==, 0);

    Ctx *cx = fixture_begin(fx, SAM);
    JobSpan jobs = job_list(cx, 1);
    g_assert_cmpuint(jobs.n, ==, 2);
    g_assert_cmpstr(jobs.at[0].kind, ==, "alone");
    g_assert_cmpint(jobs.at[0].attempts, ==, 1);
    fixture_commit(fx);

    fx->now += 31 * MOMENT_DAY;
    g_assert_cmpint(job_clean(fixture_begin(fx, NOBODY)), ==, 2);
    fixture_commit(fx);
}

static void
test_what_fails_is_tried_again_later(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    queue(fx, "refuse", "x", TEST_NOW);
    g_assert_cmpint(run_all(fx, kinds), ==, 1);
    g_assert_cmpstr(query_text(fx, "SELECT last_error FROM job"), ==, "no: x");
    fx->now += 30;
    g_assert_cmpint(run_all(fx, kinds), ==, 1);
    fx->now += 30;
    g_assert_cmpint(run_all(fx, kinds), ==, 0);
    fx->now += 30;
    g_assert_cmpint(run_all(fx, kinds), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT failed_at FROM job"), ==, fx->now);
    fx->now += MOMENT_DAY;
    g_assert_cmpint(run_all(fx, kinds), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit"), ==, 0);

    /* The secretariat gives it another chance. */
    Ctx *cx = fixture_begin(fx, SAM);
    g_assert_true(job_retry(cx, job_list(cx, 1).at[0].id));
    g_assert_false(job_retry(cx, job_list(cx, 1).at[0].id));
    g_assert_false(job_retry(cx, 999));
    fixture_commit(fx);
    g_assert_cmpint(run_all(fx, kinds), ==, 1);
}

static void
test_a_broken_database_keeps_nothing_of_a_run(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    queue(fx, "break", "", TEST_NOW);
    queue(fx, "unknown", "", TEST_NOW);
    g_assert_cmpint(run_all(fx, kinds), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM job WHERE done_at IS NOT NULL"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT failed_at FROM job WHERE kind = 'unknown'"), ==,
                    TEST_NOW);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM job WHERE last_error IS NULL"), ==, 0);
}

static void
test_the_schedule_returns(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    job_schedule(fixture_begin(fx, NOBODY), kinds);
    fixture_commit(fx);
    g_assert_cmpint(run_all(fx, kinds), ==, 1);
    g_assert_cmpint(run_all(fx, kinds), ==, 0);

    /* After a long night it runs once, not once for each hour. */
    fx->now += 10 * 3600;
    g_assert_cmpint(run_all(fx, kinds), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM job"), ==, 0);

    Ctx *cx = fixture_begin(fx, SAM);
    ScheduleSpan schedule = job_list_schedule(cx);
    g_assert_cmpuint(schedule.n, ==, 2);
    g_assert_cmpstr(schedule.at[0].kind, ==, "hourly");
    g_assert_cmpstr(schedule.at[0].last_result, ==, "noted");
    g_assert_cmpint(schedule.at[0].last_at, ==, fx->now);
    g_assert_cmpint(schedule.at[0].next_at, ==, fx->now + 3600);
    g_assert_cmpint(schedule.at[1].last_at, ==, 0);

    /* A program without these kinds takes them out. */
    job_schedule(cx, queued_only);
    g_assert_cmpuint(job_list_schedule(cx).n, ==, 0);
    fixture_commit(fx);
}

/* What ran before the clock was set back does not wait for that time to come again. */
static void
test_a_clock_set_back_stops_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    job_schedule(fixture_begin(fx, NOBODY), kinds);
    fixture_commit(fx);
    g_assert_cmpint(run_all(fx, kinds), ==, 1);
    fx->now -= 60; /* as much as another node's clock may be behind */
    g_assert_cmpint(run_all(fx, kinds), ==, 0);
    fx->now -= 24 * 3600;
    g_assert_cmpint(run_all(fx, kinds), ==, 1);
    g_assert_cmpint(run_all(fx, kinds), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT next_at FROM schedule WHERE kind = 'hourly'"), ==,
                    fx->now + 3600);
}

static void
test_looking_for_work_writes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    job_schedule(fixture_begin(fx, NOBODY), kinds);
    fixture_commit(fx);
    run_all(fx, kinds);
    db_fail_at(fx->db, 4);
    g_assert_cmpint(run_all(fx, kinds), ==, 0);
    db_fail_at(fx->db, 0);
}

/* ---- portions ---- */

static struct {
    int busy, runs; /* portions that others hinder; and all */
} portions;

static int64_t
hindered_portion(Ctx *cx, JobCursor *cursor)
{
    g_assert_cmpint(cursor->after, ==, portions.busy > 0 ? 0 : cursor->after);
    audit(cx, "test.note", 0, "a portion");
    portions.runs++;
    cursor->after++;
    cursor->more = cursor->after < 3;
    if (portions.busy-- > 0)
        db_set_failed(cx->db, DB_BUSY, "test", "busy");
    return 1;
}

/* What was hindered is done again at once, from where it was, and counts once. */
static void
test_a_hindered_portion_is_done_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(GError) error = NULL;
    Ctx cx = *fixture_begin(fx, NOBODY);
    fixture_commit(fx);
    portions.busy = 2;
    portions.runs = 0;
    g_assert_cmpstr(job_run_portions(&cx, hindered_portion, 60, &error), ==, "3");
    g_assert_no_error(error);
    g_assert_cmpint(portions.runs, ==, 5);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit"), ==, 3);

    portions.busy = 1000;
    portions.runs = 0;
    g_assert_null(job_run_portions(&cx, hindered_portion, 60, &error));
    g_assert_error(error, BARAZA_ERROR, ERROR_DATABASE);
    g_assert_cmpint(portions.runs, <, 20);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit"), ==, 3);
}

/* ---- several workers ---- */

static int64_t
world_clock(App *app G_GNUC_UNUSED)
{
    return g_get_real_time() / G_USEC_PER_SEC;
}

static App
app_of(const Base *base, const JobKind *table)
{
    return (App){.database = base->address, .clock = world_clock, .jobs = table};
}

static int64_t
count_of(Base *base, const char *what)
{
    int64_t n = 0;
    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    if (strcmp(what, "audit") == 0)
        n = (int64_t)audit_list(&base->cx, NULL, 1).n;
    for (size_t page = 1; strcmp(what, "done") == 0 && page < 10; page++) {
        JobSpan jobs = job_list(&base->cx, (int64_t)page);
        for (size_t i = 0; i < jobs.n; i++)
            n += jobs.at[i].done_at != 0;
    }
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
    return n;
}

static void
queue_in(Base *base, const char *kind, int n)
{
    g_assert_cmpint(db_begin(base->db, true), ==, DB_OK);
    for (int i = 0; i < n; i++)
        job_queue(&base->cx, kind, "x", base->cx.now);
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
}

static void
test_workers_share_the_work(Base *base)
{
    base_migrate(base);
    App app = app_of(base, kinds);
    base->cx.now = world_clock(&app);
    queue_in(base, "note", 40);

    JobWorkers *workers = job_start(&app, 3);
    for (int i = 0; i < 300 && count_of(base, "done") < 40; i++)
        g_usleep(50 * 1000);
    job_stop(workers);
    g_assert_cmpint(count_of(base, "done"), ==, 40);
    g_assert_cmpint(count_of(base, "audit"), ==, 40);
    job_stop(NULL);
}

static void
die_while_working(const Base *base)
{
    static const JobKind deadly[] = {
        {"die", "Die", 0, 60, 3, run_die, NULL, false},
        {0}
    };
    g_autoptr(Db) db = db_open(base->address, NULL);
    Ctx cx = base->cx;

    cx.db = db;
    job_run_one(&cx, deadly);
    _exit(1);
}

static void
test_a_killed_worker_loses_its_lease(Base *base)
{
    static const JobKind harmless[] = {
        {"die", "Die", 0, 60, 3, run_note, NULL, false},
        {0}
    };
    int status;

    base_migrate(base);
    App app = app_of(base, harmless);
    base->cx.app = &app;
    base->cx.lang = LANG_ENGLISH;
    base->cx.now = 1000000;
    queue_in(base, "die", 1);

    pid_t child = fork();
    if (child == 0)
        die_while_working(base);
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFSIGNALED(status));

    /* Nothing of what it did is there; the lease still holds, then another one begins again. */
    g_assert_cmpint(count_of(base, "audit"), ==, 0);
    g_assert_false(job_run_one(&base->cx, harmless));
    base->cx.now += 60;
    g_assert_true(job_run_one(&base->cx, harmless));
    g_assert_cmpint(count_of(base, "audit"), ==, 1);
    g_assert_cmpint(count_of(base, "done"), ==, 1);
}

void
job_tests(void)
{
    add_test("/job/a-job-runs-once-when-it-is-due", test_a_job_runs_once_when_it_is_due);
    add_test("/job/what-fails-is-tried-again-later", test_what_fails_is_tried_again_later);
    add_test("/job/a-hindered-portion-is-done-again", test_a_hindered_portion_is_done_again);
    add_test("/job/a-broken-database-keeps-nothing-of-a-run",
             test_a_broken_database_keeps_nothing_of_a_run);
    add_test("/job/the-schedule-returns", test_the_schedule_returns);
    add_test("/job/a-clock-set-back-stops-nothing", test_a_clock_set_back_stops_nothing);
    add_test("/job/looking-for-work-writes-nothing", test_looking_for_work_writes_nothing);
    add_base_test("/job/workers-share-the-work", test_workers_share_the_work);
    add_base_test("/job/a-killed-worker-loses-its-lease", test_a_killed_worker_loses_its_lease);
}
