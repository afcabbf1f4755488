/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/lmtp.h"

#include "base/error.h"
#include "base/limits.h"
#include "inbound/lmtp_session.h"
#include "lang/lang.h"
#include "mail/mail.h"
#include "web/socket.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 64
#define POLL_MS 500 /* how often somebody looks whether all is to stop */
#define SECOND G_USEC_PER_SEC

typedef struct Place {
    Lmtp *lmtp;
    GThread *thread; /* or NULL: nobody sits here */
    int fd;
    gint64 heard_at; /* monotonic; of its last byte */
    bool done;       /* the thread is at its end */
} Place;

struct Lmtp {
    App *app;
    int listening;
    char *path; /* of a socket in a folder, or NULL */
    char *host;
    GThread *thread;
    GMutex lock;
    bool stopping;                        /* these two under the lock */
    Place places[LIMIT_LMTP_CONNECTIONS]; /* .heard_at, .done, .thread */
};

static bool
is_stopping(Lmtp *lmtp)
{
    g_mutex_lock(&lmtp->lock);
    bool stopping = lmtp->stopping;
    g_mutex_unlock(&lmtp->lock);
    return stopping;
}

/* ---- one conversation ---- */

typedef struct Talk {
    App *app;
    Db *db; /* or NULL: none could be opened yet */
} Talk;

static bool
has_db(Talk *talk)
{
    if (talk->db == NULL)
        talk->db = app_connect(talk->app, NULL);
    return talk->db != NULL;
}

/* Without a database it cannot be known: then DATA says "later". */
static bool
is_ours(void *data, const char *address)
{
    Talk *talk = data;
    g_autoptr(Arena) arena = arena_new();
    Ctx cx = {.arena = arena,
              .app = talk->app,
              .lang = LANG_ENGLISH,
              .request_id = "lmtp",
              .now = talk->app->clock(talk->app)};
    if (!has_db(talk) || db_begin(talk->db, false) != DB_OK)
        return true;
    cx.db = talk->db;
    bool ours = inbound_is_ours(&cx, address);
    return db_end(talk->db, true) != DB_OK || ours;
}

static Delivery
deliver(void *data, Arena *arena, const Envelope *envelope, Bytes message)
{
    Talk *talk = data;
    if (!has_db(talk))
        return delivery_later();
    return inbound_deliver(arena, talk->app, talk->db, envelope, message);
}

static bool
write_all(int fd, const GString *text)
{
    for (size_t at = 0; at < text->len;) {
        ssize_t n = send(fd, text->str + at, text->len - at, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += (size_t)n;
    }
    return true;
}

/* Wait for bytes until @end.  False: the time is over, or all is to stop. */
static bool
wait_for_bytes(Place *place, gint64 end)
{
    struct pollfd poll_fd = {.fd = place->fd, .events = POLLIN};
    while (g_get_monotonic_time() < end && !is_stopping(place->lmtp)) {
        int n = poll(&poll_fd, 1, POLL_MS);
        if (n > 0)
            return true;
        if (n < 0 && errno != EINTR)
            return false;
    }
    return false;
}

static void
converse(Place *place, LmtpSession *session)
{
    gint64 begun = g_get_monotonic_time(), data_at = 0;
    g_autoptr(GString) out = g_string_new(NULL);
    lmtp_session_greet(session, out);
    for (bool goes_on = true; goes_on && write_all(place->fd, out);) {
        char bytes[16 * 1024];
        gint64 now = g_get_monotonic_time();
        data_at = !lmtp_session_in_data(session) ? 0 : data_at != 0 ? data_at : now;
        gint64 end = MIN(now + LIMIT_LMTP_IDLE_SECONDS * SECOND,
                         begun + LIMIT_LMTP_TOTAL_SECONDS * SECOND);
        if (data_at != 0)
            end = MIN(end, data_at + LIMIT_LMTP_DATA_SECONDS * SECOND);
        g_string_truncate(out, 0);
        if (!wait_for_bytes(place, end)) {
            g_string_append(out, "421 4.4.2 Too slow\r\n");
            write_all(place->fd, out);
            return;
        }
        ssize_t n = recv(place->fd, bytes, sizeof bytes, 0);
        if (n <= 0)
            return;
        g_mutex_lock(&place->lmtp->lock);
        place->heard_at = g_get_monotonic_time();
        g_mutex_unlock(&place->lmtp->lock);
        goes_on = lmtp_session_feed(session, bytes, (size_t)n, out);
        if (!goes_on)
            write_all(place->fd, out);
    }
}

static gpointer
serve_place(gpointer data)
{
    Place *place = data;
    Talk talk = {.app = place->lmtp->app};
    const LmtpHandler handler = {is_ours, deliver, &talk};
    g_autoptr(LmtpSession) session = lmtp_session_new(&handler, place->lmtp->host);
    /* An answer that nobody reads is not waited for. */
    struct timeval wait = {.tv_sec = LIMIT_LMTP_IDLE_SECONDS};
    setsockopt(place->fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
    converse(place, session);
    if (talk.db != NULL)
        db_close(talk.db);
    /* The descriptor itself is closed by who clears the place. */
    shutdown(place->fd, SHUT_RDWR);
    g_mutex_lock(&place->lmtp->lock);
    place->done = true;
    g_mutex_unlock(&place->lmtp->lock);
    return NULL;
}

/* ---- places ---- */

static void
clear_place(Place *place)
{
    g_thread_join(place->thread);
    close(place->fd);
    *place = (Place){.lmtp = place->lmtp, .fd = -1};
}

/* One where nobody sits; else the one that was silent for longest, whose guest is sent away. */
static Place *
find_place(Lmtp *lmtp)
{
    Place *silent = NULL;
    for (size_t i = 0; i < LIMIT_LMTP_CONNECTIONS; i++) {
        Place *place = &lmtp->places[i];
        g_mutex_lock(&lmtp->lock);
        bool is_free = place->thread == NULL || place->done;
        if (!is_free && (silent == NULL || place->heard_at < silent->heard_at))
            silent = place;
        g_mutex_unlock(&lmtp->lock);
        if (is_free) {
            if (place->thread != NULL)
                clear_place(place);
            return place;
        }
    }
    shutdown(silent->fd, SHUT_RDWR);
    clear_place(silent);
    return silent;
}

static void
seat(Lmtp *lmtp, int fd)
{
    Place *place = find_place(lmtp);
    *place = (Place){.lmtp = lmtp, .fd = fd, .heard_at = g_get_monotonic_time()};
    place->thread = g_thread_new("lmtp", serve_place, place);
}

static gpointer
accept_all(gpointer data)
{
    Lmtp *lmtp = data;
    while (!is_stopping(lmtp)) {
        struct pollfd poll_fd = {.fd = lmtp->listening, .events = POLLIN};
        if (poll(&poll_fd, 1, POLL_MS) <= 0)
            continue;
        int fd = accept4(lmtp->listening, NULL, NULL, SOCK_CLOEXEC);
        if (fd >= 0)
            seat(lmtp, fd);
    }
    return NULL;
}

/* ---- listening ---- */

static int
listen_unix(const char *path, GError **error)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        g_set_error(error, BARAZA_ERROR, ERROR_CONFIG, "lmtp: the path %s is too long", path);
        return -1;
    }
    g_strlcpy(address.sun_path, path, sizeof address.sun_path);
    struct stat old;
    if (lstat(path, &old) == 0 && S_ISSOCK(old.st_mode))
        unlink(path); /* of a server that was killed */
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    /* Whoever may enter the folder may deliver. */
    if (fd >= 0 && bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
        chmod(path, 0666) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    g_set_error(error, BARAZA_ERROR, ERROR_SYSTEM, "lmtp: cannot listen at %s: %s", path,
                g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

/* "127.0.0.1:2424", and nothing that other machines could reach. */
static int
listen_loopback(const char *address, GError **error)
{
    const char *colon = strrchr(address, ':');
    g_autofree char *host = colon != NULL ? g_strndup(address, (size_t)(colon - address)) : NULL;
    if (host != NULL && *host == '[' && g_str_has_suffix(host, "]")) {
        memmove(host, host + 1, strlen(host));
        host[strlen(host) - 1] = '\0';
    }
    gint64 port = 0;
    if (host == NULL || !socket_is_loopback(host) ||
        !g_ascii_string_to_signed(colon + 1, 10, 1, 65535, &port, NULL)) {
        g_set_error(error, BARAZA_ERROR, ERROR_CONFIG,
                    "lmtp must be unix:PATH or a loopback address and port, 127.0.0.1:2424: %s",
                    address);
        return -1;
    }
    return socket_listen(host, (int)port, error);
}

Lmtp *
lmtp_start(App *app, const char *address, GError **error)
{
    bool is_unix = g_str_has_prefix(address, "unix:");
    int fd = is_unix ? listen_unix(address + 5, error) : listen_loopback(address, error);
    if (fd < 0)
        return NULL;
    mail_prepare();
    Lmtp *lmtp = g_new0(Lmtp, 1);
    const char *host = strstr(app->base_url, "://") + 3;
    lmtp->app = app;
    lmtp->listening = fd;
    lmtp->path = is_unix ? g_strdup(address + 5) : NULL;
    lmtp->host = g_strndup(host, strcspn(host, ":/"));
    g_mutex_init(&lmtp->lock);
    for (size_t i = 0; i < LIMIT_LMTP_CONNECTIONS; i++)
        lmtp->places[i] = (Place){.lmtp = lmtp, .fd = -1};
    lmtp->thread = g_thread_new("lmtp-accept", accept_all, lmtp);
    return lmtp;
}

void
lmtp_stop(Lmtp *lmtp)
{
    if (lmtp == NULL)
        return;
    g_mutex_lock(&lmtp->lock);
    lmtp->stopping = true;
    g_mutex_unlock(&lmtp->lock);
    g_thread_join(lmtp->thread);
    for (size_t i = 0; i < LIMIT_LMTP_CONNECTIONS; i++)
        if (lmtp->places[i].thread != NULL)
            clear_place(&lmtp->places[i]);
    close(lmtp->listening);
    if (lmtp->path != NULL)
        unlink(lmtp->path);
    g_free(lmtp->path);
    g_free(lmtp->host);
    g_mutex_clear(&lmtp->lock);
    g_free(lmtp);
}
