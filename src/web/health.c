/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/health.h"
#include "web/app.h"
#include "web/metrics.h"
#include "web/socket.h"

#include "web/health.sql.h"

/* Well means: a worker answered and its database did too. */
static Response *
get_healthz(Request *req)
{
    static const char well[] = "ok\n";
    db_count(req->cx, &SQL_health_ask, DB_NO_ARGS);
    return respond_bytes(req, "text/plain; charset=utf-8", (Bytes){well, sizeof well - 1});
}

/* For whoever watches this machine; elsewhere the address does not exist. */
static Response *
get_metrics(Request *req)
{
    App *app = req->cx->app;
    if (app->metrics == NULL || !socket_is_loopback(req->in->address))
        return respond_not_found(req);
    GString *text = arena_string(req->cx->arena, 4096);
    metrics_write(app->metrics, app->cache, text);
    return respond_bytes(req, "text/plain; version=0.0.4", (Bytes){text->str, text->len});
}

static const Route rows[] = {
    {GET, "/healthz", get_healthz, PUBLIC, ROUTE_UNCACHED | ROUTE_ANY_HOST},
    {GET, "/metrics", get_metrics, PUBLIC, ROUTE_UNCACHED | ROUTE_ANY_HOST},
};
const RouteTable health_routes = ROUTE_TABLE(rows);
