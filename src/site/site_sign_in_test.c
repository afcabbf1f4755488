/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/site_testing.h"

#include "site/sign_in.h"
#include "web/limiter.h"

#include <string.h>

/* The path of a link for @person. */
static const char *
a_link(Fixture *fx, int64_t person, const char *next)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    const char *path = strstr(sign_in_link(cx, person, next), "/sign-in/");
    fixture_commit(fx);
    return path;
}

static int64_t
n_sessions(Fixture *fx, int64_t person)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT count(*) FROM session WHERE person_id = %" PRId64, person);
    return query_int(fx, sql);
}

static void
test_link_signs_in_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *path = a_link(fx, ANN, "/blog");
    Response *res = post(fx, NOBODY, path, NULL);
    assert_status(res, 303);
    assert_location(res, "/blog");
    g_assert_nonnull(strstr(header_of(res, "Set-Cookie"), "HttpOnly"));
    g_assert_cmpint(n_sessions(fx, ANN), ==, 1);

    res = post(fx, NOBODY, path, NULL);
    assert_status(res, 410);
    assert_shows(res, "used already");
    g_assert_cmpint(n_sessions(fx, ANN), ==, 1);
}

static void
test_get_does_not_act(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *path = a_link(fx, ANN, "");
    for (int i = 0; i < 3; i++) {
        Response *res = get(fx, NOBODY, path);
        assert_status(res, 200);
        assert_shows(res, "<button class=\"button\">Sign in</button>");
        g_assert_true(res->private);
    }
    g_assert_cmpint(n_sessions(fx, ANN), ==, 0);
    assert_status(post(fx, NOBODY, path, NULL), 303);
    assert_status(get(fx, NOBODY, path), 410);
}

static void
test_link_expires(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *path = a_link(fx, ANN, "");
    fx->now += 30 * 60;
    assert_status(get(fx, NOBODY, path), 410);
    assert_status(post(fx, NOBODY, path, NULL), 410);
    g_assert_cmpint(n_sessions(fx, ANN), ==, 0);
}

static void
test_forged_link_is_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_link(fx, ANN, "");
    static const char *const paths[] = {"/sign-in/x",
                                        "/sign-in/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                        "/sign-in/%27%20OR%201%3D1"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        assert_status(get(fx, NOBODY, paths[i]), 410);
        assert_status(post(fx, NOBODY, paths[i], NULL), 410);
    }
}

static void
test_next_is_local(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const targets[] = {"//evil.example", "https://evil.example",
                                          "/\\evil.example", "javascript:x", "blog"};
    for (size_t i = 0; i < G_N_ELEMENTS(targets); i++)
        assert_location(post(fx, NOBODY, a_link(fx, ANN, targets[i]), NULL), "/");
    /* Edna reads French. */
    assert_location(post(fx, NOBODY, a_link(fx, EDNA, "/year"), NULL), "/fr/year");
}

static void
test_the_answer_tells_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *known = post(fx, NOBODY, "/sign-in", "email", "ann@example.org", NULL);
    Response *unknown = post(fx, NOBODY, "/sign-in", "email", "eve@example.org", NULL);
    assert_status(known, 200);
    assert_status(unknown, 200);
    assert_shows(known, "If ann@example.org is known to us");
    assert_shows(unknown, "If eve@example.org is known to us");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'sign-in'"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM mail_token"), ==, 1);
    assert_status(post(fx, NOBODY, "/sign-in", "email", "no address", NULL), 422);
    assert_status(post(fx, NOBODY, "/sign-in", "email", HOSTILE, NULL), 422);
    assert_hides(post(fx, NOBODY, "/sign-in", "email", HOSTILE, NULL), "<b>Tom");
}

static void
test_asking_too_often_is_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fx->app.limiter = limiter_new();
    int status = 200;
    for (int i = 0; i < 100 && status == 200; i++)
        status = post(fx, NOBODY, "/sign-in", "email", "ann@example.org", NULL)->status;
    g_assert_cmpint(status, ==, 429);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM mail_token"), <, 30);
    g_clear_pointer(&fx->app.limiter, limiter_free);
}

static void
test_failure_leaves_the_link_good(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *path = a_link(fx, ANN, "");
    for (int nth = 1; nth <= 4; nth++)
        assert_status(post_failing_at(fx, nth, NOBODY, path, NULL), 500);
    g_assert_cmpint(n_sessions(fx, ANN), ==, 0);
    assert_status(post(fx, NOBODY, path, NULL), 303);
}

static void
test_sign_out_ends_the_session(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, ANN, "/"), "Ann Achieng");
    assert_status(post(fx, ANN, "/sign-out", NULL), 303);
    g_assert_cmpint(n_sessions(fx, ANN), ==, 0);
}

void
site_sign_in_tests(void)
{
    add_test("/sign-in/link-signs-in-once", test_link_signs_in_once);
    add_test("/sign-in/get-does-not-act", test_get_does_not_act);
    add_test("/sign-in/link-expires", test_link_expires);
    add_test("/sign-in/forged-link-is-refused", test_forged_link_is_refused);
    add_test("/sign-in/next-is-local", test_next_is_local);
    add_test("/sign-in/the-answer-tells-nothing", test_the_answer_tells_nothing);
    add_test("/sign-in/asking-too-often-is-refused", test_asking_too_often_is_refused);
    add_test("/sign-in/failure-leaves-the-link-good", test_failure_leaves_the_link_good);
    add_test("/sign-in/sign-out-ends-the-session", test_sign_out_ends_the_session);
}
