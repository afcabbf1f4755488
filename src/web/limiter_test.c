/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/limiter.h"

#include "testing.h"

#define SECOND ((int64_t)G_USEC_PER_SEC)

/* How many @who may take at once. */
static int
n_taken(Limiter *limiter, LimitKind kind, const char *who, int64_t now)
{
    int n = 0, seconds = 0;
    while (n < 10000 && limiter_take(limiter, kind, who, now, &seconds))
        n++;
    return n;
}

static void
test_each_kind_has_an_end(void)
{
    Limiter *limiter = limiter_new();
    for (int kind = 1; kind < N_LIMIT_KINDS; kind++) {
        int n = n_taken(limiter, (LimitKind)kind, "192.0.2.1", SECOND), seconds = 0;
        g_assert_cmpint(n, >=, 3);
        g_assert_cmpint(n, <, 10000);
        g_assert_false(limiter_take(limiter, (LimitKind)kind, "192.0.2.1", SECOND, &seconds));
        g_assert_cmpint(seconds, >=, 1);
        /* After the time that it said there is one. */
        int64_t later = SECOND + seconds * SECOND;
        g_assert_true(limiter_take(limiter, (LimitKind)kind, "192.0.2.1", later, &seconds));
        /* After a long time there are as many as at first, not more. */
        g_assert_cmpint(n_taken(limiter, (LimitKind)kind, "192.0.2.1", 1000000 * SECOND), ==, n);
    }
    limiter_free(limiter);
}

static void
test_one_does_not_pay_for_another(void)
{
    Limiter *limiter = limiter_new();
    int n = n_taken(limiter, LIMIT_POSTS, "192.0.2.1", SECOND);
    g_assert_cmpint(n_taken(limiter, LIMIT_POSTS, "192.0.2.2", SECOND), ==, n);
    g_assert_cmpint(n_taken(limiter, LIMIT_POSTS, "192.0.2.1", SECOND), ==, 0);
    g_assert_cmpint(n_taken(limiter, LIMIT_REQUESTS, "192.0.2.1", SECOND), >, 0);
    g_assert_cmpint(n_taken(limiter, LIMIT_SIGN_IN_MAIL, "ann@example.org", SECOND), >, 0);
    g_assert_cmpint(n_taken(limiter, LIMIT_SIGN_IN_MAIL, HOSTILE, SECOND), >, 0);
    limiter_free(limiter);
}

static void
test_ipv6_network_is_one(void)
{
    static const struct {
        const char *first, *second;
        bool same;
    } rows[] = {
        {"2001:db8:1:2::1",  "2001:db8:1:2:ffff:ffff:ffff:ffff", true },
        {"2001:db8:1:2::1",  "2001:db8:1:3::1",                  false},
        {"2001:db8::1",      "2001:db8:0:0:1::",                 true },
        {"2001:db8::1",      "2001:db8:0:1::1",                  false},
        {"2001:db8:1::5",    "2001:db8:1:0:a:b:c:d",             true },
        {"2001:db8:1::5",    "2001:db8:2::5",                    false},
        {"::1",              "2001:db8::1",                      false},
        {"::ffff:192.0.2.1", "192.0.2.1",                        true },
        {"::ffff:192.0.2.1", "::ffff:192.0.2.2",                 false},
        {"192.0.2.1",        "192.0.2.10",                       false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Limiter *limiter = limiter_new();
        n_taken(limiter, LIMIT_POSTS, rows[i].first, SECOND);
        bool empty = n_taken(limiter, LIMIT_POSTS, rows[i].second, SECOND) == 0;
        if (empty != rows[i].same)
            g_error("%s and %s", rows[i].first, rows[i].second);
        limiter_free(limiter);
    }
}

/* A flood from very many addresses: no more memory, and who comes anew may still ask. */
static void
test_many_addresses(void)
{
    Limiter *limiter = limiter_new();
    int seconds = 0;
    for (int i = 0; i < 100000; i++) {
        char who[16];
        g_snprintf(who, sizeof who, "10.%d.%d.%d", i >> 16, i >> 8 & 255, i & 255);
        g_assert_true(limiter_take(limiter, LIMIT_REQUESTS, who, SECOND + i, &seconds));
    }
    limiter_free(limiter);
    g_assert_true(limiter_take(NULL, LIMIT_REQUESTS, "192.0.2.1", SECOND, &seconds));
}

static void *
take_many(void *data)
{
    int n = 0, seconds = 0;
    for (int i = 0; i < 1000; i++)
        n += limiter_take(data, LIMIT_POSTS, "192.0.2.1", SECOND, &seconds);
    return GINT_TO_POINTER(n);
}

static void
test_many_threads_share_one_bucket(void)
{
    Limiter *limiter = limiter_new(), *alone = limiter_new();
    GThread *threads[4];
    int n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("take", take_many, limiter);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        n += GPOINTER_TO_INT(g_thread_join(threads[i]));
    g_assert_cmpint(n, ==, n_taken(alone, LIMIT_POSTS, "192.0.2.1", SECOND));
    limiter_free(limiter);
    limiter_free(alone);
}

void
web_limiter_tests(void)
{
    g_test_add_func("/web/limiter/each-kind-has-an-end", test_each_kind_has_an_end);
    g_test_add_func("/web/limiter/one-does-not-pay-for-another", test_one_does_not_pay_for_another);
    g_test_add_func("/web/limiter/ipv6-network-is-one", test_ipv6_network_is_one);
    g_test_add_func("/web/limiter/many-addresses", test_many_addresses);
    g_test_add_func("/web/limiter/many-threads-share-one-bucket",
                    test_many_threads_share_one_bucket);
}
