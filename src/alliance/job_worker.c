/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/job.h"
#include "lang/lang.h"
#include "web/app.h"

#define POLL_SECONDS 1
#define AWAY_SECONDS 5 /* between attempts to open the database */

struct JobWorkers {
    App *app;
    GMutex lock;
    GCond wake;
    bool stopping; /* under the lock */
    GPtrArray *threads;
};

/* Wait, but not when all is to stop.  Returns true if it is. */
static bool
pause_or_stop(JobWorkers *workers, int seconds)
{
    gint64 end = g_get_monotonic_time() + seconds * G_TIME_SPAN_SECOND;

    g_mutex_lock(&workers->lock);
    while (seconds > 0 && !workers->stopping &&
           g_cond_wait_until(&workers->wake, &workers->lock, end))
        continue;
    bool stopping = workers->stopping;
    g_mutex_unlock(&workers->lock);
    return stopping;
}

/* Run one job in an arena of its own. */
static bool
run_one(App *app, Db *db)
{
    g_autoptr(Arena) arena = arena_new();
    g_autofree char *id = g_uuid_string_random();
    Ctx cx = {.arena = arena,
              .db = db,
              .app = app,
              .lang = LANG_ENGLISH,
              .now = app->clock(app),
              .request_id = arena_printf(arena, "job-%.8s", id)};

    return job_run_one(&cx, app->jobs);
}

static gpointer
work(gpointer data)
{
    JobWorkers *workers = data;
    g_autoptr(Db) db = NULL;
    bool away = false;

    for (int seconds = 0; !pause_or_stop(workers, seconds);) {
        g_autoptr(GError) error = NULL;
        if (db == NULL)
            db = app_connect(workers->app, &error);
        if (error != NULL && !away)
            g_message("jobs wait for the database: %s", error->message);
        away = db == NULL;
        seconds = away ? AWAY_SECONDS : run_one(workers->app, db) ? 0 : POLL_SECONDS;
    }
    return NULL;
}

JobWorkers *
job_start(App *app, int n_threads)
{
    JobWorkers *workers = g_new0(JobWorkers, 1);

    workers->app = app;
    g_mutex_init(&workers->lock);
    g_cond_init(&workers->wake);
    workers->threads = g_ptr_array_new();
    for (int i = 0; i < n_threads; i++)
        g_ptr_array_add(workers->threads, g_thread_new("job", work, workers));
    return workers;
}

void
job_stop(JobWorkers *workers)
{
    if (workers == NULL)
        return;
    g_mutex_lock(&workers->lock);
    workers->stopping = true;
    g_cond_broadcast(&workers->wake);
    g_mutex_unlock(&workers->lock);
    for (guint i = 0; i < workers->threads->len; i++)
        g_thread_join(g_ptr_array_index(workers->threads, i));
    g_ptr_array_unref(workers->threads);
    g_mutex_clear(&workers->lock);
    g_cond_clear(&workers->wake);
    g_free(workers);
}
