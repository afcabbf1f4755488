/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * http - the program's door: HTTP/1.1 over libmicrohttpd.
 *
 * I/O threads read requests, refuse what is too large or too slow, and answer
 * kept pages and static files themselves.  Everything else goes to worker
 * threads, each with a database connection of its own, and the connection
 * sleeps meanwhile.
 *
 * Read with: web/worker.h, web/cache.h, docs/decisions/0004-page-cache.md.
 */
#pragma once
#include "web/app.h"

typedef struct HttpOptions {
    const char *listen; /* address, "127.0.0.1" or "::1" */
    int port;           /* 0: any that is free, see http_port() */
    int workers;
    bool behind_proxy;                        /* believe X-Forwarded-For and -Proto from loopback */
    int header_seconds, idle_seconds;         /* 0: LIMIT_HEADER_SECONDS, LIMIT_IDLE_SECONDS */
    int connections, connections_per_address; /* 0: LIMIT_CONNECTIONS, ..._PER_ADDRESS */
} HttpOptions;

typedef struct HttpServer HttpServer;

/** Open the workers' connections and listen.  @app must outlive the server.
 *  @error: ERROR_SYSTEM, ERROR_DATABASE. */
HttpServer *http_start(App *app, const HttpOptions *options, GError **error);

/** The port that it listens on. */
int http_port(const HttpServer *server);

/** Accept nothing more, let the requests in flight finish (30 seconds at most), free. */
void http_stop(HttpServer *server);
