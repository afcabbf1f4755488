/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/metrics.h"

#include <inttypes.h>
#include <stdatomic.h>

#define MAX_STATUS 600
#define N_OUTCOMES (DB_FULL + 1)

/* Upper ends of the buckets, microseconds. */
static const int64_t bounds[] = {250,   500,   1000,   2500,   5000,    10000,
                                 25000, 50000, 100000, 250000, 1000000, 5000000};

#define N_BOUNDS G_N_ELEMENTS(bounds)

struct Metrics {
    atomic_llong statuses[MAX_STATUS];
    atomic_llong buckets[N_BOUNDS + 1];
    atomic_llong microseconds;
    atomic_llong events[N_METRIC_EVENTS];
    atomic_llong outcomes[N_OUTCOMES];
};

Metrics *
metrics_new(void)
{
    return g_new0(Metrics, 1);
}

void
metrics_free(Metrics *metrics)
{
    g_free(metrics);
}

static void
add(atomic_llong *counter, int64_t n)
{
    atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

static int64_t
get(const atomic_llong *counter)
{
    return atomic_load_explicit(counter, memory_order_relaxed);
}

void
metrics_count(Metrics *metrics, MetricEvent event)
{
    if (metrics != NULL)
        add(&metrics->events[event], 1);
}

void
metrics_request(Metrics *metrics, int status, int64_t microseconds)
{
    if (metrics == NULL)
        return;
    size_t i = 0;
    while (i < N_BOUNDS && microseconds > bounds[i])
        i++;
    add(&metrics->statuses[CLAMP(status, 0, MAX_STATUS - 1)], 1);
    add(&metrics->buckets[i], 1);
    add(&metrics->microseconds, microseconds);
}

void
metrics_outcome(Metrics *metrics, DbOutcome outcome)
{
    if (metrics != NULL)
        add(&metrics->outcomes[outcome], 1);
}

/* ---- writing ---- */

static void
write_head(GString *out, const char *name, const char *type, const char *help)
{
    g_string_append_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
write_one(GString *out, const char *name, const char *type, const char *help, int64_t value)
{
    write_head(out, name, type, help);
    g_string_append_printf(out, "%s %" PRId64 "\n", name, value);
}

static void
write_requests(const Metrics *metrics, GString *out)
{
    write_head(out, "baraza_requests_total", "counter", "Requests answered by handlers.");
    for (int i = 0; i < MAX_STATUS; i++)
        if (get(&metrics->statuses[i]) > 0)
            g_string_append_printf(out, "baraza_requests_total{status=\"%d\"} %" PRId64 "\n", i,
                                   get(&metrics->statuses[i]));
}

static void
write_seconds(GString *out, const char *before, int64_t microseconds, const char *after)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text, sizeof text, "%.6g", (double)microseconds / G_USEC_PER_SEC);
    g_string_append_printf(out, "%s%s%s", before, text, after);
}

static void
write_latency(const Metrics *metrics, GString *out)
{
    int64_t sum = 0;
    write_head(out, "baraza_request_seconds", "histogram", "Time in the handler and database.");
    for (size_t i = 0; i < N_BOUNDS; i++) {
        sum += get(&metrics->buckets[i]);
        write_seconds(out, "baraza_request_seconds_bucket{le=\"", bounds[i], "\"}");
        g_string_append_printf(out, " %" PRId64 "\n", sum);
    }
    sum += get(&metrics->buckets[N_BOUNDS]);
    g_string_append_printf(out, "baraza_request_seconds_bucket{le=\"+Inf\"} %" PRId64 "\n", sum);
    write_seconds(out, "baraza_request_seconds_sum ", get(&metrics->microseconds), "\n");
    g_string_append_printf(out, "baraza_request_seconds_count %" PRId64 "\n", sum);
}

static void
write_outcomes(const Metrics *metrics, GString *out)
{
    static const char *const names[N_OUTCOMES] = {"ok",   "rolled_back", "failed",
                                                  "busy", "away",        "full"};
    write_head(out, "baraza_transactions_total", "counter", "Database transactions by outcome.");
    for (int i = 0; i < (int)N_OUTCOMES; i++)
        g_string_append_printf(out, "baraza_transactions_total{outcome=\"%s\"} %" PRId64 "\n",
                               names[i], get(&metrics->outcomes[i]));
}

static void
write_events(const Metrics *metrics, GString *out)
{
    static const struct {
        MetricEvent event;
        const char *name, *help;
    } rows[] = {
        {METRIC_CACHE_HIT,    "baraza_cache_answers_total",       "Answers from kept pages."       },
        {METRIC_ASSET,        "baraza_asset_answers_total",       "Answers with static files."     },
        {METRIC_NOT_MODIFIED, "baraza_not_modified_total",        "Of these two, 304."             },
        {METRIC_CONNECTION,   "baraza_connections_total",         "Connections opened."            },
        {METRIC_REFUSED,      "baraza_connections_refused_total", "Connections over a limit."      },
        {METRIC_TOO_SLOW,     "baraza_connections_slow_total",    "Connections past a deadline."   },
        {METRIC_QUEUE_FULL,   "baraza_queue_full_total",          "Requests refused: workers busy."},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        write_one(out, rows[i].name, "counter", rows[i].help, get(&metrics->events[rows[i].event]));
    write_one(out, "baraza_connections", "gauge", "Connections open now.",
              get(&metrics->events[METRIC_CONNECTION]) -
                  get(&metrics->events[METRIC_CONNECTION_END]));
}

static void
write_cache(Cache *cache, GString *out)
{
    CacheNumbers n = cache_numbers(cache);
    write_one(out, "baraza_cache_pages", "gauge", "Pages kept.", n.pages);
    write_one(out, "baraza_cache_bytes", "gauge", "Bytes of kept pages.", n.bytes);
    write_one(out, "baraza_cache_hits_total", "counter", "Lookups that found.", n.hits);
    write_one(out, "baraza_cache_misses_total", "counter", "Lookups that did not.", n.misses);
    write_one(out, "baraza_cache_stale_total", "counter", "Pages dropped as stale.", n.stale);
}

void
metrics_write(Metrics *metrics, Cache *cache, GString *out)
{
    write_requests(metrics, out);
    write_latency(metrics, out);
    write_outcomes(metrics, out);
    write_events(metrics, out);
    if (cache != NULL)
        write_cache(cache, out);
}
