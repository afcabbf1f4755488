/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * cache - visitors' pages as ready responses, exact by counting.
 *
 * A kept page carries the generations of the tables it was made from and is
 * given out only while none has moved.  Its bodies (plain, gzip, brotli) never
 * change, so that any thread may send them while it holds a reference, to the
 * page or, for longer, to the bytes of one body.
 *
 * Read with: db/generation.h, docs/decisions/0004-page-cache.md.
 */
#pragma once
#include "db/generation.h"
#include "web/compress.h"
#include "web/web.h"

#define CACHE_ETAG_SIZE 32

typedef struct CachedBody {
    Bytes bytes;                /* n is 0: this encoding is not kept, plain is sent */
    char etag[CACHE_ETAG_SIZE]; /* strong, quoted */
    void *ready;                /* what the server made of it; CacheHooks */
    void *ready_304;            /* likewise, for "not modified" */
} CachedBody;

/** A page; give it back with cached_page_unref(). */
typedef struct CachedPage CachedPage;
struct CachedPage {
    const char *type; /* Content-Type */
    KeptHeaders kept;
    CachedBody bodies[N_ENCODINGS];
};

/** What the server makes of a page when it is stored, so that a hit makes nothing. */
typedef struct CacheHooks {
    void *(*make)(const CachedPage *page, Encoding encoding, bool not_modified, void *data);
    void (*drop)(void *ready);
    void *data;
} CacheHooks;

typedef struct Cache Cache;

typedef struct CacheKey {
    const char *target; /* path and query as sent */
    bool json;          /* asked for by Accept */
} CacheKey;

/** Make a cache of at most @most_bytes that watches @map, which must outlive it. */
Cache *cache_new(const GenerationMap *map, size_t most_bytes);
void cache_free(Cache *cache);

/** Before the first page is stored. */
void cache_set_hooks(Cache *cache, CacheHooks hooks);

const GenerationMap *cache_generations(const Cache *cache);

/** May an answer under this key be kept at all?  Long queries may not. */
bool cache_accepts(CacheKey key);

/** Find a page that is fresh at @now (the instance's clock) and take a reference; or NULL. */
CachedPage *cache_find(Cache *cache, CacheKey key, int64_t now);

/** Keep a copy of @res, which was made from what was fresh. */
void cache_store(Cache *cache, CacheKey key, const Response *res, Freshness fresh);

/** The body to send to somebody who accepts @encoding; @encoding becomes what it is. */
const CachedBody *cached_page_body(const CachedPage *page, Encoding *encoding);

/** Hold the bytes of @body for as long as they travel, which may be longer than the page is kept;
 *  give them back by cached_bytes_unref() with their address.  Empty if this encoding is not kept.
 */
Bytes cached_body_ref(const CachedBody *body);
void cached_bytes_unref(void *at);

void cached_page_unref(CachedPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CachedPage, cached_page_unref)

typedef struct CacheNumbers {
    int64_t pages, bytes, hits, misses, stale;
} CacheNumbers;
CacheNumbers cache_numbers(Cache *cache);
