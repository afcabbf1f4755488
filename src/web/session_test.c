/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/session.h"

#include "base/limits.h"
#include "web/app.h"
#include "web/web_testing.h"

#include <string.h>

/* The header that sets the cookie @name, or NULL. */
static const char *
cookie_set(const Response *res, const char *name)
{
    g_autofree char *start = g_strconcat(name, "=", NULL);
    const char *last = NULL;
    for (const Header *h = res->headers; h->name != NULL; h++)
        if (strcmp(h->name, "Set-Cookie") == 0 && g_str_has_prefix(h->value, start))
            last = h->value;
    return last;
}

/* What a browser would send back. */
static const char *
cookie_kept(Fixture *fx, const Response *res, const char *name)
{
    const char *set = cookie_set(res, name);
    g_assert_nonnull(set);
    return arena_strndup(fx->arena, set, strcspn(set, ";"));
}

static Response *
get_with(Fixture *fx, const char *cookie, const char *path)
{
    Incoming in = a_request(fx, GET, NOBODY, path);
    in.cookie = cookie;
    return send_raw(fx, &in);
}

static Response *
start(Fixture *fx, int64_t person)
{
    Incoming in = a_post(fx, NOBODY, arena_printf(fx->arena, "/start/%" PRId64, person), "");
    Response *res = send_raw(fx, &in);
    assert_status(res, 303);
    return res;
}

static void
test_cookie_attributes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    const char *plain = cookie_set(start(fx, ANN), "session");
    g_assert_nonnull(strstr(plain, "; HttpOnly"));
    g_assert_nonnull(strstr(plain, "; SameSite=Lax"));
    g_assert_nonnull(strstr(plain, "; Path=/;"));
    g_assert_null(strstr(plain, "Secure"));
    fx->app.secure = true;
    Response *res = start(fx, ANN);
    g_assert_null(cookie_set(res, "session"));
    const char *secure = cookie_set(res, "__Host-session");
    g_assert_nonnull(strstr(secure, "; Secure"));
    g_assert_null(strstr(secure, "Domain"));
    g_assert_cmpstr(header_of(res, "Cache-Control"), ==, "private, no-cache");
}

static void
test_database_has_no_token(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    const char *cookie = cookie_kept(fx, start(fx, ANN), "session");
    const char *token = cookie + strlen("session=");
    g_assert_cmpuint(strlen(token), ==, 43);
    g_autofree char *hex = g_strdup_printf(
        fx->database != NULL
            ? "SELECT count(*) FROM session s WHERE CAST(s AS text) LIKE '%%%s%%' OR"
              " convert_from(token_hash, 'LATIN1') LIKE '%%%s%%'"
            : "SELECT count(*) FROM session WHERE CAST(token_hash AS text) LIKE '%%%s%%' OR"
              " device LIKE '%%%s%%'",
        token, token);
    g_assert_cmpint(query_int(fx, hex), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT length(token_hash) FROM session"), ==, 32);
    assert_shows(get_with(fx, cookie, "/member"), "as 1 in en");
}

static void
test_signing_in_again_ends_the_old_one(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    const char *first = cookie_kept(fx, start(fx, ANN), "session");
    g_autofree char *body = g_strdup("");
    Incoming in = a_post(fx, NOBODY, "/start/2", body);
    in.cookie = first;
    /* Somebody is signed in here, so that a token is needed. */
    assert_status(send_raw(fx, &in), 403);
    assert_status(post(fx, BOB, "/start/1", NULL), 303);
    assert_status(get(fx, BOB, "/member"), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE person_id = 2"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE person_id = 1"), ==, 2);
}

/* Who comes with a cookie that has expired and signs in keeps the new one. */
static void
test_new_cookie_replaces_a_bad_one(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    Incoming in = a_post(fx, NOBODY, "/start/1", "");
    in.cookie = "session=expired";
    const char *cookie = cookie_kept(fx, send_raw(fx, &in), "session");
    g_assert_cmpstr(cookie, !=, "session=");
    assert_status(get_with(fx, cookie, "/member"), 200);
    g_assert_cmpstr(cookie_kept(fx, get_with(fx, "session=expired", "/open"), "session"), ==,
                    "session=");
}

/* To the day, by signing in and by any later use. */
static void
test_day_is_noted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const seen = "SELECT seen_at FROM person WHERE id = 1";
    int64_t day = TEST_NOW - TEST_NOW % 86400;
    use_test_routes(fx);
    g_assert_cmpint(query_int(fx, seen), ==, 0);
    const char *cookie = cookie_kept(fx, start(fx, ANN), "session");
    g_assert_cmpint(query_int(fx, seen), ==, day);
    get_with(fx, cookie, "/member");
    fx->now += 86400;
    get_with(fx, cookie, "/member");
    g_assert_cmpint(query_int(fx, seen), ==, day + 86400);
    int64_t version = query_int(fx, "SELECT count(*) FROM person_change");
    fx->now += 7200;
    get_with(fx, cookie, "/member");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person_change"), ==, version);
    g_assert_cmpint(query_int(fx, "SELECT count(seen_at) FROM person"), ==, 1);
}

/* The day before today, however often somebody comes on one day. */
static void
test_last_visit(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        int64_t later, last; /* days after the first, seconds; the last visit, -1: none */
    } visits[] = {
        {0,         -1       },
        {7200,      -1       },
        {3 * 86400, 0        },
        {3 * 86400, 0        },
        {4 * 86400, 3 * 86400},
        {9 * 86400, 4 * 86400},
    };
    int64_t day = TEST_NOW - TEST_NOW % 86400;
    use_test_routes(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(visits); i++) {
        fx->now = TEST_NOW + visits[i].later;
        int64_t last = visits[i].last < 0 ? 0 : day + visits[i].last;
        Ctx *cx = fixture_begin(fx, ANN);
        g_assert_cmpint(session_last_visit(cx), ==, last); /* before the visit is noted ... */
        session_note_seen(cx, ANN);
        g_assert_cmpint(session_last_visit(cx), ==, last);
        fixture_commit(fx);
    }
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(session_last_visit(cx), ==, 0);
    fixture_commit(fx);
}

static void
test_sign_out(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    Incoming stolen = a_request(fx, GET, ANN, "/member");
    Response *res = post(fx, ANN, "/end", NULL);
    assert_status(res, 303);
    g_assert_nonnull(strstr(cookie_set(res, "session"), "session=; Path=/; Max-Age=0"));
    res = send_raw(fx, &stolen);
    assert_status(res, 303);
    g_assert_true(g_str_has_prefix(res->location, "/sign-in"));
    g_assert_nonnull(strstr(cookie_set(res, "session"), "Max-Age=0"));
}

static void
test_ends_without_use(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    assert_status(get(fx, ANN, "/member"), 200);
    fx->now += LIMIT_SESSION_SECONDS - 1;
    assert_status(get(fx, ANN, "/member"), 200);
    fx->now += LIMIT_SESSION_SECONDS - 1;
    assert_status(get(fx, ANN, "/member"), 200);
    fx->now += LIMIT_SESSION_SECONDS;
    assert_status(get(fx, ANN, "/member"), 303);
}

/* A stolen cookie that somebody uses each day ends too. */
static void
test_ends_however_often_used(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    int64_t began = fx->now;
    cookie_of(fx, ANN);
    int status = 200;
    while (status == 200 && fx->now < began + 2 * (int64_t)LIMIT_SESSION_LIFE) {
        fx->now += LIMIT_SESSION_SECONDS / 2;
        status = get(fx, ANN, "/member")->status;
    }
    g_assert_cmpint(status, ==, 303);
    g_assert_cmpint(fx->now - began, <=, LIMIT_SESSION_LIFE + LIMIT_SESSION_SECONDS);
    g_assert_cmpint(fx->now - began, >=, LIMIT_SESSION_LIFE);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session"), ==, 1);
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(session_delete_expired(cx), ==, 1);
    fixture_commit(fx);
}

static void
test_reading_writes_once_an_hour(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    cookie_of(fx, ANN);
    fx->now += 3599;
    get(fx, ANN, "/member");
    g_assert_cmpint(query_int(fx, "SELECT seen_at FROM session"), ==, TEST_NOW);
    fx->now += 1;
    get(fx, ANN, "/member");
    g_assert_cmpint(query_int(fx, "SELECT seen_at FROM session"), ==, fx->now);
    get(fx, ANN, "/member");
    assert_statements(fx, 8);
}

/* ---- notices ---- */

static void
test_notice_is_said_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char said[] = "&lt;b&gt;Tom &amp; ";
    use_test_routes(fx);
    assert_status(post(fx, ANN, "/done", NULL), 303);
    assert_shows(get(fx, ANN, "/open"), said);
    assert_hides(get(fx, ANN, "/open"), said);
    /* A page that cannot say it does not take it away. */
    assert_status(post(fx, ANN, "/done", NULL), 303);
    assert_status(get(fx, ANN, "/status/404.json"), 404);
    assert_shows(get(fx, ANN, "/open"), said);
}

/* The form was open for longer than an hour: the same answer writes when the session was used. */
static void
test_notice_outlives_the_hour(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    cookie_of(fx, ANN);
    fx->now += 4000;
    assert_status(post(fx, ANN, "/done", NULL), 303);
    fx->now += 4000;
    assert_status(get(fx, ANN, "/status/404.json"), 404); /* cannot say it, and leaves it */
    assert_shows(get(fx, ANN, "/open"), "&lt;b&gt;Tom");
}

static void
test_notice_of_a_visitor(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    Response *res = post(fx, NOBODY, "/done", NULL);
    const char *cookie = cookie_kept(fx, res, "notice");
    res = get_with(fx, cookie, "/open");
    assert_shows(res, "&lt;b&gt;Tom");
    g_assert_nonnull(strstr(cookie_set(res, "notice"), "Max-Age=0"));
    g_assert_true(res->private);
    /* Nobody else can put words in our mouth. */
    g_autofree char *forged = g_strconcat(cookie, "%20and%20send%20money", NULL);
    assert_hides(get_with(fx, forged, "/open"), "send money");
    assert_hides(get_with(fx, "notice=x.send%20money", "/open"), "send money");
    assert_hides(get_with(fx, "notice=.", "/open"), "role=\"status\"");
    /* Signed in meanwhile: it goes away all the same. */
    g_autofree char *both = g_strdup_printf("session=%s; %s", cookie_of(fx, ANN), cookie);
    res = get_with(fx, both, "/open");
    assert_shows(res, "&lt;b&gt;Tom");
    g_assert_nonnull(strstr(cookie_set(res, "notice"), "Max-Age=0"));
}

/* ---- what is sent as a cookie ---- */

static void
test_strange_cookies(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    const char *mine = cookie_of(fx, ANN);
    const char *const strange[] = {"",
                                   ";;;",
                                   "session",
                                   "session=",
                                   "=",
                                   "session=\xff\xfe",
                                   "session=' OR 1=1 --",
                                   arena_printf(fx->arena, "xsession=%s", mine),
                                   arena_printf(fx->arena, "session =%s", mine),
                                   arena_printf(fx->arena, "SESSION=%s", mine),
                                   arena_printf(fx->arena, "session=%s%s", mine, mine),
                                   arena_printf(fx->arena, "__Host-session=%s", mine),
                                   repeat(fx, "a=b; ", 1500)};
    for (size_t i = 0; i < G_N_ELEMENTS(strange); i++)
        assert_status(get_with(fx, strange[i], "/member"), 303);
    g_autofree char *among = g_strdup_printf("a=b;session=%s; c=d", mine);
    assert_status(get_with(fx, among, "/member"), 200);
    /* Over TLS a cookie that a neighbour set without the prefix is not looked at. */
    fx->app.secure = true;
    g_autofree char *plain = g_strdup_printf("session=%s", mine);
    assert_status(get_with(fx, plain, "/member"), 303);
}

static void
test_bearer_token(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    Ctx *cx = fixture_begin(fx, ANN);
    const char *token = session_new_api_token(cx, ANN, HOSTILE, fx->now + 100);
    fixture_commit(fx);
    Incoming in = a_request(fx, GET, NOBODY, "/member");
    in.authorization = arena_printf(fx->arena, "Bearer %s", token);
    assert_status(send_raw(fx, &in), 200);
    g_assert_cmpint(query_int(fx, "SELECT used_at FROM api_token"), ==, fx->now);
    /* A program posts without an origin and without the form's token. */
    Incoming write = a_post(fx, NOBODY, "/member/write", "name=x");
    write.authorization = in.authorization;
    write.origin = write.sec_fetch_site = NULL;
    assert_status(send_raw(fx, &write), 303);
    g_assert_cmpint(n_written(fx), ==, 1);
    fx->now += 100;
    assert_status(send_raw(fx, &in), 401);
    static const char *const wrong[] = {"", "Bearer", "Bearer ", "Bearer x", "Basic YTpi", HOSTILE};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        in.authorization = wrong[i];
        assert_status(send_raw(fx, &in), 401);
        /* It does not lend its freedom to a cookie. */
        write = a_post(fx, ANN, "/member/write", "name=y");
        write.origin = "https://evil.example";
        write.authorization = wrong[i];
        assert_status(send_raw(fx, &write), 401);
    }
    g_assert_cmpint(n_written(fx), ==, 1);
}

static void
test_failure_starts_and_ends_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    assert_status(post_failing_at(fx, 1, NOBODY, "/start/1", NULL), 500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session"), ==, 0);
    cookie_of(fx, ANN);
    Response *res = post_failing_at(fx, 2, ANN, "/end", NULL);
    assert_status(res, 500);
    g_assert_null(cookie_set(res, "session"));
    assert_status(get(fx, ANN, "/member"), 200);
    assert_status(post_failing_at(fx, 2, ANN, "/done", NULL), 500);
    /* That the use could not be written down is nobody's problem. */
    get(fx, ANN, "/member");
    fx->now += 4000;
    db_fail_at(fx->db, fx->statements + 1);
    assert_status(get(fx, ANN, "/member"), 200);
    g_assert_cmpint(query_int(fx, "SELECT seen_at FROM session"), ==, TEST_NOW);
    db_fail_at(fx->db, 0);
}

void
web_session_tests(void)
{
    add_test("/web/session/cookie-attributes", test_cookie_attributes);
    add_test("/web/session/database-has-no-token", test_database_has_no_token);
    add_test("/web/session/signing-in-again-ends-the-old-one",
             test_signing_in_again_ends_the_old_one);
    add_test("/web/session/new-cookie-replaces-a-bad-one", test_new_cookie_replaces_a_bad_one);
    add_test("/web/session/day-is-noted", test_day_is_noted);
    add_test("/web/session/last-visit", test_last_visit);
    add_test("/web/session/sign-out", test_sign_out);
    add_test("/web/session/ends-without-use", test_ends_without_use);
    add_test("/web/session/ends-however-often-used", test_ends_however_often_used);
    add_test("/web/session/reading-writes-once-an-hour", test_reading_writes_once_an_hour);
    add_test("/web/session/notice-is-said-once", test_notice_is_said_once);
    add_test("/web/session/notice-outlives-the-hour", test_notice_outlives_the_hour);
    add_test("/web/session/notice-of-a-visitor", test_notice_of_a_visitor);
    add_test("/web/session/strange-cookies", test_strange_cookies);
    add_test("/web/session/bearer-token", test_bearer_token);
    add_test("/web/session/failure-starts-and-ends-nothing", test_failure_starts_and_ends_nothing);
}
