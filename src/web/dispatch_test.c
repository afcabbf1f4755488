/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/app.h"
#include "web/limiter.h"
#include "web/web_testing.h"

#include <string.h>

static Response *
ask(Fixture *fx, Method method, const char *target)
{
    Incoming in = a_request(fx, method, NOBODY, target);
    return send_raw(fx, &in);
}

/* Each value of the access column for each kind of person. */
static void
test_access_column(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *path;
        int status[5]; /* nobody, Ann, Bob, Edna, Sam */
    } rows[] = {
        {"/open",        {200, 200, 200, 200, 200}},
        {"/member",      {303, 200, 200, 200, 200}},
        {"/editor",      {303, 403, 403, 200, 200}},
        {"/secretariat", {303, 403, 403, 403, 200}},
    };
    use_test_routes(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        for (int64_t who = NOBODY; who <= SAM; who++)
            assert_status(get(fx, who, rows[i].path), rows[i].status[who]);
}

static void
test_visitor_comes_back_after_signing_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    assert_location(ask(fx, GET, "/member?a=1&b=2"), "/sign-in?next=/member%3Fa%3D1%26b%3D2");
    assert_location(ask(fx, GET, "/fr/member"), "/fr/sign-in?next=/member");
    Response *res = get_json(fx, NOBODY, "/member");
    assert_status(res, 401);
    g_assert_cmpstr(header_of(res, "WWW-Authenticate"), ==, "Bearer");
    res = post(fx, NOBODY, "/member/write", "name", "x", NULL);
    assert_status(res, 403);
    assert_shows(res, "not signed in any more");
    g_assert_cmpint(n_written(fx), ==, 0);
}

static void
test_person_who_left_is_no_member(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    assert_status(get(fx, ANN, "/member"), 200);
    run_sql(fx, "UPDATE person SET left_at = 1483347600 WHERE id = 1");
    assert_status(get(fx, ANN, "/member"), 403);
    run_sql(fx, "UPDATE person_role SET until = 1483347600 WHERE person_id = 3");
    assert_status(get(fx, EDNA, "/editor"), 403);
}

static void
test_wrong_method(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    Response *res = ask(fx, GET, "/write");
    assert_status(res, 405);
    g_assert_cmpstr(header_of(res, "Allow"), ==, "POST");
    res = ask(fx, POST, "/open");
    assert_status(res, 405);
    g_assert_cmpstr(header_of(res, "Allow"), ==, "GET, HEAD");
    assert_status(ask(fx, POST, "/nothing"), 404);
}

static void
test_wrong_host(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const hosts[] = {NULL,
                                        "",
                                        "evil.example",
                                        "127.0.0.1",
                                        "127.0.0.1:80",
                                        TEST_HOST ".evil.example",
                                        "evil.example@" TEST_HOST,
                                        HOSTILE};
    use_test_routes(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(hosts); i++) {
        Incoming in = a_request(fx, GET, ANN, "/open");
        in.host = hosts[i];
        assert_status(send_raw(fx, &in), 421);
        in = a_post(fx, NOBODY, "/write", "name=x");
        in.host = hosts[i];
        assert_status(send_raw(fx, &in), 421);
    }
    g_assert_cmpint(n_written(fx), ==, 0);
}

static void
test_head_is_get(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    Incoming in = a_request(fx, GET, NOBODY, "/open");
    in.head = true;
    Response *head = send_raw(fx, &in);
    assert_status(head, 200);
    g_assert_cmpuint(head->body.n, ==, ask(fx, GET, "/open")->body.n);
}

static void
test_last_slash(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *target, *location;
    } rows[] = {
        {"/open/",                 "/open"            },
        {"/open/?a=%26&b=1",       "/open?a=%26&b=1"  },
        {"/fr/open/",              "/fr/open"         },
        {"/text/a%3Fb%23c/",       "/text/a%3Fb%23c"  },
        {"/no/a%3Fb%23%25c/",      "/no/a%3Fb%23%25c" },
        {"/no/\xc3\xa9t\xc3\xa9/", "/no/%C3%A9t%C3%A9"},
    };
    use_test_routes(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Response *res = ask(fx, GET, rows[i].target);
        assert_status(res, 301);
        assert_location(res, rows[i].location);
    }
    assert_status(ask(fx, GET, "/fr/"), 200);
}

static void
test_path_tricks(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const targets[] = {
        "",
        "open",
        "*",
        "http://" TEST_HOST "/open",
        "/../open",
        "/..",
        "/.",
        "/%2e%2e/open",
        "/...json",
        "/open/..json",
        "/%2E./open",
        "/./open",
        "//open",
        "/open//x",
        "//",
        "/%2fopen",
        "/text/a%2Fb",
        "/text/a%5cb",
        "/text/a\\b",
        "/%00",
        "/text/a%00b",
        "/text/%ff",
        "/text/\xff",
        "/text/%c0%ae",
        "/text/%ed%a0%80",
        "/text/%0d%0aSet-Cookie:x",
        "/text/a%09b",
        "/text/%",
        "/text/%4",
        "/text/%zz",
        "/open?a=%ff",
        "/open?a=%00",
        "/open?%",
    };
    use_test_routes(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(targets); i++)
        assert_status(ask(fx, GET, targets[i]), 400);
    assert_shows(ask(fx, GET, "/text/%3Cb%3E"), "&lt;b&gt;");
    assert_shows(ask(fx, GET, "/text/..."), "...");
    assert_shows(ask(fx, GET, "/text/%D8%B9"), "\xd8\xb9");
}

static void
test_language_prefix(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    assert_shows(ask(fx, GET, "/open"), "/open as 0 in en");
    assert_shows(ask(fx, GET, "/fr/open"), "/open as 0 in fr");
    assert_shows(ask(fx, GET, "/fr"), "/ as 0 in fr");
    assert_shows(ask(fx, GET, "/ar/open"), "dir=\"rtl\"");
    assert_status(ask(fx, GET, "/xx/open"), 404);
    assert_status(ask(fx, GET, "/fr/fr/open"), 404);
    assert_status(ask(fx, GET, "/fr/open.json"), 200);
}

/* Friendly pages; send_raw() has checked that they are valid. */
static void
test_errors_in_two_languages(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        int status;
        const char *english;
    } rows[] = {
        {403, "This is not open to you"           },
        {404, "There is nothing at this address"  },
        {410, "This is gone"                      },
        {422, "Something in the form is not right"},
        {429, "Too many requests"                 },
        {500, "Something went wrong on our side"  },
    };
    use_test_routes(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = g_strdup_printf("/status/%d", rows[i].status);
        g_autofree char *french = g_strconcat("/fr", path, NULL);
        GString *text = arena_string(fx->arena, 100);
        g_string_append(text, lang_text(lang_find("fr"), rows[i].english));
        g_string_replace(text, "'", "&#39;", 0);
        const char *words = text->str;
        g_assert_cmpstr(words, !=, rows[i].english);
        Response *res = ask(fx, GET, path);
        assert_status(res, rows[i].status);
        assert_shows(res, rows[i].english);
        assert_shows(res, "quote this number: test");
        res = ask(fx, GET, french);
        assert_status(res, rows[i].status);
        assert_shows(res, words);
        assert_shows(res, "lang=\"fr\"");
        res = get_json(fx, NOBODY, path);
        assert_status(res, rows[i].status);
        g_assert_true(g_str_has_prefix(res->type, "application/json"));
        assert_shows(res, rows[i].english);
        assert_shows(res, "\"request\":\"test\"");
    }
}

/* Also without the database, where the frame cannot be drawn. */
static void
test_bare_errors(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    Response *res = ask(fx, GET, "/break");
    assert_status(res, 500);
    assert_hides(res, "no_such_column");
    assert_shows(res, "Something went wrong on our side");
    res = ask(fx, GET, "/fr/break");
    assert_status(res, 500);
    assert_shows(res, lang_text(lang_find("fr"), "Something went wrong on our side"));
    res = get_json(fx, NOBODY, "/break");
    assert_status(res, 500);
    assert_shows(res, "\"status\":500");
    assert_status(ask(fx, GET, "/ar/break"), 500);
    assert_status(ask(fx, GET, "/open"), 200);
}

static void
test_refused_form_writes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    assert_status(post(fx, NOBODY, "/refuse", "name", "x", NULL), 422);
    g_assert_cmpint(n_written(fx), ==, 0);
    assert_status(post(fx, NOBODY, "/write", "name", HOSTILE, NULL), 303);
    g_assert_cmpint(n_written(fx), ==, 1);
    assert_status(post_failing_at(fx, 1, NOBODY, "/write", "name", "y", NULL), 500);
    assert_status(post_failing_at(fx, 2, ANN, "/member/write", "name", "y", NULL), 500);
    g_assert_cmpint(n_written(fx), ==, 1);
    /* The second of two statements fails: the first is not kept either. */
    assert_status(post(fx, NOBODY, "/write", "name", "y", "name", "y", NULL), 500);
    g_assert_cmpint(n_written(fx), ==, 1);
}

/* ---- how often ---- */

static int
n_answered(Fixture *fx, const Incoming *in, int most)
{
    int n = 0;
    while (n < most && send_raw(fx, in)->status != 429)
        n++;
    return n;
}

static void
test_limits_of_an_address(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    fx->app.limiter = limiter_new();
    Incoming in = a_request(fx, POST, NOBODY, "/nothing");
    in.address = "192.0.2.1";
    g_assert_cmpint(n_answered(fx, &in, 200), <, 150);
    Response *res = send_raw(fx, &in);
    assert_status(res, 429);
    g_assert_cmpstr(header_of(res, "Retry-After"), ==, "1");
    in.address = "192.0.2.2";
    assert_status(send_raw(fx, &in), 404);
    in.method = GET;
    in.address = "192.0.2.1";
    assert_status(send_raw(fx, &in), 404);
    in.method = POST;
    in.address = "127.0.0.1";
    g_assert_cmpint(n_answered(fx, &in, 150), ==, 150);
    g_clear_pointer(&fx->app.limiter, limiter_free);
}

static void
test_limit_of_an_account(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    fx->app.limiter = limiter_new();
    const char *body = arena_printf(fx->arena, "token=%s", token_of(fx, ANN));
    int n = 0, status = 303;
    for (; n < 200 && status == 303; n++) {
        Incoming in = a_post(fx, ANN, "/write", body);
        in.address = arena_printf(fx->arena, "192.0.2.%d", n);
        status = send_raw(fx, &in)->status;
    }
    g_assert_cmpint(status, ==, 429);
    g_assert_cmpint(n, >, 30);
    Incoming in = a_post(fx, BOB, "/write", arena_printf(fx->arena, "token=%s", token_of(fx, BOB)));
    in.address = "192.0.2.1";
    assert_status(send_raw(fx, &in), 303);
    g_clear_pointer(&fx->app.limiter, limiter_free);
}

/* ---- route tables ---- */

static Response *
no_answer(Request *req G_GNUC_UNUSED)
{
    return NULL;
}

static void
test_bad_tables_are_refused(void)
{
    /* clang-format off */
    static const Route bad[][2] = {
        {{GET, "/a", no_answer, 0, 0}},
        {{GET, "/a", NULL, PUBLIC, 0}},
        {{0, "/a", no_answer, PUBLIC, 0}},
        {{GET, "a", no_answer, PUBLIC, 0}},
        {{GET, NULL, no_answer, PUBLIC, 0}},
        {{GET, "/a/", no_answer, PUBLIC, 0}},
        {{GET, "/a//b", no_answer, PUBLIC, 0}},
        {{GET, "/{}", no_answer, PUBLIC, 0}},
        {{GET, "/{a", no_answer, PUBLIC, 0}},
        {{GET, "/{a}.xml", no_answer, PUBLIC, 0}},
        {{GET, "/x{a}", no_answer, PUBLIC, 0}},
        {{GET, "/{a...}/b", no_answer, PUBLIC, 0}},
        {{GET, "/{a}", no_answer, PUBLIC, 0, .turn = "a"}},
        {{POST, "/{a}", no_answer, PUBLIC, 0, .turn = "b"}},
        {{GET, "/a", no_answer, PUBLIC, 0}, {GET, "/a", no_answer, MEMBER, 0}},
        {{GET, "/{a}/x", no_answer, PUBLIC, 0}, {GET, "/{b}/x", no_answer, PUBLIC, 0}},
    };
    /* clang-format on */
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        RouteTable one = {bad[i], bad[i][1].method != 0 ? 2 : 1};
        const RouteTable *const all[] = {&one, NULL};
        g_assert_false(web_check(all));
    }
}

void
web_dispatch_tests(void)
{
    add_test("/web/dispatch/access-column", test_access_column);
    add_test("/web/dispatch/visitor-comes-back-after-signing-in",
             test_visitor_comes_back_after_signing_in);
    add_test("/web/dispatch/person-who-left-is-no-member", test_person_who_left_is_no_member);
    add_test("/web/dispatch/wrong-method", test_wrong_method);
    add_test("/web/dispatch/wrong-host", test_wrong_host);
    add_test("/web/dispatch/head-is-get", test_head_is_get);
    add_test("/web/dispatch/last-slash", test_last_slash);
    add_test("/web/dispatch/path-tricks", test_path_tricks);
    add_test("/web/dispatch/language-prefix", test_language_prefix);
    add_test("/web/dispatch/errors-in-two-languages", test_errors_in_two_languages);
    add_test("/web/dispatch/bare-errors", test_bare_errors);
    add_test("/web/dispatch/refused-form-writes-nothing", test_refused_form_writes_nothing);
    add_test("/web/dispatch/limits-of-an-address", test_limits_of_an_address);
    add_test("/web/dispatch/limit-of-an-account", test_limit_of_an_account);
    g_test_add_func("/web/dispatch/bad-tables-are-refused", test_bad_tables_are_refused);
}
