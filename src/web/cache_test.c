/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/cache.h"

#include "base/limits.h"
#include "base/secret.h"
#include "db/db_testing.h"
#include "db/generation.h"
#include "web/metrics.h"
#include "web/web_testing.h"
#include "web/worker.h"

#include <string.h>

/* ---- the table alone ---- */

typedef struct Bench {
    Base base;
    GenerationMap *map;
    Cache *cache;
} Bench;

static const TableSet no_tables, first_table = {{1}}, second_table = {{2}};

static void
bench_init(Bench *b, size_t most)
{
    g_autoptr(GError) error = NULL;
    base_init(&b->base, false);
    b->map = generation_open(b->base.address, &error);
    g_assert_no_error(error);
    b->cache = cache_new(b->map, most);
}

static void
bench_clear(Bench *b)
{
    cache_free(b->cache);
    generation_close(b->map);
    base_clear(&b->base);
}

static Freshness
fresh_now(const Bench *b, const TableSet *tables)
{
    GenerationMark mark;
    generation_mark(b->map, &mark);
    return freshness_since(&mark, tables);
}

static void
store(Bench *b, const char *target, const char *text, Freshness fresh)
{
    Response res = {
        .status = 200,
        .type = "text/html; charset=utf-8",
        .body = {text, strlen(text)},
        .fresh_until = TEST_NOW + 100
    };
    cache_store(b->cache, (CacheKey){.target = target}, &res, fresh);
}

static bool
has(Bench *b, const char *target)
{
    g_autoptr(CachedPage) page = cache_find(b->cache, (CacheKey){.target = target}, TEST_NOW);
    return page != NULL;
}

static void
test_keeps_and_finds(void)
{
    Bench b;
    bench_init(&b, LIMIT_CACHE_BYTES);
    g_assert_false(has(&b, "/a"));
    store(&b, "/a", "<p>a", fresh_now(&b, &no_tables));
    g_autoptr(CachedPage) page = cache_find(b.cache, (CacheKey){.target = "/a"}, TEST_NOW);
    g_assert_nonnull(page);
    Encoding encoding = ENCODING_BROTLI;
    const CachedBody *body = cached_page_body(page, &encoding);
    g_assert_cmpint(encoding, ==, ENCODING_PLAIN);
    g_assert_cmpmem(body->bytes.at, body->bytes.n, "<p>a", 4);
    g_assert_cmpstr(page->type, ==, "text/html; charset=utf-8");
    g_assert_true(body->etag[0] == '"' && body->etag[strlen(body->etag) - 1] == '"');
    g_assert_null(cache_find(b.cache, (CacheKey){.target = "/a", .json = true}, TEST_NOW));
    g_assert_false(has(&b, "/a?"));
    g_assert_false(has(&b, "/fr/a"));
    bench_clear(&b);
}

static void
test_etag_follows_the_bytes(void)
{
    Bench b;
    bench_init(&b, LIMIT_CACHE_BYTES);
    g_autofree char *text = g_strnfill(5000, 'a');
    char etags[3][CACHE_ETAG_SIZE];
    for (int i = 0; i < 3; i++) {
        text[0] = i < 2 ? 'a' : 'b';
        store(&b, "/a", text, fresh_now(&b, &no_tables));
        g_autoptr(CachedPage) page = cache_find(b.cache, (CacheKey){.target = "/a"}, TEST_NOW);
        g_strlcpy(etags[i], page->bodies[ENCODING_PLAIN].etag, CACHE_ETAG_SIZE);
        for (int e = ENCODING_GZIP; e < N_ENCODINGS; e++) {
            g_assert_cmpuint(page->bodies[e].bytes.n, >, 0);
            g_assert_cmpstr(page->bodies[e].etag, !=, etags[i]);
        }
    }
    g_assert_cmpstr(etags[0], ==, etags[1]);
    g_assert_cmpstr(etags[0], !=, etags[2]);
    g_assert_cmpint(cache_numbers(b.cache).pages, ==, 1);
    bench_clear(&b);
}

static void
test_written_tables_make_it_stale(void)
{
    Bench b;
    bench_init(&b, LIMIT_CACHE_BYTES);
    Freshness before = fresh_now(&b, &first_table);
    store(&b, "/a", "a", before);
    generation_move(b.map, &second_table);
    g_assert_true(has(&b, "/a"));
    generation_move(b.map, &first_table);
    g_assert_false(has(&b, "/a"));
    /* Made from what was read before the commit: never given out. */
    store(&b, "/a", "a", before);
    g_assert_false(has(&b, "/a"));
    CacheNumbers n = cache_numbers(b.cache);
    g_assert_cmpint(n.pages, ==, 0);
    g_assert_cmpint(n.bytes, ==, 0);
    g_assert_cmpint(n.stale, ==, 2);
    bench_clear(&b);
}

static void
test_time_makes_it_stale(void)
{
    Bench b;
    bench_init(&b, LIMIT_CACHE_BYTES);
    store(&b, "/a", "a", fresh_now(&b, &no_tables));
    g_autoptr(CachedPage) page = cache_find(b.cache, (CacheKey){.target = "/a"}, TEST_NOW + 99);
    g_assert_nonnull(page);
    g_assert_null(cache_find(b.cache, (CacheKey){.target = "/a"}, TEST_NOW + 100));
    /* Who holds it may still send it. */
    g_assert_cmpmem(page->bodies[0].bytes.at, 1, "a", 1);
    bench_clear(&b);
}

/* A slow reader is still being sent the old bytes when the page is made anew. */
static void
test_bytes_outlive_the_page(void)
{
    Bench b;
    bench_init(&b, 1 << 20);
    store(&b, "/about", "the old page", fresh_now(&b, &no_tables));
    CachedPage *page = cache_find(b.cache, (CacheKey){.target = "/about"}, TEST_NOW);
    Bytes held = cached_body_ref(&page->bodies[ENCODING_PLAIN]);
    Bytes none = cached_body_ref(&page->bodies[ENCODING_GZIP]);
    cached_page_unref(page);
    store(&b, "/about", "the new page", fresh_now(&b, &no_tables));
    g_assert_cmpmem(held.at, held.n, "the old page", 12);
    g_assert_cmpint(none.n, ==, 0);
    cached_bytes_unref((void *)(uintptr_t)held.at);
    cached_bytes_unref((void *)(uintptr_t)none.at);
    bench_clear(&b);
}

static void
test_memory_is_bounded(void)
{
    Bench b;
    const size_t most = 1024 * 1024;
    bench_init(&b, most);
    g_autofree char *text = g_strnfill(2000, 'a');
    for (int i = 0; i < 3000; i++) {
        g_autofree char *target = g_strdup_printf("/%d", i);
        store(&b, target, text, fresh_now(&b, &no_tables));
        (void)has(&b, "/0");
    }
    CacheNumbers n = cache_numbers(b.cache);
    g_assert_cmpint(n.bytes, <=, most);
    g_assert_cmpint(n.pages, >, 100);
    g_assert_cmpint(n.pages, <, 600);
    g_assert_true(has(&b, "/0")); /* used all the time */
    g_assert_false(has(&b, "/1"));
    g_assert_true(has(&b, "/2999"));
    bench_clear(&b);
}

static void
test_too_large_is_not_kept(void)
{
    Bench b;
    bench_init(&b, LIMIT_CACHE_BYTES);
    g_autofree char *text = g_strnfill(LIMIT_CACHED_PAGE + 1, 'a');
    store(&b, "/large", text, fresh_now(&b, &no_tables));
    g_assert_false(has(&b, "/large"));
    text[LIMIT_CACHED_PAGE] = '\0';
    store(&b, "/large", text, fresh_now(&b, &no_tables));
    g_assert_true(has(&b, "/large"));
    store(&b, "/empty", "", fresh_now(&b, &no_tables));
    g_assert_false(has(&b, "/empty"));
    g_autofree char *query = g_strnfill(250, 'q');
    g_autofree char *target = g_strconcat("/a?", query, NULL);
    store(&b, target, "a", fresh_now(&b, &no_tables));
    g_assert_false(has(&b, target));
    bench_clear(&b);
}

/* Threads that store, find, and make stale at once; the sanitizers watch. */
static void *
hammer(void *data)
{
    Bench *b = data;
    for (int i = 0; i < 2000; i++) {
        g_autofree char *target = g_strdup_printf("/%d", g_random_int_range(0, 40));
        g_autoptr(CachedPage) page = cache_find(b->cache, (CacheKey){.target = target}, TEST_NOW);
        if (page != NULL)
            g_assert_cmpmem(page->bodies[0].bytes.at, page->bodies[0].bytes.n, target,
                            strlen(target));
        else
            store(b, target, target, fresh_now(b, &first_table));
        if (i % 100 == 0)
            generation_move(b->map, &first_table);
    }
    return NULL;
}

static void
test_many_threads(void)
{
    Bench b;
    GThread *threads[4];
    bench_init(&b, 16 * 1024);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("hammer", hammer, &b);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        g_thread_join(threads[i]);
    g_assert_cmpint(cache_numbers(b.cache).bytes, <=, 16 * 1024);
    bench_clear(&b);
}

/* ---- with a worker ---- */

typedef struct Site {
    App app;
    Base *base;
    Db *other; /* as another process has it */
    GenerationMap *map;
    int64_t now;
} Site;

static int64_t
site_clock(App *app)
{
    return ((Site *)app->clock_data)->now;
}

static void
site_random(App *app G_GNUC_UNUSED, void *bytes, size_t n)
{
    secret_random(bytes, n);
}

static void
plain_frame(Request *req G_GNUC_UNUSED, const Page *page G_GNUC_UNUSED,
            const char *notice G_GNUC_UNUSED, Html *body, Html *out)
{
    html_safe(out, (SafeHtml){body->text->str, body->text->len});
}

static GenerationMap *
open_map(const Base *base)
{
    g_autoptr(GError) error = NULL;
    GenerationMap *map = generation_open(base->address, &error);
    g_assert_no_error(error);
    return map;
}

/* With PostgreSQL nothing is fresh before the thread that listens has connected. */
static void
wait_until_fresh(const GenerationMap *map)
{
    GenerationMark mark;
    for (int i = 0; i < 500; i++) {
        generation_mark(map, &mark);
        Freshness fresh = freshness_since(&mark, &first_table);
        if (freshness_holds(map, &fresh))
            return;
        g_usleep(10000);
    }
    g_error("nothing gets fresh");
}

static void
site_init(Site *site, Base *base)
{
    g_autoptr(GError) error = NULL;
    base_migrate(base);
    *site = (Site){.base = base, .map = open_map(base), .now = TEST_NOW};
    db_use_generations(base->db, site->map);
    site->other = db_open(base->address, &error);
    g_assert_no_error(error);
    site->app = (App){.base_url = TEST_ORIGIN,
                      .database = base->address,
                      .clock = site_clock,
                      .random = site_random,
                      .clock_data = site,
                      .routes = test_routes(),
                      .frame = plain_frame,
                      .generations = site->map,
                      .metrics = metrics_new(),
                      .cache = cache_new(site->map, LIMIT_CACHE_BYTES)};
    wait_until_fresh(site->map);
}

static void
site_clear(Site *site)
{
    cache_free(site->app.cache);
    metrics_free(site->app.metrics);
    db_close(site->other);
    db_use_generations(site->base->db, NULL);
    generation_close(site->map);
}

static const Response *
answer(Site *site, Db *db, const Incoming *in)
{
    return worker_answer(&site->app, db, site->base->arena, in);
}

static Incoming
visitor(const char *target)
{
    return (Incoming){.method = GET,
                      .target = target,
                      .host = TEST_HOST,
                      .address = "127.0.0.1",
                      .accept = "text/html"};
}

static bool
is_kept(Site *site, const Incoming *in)
{
    g_autoptr(CachedPage) page = worker_may_use_cache(&site->app, in)
                                     ? cache_find(site->app.cache, worker_key(in), site->now)
                                     : NULL;
    return page != NULL;
}

/* Ask, and tell whether the next one gets a kept page. */
static bool
keeps(Site *site, const Incoming *in, int status)
{
    g_assert_cmpint(answer(site, site->base->db, in)->status, ==, status);
    return is_kept(site, in);
}

static bool
keeps_target(Site *site, const char *target, int status)
{
    Incoming in = visitor(target);
    return keeps(site, &in, status);
}

static void
test_what_a_worker_keeps(Base *base)
{
    Site site;
    site_init(&site, base);
    g_assert_true(keeps_target(&site, "/open", 200));
    g_assert_true(keeps_target(&site, "/fr/open", 200));
    g_assert_true(keeps_target(&site, "/open?a=b", 200));
    g_assert_true(keeps_target(&site, "/open.json", 200));
    g_assert_false(keeps_target(&site, "/uncached", 200));
    g_assert_false(keeps_target(&site, "/headed", 200));
    g_assert_false(keeps_target(&site, "/cookie", 200));
    g_assert_false(keeps_target(&site, "/break", 500));
    g_assert_false(keeps_target(&site, "/nothing", 404));
    g_assert_false(keeps_target(&site, "/member", 303));
    g_assert_cmpint(cache_numbers(site.app.cache).pages, ==, 4);
    site_clear(&site);
}

static void
test_for_visitors_only(Base *base)
{
    Site site;
    site_init(&site, base);
    Incoming in = visitor("/open");
    g_assert_true(keeps(&site, &in, 200));
    in.cookie = "session=x";
    g_assert_false(is_kept(&site, &in));
    in.cookie = "notice=x";
    g_assert_false(is_kept(&site, &in));
    in.cookie = "other=x";
    g_assert_true(is_kept(&site, &in));
    in.authorization = "Bearer x";
    g_assert_false(is_kept(&site, &in));
    in = visitor("/open");
    in.host = "evil.example";
    g_assert_false(is_kept(&site, &in));
    in = visitor("/text/private");
    in.cookie = "session=x";
    const Response *res = answer(&site, base->db, &in);
    g_assert_cmpstr(header_of(res, "Cache-Control"), ==, "private, no-cache");
    in.cookie = NULL;
    g_assert_false(is_kept(&site, &in));
    site_clear(&site);
}

static Incoming
a_write(const char *body)
{
    Incoming in = visitor("/write");
    in.method = POST;
    in.origin = TEST_ORIGIN;
    in.content_type = "application/x-www-form-urlencoded";
    in.body = (Bytes){body, strlen(body)};
    return in;
}

/* A commit of this connection counts at once; of another process with SQLite too, and with
 * PostgreSQL as soon as it was heard of. */
static void
test_a_write_makes_it_stale(Base *base)
{
    Site site;
    site_init(&site, base);
    Incoming in = visitor("/open"), write = a_write("name=a");
    g_assert_true(keeps(&site, &in, 200));
    g_assert_cmpint(answer(&site, base->db, &write)->status, ==, 303);
    g_assert_false(is_kept(&site, &in));

    g_assert_true(keeps(&site, &in, 200));
    write = a_write("name=a"); /* is there already: nothing changes */
    g_assert_cmpint(answer(&site, base->db, &write)->status, ==, 500);
    g_assert_true(is_kept(&site, &in));

    g_autoptr(GenerationMap) others = db_is_postgres(base->db) ? open_map(base) : NULL;
    if (others != NULL)
        db_use_generations(site.other, others);
    write = a_write("name=b");
    g_assert_cmpint(answer(&site, site.other, &write)->status, ==, 303);
    for (int i = 0; i < 300 && is_kept(&site, &in); i++)
        g_usleep(10000);
    g_assert_false(is_kept(&site, &in));
    site_clear(&site);
}

static void
test_counts_for_prometheus(Base *base)
{
    Site site;
    site_init(&site, base);
    g_assert_true(keeps_target(&site, "/open", 200));
    g_assert_false(keeps_target(&site, "/nothing", 404));
    g_assert_false(keeps_target(&site, "/break", 500));
    g_autoptr(GString) text = g_string_new(NULL);
    metrics_write(site.app.metrics, site.app.cache, text);
    static const char *const lines[] = {"baraza_requests_total{status=\"200\"} 1\n",
                                        "baraza_requests_total{status=\"500\"} 1\n",
                                        "baraza_request_seconds_count 3\n",
                                        "baraza_transactions_total{outcome=\"ok\"} 1\n",
                                        "baraza_transactions_total{outcome=\"rolled_back\"} 1\n",
                                        "baraza_transactions_total{outcome=\"failed\"} 1\n",
                                        "baraza_cache_pages 1\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        if (strstr(text->str, lines[i]) == NULL)
            g_error("no %s in\n%s", lines[i], text->str);
    site_clear(&site);
}

void
web_cache_tests(void)
{
    g_test_add_func("/web/cache/keeps-and-finds", test_keeps_and_finds);
    g_test_add_func("/web/cache/etag-follows-the-bytes", test_etag_follows_the_bytes);
    g_test_add_func("/web/cache/written-tables-make-it-stale", test_written_tables_make_it_stale);
    g_test_add_func("/web/cache/time-makes-it-stale", test_time_makes_it_stale);
    g_test_add_func("/web/cache/bytes-outlive-the-page", test_bytes_outlive_the_page);
    g_test_add_func("/web/cache/memory-is-bounded", test_memory_is_bounded);
    g_test_add_func("/web/cache/too-large-is-not-kept", test_too_large_is_not_kept);
    g_test_add_func("/web/cache/many-threads", test_many_threads);
    add_base_test("/web/cache/what-a-worker-keeps", test_what_a_worker_keeps);
    add_base_test("/web/cache/for-visitors-only", test_for_visitors_only);
    add_base_test("/web/cache/a-write-makes-it-stale", test_a_write_makes_it_stale);
    add_base_test("/web/cache/counts-for-prometheus", test_counts_for_prometheus);
}
