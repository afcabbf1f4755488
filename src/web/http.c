/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/http.h"
#include "base/error.h"
#include "base/limits.h"
#include "db/memo.h"
#include "render/asset.h"
#include "web/body.h"
#include "web/http_watch.h"
#include "web/metrics.h"
#include "web/request.h"
#include "web/respond.h"
#include "web/socket.h"
#include "web/worker.h"

#include <fcntl.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define COURTESY_US 250000 /* what was sent before the signal may still be on its way */
#define COURTESY_SECONDS 1 /* for those who go on asking */
#define STOP_SECONDS 30
#define STOP_STEP_US 20000
#define QUEUE_MOST 1000 /* requests that wait for a worker; more are refused at once */
#define MEMORY_OF_CONN ((size_t)LIMIT_HEADERS + 4096)

struct HttpServer {
    App *app;
    struct MHD_Daemon *daemon;
    GThreadPool *workers;
    GAsyncQueue *connections; /* of Db *: those that no worker uses now */
    BodyRoom room;
    HttpWatch *watch;
    int n_workers, listening;
    bool behind_proxy;
    int n_in_flight; /* atomic */
    int closed;      /* atomic; requests that begin now are refused */
};

/* What a request waits for. */
typedef enum Stage {
    HEAD_COMES,  /* headers that are not looked at yet */
    ADMISSION,   /* a worker, who finds out whether it may bring so large a body */
    BODY_COMES,  /* the rest of the body, if it has one; then a worker */
    BODY_IS_LOST /* likewise, and it is not kept: the answer stands */
} Stage;

/* One request on its way.  Made when its first line has been read. */
typedef struct Exchange {
    HttpServer *server;
    struct MHD_Connection *con;
    char *target;
    Incoming in;
    char address[SOCKET_ADDRESS_SIZE];
    Body *body;
    int64_t length; /* that the body is announced to have; -1: not said */
    int refused;    /* status, or 0 */
    Stage stage;
    Arena *arena; /* of the answer, or NULL */
    struct MHD_Response *ready;
    unsigned status;
} Exchange;

/* ---- answers ---- */

/* @own may set another policy, as a mail that is shown in the desk does. */
static void
add_security(const App *app, struct MHD_Response *answer, const Header *own)
{
    Header headers[SECURITY_HEADERS];
    size_t n = respond_security(app, own, headers);
    for (size_t i = 0; i < n; i++)
        MHD_add_response_header(answer, headers[i].name, headers[i].value);
}

static void
add_given(struct MHD_Response *answer, const char *name, const char *value)
{
    if (value != NULL)
        MHD_add_response_header(answer, name, value);
}

/* @drop, unless NULL, is called with the address of @body when nobody needs it any more. */
static struct MHD_Response *
answer_new(Bytes body, const char *type, void (*drop)(void *held))
{
    void *at = (void *)(uintptr_t)body.at;
    struct MHD_Response *answer = MHD_create_response_from_buffer_with_free_callback_cls(body.n, at,
                                                                                         drop, at);
    g_assert(answer != NULL);
    add_given(answer, "Content-Type", type);
    return answer;
}

/* What a kept page's body becomes, once; shared by all who get it.  It may still be on its way to a
   slow reader when the page has been replaced, so it holds the bytes itself. */
static void *
make_ready(const CachedPage *page, Encoding encoding, bool not_modified, void *data)
{
    const App *app = data;
    const CachedBody *body = &page->bodies[encoding];
    Bytes bytes = not_modified ? (Bytes){0} : cached_body_ref(body);
    struct MHD_Response *answer = answer_new(bytes, not_modified ? NULL : page->type,
                                             cached_bytes_unref);
    add_given(answer, "Content-Encoding", not_modified ? NULL : encoding_name(encoding));
    MHD_add_response_header(answer, "ETag", body->etag);
    MHD_add_response_header(answer, "Vary", "Accept-Encoding, Accept");
    MHD_add_response_header(answer, "Cache-Control", "no-cache");
    add_given(answer, "Refresh", page->kept.refresh);
    add_given(answer, "Link", page->kept.link);
    add_security(app, answer, NULL);
    return answer;
}

static void
drop_ready(void *ready)
{
    MHD_destroy_response(ready);
}

static Encoding
wanted_encoding(struct MHD_Connection *con)
{
    return encoding_choose(MHD_lookup_connection_value(con, MHD_HEADER_KIND, "Accept-Encoding"));
}

/* A kept page, if there is one; false: a worker has to make it. */
static bool
answer_from_cache(Exchange *x, enum MHD_Result *ret_result)
{
    App *app = x->server->app;
    if (!worker_may_use_cache(app, &x->in))
        return false;
    g_autoptr(CachedPage) page = cache_find(app->cache, worker_key(&x->in), app->clock(app));
    if (page == NULL)
        return false;
    Encoding encoding = wanted_encoding(x->con);
    const CachedBody *body = cached_page_body(page, &encoding);
    bool same = request_names_etag(x->in.if_none_match, body->etag);
    *ret_result = MHD_queue_response(x->con, same ? 304 : 200,
                                     same ? body->ready_304 : body->ready);
    metrics_count(app->metrics, same ? METRIC_NOT_MODIFIED : METRIC_CACHE_HIT);
    return true;
}

static bool
answer_asset(Exchange *x, enum MHD_Result *ret_result)
{
    const Asset *asset = x->in.method == GET ? asset_find(x->target) : NULL;
    if (asset == NULL)
        return false;
    Encoding encoding = wanted_encoding(x->con);
    Bytes bodies[] = {[ENCODING_PLAIN] = asset->plain,
                      [ENCODING_GZIP] = asset->gzip,
                      [ENCODING_BROTLI] = asset->brotli};
    if (bodies[encoding].n == 0)
        encoding = ENCODING_PLAIN;
    bool same = request_names_etag(x->in.if_none_match, asset->etag);
    struct MHD_Response *answer = answer_new(same ? (Bytes){0} : bodies[encoding], asset->type,
                                             NULL);
    add_given(answer, "Content-Encoding", same ? NULL : encoding_name(encoding));
    MHD_add_response_header(answer, "ETag", asset->etag);
    MHD_add_response_header(answer, "Vary", "Accept-Encoding");
    MHD_add_response_header(answer, "Cache-Control", "public, max-age=31536000, immutable");
    add_security(x->server->app, answer, NULL);
    *ret_result = MHD_queue_response(x->con, same ? 304 : 200, answer);
    MHD_destroy_response(answer);
    metrics_count(x->server->app->metrics, METRIC_ASSET);
    return true;
}

/* A refusal in plain text: the request was not even taken apart. */
static enum MHD_Result
refuse(Exchange *x, int status)
{
    const Refusal *refusal = respond_refusal(status);
    struct MHD_Response *answer = answer_new((Bytes){refusal->text, strlen(refusal->text)},
                                             "text/plain; charset=utf-8", NULL);
    if (refusal->header.name != NULL)
        MHD_add_response_header(answer, refusal->header.name, refusal->header.value);
    MHD_add_response_header(answer, "Connection", "close");
    add_security(x->server->app, answer, NULL);
    enum MHD_Result result = MHD_queue_response(x->con, (unsigned)status, answer);
    MHD_destroy_response(answer);
    return result;
}

/* ---- workers ---- */

/* The kernel sends it from the file, however slow the reader is. */
static struct MHD_Response *
answer_file(const Response *res)
{
    int fd = fcntl(res->file->fd, F_DUPFD_CLOEXEC, 0);
    struct MHD_Response *answer = MHD_create_response_from_fd_at_offset64(
        (uint64_t)res->file->size, fd, (uint64_t)res->file->first);
    if (answer == NULL) {
        close(fd);
        return NULL;
    }
    MHD_add_response_header(answer, "Content-Type", res->type);
    return answer;
}

static void
make_answer(Exchange *x, const Response *res)
{
    Encoding encoding = wanted_encoding(x->con);
    const App *app = x->server->app;
    x->status = (unsigned)res->status;
    Bytes body = worker_encode(x->arena, res, &encoding);
    if (res->file != NULL)
        x->ready = answer_file(res);
    if (x->ready == NULL)
        x->ready = answer_new(body, res->type, NULL);
    add_given(x->ready, "Content-Encoding", encoding_name(encoding));
    MHD_add_response_header(x->ready, "Vary", "Accept-Encoding, Accept");
    add_given(x->ready, "Location", res->location);
    for (const Header *h = res->headers; h->name != NULL; h++)
        MHD_add_response_header(x->ready, h->name, h->value);
    add_given(x->ready, "Refresh", res->kept.refresh);
    add_given(x->ready, "Link", res->kept.link);
    add_security(app, x->ready, res->headers);
}

/* May the body come?  If not, the answer stands before it. */
static void
admit(Exchange *x, Db *db)
{
    HttpServer *server = x->server;
    int64_t person = 0, under_way = 0;
    const Response *res = worker_admit(server->app, db, x->arena, &x->in, x->length, &person);
    int status = res == NULL ? body_take_room(x->body, &server->room, person, x->length, &under_way)
                             : 0;
    if (status != 0)
        res = worker_refuse(server->app, db, x->arena, &x->in, status, under_way);
    if (res != NULL)
        make_answer(x, res);
}

static void
work(void *data, void *user_data)
{
    Exchange *x = data;
    HttpServer *server = user_data;
    Db *db = g_async_queue_pop(server->connections);
    if (x->arena == NULL)
        x->arena = arena_new();
    if (x->stage == ADMISSION)
        admit(x, db);
    else if (body_bytes(x->body, x->arena, &x->in.body))
        make_answer(x, worker_answer(server->app, db, x->arena, &x->in));
    else
        make_answer(x, worker_refuse(server->app, db, x->arena, &x->in, 503, 0));
    g_async_queue_push(server->connections, db);
    MHD_resume_connection(x->con);
}

/* ---- what comes in ---- */

static Watched *
watched(struct MHD_Connection *con)
{
    return MHD_get_connection_info(con, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static void
on_connection(void *data, struct MHD_Connection *con, void **context,
              enum MHD_ConnectionNotificationCode code)
{
    HttpServer *server = data;
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        *context = http_watch_open(
            server->watch,
            MHD_get_connection_info(con, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
    else
        http_watch_close(server->watch, *context);
}

static const char *
header_of(Exchange *x, const char *name)
{
    return MHD_lookup_connection_value(x->con, MHD_HEADER_KIND, name);
}

/* A proxy of ours says for whom it asks; what anybody else says of that is not looked at. */
static void
read_address(Exchange *x)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        x->con, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    socket_address(info->client_addr, x->address);
    x->in.address = x->address;
    x->in.tls = false;
    if (!x->server->behind_proxy || !socket_is_loopback(x->address))
        return;
    socket_address_forwarded(header_of(x, "X-Forwarded-For"), x->address);
    x->in.tls = g_strcmp0(header_of(x, "X-Forwarded-Proto"), "https") == 0;
}

static const char *
find_header(void *data, const char *name)
{
    return header_of(data, name);
}

static bool
is_multipart(const Exchange *x)
{
    const char *type = x->in.content_type;
    return type != NULL && g_ascii_strncasecmp(type, "multipart/form-data", 19) == 0;
}

/* How large a body may be that nobody was asked about. */
static int64_t
body_most(const Exchange *x)
{
    return is_multipart(x) ? LIMIT_BODY_MEMORY : LIMIT_BODY;
}

/* False: it is no number. */
static bool
read_length(Exchange *x)
{
    guint64 n = 0;
    const char *length = header_of(x, "Content-Length");
    x->length = -1;
    if (length == NULL)
        return true;
    if (!g_ascii_string_to_unsigned(length, 10, 0, G_MAXINT64, &n, NULL))
        return false;
    x->length = (int64_t)n;
    return true;
}

/* Look at the headers.  Sets x->refused. */
static void
begin(Exchange *x, const char *method)
{
    x->stage = BODY_COMES;
    x->in.target = x->target;
    x->in.head = g_str_equal(method, "HEAD");
    x->in.method = request_method(method);
    request_read_headers(&x->in, find_header, x);
    read_address(x);
    x->body = body_new(body_most(x));
    if (x->in.method == 0)
        x->refused = 405;
    else if (strlen(x->target) > LIMIT_PATH)
        x->refused = 414;
    if (!read_length(x) || (x->length > body_most(x) && !is_multipart(x)))
        x->refused = 413;
    http_watch_body(watched(x->con), 0);
}

/* What is too large for memory says so beforehand. */
static void
take_body(Exchange *x, const char *upload, size_t *n)
{
    if (x->refused == 0 && x->stage == BODY_COMES)
        x->refused = body_add(x->body, upload, *n);
    if (x->refused == 413 && x->length < 0 && is_multipart(x))
        x->refused = 411;
    *n = 0;
}

static enum MHD_Result
dispatch(Exchange *x)
{
    HttpServer *server = x->server;
    if (g_thread_pool_unprocessed(server->workers) > QUEUE_MOST) {
        metrics_count(server->app->metrics, METRIC_QUEUE_FULL);
        return refuse(x, 503);
    }
    http_watch_work(watched(x->con));
    MHD_suspend_connection(x->con);
    g_thread_pool_push(server->workers, x, NULL);
    return MHD_YES;
}

/* Only once the whole request has been read: an answer before that ends the connection. */
static enum MHD_Result
answer(Exchange *x)
{
    enum MHD_Result result = MHD_NO;
    if (x->refused != 0)
        return refuse(x, x->refused);
    if (answer_from_cache(x, &result) || answer_asset(x, &result))
        return result;
    return dispatch(x);
}

/* The headers are here. */
static enum MHD_Result
on_head(Exchange *x, const char *method)
{
    begin(x, method);
    if (x->refused != 0)
        return refuse(x, x->refused);
    if (x->length <= body_most(x))
        return MHD_YES;
    x->stage = ADMISSION;
    return dispatch(x);
}

/* A worker has looked at the headers of a large body.  Who is refused would not see the answer
   while he sends, so what he sends is read; unless he waits to be told, or it is far too much. */
static enum MHD_Result
on_admission(Exchange *x)
{
    bool waits = header_of(x, "Expect") != NULL;
    if (x->ready != NULL && (waits || x->length > LIMIT_BODY_UNREAD))
        return MHD_queue_response(x->con, x->status, x->ready);
    x->stage = x->ready != NULL ? BODY_IS_LOST : BODY_COMES;
    http_watch_body(watched(x->con), x->length);
    return MHD_YES;
}

/* NOLINTBEGIN(readability-function-size): libmicrohttpd fixes the parameters */
static enum MHD_Result
on_request(void *data, struct MHD_Connection *con, const char *url, const char *method,
           const char *version, const char *upload, size_t *n_upload, void **state)
{
    (void)data, (void)url, (void)version;
    Exchange *x = *state;
    x->con = con;
    if (x->stage == HEAD_COMES)
        return on_head(x, method);
    if (x->stage == ADMISSION)
        return on_admission(x);
    if (*n_upload > 0) {
        take_body(x, upload, n_upload);
        return MHD_YES;
    }
    return x->ready != NULL ? MHD_queue_response(con, x->status, x->ready) : answer(x);
}
/* NOLINTEND(readability-function-size) */

static void *
on_target(void *data, const char *uri, struct MHD_Connection *con)
{
    (void)con;
    HttpServer *server = data;
    Exchange *x = g_new0(Exchange, 1);
    x->server = server;
    x->target = g_strdup(uri);
    g_atomic_int_inc(&server->n_in_flight);
    if (g_atomic_int_get(&server->closed))
        x->refused = 503;
    return x;
}

static void
on_end(void *data, struct MHD_Connection *con, void **state, enum MHD_RequestTerminationCode code)
{
    (void)code;
    HttpServer *server = data;
    Exchange *x = *state;
    http_watch_idle(server->watch, watched(con));
    if (x == NULL)
        return;
    if (x->ready != NULL)
        MHD_destroy_response(x->ready);
    arena_free(x->arena);
    body_free(x->body);
    g_free(x->target);
    g_free(x);
    *state = NULL;
    g_atomic_int_add(&server->n_in_flight, -1);
}

/* Paths are decoded by web/request.c, which also refuses what is not well-formed. */
static size_t
leave_escaped(void *data, struct MHD_Connection *con, char *text)
{
    (void)data, (void)con;
    return strlen(text);
}

/* ---- start and stop ---- */

static void
close_db(void *db)
{
    db_close(db);
}

static bool
open_connections(HttpServer *server, GError **error)
{
    server->connections = g_async_queue_new_full(close_db);
    for (int i = 0; i < server->n_workers; i++) {
        Db *db = app_connect(server->app, error);
        if (db == NULL)
            return false;
        db_use_memo(db, server->app->memo);
        db_expect_readers(db);
        g_async_queue_push(server->connections, db);
    }
    return true;
}

static int
or_else(int value, int fallback)
{
    return value > 0 ? value : fallback;
}

static struct MHD_Daemon *
start_daemon(HttpServer *server, const HttpOptions *o)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
    return MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, server, MHD_OPTION_LISTEN_SOCKET, server->listening,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)MAX(g_get_num_processors(), 2),
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)or_else(o->connections, LIMIT_CONNECTIONS),
        MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)or_else(o->connections_per_address, LIMIT_CONNECTIONS_PER_ADDRESS),
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, MEMORY_OF_CONN, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)or_else(o->idle_seconds, LIMIT_IDLE_SECONDS), MHD_OPTION_URI_LOG_CALLBACK,
        on_target, server, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, on_end, server, MHD_OPTION_NOTIFY_CONNECTION, on_connection,
        server, MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024u, MHD_OPTION_END);
}

HttpServer *
http_start(App *app, const HttpOptions *options, GError **error)
{
    HttpServer *server = g_new0(HttpServer, 1);
    server->app = app;
    server->listening = -1;
    server->n_workers = MAX(options->workers, 1);
    server->behind_proxy = options->behind_proxy;
    server->room.most = app->body_room;
    server->room.each = app_body_each(app);
    if (app->cache != NULL)
        cache_set_hooks(app->cache, (CacheHooks){make_ready, drop_ready, app});
    if (open_connections(server, error)) {
        server->workers = g_thread_pool_new(work, server, server->n_workers, TRUE, error);
        server->watch = http_watch_new(or_else(options->header_seconds, LIMIT_HEADER_SECONDS),
                                       or_else(options->idle_seconds, LIMIT_IDLE_SECONDS),
                                       app->metrics);
        server->listening = socket_listen(options->listen, options->port, error);
    }
    if (server->listening >= 0)
        server->daemon = start_daemon(server, options);
    if (server->daemon != NULL)
        return server;
    if (error != NULL && *error == NULL)
        g_set_error(error, BARAZA_ERROR, ERROR_SYSTEM, "cannot start the server");
    http_stop(server);
    return NULL;
}

int
http_port(const HttpServer *server)
{
    return socket_port(server->listening);
}

/* Until no request is on its way, or @seconds are over. */
static void
drain(const HttpServer *server, int seconds)
{
    int most = seconds * (G_USEC_PER_SEC / STOP_STEP_US);
    for (int i = 0; i < most && g_atomic_int_get(&server->n_in_flight) > 0; i++)
        g_usleep(STOP_STEP_US);
}

/* A connection that is kept open may bring a request at any moment: what is counted before @closed
   is set is waited for, what comes after it is refused and its connection ended. */
static void
quiesce(HttpServer *server)
{
    MHD_quiesce_daemon(server->daemon);
    shutdown(server->listening, SHUT_RDWR); /* who knocks now is not kept waiting */
    g_usleep(COURTESY_US);
    drain(server, COURTESY_SECONDS);
    g_atomic_int_set(&server->closed, 1);
    drain(server, STOP_SECONDS);
}

void
http_stop(HttpServer *server)
{
    if (server->daemon != NULL)
        quiesce(server);
    if (server->workers != NULL)
        g_thread_pool_free(server->workers, FALSE, TRUE);
    if (server->daemon != NULL)
        MHD_stop_daemon(server->daemon);
    http_watch_free(server->watch);
    if (server->listening >= 0)
        close(server->listening);
    if (server->connections != NULL)
        g_async_queue_unref(server->connections);
    body_room_clear(&server->room);
    g_free(server);
}
