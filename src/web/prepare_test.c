/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Work before the transaction: docs/decisions/0019-work-before-the-transaction.md.
 */
#include "db/driver.h"
#include "web/limiter.h"
#include "web/origin.h"
#include "web/web_testing.h"

#include <string.h>

/* What the route of these tests does, and how often it was reached. */
static struct {
    Fixture *fx;
    const char *between; /* SQL that is run while it computes, or NULL */
    int busy;            /* so often the handler's transaction is refused */
    bool refuses, writes;
    int looked, worked, handled;
} now;

static const Sql insert_setting = {.name = "insert",
                                   .text = "INSERT INTO setting (name, value) VALUES ('test-l', "
                                           "'')",
                                   .postgres = "INSERT INTO setting (name, value) VALUES "
                                               "('test-l', '')"};

static Response *
look(Request *req)
{
    now.looked++;
    g_assert_true(db_in_transaction(req->cx->db));
    if (now.writes)
        db_run(req->cx, &insert_setting, DB_NO_ARGS);
    if (now.refuses)
        return respond_error(req, 422, NULL);
    req->prepared = arena_printf(req->cx->arena, "%s of %" PRId64, req_field(req, "name"),
                                 req->cx->me.id);
    return NULL;
}

static void
work(Request *req)
{
    now.worked++;
    g_assert_false(db_in_transaction(req->cx->db));
    if (now.between != NULL)
        run_sql(now.fx, now.between);
    req->prepared = arena_printf(req->cx->arena, "work %d on %s", now.worked,
                                 (const char *)req->prepared);
}

static Response *
handle(Request *req)
{
    now.handled++;
    if (now.busy-- > 0)
        db_set_failed(req->cx->db, DB_BUSY, "test", "busy");
    const char *result = req->prepared;
    Html *body = html_begin(req);
    Page page = {.title = "Test"};
    html_lit(body, "<h1>Test</h1>\n<p>");
    html_text(body, result);
    html_lit(body, "</p>\n");
    return respond_framed(req, 200, &page, body);
}

static const Preparation slowly = {look, work};

static const Route rows[] = {
    {POST, "/slow", handle, MEMBER, 0, &slowly},
};
static const RouteTable table = ROUTE_TABLE(rows);
static const RouteTable *const tables[] = {&table, NULL};

static void
begin(Fixture *fx)
{
    memset(&now, 0, sizeof now);
    now.fx = fx;
    use_test_routes(fx);
    g_assert_true(web_check(tables));
    fx->app.routes = tables;
}

static void
assert_reached(int looked, int worked, int handled)
{
    g_assert_cmpint(now.looked, ==, looked);
    g_assert_cmpint(now.worked, ==, worked);
    g_assert_cmpint(now.handled, ==, handled);
}

static void
test_computes_between_two_transactions(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx);
    now.between = "INSERT INTO setting (name, value) VALUES ('test-b', '')";
    Response *res = post(fx, ANN, "/slow", "name", "ox", NULL);
    assert_status(res, 200);
    assert_shows(res, "work 1 on ox of 1");
    assert_reached(1, 1, 1);
    g_assert_cmpint(n_written(fx), ==, 1);
    assert_statements(fx, 5); /* who asks, twice; the frame has three */
}

static void
test_busy_database_computes_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx);
    now.busy = 3;
    Response *res = post(fx, ANN, "/slow", "name", "ox", NULL);
    assert_status(res, 200);
    assert_shows(res, "work 1 on ox of 1");
    assert_reached(1, 1, 4);
}

static void
test_refused_never_compute(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx);
    assert_status(post(fx, NOBODY, "/slow", NULL), 403);
    Incoming in = a_post(fx, ANN, "/slow", "name=ox");
    assert_status(send_raw(fx, &in), 403); /* no token */
    in = a_post(fx, ANN, "/slow", arena_printf(fx->arena, TOKEN_FIELD "=%s", token_of(fx, ANN)));
    in.origin = "https://other.example";
    assert_status(send_raw(fx, &in), 403);
    run_sql(fx, "UPDATE person SET left_at = 1 WHERE id = 2");
    assert_status(post(fx, BOB, "/slow", NULL), 403);
    assert_reached(0, 0, 0);
    now.refuses = true;
    assert_status(post(fx, ANN, "/slow", NULL), 422);
    assert_reached(1, 0, 0);
}

static void
test_looking_writes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx);
    now.writes = true;
    assert_status(post(fx, ANN, "/slow", NULL), 500);
    assert_reached(1, 0, 0);
    g_assert_cmpint(n_written(fx), ==, 0);
    now.writes = false;
    assert_status(post_failing_at(fx, 1, ANN, "/slow", NULL), 500);
    assert_reached(1, 0, 0);
    assert_status(post_failing_at(fx, 2, ANN, "/slow", NULL), 500);
    assert_reached(2, 1, 0);
}

static void
test_who_asks_is_found_out_anew(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx);
    now.between = "DELETE FROM session";
    Response *res = post(fx, ANN, "/slow", NULL);
    assert_status(res, 403);
    assert_reached(1, 1, 0);
}

static void
test_limits_count_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx);
    fx->app.limiter = limiter_new();
    const char *body = arena_printf(fx->arena, TOKEN_FIELD "=%s", token_of(fx, ANN));
    Incoming in = a_post(fx, ANN, "/slow", body);
    in.address = "192.0.2.1";
    int n = 0;
    while (n < 100 && send_raw(fx, &in)->status == 200)
        n++;
    g_assert_cmpint(n, >=, 60);
    assert_reached(n, n, n);
    g_clear_pointer(&fx->app.limiter, limiter_free);
}

void
web_prepare_tests(void)
{
    add_test("/web-prepare/computes-between-two-transactions",
             test_computes_between_two_transactions);
    add_test("/web-prepare/busy-database-computes-once", test_busy_database_computes_once);
    add_test("/web-prepare/refused-never-compute", test_refused_never_compute);
    add_test("/web-prepare/looking-writes-nothing", test_looking_writes_nothing);
    add_test("/web-prepare/who-asks-is-found-out-anew", test_who_asks_is_found_out_anew);
    add_test("/web-prepare/limits-count-once", test_limits_count_once);
}
