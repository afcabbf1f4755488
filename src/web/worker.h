/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * worker - one request from what came in to what goes out, with the page cache.
 */
#pragma once
#include "web/app.h"
#include "web/cache.h"

/** The page cache's key of a request. */
CacheKey worker_key(const Incoming *in);

/** May a kept page answer this request? */
bool worker_may_use_cache(const App *app, const Incoming *in);

/** Dispatch on @db; keep the answer if it is a visitor's page.  The result is in @arena. */
Response *worker_answer(App *app, Db *db, Arena *arena, const Incoming *in);

/** The answer's body as it travels to one reader, compressed if that is useful; in @arena.
 *  @encoding: what he takes, then what it is. */
Bytes worker_encode(Arena *arena, const Response *res, Encoding *encoding);

/** As web_admit() and web_refuse(). */
Response *worker_admit(App *app, Db *db, Arena *arena, const Incoming *in, int64_t n,
                       int64_t *ret_person);
Response *worker_refuse(App *app, Db *db, Arena *arena, const Incoming *in, int status,
                        int64_t under_way);
