/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/cache.h"

#include "base/limits.h"
#include "base/secret.h"

#include <stdatomic.h>
#include <string.h>

#define N_SHARDS 16
#define N_BUCKETS 512 /* of a shard */
#define MAX_QUERY 200 /* bytes; longer ones are searches that nobody repeats */
#define DIGEST_SIZE 16

/* A page with what the table needs; the page comes first, so that both have one address. */
typedef struct Entry {
    CachedPage page;
    atomic_int refs;
    struct Entry *next;          /* in its bucket */
    struct Entry *newer, *older; /* by last use */
    uint64_t hash;
    char *key;
    size_t bytes;
    Freshness fresh;
    int64_t fresh_until; /* 0: no end */
    CacheHooks hooks;
} Entry;

typedef struct Shard {
    GMutex lock;
    Entry *buckets[N_BUCKETS];
    Entry *newest, *oldest;
    size_t bytes;
    int64_t pages, hits, misses, stale;
} Shard;

struct Cache {
    const GenerationMap *map;
    size_t shard_bytes;
    uint8_t hash_key[16];
    CacheHooks hooks;
    Shard shards[N_SHARDS];
};

Cache *
cache_new(const GenerationMap *map, size_t most_bytes)
{
    Cache *cache = g_new0(Cache, 1);
    cache->map = map;
    cache->shard_bytes = most_bytes / N_SHARDS;
    secret_random(cache->hash_key, sizeof cache->hash_key);
    for (int i = 0; i < N_SHARDS; i++)
        g_mutex_init(&cache->shards[i].lock);
    return cache;
}

void
cache_set_hooks(Cache *cache, CacheHooks hooks)
{
    cache->hooks = hooks;
}

const GenerationMap *
cache_generations(const Cache *cache)
{
    return cache->map;
}

/* ---- entries ---- */

static void
entry_free(Entry *entry)
{
    for (int i = 0; i < N_ENCODINGS; i++) {
        CachedBody *body = &entry->page.bodies[i];
        if (body->ready != NULL)
            entry->hooks.drop(body->ready);
        if (body->ready_304 != NULL)
            entry->hooks.drop(body->ready_304);
        cached_bytes_unref((void *)(uintptr_t)body->bytes.at);
    }
    g_free((void *)(uintptr_t)entry->page.type);
    g_free((void *)(uintptr_t)entry->page.kept.refresh);
    g_free((void *)(uintptr_t)entry->page.kept.link);
    g_free(entry->key);
    g_free(entry);
}

void
cached_page_unref(CachedPage *page)
{
    Entry *entry = (Entry *)page;
    if (entry != NULL && atomic_fetch_sub(&entry->refs, 1) == 1)
        entry_free(entry);
}

Bytes
cached_body_ref(const CachedBody *body)
{
    if (body->bytes.at != NULL)
        g_atomic_rc_box_acquire((void *)(uintptr_t)body->bytes.at);
    return body->bytes;
}

void
cached_bytes_unref(void *at)
{
    if (at != NULL)
        g_atomic_rc_box_release(at);
}

static void
set_body(Entry *entry, Encoding encoding, const void *bytes, size_t n, const char *digest)
{
    CachedBody *body = &entry->page.bodies[encoding];
    const char *name = encoding_name(encoding);
    body->bytes = (Bytes){g_atomic_rc_box_dup(n, bytes), n};
    entry->bytes += n;
    g_snprintf(body->etag, sizeof body->etag, "\"%s%s%s\"", digest, name != NULL ? "-" : "",
               name != NULL ? name : "");
}

static void
make_bodies(Entry *entry, const Response *res)
{
    uint8_t digest[DIGEST_SIZE];
    g_autoptr(Arena) arena = arena_new();
    secret_digest(res->body, digest, sizeof digest);
    const char *text = secret_encode(arena, digest, sizeof digest);

    set_body(entry, ENCODING_PLAIN, res->body.at, res->body.n, text);
    bool useful = compress_is_useful(res->type, res->body.n);
    for (int e = ENCODING_GZIP; useful && e < N_ENCODINGS; e++) {
        size_t n = 0;
        g_autofree void *bytes = compress_new((Encoding)e, res->body, &n);
        if (bytes != NULL)
            set_body(entry, (Encoding)e, bytes, n, text);
    }
}

static void
make_ready(Entry *entry)
{
    const CacheHooks *hooks = &entry->hooks;
    for (int e = 0; hooks->make != NULL && e < N_ENCODINGS; e++) {
        CachedBody *body = &entry->page.bodies[e];
        if (body->bytes.n == 0)
            continue;
        body->ready = hooks->make(&entry->page, (Encoding)e, false, hooks->data);
        body->ready_304 = hooks->make(&entry->page, (Encoding)e, true, hooks->data);
    }
}

const CachedBody *
cached_page_body(const CachedPage *page, Encoding *encoding)
{
    if (page->bodies[*encoding].bytes.n == 0)
        *encoding = ENCODING_PLAIN;
    return &page->bodies[*encoding];
}

/* ---- a shard, under its lock ---- */

static void
unlink_use(Shard *shard, Entry *entry)
{
    *(entry->newer != NULL ? &entry->newer->older : &shard->newest) = entry->older;
    *(entry->older != NULL ? &entry->older->newer : &shard->oldest) = entry->newer;
    entry->newer = entry->older = NULL;
}

static void
link_newest(Shard *shard, Entry *entry)
{
    entry->older = shard->newest;
    *(shard->newest != NULL ? &shard->newest->newer : &shard->oldest) = entry;
    shard->newest = entry;
}

static Entry **
find_slot(Shard *shard, uint64_t hash, const char *key)
{
    Entry **slot = &shard->buckets[(hash / N_SHARDS) % N_BUCKETS];
    while (*slot != NULL && ((*slot)->hash != hash || strcmp((*slot)->key, key) != 0))
        slot = &(*slot)->next;
    return slot;
}

static void
remove_entry(Shard *shard, Entry **slot)
{
    Entry *entry = *slot;
    *slot = entry->next;
    unlink_use(shard, entry);
    shard->bytes -= entry->bytes;
    shard->pages--;
    cached_page_unref(&entry->page);
}

/* ---- the table ---- */

bool
cache_accepts(CacheKey key)
{
    const char *query = strchr(key.target, '?');
    return query == NULL || strlen(query) <= MAX_QUERY;
}

static void
key_text(CacheKey key, char *text, size_t room)
{
    g_snprintf(text, room, "%c%s", key.json ? 'j' : 'h', key.target);
}

#define KEY_ROOM (LIMIT_PATH + MAX_QUERY + 8)

static Shard *
find_shard(Cache *cache, const char *key, uint64_t *ret_hash)
{
    *ret_hash = secret_table_hash(cache->hash_key, key, strlen(key));
    return &cache->shards[*ret_hash % N_SHARDS];
}

CachedPage *
cache_find(Cache *cache, CacheKey key, int64_t now)
{
    char text[KEY_ROOM];
    uint64_t hash;
    Entry *found = NULL;

    key_text(key, text, sizeof text);
    Shard *shard = find_shard(cache, text, &hash);
    g_mutex_lock(&shard->lock);
    Entry **slot = find_slot(shard, hash, text), *entry = *slot;
    if (entry == NULL) {
        shard->misses++;
    } else if (!freshness_holds(cache->map, &entry->fresh) ||
               (entry->fresh_until != 0 && now >= entry->fresh_until)) {
        shard->stale++;
        remove_entry(shard, slot);
    } else {
        found = entry;
        shard->hits++;
        atomic_fetch_add(&found->refs, 1);
        if (found != shard->newest) {
            unlink_use(shard, found);
            link_newest(shard, found);
        }
    }
    g_mutex_unlock(&shard->lock);
    return found != NULL ? &found->page : NULL;
}

static Entry *
entry_new(Cache *cache, const char *key, const Response *res)
{
    Entry *entry = g_new0(Entry, 1);
    entry->hooks = cache->hooks;
    entry->key = g_strdup(key);
    entry->page.type = g_strdup(res->type);
    entry->page.kept = (KeptHeaders){g_strdup(res->kept.refresh), g_strdup(res->kept.link)};
    entry->fresh_until = res->fresh_until;
    entry->bytes = sizeof *entry + strlen(key);
    atomic_init(&entry->refs, 1);
    make_bodies(entry, res);
    make_ready(entry);
    return entry;
}

void
cache_store(Cache *cache, CacheKey key, const Response *res, Freshness fresh)
{
    char text[KEY_ROOM];
    uint64_t hash;
    if (res->body.n == 0 || res->body.n > LIMIT_CACHED_PAGE || !cache_accepts(key))
        return;

    key_text(key, text, sizeof text);
    Shard *shard = find_shard(cache, text, &hash);
    Entry *entry = entry_new(cache, text, res);
    entry->hash = hash;
    entry->fresh = fresh;

    g_mutex_lock(&shard->lock);
    Entry **slot = find_slot(shard, hash, text);
    if (*slot != NULL)
        remove_entry(shard, slot);
    entry->next = *slot;
    *slot = entry;
    link_newest(shard, entry);
    shard->bytes += entry->bytes;
    shard->pages++;
    while (shard->bytes > cache->shard_bytes && shard->oldest != NULL)
        remove_entry(shard, find_slot(shard, shard->oldest->hash, shard->oldest->key));
    g_mutex_unlock(&shard->lock);
}

void
cache_free(Cache *cache)
{
    if (cache == NULL)
        return;
    for (int i = 0; i < N_SHARDS; i++) {
        Shard *shard = &cache->shards[i];
        while (shard->oldest != NULL)
            remove_entry(shard, find_slot(shard, shard->oldest->hash, shard->oldest->key));
        g_mutex_clear(&shard->lock);
    }
    g_free(cache);
}

CacheNumbers
cache_numbers(Cache *cache)
{
    CacheNumbers all = {0};
    for (int i = 0; i < N_SHARDS; i++) {
        Shard *shard = &cache->shards[i];
        g_mutex_lock(&shard->lock);
        all.pages += shard->pages;
        all.bytes += (int64_t)shard->bytes;
        all.hits += shard->hits;
        all.misses += shard->misses;
        all.stale += shard->stale;
        g_mutex_unlock(&shard->lock);
    }
    return all;
}
