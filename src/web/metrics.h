/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * metrics - what the server counts, as Prometheus reads it.
 *
 * Counters only grow and are written by any thread without a lock.
 */
#pragma once
#include "db/db.h"
#include "web/cache.h"

typedef enum MetricEvent {
    METRIC_CACHE_HIT = 0,  /* answered from a kept page */
    METRIC_ASSET,          /* answered with a static file */
    METRIC_NOT_MODIFIED,   /* of these two: 304 */
    METRIC_CONNECTION,     /* opened */
    METRIC_REFUSED,        /* connections over a limit */
    METRIC_TOO_SLOW,       /* connections closed because a deadline passed */
    METRIC_QUEUE_FULL,     /* requests refused because all workers were busy for long */
    METRIC_CONNECTION_END, /* closed */
    N_METRIC_EVENTS,
} MetricEvent;

typedef struct Metrics Metrics;

Metrics *metrics_new(void);
void metrics_free(Metrics *metrics);

/* NULL for @metrics: nothing is counted. */
void metrics_count(Metrics *metrics, MetricEvent event);
void metrics_request(Metrics *metrics, int status, int64_t microseconds);
void metrics_outcome(Metrics *metrics, DbOutcome outcome);

/** Write everything in Prometheus' text format 0.0.4; @cache may be NULL. */
void metrics_write(Metrics *metrics, Cache *cache, GString *out);
