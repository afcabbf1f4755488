/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/http_watch.h"
#include "base/limits.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#define STEP_US (G_USEC_PER_SEC / 4)

struct Watched {
    int fd;
    gint64 deadline; /* monotonic microseconds; 0: none; atomic */
    int is_large;    /* a large body comes; atomic */
    bool was_gone;   /* at the last look */
};

struct HttpWatch {
    GMutex lock;      /* of the table: a socket is not closed while it is being shut */
    GHashTable *open; /* Watched * -> itself */
    GThread *thread;
    int stopping; /* atomic */
    int header_seconds, idle_seconds;
    Metrics *metrics;
};

static void
set_deadline(Watched *w, int seconds)
{
    gint64 at = seconds > 0 ? g_get_monotonic_time() + seconds * (gint64)G_USEC_PER_SEC : 0;
    __atomic_store_n(&w->deadline, at, __ATOMIC_RELAXED);
}

/* libmicrohttpd overlooks an end that comes together with the last bytes, and the room of a large
 * body would be taken until the connection counts as idle.  Seen twice: what was read is understood
 * by then. */
static bool
has_gone(Watched *w)
{
    int unread = 0;
    struct pollfd look = {.fd = w->fd, .events = POLLRDHUP};
    bool was = w->was_gone;
    w->was_gone = g_atomic_int_get(&w->is_large) != 0 && poll(&look, 1, 0) == 1 &&
                  ioctl(w->fd, FIONREAD, &unread) == 0 && unread == 0;
    return was && w->was_gone;
}

static void
shut_late(HttpWatch *watch)
{
    GHashTableIter it;
    gpointer key;
    gint64 now = g_get_monotonic_time();
    g_mutex_lock(&watch->lock);
    g_hash_table_iter_init(&it, watch->open);
    while (g_hash_table_iter_next(&it, &key, NULL)) {
        Watched *w = key;
        gint64 deadline = __atomic_load_n(&w->deadline, __ATOMIC_RELAXED);
        bool is_late = deadline != 0 && deadline <= now;
        if (!is_late && !has_gone(w))
            continue;
        shutdown(w->fd, SHUT_RDWR);
        set_deadline(w, 0);
        g_atomic_int_set(&w->is_large, 0);
        if (is_late)
            metrics_count(watch->metrics, METRIC_TOO_SLOW);
    }
    g_mutex_unlock(&watch->lock);
}

static void *
run(void *data)
{
    HttpWatch *watch = data;
    while (!g_atomic_int_get(&watch->stopping)) {
        g_usleep(STEP_US);
        shut_late(watch);
    }
    return NULL;
}

HttpWatch *
http_watch_new(int header_seconds, int idle_seconds, Metrics *metrics)
{
    HttpWatch *watch = g_new0(HttpWatch, 1);
    g_mutex_init(&watch->lock);
    watch->open = g_hash_table_new_full(NULL, NULL, g_free, NULL);
    watch->header_seconds = header_seconds;
    watch->idle_seconds = idle_seconds;
    watch->metrics = metrics;
    watch->thread = g_thread_new("watch", run, watch);
    return watch;
}

void
http_watch_free(HttpWatch *watch)
{
    if (watch == NULL)
        return;
    g_atomic_int_set(&watch->stopping, 1);
    g_thread_join(watch->thread);
    g_hash_table_unref(watch->open);
    g_mutex_clear(&watch->lock);
    g_free(watch);
}

Watched *
http_watch_open(HttpWatch *watch, int fd)
{
    Watched *w = g_new0(Watched, 1);
    w->fd = fd;
    set_deadline(w, watch->header_seconds);
    g_mutex_lock(&watch->lock);
    g_hash_table_add(watch->open, w);
    g_mutex_unlock(&watch->lock);
    metrics_count(watch->metrics, METRIC_CONNECTION);
    return w;
}

void
http_watch_close(HttpWatch *watch, Watched *watched)
{
    g_mutex_lock(&watch->lock);
    g_hash_table_remove(watch->open, watched);
    g_mutex_unlock(&watch->lock);
    metrics_count(watch->metrics, METRIC_CONNECTION_END);
}

void
http_watch_body(Watched *watched, int64_t n)
{
    g_atomic_int_set(&watched->is_large, n > 0);
    set_deadline(watched, LIMIT_BODY_SECONDS + (int)MIN(n / LIMIT_BODY_RATE, G_MAXINT / 2));
}

void
http_watch_work(Watched *watched)
{
    g_atomic_int_set(&watched->is_large, 0);
    set_deadline(watched, 0);
}

void
http_watch_idle(HttpWatch *watch, Watched *watched)
{
    g_atomic_int_set(&watched->is_large, 0);
    set_deadline(watched, watch->idle_seconds + watch->header_seconds);
}
