/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/worker.h"
#include "base/moment.h"
#include "base/secret.h"
#include "web/metrics.h"
#include "web/origin.h"
#include "web/request.h"
#include "web/respond.h"
#include "web/session.h"

#include <string.h>

#define REQUEST_ID_BYTES 9

CacheKey
worker_key(const Incoming *in)
{
    return (CacheKey){.target = in->target, .json = request_accepts_json(in->accept)};
}

bool
worker_may_use_cache(const App *app, const Incoming *in)
{
    return app->cache != NULL && in->method == GET && session_is_visitor(app, in) &&
           origin_host_is_ours(app, in);
}

static Ctx *
context_new(App *app, Db *db, Arena *arena)
{
    uint8_t id[REQUEST_ID_BYTES];
    app->random(app, id, sizeof id);
    Ctx *cx = arena_new_of(arena, Ctx);
    *cx = (Ctx){.arena = arena,
                .db = db,
                .app = app,
                .lang = app->lang != NULL ? app->lang : LANG_ENGLISH,
                .now = app->clock(app),
                .request_id = secret_encode(arena, id, sizeof id)};
    return cx;
}

/* A kept page has its type and body only: an answer that says more, or is to be treated in its own
 * way, is not one. */
static bool
has_own_headers(const Response *res)
{
    const Header *h = res->headers;
    return h[0].name == NULL || strcmp(h[0].name, "Cache-Control") != 0 ||
           strcmp(h[0].value, "no-cache") != 0 || h[1].name != NULL;
}

/* Only whole pages that show nobody anything of his own. */
static bool
may_keep(const App *app, const Incoming *in, const Response *res)
{
    return worker_may_use_cache(app, in) && res->status == 200 && !res->private &&
           !has_own_headers(res) && cache_accepts(worker_key(in));
}

Response *
worker_answer(App *app, Db *db, Arena *arena, const Incoming *in)
{
    int64_t started = g_get_monotonic_time();
    GenerationMark mark;
    if (app->cache != NULL)
        generation_mark(cache_generations(app->cache), &mark);

    Ctx *cx = context_new(app, db, arena);
    Response *res = web_dispatch(cx, in);
    if (may_keep(app, in, res)) {
        if (res->fresh_until == 0)
            res->fresh_until = moment_quarter_end(cx->now);
        TableSet reads = db_tables_read(db);
        cache_store(app->cache, worker_key(in), res, freshness_since(&mark, &reads));
    }
    metrics_request(app->metrics, res->status, g_get_monotonic_time() - started);
    return res;
}

Response *
worker_admit(App *app, Db *db, Arena *arena, const Incoming *in, int64_t n, int64_t *ret_person)
{
    return web_admit(context_new(app, db, arena), in, n, ret_person);
}

Response *
worker_refuse(App *app, Db *db, Arena *arena, const Incoming *in, int status, int64_t under_way)
{
    return web_refuse(context_new(app, db, arena), in, status, under_way);
}

Bytes
worker_encode(Arena *arena, const Response *res, Encoding *encoding)
{
    size_t n = 0;
    void *smaller = NULL;
    if (*encoding == ENCODING_BROTLI)
        *encoding = ENCODING_GZIP; /* faster, for bytes that are sent once */
    if (respond_has_header(res->headers, "Accept-Ranges"))
        *encoding = ENCODING_PLAIN; /* a part is one of the file as it is */
    if (*encoding != ENCODING_PLAIN && res->type != NULL &&
        compress_is_useful(res->type, res->body.n))
        smaller = compress_new(*encoding, res->body, &n);
    if (smaller == NULL) {
        *encoding = ENCODING_PLAIN;
        return res->body;
    }
    arena_defer(arena, g_free, smaller);
    return (Bytes){smaller, n};
}
