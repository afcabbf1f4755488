/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/second_factor.h"
#include "base/limits.h"
#include "base/secret.h"
#include "base/totp.h"
#include "db/dump.h"
#include "site/sign_in.h"
#include "testing.h"
#include "web/limiter.h"
#include "web/session.h"

#include <string.h>

#define URL "/desk/account/second-factor"
#define STEP "/sign-in/second"

/* ---- what people do ---- */

/* Undo totp_base32(), with the spaces of the page. */
static Bytes
secret_on(Fixture *fx, const Response *res)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const char *at = strstr(body_of(res), "<code dir=\"ltr\">");
    g_assert_nonnull(at);
    uint8_t *bytes = arena_alloc(fx->arena, TOTP_SECRET);
    size_t n = 0;
    uint32_t held = 0, bits = 0;
    for (at = strchr(at, '>') + 1; *at != '<'; at++) {
        if (*at == ' ')
            continue;
        held = held << 5 | (uint32_t)(strchr(alphabet, *at) - alphabet);
        bits += 5;
        if (bits >= 8)
            bytes[n++] = (uint8_t)(held >> (bits -= 8));
    }
    g_assert_cmpuint(n, ==, TOTP_SECRET);
    return (Bytes){bytes, n};
}

static const char *
code_at(Fixture *fx, Bytes secret, int64_t moment)
{
    return totp_code(fx->arena, secret, moment / TOTP_SECONDS, TOTP_DIGITS);
}

/* Set it up and return the secret; afterwards the clock is a step later. */
static Bytes
set_up(Fixture *fx, int64_t me, Response **ret_codes)
{
    assert_location(post(fx, me, URL "/begin", NULL), URL);
    Bytes secret = secret_on(fx, get(fx, me, URL));
    Response *res = post(fx, me, URL, "code", code_at(fx, secret, fx->now), NULL);
    assert_status(res, 200);
    if (ret_codes != NULL)
        *ret_codes = res;
    fx->now += TOTP_SECONDS;
    return secret;
}

/* The nth recovery code on the page. */
static const char *
recovery_code(Fixture *fx, const Response *res, int nth)
{
    const char *at = body_of(res);
    for (int i = 0; i <= nth; i++) {
        at = strstr(at, "<li><code>");
        g_assert_nonnull(at);
        at += strlen("<li><code>");
    }
    return arena_strndup(fx->arena, at, strcspn(at, "<"));
}

static void
keep_cookie(Fixture *fx, int64_t me, const Response *res)
{
    const char *set = header_of(res, "Set-Cookie");
    g_assert_nonnull(set);
    const char *value = strchr(set, '=') + 1;
    int64_t *key = arena_new_of(fx->arena, int64_t);
    *key = me;
    g_hash_table_insert(fx->cookies, key, arena_strndup(fx->arena, value, strcspn(value, ";")));
}

/* Follow a mailed link in a new browser, which is @me's from then on. */
static Response *
follow_link(Fixture *fx, int64_t me, const char *next)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    const char *path = strstr(sign_in_link(cx, me, next), "/sign-in/");
    fixture_commit(fx);
    Response *res = post(fx, NOBODY, path, NULL);
    assert_status(res, 303);
    keep_cookie(fx, me, res);
    return res;
}

static void
oblige(Fixture *fx, const char *rule)
{
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE setting SET value = '%s' WHERE name = "
                             "'second_factor'",
                             rule));
}

static int64_t
n_mails(Fixture *fx, const char *what)
{
    return query_int(fx, arena_printf(fx->arena,
                                      "SELECT count(*) FROM outbox WHERE template = 'credential' "
                                      "AND argument LIKE '%%%s%%'",
                                      what));
}

/* ---- tests ---- */

static void
test_set_up_and_sign_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *codes = NULL;
    assert_shows(get(fx, ANN, URL), "Set it up");
    Bytes secret = set_up(fx, ANN, &codes);
    assert_hides(get(fx, ANN, URL), "crispEdges");
    assert_hides(get_json(fx, ANN, URL), "otpauth");
    assert_shows(get(fx, ANN, URL), "Recovery codes left: 10");
    assert_statements(fx, 9);
    g_assert_cmpint(n_mails(fx, "second.set"), ==, 1);

    assert_location(follow_link(fx, ANN, "/desk/account"), STEP "?next=/desk/account");
    Response *res = get(fx, ANN, STEP "?next=/desk/account");
    assert_status(res, 200);
    assert_shows(res, "value=\"/desk/account\"");
    assert_shows(get(fx, ANN, "/fr" STEP), "Encore une étape");
    res = post(fx, ANN, STEP, "code", code_at(fx, secret, fx->now), "next", "/desk/account", NULL);
    assert_location(res, "/desk/account");
    keep_cookie(fx, ANN, res);
    assert_status(get(fx, ANN, "/desk/account"), 200);
    assert_location(get(fx, ANN, STEP), "/");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE second_at IS NULL"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'session.second'"), ==,
                    1);
}

/* What a half signed-in session may reach: what a visitor may, its second step, and the way out. */
static void
test_half_is_a_visitor(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const closed[] = {
        "/desk",        "/desk/account",  "/desk/account/password", URL,
        "/desk/people", "/desk/settings", "/desk/pages/new"};
    Bytes secret = set_up(fx, SAM, NULL);
    follow_link(fx, SAM, "");
    for (size_t i = 0; i < G_N_ELEMENTS(closed); i++) {
        Response *res = get(fx, SAM, closed[i]);
        assert_status(res, 303);
        g_assert_true(g_str_has_prefix(res->location, STEP "?next=/desk"));
        assert_status(get_json(fx, SAM, closed[i]), 401);
    }
    static const char *const posts[] = {URL "/begin",
                                        URL "/remove",
                                        URL "/codes",
                                        URL,
                                        "/desk/account",
                                        "/desk/account/password",
                                        "/desk/account/sessions",
                                        "/desk/people/1/second-factor"};
    for (size_t i = 0; i < G_N_ELEMENTS(posts); i++)
        assert_status(post(fx, SAM, posts[i], "code", code_at(fx, secret, fx->now), NULL), 403);
    assert_hides(get(fx, SAM, "/"), "Sam Secretary");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM second_factor"), ==, 1);
    Incoming in = {.method = POST,
                   .target = STEP,
                   .host = "127.0.0.1:8080",
                   .origin = "http://127.0.0.1:8080",
                   .address = "127.0.0.1",
                   .content_type = "application/x-www-form-urlencoded",
                   .cookie = arena_printf(fx->arena, "session=%s", cookie_of(fx, SAM))};
    const char *body = arena_printf(fx->arena, "code=%s", code_at(fx, secret, fx->now));
    in.body = (Bytes){body, strlen(body)};
    assert_status(send_raw(fx, &in), 403); /* without the form's token */

    assert_location(post(fx, SAM, "/sign-out", NULL), "/");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE second_at IS NULL AND "
                                  "person_id = 4"),
                    ==, 0);
    assert_location(get(fx, SAM, STEP), "/sign-in");
    assert_location(post(fx, NOBODY, STEP, "code", "123456", NULL), "/sign-in");
}

static void
test_code_works_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes secret = set_up(fx, ANN, NULL);
    const char *now = code_at(fx, secret, fx->now);
    const char *spent = code_at(fx, secret, fx->now - TOTP_SECONDS);
    const char *late = code_at(fx, secret, fx->now + 2 * TOTP_SECONDS);
    const char *const bad[] = {spent, late, "", "12345", HOSTILE, "aaaa-aaaa-aaaa-aaaa"};
    follow_link(fx, ANN, "");
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        assert_status(post(fx, ANN, STEP, "code", bad[i], NULL), 422);
    assert_hides(post(fx, ANN, STEP, "code", HOSTILE, NULL), "<b>Tom");
    const char *cookie = cookie_of(fx, ANN);
    assert_status(post(fx, ANN, STEP, "code", now, NULL), 303);
    follow_link(fx, ANN, "");
    assert_status(post(fx, ANN, STEP, "code", now, NULL), 422);
    g_assert_cmpstr(cookie, !=, cookie_of(fx, ANN));
    fx->now += TOTP_SECONDS;
    const char *spaced = code_at(fx, secret, fx->now);
    spaced = arena_printf(fx->arena, " %.3s %s ", spaced, spaced + 3);
    assert_status(post(fx, ANN, STEP, "code", spaced, NULL), 303);
}

static void
test_recovery_codes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *codes = NULL;
    Bytes secret = set_up(fx, ANN, &codes);
    const char *first = recovery_code(fx, codes, 0), *last = recovery_code(fx, codes, 9);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM recovery_code"), ==, 10);
    follow_link(fx, ANN, "");
    g_autofree char *shouted = g_ascii_strup(first, -1);
    Response *res = post(fx, ANN, STEP, "code", shouted, NULL);
    assert_status(res, 303);
    g_assert_cmpint(n_mails(fx, "second.recovery"), ==, 1);
    keep_cookie(fx, ANN, res);
    assert_shows(get(fx, ANN, URL), "Recovery codes left: 9");
    follow_link(fx, ANN, "");
    assert_status(post(fx, ANN, STEP, "code", first, NULL), 422);
    follow_link(fx, BOB, "");
    assert_status(post(fx, BOB, STEP, "code", last, NULL), 303); /* Bob owes nothing: to /sign-in */
    res = post(fx, ANN, STEP, "code", last, NULL);
    keep_cookie(fx, ANN, res);

    res = post(fx, ANN, URL "/codes", "code", "000000", NULL);
    assert_status(res, 422);
    res = post(fx, ANN, URL "/codes", "code", code_at(fx, secret, fx->now), NULL);
    assert_status(res, 200);
    const char *next = recovery_code(fx, res, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM recovery_code"), ==, 10);
    g_assert_cmpint(n_mails(fx, "second.codes"), ==, 1);
    follow_link(fx, ANN, "");
    assert_status(post(fx, ANN, STEP, "code", recovery_code(fx, codes, 5), NULL), 422);
    res = post(fx, ANN, STEP, "code", next, NULL);
    keep_cookie(fx, ANN, res);

    assert_status(post(fx, ANN, URL "/remove", "code", next, NULL), 422);
    fx->now += TOTP_SECONDS;
    assert_location(post(fx, ANN, URL "/remove", "code", code_at(fx, secret, fx->now), NULL),
                    "/desk/account");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM recovery_code"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM second_factor"), ==, 0);
    assert_location(follow_link(fx, ANN, "/year"), "/year");
}

static void
test_secretariat_is_led_to_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const closed[] = {"/desk", "/desk/people", "/desk/account", "/desk/pages"};
    oblige(fx, "secretariat");
    assert_location(follow_link(fx, SAM, "/desk/people"), URL);
    for (size_t i = 0; i < G_N_ELEMENTS(closed); i++) {
        assert_location(get(fx, SAM, closed[i]), URL);
        assert_status(get_json(fx, SAM, closed[i]), 403);
    }
    assert_status(post(fx, SAM, "/desk/people/1/roles", "role", "secretariat", NULL), 403);
    assert_status(get(fx, EDNA, "/desk/comments"), 200);
    assert_status(get(fx, ANN, "/desk"), 200);
    Response *res = get(fx, SAM, URL);
    assert_status(res, 200);
    assert_shows(res, "Your part in the alliance needs a second factor");
    assert_shows(get(fx, SAM, "/fr" URL), "second facteur");
    set_up(fx, SAM, NULL);
    assert_status(get(fx, SAM, "/desk/people"), 200);

    oblige(fx, "editors");
    assert_location(get(fx, EDNA, "/desk/comments"), URL);
    assert_status(get(fx, SAM, "/desk/people"), 200);
    oblige(fx, "nonsense"); /* is read as the strict one */
    assert_status(get(fx, EDNA, "/desk/comments"), 200);
    run_sql(fx, "DELETE FROM second_factor");
    run_sql(fx, "UPDATE session SET second_at = NULL");
    run_sql(fx, "DELETE FROM setting");
    assert_location(get(fx, SAM, "/desk/people"), URL);
}

static void
test_token_is_no_way_around(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    const char *token = session_new_api_token(cx, SAM, "test", 0);
    fixture_commit(fx);
    Incoming in = {.method = GET,
                   .target = "/desk/people.json",
                   .host = "127.0.0.1:8080",
                   .address = "127.0.0.1",
                   .authorization = arena_printf(fx->arena, "Bearer %s", token)};
    assert_status(send_raw(fx, &in), 200);
    oblige(fx, "secretariat");
    assert_status(send_raw(fx, &in), 403);
    in.target = URL ".json";
    assert_status(send_raw(fx, &in), 404);
    in.method = POST;
    in.target = URL "/begin";
    in.content_type = "application/x-www-form-urlencoded";
    assert_status(send_raw(fx, &in), 404);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM second_factor"), ==, 0);
    set_up(fx, SAM, NULL);
    in.method = GET;
    in.target = "/desk/people.json";
    assert_status(send_raw(fx, &in), 200);
}

static void
test_only_fresh_sessions_begin(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(get(fx, ANN, URL), 200);
    fx->now += LIMIT_FRESH_SECONDS;
    assert_shows(get(fx, ANN, URL), "Send me a link");
    assert_status(post(fx, ANN, URL "/begin", NULL), 403);
    assert_location(post(fx, ANN, URL "/link", NULL), URL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'sign-in'"), ==, 1);
    assert_location(follow_link(fx, ANN, URL), URL);
    assert_location(post(fx, ANN, URL "/begin", NULL), URL);
    Bytes secret = secret_on(fx, get(fx, ANN, URL));
    assert_status(post(fx, ANN, URL, "code", "000000", NULL), 422);
    assert_status(post(fx, ANN, URL "/remove", "code", code_at(fx, secret, fx->now), NULL), 404);
    fx->now += LIMIT_LOGIN_SECONDS;
    assert_hides(get(fx, ANN, URL), "crispEdges");
    assert_status(post(fx, ANN, URL, "code", code_at(fx, secret, fx->now), NULL), 404);
    assert_status(post(fx, NOBODY, URL "/begin", NULL), 403);
    assert_location(get(fx, NOBODY, URL), "/sign-in?next=" URL);
}

static void
test_setting_up_signs_out_elsewhere(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *old = cookie_of(fx, ANN);
    follow_link(fx, ANN, "");
    set_up(fx, ANN, NULL);
    g_assert_cmpstr(old, !=, cookie_of(fx, ANN));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE person_id = 1"), ==, 1);
    assert_status(post(fx, ANN, URL "/begin", NULL), 404);
}

static void
test_another_secretary_resets(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *url = "/desk/people/1/second-factor";
    assert_status(post(fx, SAM, url, NULL), 404);
    set_up(fx, ANN, NULL);
    assert_shows(get(fx, SAM, "/desk/people/1"), "Reset the second factor");
    assert_hides(get(fx, SAM, "/desk/people/2"), "Reset the second factor");
    assert_status(post(fx, NOBODY, url, NULL), 403);
    assert_status(post(fx, BOB, url, NULL), 403);
    assert_status(post(fx, EDNA, url, NULL), 403);
    assert_status(post(fx, ANN, url, NULL), 403);
    assert_location(post(fx, SAM, url, NULL), "/desk/people/1");
    g_assert_cmpint(n_mails(fx, "second.reset"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'second.reset'"), ==,
                    1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE person_id = 1"), ==, 0);
    assert_location(follow_link(fx, ANN, "/year"), "/year");
    set_up(fx, SAM, NULL);
    assert_status(post(fx, SAM, "/desk/people/4/second-factor", NULL), 404); /* not one's own */
}

static void
test_guessing_is_slowed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes secret = set_up(fx, ANN, NULL);
    follow_link(fx, ANN, "");
    fx->app.limiter = limiter_new();
    int n = 0, status = 422;
    for (; n < 50 && status == 422; n++)
        status = post(fx, ANN, STEP, "code", "000000", NULL)->status;
    g_assert_cmpint(status, ==, 429);
    g_assert_cmpint(n, <=, 6);
    assert_status(post(fx, ANN, STEP, "code", code_at(fx, secret, fx->now), NULL), 429);
    g_clear_pointer(&fx->app.limiter, limiter_free);
    assert_status(post(fx, ANN, STEP, "code", code_at(fx, secret, fx->now), NULL), 303);
}

static void
test_secret_is_sealed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes secret = set_up(fx, ANN, NULL);
    const char *plain = secret_encode(fx->arena, secret.at, secret.n);
    g_assert_null(strstr(query_text(fx, "SELECT secret FROM second_factor"), plain));
    run_sql(fx,
            "INSERT INTO second_factor (person_id, secret, begun_at, confirmed_at) "
            "SELECT 2, secret, 1, 1 FROM second_factor"); /* a row that was moved opens nothing */
    follow_link(fx, BOB, "");
    assert_status(post(fx, BOB, STEP, "code", code_at(fx, secret, fx->now), NULL), 422);
    memset(fx->app.key, 9, sizeof fx->app.key); /* another instance's */
    static const char *const tables[] = {"second_factor", "recovery_code"};
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
        g_assert_cmpint(dump_find_rule(tables[i])->how, ==, DUMP_PRIVATE);
}

static void
test_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(post(fx, ANN, URL "/begin", NULL), 303);
    Bytes secret = secret_on(fx, get(fx, ANN, URL));
    const char *code = code_at(fx, secret, fx->now);
    for (int nth = 2; nth <= 20; nth++)
        assert_status(post_failing_at(fx, nth, ANN, URL, "code", code, NULL), 500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM recovery_code"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
    assert_status(post(fx, ANN, URL, "code", code, NULL), 200);
    fx->now += TOTP_SECONDS;
    follow_link(fx, ANN, "");
    code = code_at(fx, secret, fx->now);
    for (int nth = 1; nth <= 8; nth++)
        assert_status(post_failing_at(fx, nth, ANN, STEP, "code", code, NULL), 500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE second_at > 1483347600"), ==,
                    0);
    for (int nth = 2; nth <= 4; nth++)
        assert_status(post_failing_at(fx, nth, SAM, "/desk/people/1/second-factor", NULL), 500);
    assert_status(post(fx, ANN, STEP, "code", code, NULL), 303);
}

void
second_tests(void)
{
    add_test("/second/set-up-and-sign-in", test_set_up_and_sign_in);
    add_test("/second/half-is-a-visitor", test_half_is_a_visitor);
    add_test("/second/code-works-once", test_code_works_once);
    add_test("/second/recovery-codes", test_recovery_codes);
    add_test("/second/secretariat-is-led-to-it", test_secretariat_is_led_to_it);
    add_test("/second/token-is-no-way-around", test_token_is_no_way_around);
    add_test("/second/only-fresh-sessions-begin", test_only_fresh_sessions_begin);
    add_test("/second/setting-up-signs-out-elsewhere", test_setting_up_signs_out_elsewhere);
    add_test("/second/another-secretary-resets", test_another_secretary_resets);
    add_test("/second/guessing-is-slowed", test_guessing_is_slowed);
    add_test("/second/secret-is-sealed", test_secret_is_sealed);
    add_test("/second/failure-changes-nothing", test_failure_changes_nothing);
}
