/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/metrics.h"

#include "web/app.h"
#include "web/health.h"
#include "web/web_testing.h"

#include <string.h>

static const RouteTable *const tables[] = {&health_routes, NULL};

static bool
is_number(const char *text)
{
    char *end = NULL;
    g_ascii_strtod(text, &end);
    return end != text && *end == '\0';
}

/* "name{label="x"} 1", of a metric that was announced by HELP and TYPE before. */
static void
check_sample(const char *line, GHashTable *announced)
{
    size_t n = strspn(line, "abcdefghijklmnopqrstuvwxyz_0123456789");
    g_autofree char *name = g_strndup(line, n);
    static const char *const suffixes[] = {"_bucket", "_sum", "_count"};
    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
        if (g_str_has_suffix(name, suffixes[i]) && !g_hash_table_contains(announced, name))
            name[strlen(name) - strlen(suffixes[i])] = '\0';
    if (!g_hash_table_contains(announced, name))
        g_error("not announced: %s", line);
    const char *value = line + n;
    if (*value == '{') {
        g_assert_true(g_regex_match_simple("^\\{[a-z]+=\"[^\"\\\\\n]*\"\\} ", value, 0, 0));
        value = strchr(value, '}') + 1;
    }
    g_assert_cmpint(*value, ==, ' ');
    if (!is_number(value + 1))
        g_error("no number: %s", line);
}

static void
check_format(const char *text)
{
    g_autoptr(GHashTable) announced = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_assert_true(g_str_has_suffix(text, "\n"));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; line[1] != NULL; line++) {
        if (g_str_has_prefix(*line, "# HELP "))
            continue;
        if (g_str_has_prefix(*line, "# TYPE ")) {
            g_auto(GStrv) words = g_strsplit(*line, " ", 4);
            g_assert_true(strstr(" counter gauge histogram ", words[3]) != NULL);
            g_assert_true(g_hash_table_add(announced, g_strdup(words[2])));
        } else {
            check_sample(*line, announced);
        }
    }
    g_assert_cmpuint(g_hash_table_size(announced), >, 8);
}

static void
test_is_prometheus_text(void)
{
    Metrics *metrics = metrics_new();
    g_autoptr(GString) text = g_string_new(NULL);
    metrics_write(metrics, NULL, text);
    check_format(text->str);
    metrics_request(metrics, 200, 300);
    metrics_request(metrics, 200, 400000);
    metrics_request(metrics, 404, 60000000);
    metrics_request(metrics, 99999, 0);
    metrics_request(metrics, -1, 0);
    for (int e = 0; e < N_METRIC_EVENTS; e++)
        metrics_count(metrics, (MetricEvent)e);
    for (int o = DB_OK; o <= DB_FULL; o++)
        metrics_outcome(metrics, (DbOutcome)o);
    g_string_truncate(text, 0);
    metrics_write(metrics, NULL, text);
    check_format(text->str);
    static const char *const lines[] = {"baraza_requests_total{status=\"200\"} 2\n",
                                        "baraza_request_seconds_bucket{le=\"0.00025\"} 2\n",
                                        "baraza_request_seconds_bucket{le=\"0.0005\"} 3\n",
                                        "baraza_request_seconds_bucket{le=\"1\"} 4\n",
                                        "baraza_request_seconds_bucket{le=\"+Inf\"} 5\n",
                                        "baraza_request_seconds_count 5\n",
                                        "baraza_request_seconds_sum 60.4003\n",
                                        "baraza_transactions_total{outcome=\"full\"} 1\n",
                                        "baraza_connections 0\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        if (strstr(text->str, lines[i]) == NULL)
            g_error("no %s in %s", lines[i], text->str);
    metrics_free(metrics);
    metrics_count(NULL, METRIC_ASSET);
    metrics_request(NULL, 200, 1);
    metrics_outcome(NULL, DB_OK);
}

static void *
count_many(void *data)
{
    for (int i = 0; i < 10000; i++)
        metrics_request(data, 200, i);
    return NULL;
}

static void
test_many_threads_lose_nothing(void)
{
    Metrics *metrics = metrics_new();
    GThread *threads[4];
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("count", count_many, metrics);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        g_thread_join(threads[i]);
    g_autoptr(GString) text = g_string_new(NULL);
    metrics_write(metrics, NULL, text);
    g_assert_nonnull(strstr(text->str, "baraza_requests_total{status=\"200\"} 40000\n"));
    metrics_free(metrics);
}

static Response *
ask_from(Fixture *fx, const char *address, const char *path)
{
    Incoming in = a_request(fx, GET, NOBODY, path);
    in.address = address;
    return send_raw(fx, &in);
}

static void
test_only_this_machine_reads_them(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fx->app.routes = tables;
    assert_status(ask_from(fx, "127.0.0.1", "/metrics"), 404);
    fx->app.metrics = metrics_new();
    Response *res = ask_from(fx, "127.0.0.1", "/metrics");
    assert_status(res, 200);
    g_assert_true(res->private);
    g_assert_cmpstr(res->type, ==, "text/plain; version=0.0.4");
    assert_status(ask_from(fx, "::1", "/metrics"), 200);
    assert_status(ask_from(fx, "192.0.2.1", "/metrics"), 404);
    assert_status(ask_from(fx, "", "/metrics"), 404);
    assert_status(ask_from(fx, NULL, "/metrics"), 404);
    g_clear_pointer(&fx->app.metrics, metrics_free);
}

/* ---- health ---- */

static void
test_any_name_will_do(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const paths[] = {"/healthz", "/metrics"};
    fx->app.routes = tables;
    fx->app.metrics = metrics_new();
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        Incoming in = a_request(fx, GET, NOBODY, paths[i]);
        in.host = "127.0.0.1:8080";
        in.address = "127.0.0.1";
        assert_status(send_raw(fx, &in), 200);
    }
    g_clear_pointer(&fx->app.metrics, metrics_free);
}

static void
on_server(const Fixture *fx, const char *format)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Db) db = db_open(g_getenv("BARAZA_TEST_POSTGRES"), &error);
    g_assert_no_error(error);
    g_autoptr(GString) sql = g_string_new(format);
    g_string_replace(sql, "DATABASE_NAME", fx->database, 0);
    db_script(db, sql->str);
    g_assert_cmpstr(db_message(db), ==, "");
}

static void
test_health(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fx->app.routes = tables;
    Response *res = ask_from(fx, "192.0.2.1", "/healthz");
    assert_status(res, 200);
    g_assert_true(res->private);
    assert_statements(fx, 1);
    db_fail_at(fx->db, 1);
    assert_status(ask_from(fx, "192.0.2.1", "/healthz"), 500);
    db_fail_at(fx->db, 0);
    assert_status(ask_from(fx, "192.0.2.1", "/healthz"), 200);
}

static void
test_health_without_the_database(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fx->app.routes = tables;
    if (fx->database == NULL)
        return; /* SQLite's file is open and stays so */
    on_server(fx, "ALTER DATABASE DATABASE_NAME ALLOW_CONNECTIONS false");
    on_server(fx, "DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity"
                  " WHERE datname = 'DATABASE_NAME'; END $$");
    Response *res = ask_from(fx, "192.0.2.1", "/healthz");
    assert_status(res, 503);
    g_assert_nonnull(header_of(res, "Retry-After"));
    assert_status(ask_from(fx, "192.0.2.1", "/healthz"), 503);
    on_server(fx, "ALTER DATABASE DATABASE_NAME ALLOW_CONNECTIONS true");
    assert_status(ask_from(fx, "192.0.2.1", "/healthz"), 200);
}

void
web_metrics_tests(void)
{
    g_test_add_func("/web/metrics/is-prometheus-text", test_is_prometheus_text);
    g_test_add_func("/web/metrics/many-threads-lose-nothing", test_many_threads_lose_nothing);
    add_test("/web/metrics/only-this-machine-reads-them", test_only_this_machine_reads_them);
    add_test("/web/health/answers", test_health);
    add_test("/web/health/any-name-will-do", test_any_name_will_do);
    add_test("/web/health/without-the-database", test_health_without_the_database);
}
