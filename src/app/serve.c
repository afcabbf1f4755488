/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * baraza serve: open everything, answer until a signal, close everything.
 */
#include "alliance/file_shelf.h"
#include "app/command.h"
#include "app/instance.h"
#include "app/jobs.h"
#include "app/warm.h"
#include "base/error.h"
#include "base/limits.h"
#include "db/generation.h"
#include "db/memo.h"
#include "inbound/lmtp.h"
#include "mail/relays.h"
#include "mail/underway.h"
#include "roster/roster.h"
#include "web/cache.h"
#include "web/http.h"
#include "web/limiter.h"
#include "web/metrics.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* Every thread inherits this; one thread waits for the signals. */
static sigset_t
block_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of writing */
    return set;
}

/* Read configuration and settings again; if something is wrong all stays as it was. */
static bool
reload(Instance *instance, Config *config, GError **error)
{
    g_autofree char *waiting = NULL;
    if (!config_reload(config, &waiting, error) || !instance_reload(instance, error))
        return false;
    g_atomic_int_set(&instance->app.log_requests, config->log_requests);
    fputs("baraza: read the configuration again\n", stderr);
    if (*waiting != '\0')
        fprintf(stderr, "baraza: changes with the next start: %s\n", waiting);
    return true;
}

/* Until SIGTERM or SIGINT; SIGHUP reads the settings again. */
static void
wait_for_end(Instance *instance, Config *config, const sigset_t *set)
{
    for (;;) {
        int number = 0;
        g_autoptr(GError) error = NULL;
        sigwait(set, &number);
        if (number != SIGHUP)
            return;
        if (!reload(instance, config, &error))
            command_fail(error);
    }
}

static bool
queue_schedule(Ctx *cx, void *data, GError **error)
{
    (void)data, (void)error;
    job_schedule(cx, JOBS);
    return true;
}

static bool
serve(Instance *instance, Config *config, const sigset_t *set, GError **error)
{
    App *app = &instance->app;
    const HttpOptions options = {.listen = config->listen,
                                 .port = config->port,
                                 .workers = config->workers,
                                 .behind_proxy = config->behind_proxy};
    if (!instance_write_patiently(instance, "baraza serve", queue_schedule, NULL, error))
        return false;
    Lmtp *lmtp = *config->lmtp != '\0' ? lmtp_start(app, config->lmtp, error) : NULL;
    if (lmtp == NULL && *config->lmtp != '\0')
        return false;
    HttpServer *server = http_start(app, &options, error);
    if (server == NULL) {
        lmtp_stop(lmtp);
        return false;
    }
    GThread *warm = warm_start(app);
    JobWorkers *workers = job_start(app, config->job_threads);
    fprintf(stderr, "baraza: serving %s on %s port %d\n", config->base_url, config->listen,
            http_port(server));
    wait_for_end(instance, config, set);
    http_stop(server);
    job_stop(workers);
    lmtp_stop(lmtp);
    g_thread_join(warm);
    return true;
}

int
run_serve(const Command *command, int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = command_begin(command, NULL, &argc, &argv, 0, 0);
    if (config == NULL)
        return EXIT_USAGE;
    sigset_t set = block_signals();
    g_autoptr(Instance) instance = instance_open(config, &error);
    if (instance == NULL)
        return command_fail(error);

    App *app = &instance->app;
    app->generations = generation_open(config->database, &error);
    if (app->generations == NULL)
        return command_fail(error);
    db_use_generations(instance->db, app->generations);
    app->memo = memo_new();
    app->underway = underway_new();
    app->relays = relays_new();
    app->smtp_seconds = config->smtp_seconds;
    app->roster = roster_new();
    app->log_fd = STDERR_FILENO;
    app->log_requests = config->log_requests;
    app->cache = cache_new(app->generations, LIMIT_CACHE_BYTES);
    app->metrics = metrics_new();
    app->shelf = file_shelf_new(app->body_room);
    app->limiter = limiter_new();
    bool served = serve(instance, config, &set, &error);
    limiter_free(app->limiter);
    file_shelf_free(app->shelf);
    metrics_free(app->metrics);
    cache_free(app->cache);
    g_clear_pointer(&instance->db, db_close);
    roster_free(app->roster);
    memo_free(app->memo);
    underway_free(app->underway);
    relays_free(app->relays);
    generation_close(app->generations);
    return served ? EXIT_DONE : command_fail(error);
}
