/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/origin.h"

#include "web/app.h"
#include "web/session.h"
#include "web/web_testing.h"

#include <string.h>

#define EVIL "https://evil.example"

static void
test_where_a_post_comes_from(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *origin, *referer, *site;
        int status;
    } rows[] = {
        {TEST_ORIGIN,          NULL,                     "same-origin", 303},
        {TEST_ORIGIN,          NULL,                     NULL,          303},
        {NULL,                 TEST_ORIGIN "/form",      NULL,          303},
        {NULL,                 TEST_ORIGIN,              NULL,          303},
        {NULL,                 NULL,                     "same-origin", 303},
        {NULL,                 NULL,                     NULL,          403},
        {EVIL,                 NULL,                     NULL,          403},
        {EVIL,                 TEST_ORIGIN "/form",      "same-origin", 403},
        {"null",               NULL,                     NULL,          403},
        {"null",               TEST_ORIGIN "/form",      "same-origin", 403},
        {"",                   NULL,                     NULL,          403},
        {"https://" TEST_HOST, NULL,                     NULL,          403},
        {TEST_ORIGIN ".evil",  NULL,                     NULL,          403},
        {TEST_ORIGIN "0",      NULL,                     NULL,          403},
        {TEST_ORIGIN,          NULL,                     "cross-site",  403},
        {TEST_ORIGIN,          NULL,                     "same-site",   403},
        {TEST_ORIGIN,          NULL,                     HOSTILE,       403},
        {NULL,                 EVIL "/" TEST_ORIGIN "/", NULL,          403},
        {NULL,                 TEST_ORIGIN "@evil/",     NULL,          403},
        {NULL,                 TEST_ORIGIN "0/",         NULL,          403},
        {NULL,                 NULL,                     "cross-site",  403},
    };
    use_test_routes(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *body = g_strdup_printf("name=%zu", i);
        int64_t before = n_written(fx);
        Incoming in = a_post(fx, NOBODY, "/write", body);
        in.origin = rows[i].origin;
        in.referer = rows[i].referer;
        in.sec_fetch_site = rows[i].site;
        if (send_raw(fx, &in)->status != rows[i].status)
            g_error("row %zu", i);
        g_assert_cmpint(n_written(fx) - before, ==, rows[i].status == 303);
    }
}

static int
post_token(Fixture *fx, int64_t me, const char *token)
{
    const char *body = token != NULL
                           ? arena_printf(fx->arena, "name=%u&token=%s", g_random_int(), token)
                           : "name=x";
    Incoming in = a_post(fx, me, "/member/write", body);
    return send_raw(fx, &in)->status;
}

/* The token with its nth character changed. */
static const char *
forge(Fixture *fx, const char *token, size_t n)
{
    char *forged = arena_strdup(fx->arena, token);
    forged[n] = forged[n] == 'A' ? 'B' : 'A';
    return forged;
}

static void
test_tokens(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    const char *token = token_of(fx, ANN);
    g_assert_cmpint(post_token(fx, ANN, token), ==, 303);
    g_assert_cmpint(post_token(fx, ANN, token), ==, 303); /* the page was open twice */
    const char *const bad[] = {NULL,
                               "",
                               "x",
                               token_of(fx, BOB),
                               forge(fx, token, 0),
                               forge(fx, token, 30),
                               forge(fx, token, strlen(token) - 2),
                               arena_printf(fx->arena, "%sA", token),
                               arena_strndup(fx->arena, token, strlen(token) - 1),
                               repeat(fx, "A", strlen(token)),
                               arena_printf(fx->arena, "x&token=%s", token)};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        if (post_token(fx, ANN, bad[i]) != 403)
            g_error("token %zu", i);
    g_assert_cmpint(n_written(fx), ==, 2);
    g_assert_cmpstr(token_of(fx, ANN), !=, token); /* each page has another one */
}

/* One from before signing out is of no use after signing in again. */
static void
test_token_ends_with_the_session(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    const char *token = token_of(fx, ANN);
    assert_status(post(fx, ANN, "/end", NULL), 303);
    g_hash_table_remove_all(fx->cookies);
    g_assert_cmpint(post_token(fx, ANN, token), ==, 403);
    g_assert_cmpint(post_token(fx, ANN, token_of(fx, ANN)), ==, 303);
    /* And with the instance's key. */
    token = token_of(fx, ANN);
    fx->app.key[0] ^= 1;
    g_assert_cmpint(post_token(fx, ANN, token), ==, 403);
}

static void
test_foreign_route_needs_neither(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    Incoming in = a_post(fx, ANN, "/foreign", "name=x");
    in.origin = EVIL;
    in.sec_fetch_site = "cross-site";
    assert_status(send_raw(fx, &in), 303);
    g_assert_cmpint(n_written(fx), ==, 1);
    in.target = "/member/write";
    assert_status(send_raw(fx, &in), 403);
    in.target = "/fr/member/write";
    Response *res = send_raw(fx, &in);
    assert_status(res, 403);
    assert_shows(res, "lang=\"fr\"");
    g_assert_cmpint(n_written(fx), ==, 1);
}

static void
test_local_paths(void)
{
    static const char *const local[] = {"/", "/a", "/a//b", "/a?b=https://x", "/\xc3\xa9"};
    static const char *const other[] = {NULL,    "",      "a",     "//a",    "/\\a",     "\\a",
                                        "/a\\b", "/\t/a", "/\n/a", "http:a", "https://a"};
    for (size_t i = 0; i < G_N_ELEMENTS(local); i++)
        g_assert_true(path_is_local(local[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(other); i++)
        g_assert_false(path_is_local(other[i]));
}

void
web_origin_tests(void)
{
    add_test("/web/origin/where-a-post-comes-from", test_where_a_post_comes_from);
    add_test("/web/origin/tokens", test_tokens);
    add_test("/web/origin/token-ends-with-the-session", test_token_ends_with_the_session);
    add_test("/web/origin/foreign-route-needs-neither", test_foreign_route_needs_neither);
    g_test_add_func("/web/origin/local-paths", test_local_paths);
}
