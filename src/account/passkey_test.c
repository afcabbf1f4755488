/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/passkey.h"
#include "authenticator.h"
#include "base/limits.h"
#include "base/secret.h"
#include "db/dump.h"
#include "site/sign_in.h"
#include "testing.h"
#include "web/origin.h"
#include "web/session.h"

#include <string.h>

#define URL "/desk/account/passkeys"
#define IN "/sign-in/passkey"
#define STEP "/sign-in/second"
#define HOST "localhost:8080"
#define ORIGIN "http://" HOST

/* A browser: whose session it has, and the cookies that it was given. */
typedef struct Browser {
    int64_t me;
    const char *cookie; /* "session=...", "holder=...", or NULL */
} Browser;

static void
begin(Fixture *fx)
{
    fx->app.base_url = ORIGIN;
}

static Browser
browser_of(Fixture *fx, int64_t me)
{
    return (Browser){me, me != NOBODY ? arena_printf(fx->arena, "session=%s", cookie_of(fx, me))
                                      : NULL};
}

/* The value of a part of the body of a form. */
static void
add(GString *body, const char *name, const char *value)
{
    g_string_append_printf(body, "%s%s=", body->len > 0 ? "&" : "", name);
    g_string_append_uri_escaped(body, value, NULL, false);
}

static void
add_bytes(Fixture *fx, GString *body, const char *name, Bytes bytes)
{
    if (bytes.n > 0)
        add(body, name, secret_encode(fx->arena, bytes.at, bytes.n));
}

/* Send a form; cookies that come back are the browser's. */
static Response *
send_form(Fixture *fx, Browser *browser, const char *path, GString *body)
{
    Request req = {
        .cx = &(Ctx){.arena = fx->arena, .app = &fx->app}
    };
    if (browser->cookie != NULL && g_str_has_prefix(browser->cookie, "session=")) {
        req.session_hash = secret_hash(fx->arena, browser->cookie + strlen("session="));
        add(body, TOKEN_FIELD, origin_token(&req));
    }
    Incoming in = {
        .method = POST,
        .target = path,
        .host = HOST,
        .origin = ORIGIN,
        .address = "127.0.0.1",
        .cookie = browser->cookie,
        .content_type = "application/x-www-form-urlencoded",
        .body = {body->str, body->len}
    };
    Response *res = send_raw(fx, &in);
    const char *set = header_of(res, "Set-Cookie");
    if (set != NULL)
        browser->cookie = arena_strndup(fx->arena, set, strcspn(set, ";"));
    return res;
}

static Response *
look(Fixture *fx, const Browser *browser, const char *path)
{
    Incoming in = {.method = GET,
                   .target = path,
                   .host = HOST,
                   .address = "127.0.0.1",
                   .accept = "text/html",
                   .cookie = browser->cookie};
    return send_raw(fx, &in);
}

static const char *
ask(Fixture *fx, Browser *browser, const char *path)
{
    const char *url = arena_printf(fx->arena, "%s/challenge", path);
    Response *res = send_form(fx, browser, url, arena_string(fx->arena, 128));
    assert_status(res, 200);
    const char *at = strstr(body_of(res), "\"challenge\":\"");
    g_assert_nonnull(at);
    at += strlen("\"challenge\":\"");
    return arena_strndup(fx->arena, at, strcspn(at, "\""));
}

static Response *
register_answer(Fixture *fx, Browser *browser, const Device *device, const char *challenge,
                const char *name)
{
    GString *body = arena_string(fx->arena, 1024);
    DeviceAnswer answer = device_create(fx->arena, device, challenge);
    add(body, "name", name);
    add_bytes(fx, body, "client_data", answer.client_data);
    add_bytes(fx, body, "attestation", answer.attestation);
    return send_form(fx, browser, URL, body);
}

static void
add_passkey(Fixture *fx, int64_t me, const Device *device)
{
    Browser browser = browser_of(fx, me);
    const char *challenge = ask(fx, &browser, URL);
    assert_location(register_answer(fx, &browser, device, challenge, "My telephone"), URL);
}

static Response *
enter(Fixture *fx, Browser *browser, Device *device, const char *challenge)
{
    GString *body = arena_string(fx->arena, 1024);
    DeviceAnswer answer = device_get(fx->arena, device, challenge);
    add(body, "next", "/year");
    add_bytes(fx, body, "credential", (Bytes){device->credential, sizeof device->credential});
    add_bytes(fx, body, "client_data", answer.client_data);
    add_bytes(fx, body, "authenticator_data", answer.authenticator_data);
    add_bytes(fx, body, "signature", answer.signature);
    return send_form(fx, browser, IN, body);
}

static int64_t
n_entered(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM session WHERE made_by = 'passkey'");
}

/* ---- tests ---- */

static void
test_add_and_sign_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx);
    g_autoptr(Device) device = device_new(COSE_ES256, 1, "localhost", ORIGIN);
    Browser ann = browser_of(fx, ANN), visitor = {0};
    Response *res = look(fx, &ann, URL);
    assert_shows(res, "data-passkey=\"create\"");
    g_assert_nonnull(strstr(header_of(res, "Content-Security-Policy"), "script-src 'self'"));
    g_assert_null(header_of(look(fx, &ann, "/desk/account"), "Content-Security-Policy"));
    assert_location(register_answer(fx, &ann, device, ask(fx, &ann, URL), HOSTILE), URL);
    res = look(fx, &ann, URL);
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_statements(fx, 9);
    assert_shows(look(fx, &ann, "/fr" URL), "Clés d");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'passkey.add'"), ==,
                    1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'credential'"), ==,
                    1);

    assert_shows(look(fx, &visitor, "/sign-in"), "data-passkey=\"get\"");
    device->counter = 1;
    res = enter(fx, &visitor, device, ask(fx, &visitor, IN));
    assert_location(res, "/year");
    assert_status(look(fx, &visitor, "/desk/account"), 200);
    g_assert_cmpint(query_int(fx, "SELECT counter FROM passkey"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT used_at FROM passkey"), ==, fx->now);
    g_assert_cmpint(n_entered(fx), ==, 1);
    assert_shows(look(fx, &ann, URL), "last used on");
}

static void
test_question_is_answered_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx);
    g_autoptr(Device) device = device_new(COSE_EDDSA, 2, "localhost", ORIGIN);
    add_passkey(fx, ANN, device);
    Browser first = {0}, second = {0};
    const char *challenge = ask(fx, &first, IN);
    Browser copy = first;
    ask(fx, &second, IN);
    assert_location(enter(fx, &second, device, challenge), "/sign-in"); /* another browser's */
    Browser nobody = {0};
    assert_location(enter(fx, &nobody, device, challenge), "/sign-in");
    assert_location(enter(fx, &first, device, challenge), "/year");
    assert_location(enter(fx, &copy, device, challenge), "/sign-in"); /* spent */

    copy = (Browser){0};
    challenge = ask(fx, &copy, IN);
    Browser again = copy;
    device->origin = "https://other.example";
    assert_location(enter(fx, &copy, device, challenge), "/sign-in");
    device->origin = ORIGIN;
    assert_location(enter(fx, &again, device, challenge), "/sign-in"); /* a wrong try spends it */

    challenge = ask(fx, &copy, IN);
    fx->now += LIMIT_CHALLENGE_SECONDS;
    assert_location(enter(fx, &copy, device, challenge), "/sign-in");
    Browser ann = {0};
    challenge = ask(fx, &ann, IN);
    ann = browser_of(fx, ANN); /* a question about signing in makes no key */
    fx->now -= LIMIT_CHALLENGE_SECONDS;
    g_autoptr(Device) other = device_new(COSE_EDDSA, 3, "localhost", ORIGIN);
    assert_location(register_answer(fx, &ann, other, challenge, "x"), URL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM passkey"), ==, 1);
    g_assert_cmpint(n_entered(fx), ==, 1);
    Ctx *cx = fixture_begin(fx, NOBODY);
    cx->now += 2 * LIMIT_CHALLENGE_SECONDS;
    g_assert_cmpint(passkey_delete_expired(cx), >, 0);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM passkey_challenge"), ==, 0);
}

static void
test_copied_device_is_noticed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx);
    g_autoptr(Device) device = device_new(COSE_EDDSA, 2, "localhost", ORIGIN);
    add_passkey(fx, ANN, device);
    static const struct {
        uint32_t counter;
        const char *to;
    } tries[] = {
        {0, "/year"   },
        {5, "/year"   },
        {5, "/sign-in"},
        {4, "/sign-in"},
        {0, "/sign-in"},
        {6, "/year"   },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(tries); i++) {
        Browser browser = {0};
        device->counter = tries[i].counter;
        assert_location(enter(fx, &browser, device, ask(fx, &browser, IN)), tries[i].to);
    }
}

static void
test_is_both_factors_when_verified(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx);
    g_autoptr(Device) device = device_new(COSE_EDDSA, 2, "localhost", ORIGIN);
    add_passkey(fx, SAM, device);
    run_sql(fx, "UPDATE setting SET value = 'secretariat' WHERE name = 'second_factor'");
    Browser browser = {0};
    assert_location(enter(fx, &browser, device, ask(fx, &browser, IN)), "/year");
    assert_status(look(fx, &browser, "/desk/people"), 200);

    device->verifies = false; /* only that somebody touched it */
    browser = (Browser){0};
    assert_location(enter(fx, &browser, device, ask(fx, &browser, IN)), STEP "?next=/year");
    assert_status(look(fx, &browser, "/desk/people"), 303);
    assert_shows(look(fx, &browser, STEP), "data-passkey=\"get\"");
    assert_location(enter(fx, &browser, device, ask(fx, &browser, IN)), STEP "?next=/year");

    Ctx *cx = fixture_begin(fx, NOBODY); /* after a link a touch is enough */
    const char *path = strstr(sign_in_link(cx, SAM, "/desk"), "/sign-in/");
    fixture_commit(fx);
    browser = (Browser){0};
    Response *res = send_form(fx, &browser, path, arena_string(fx->arena, 16));
    assert_location(res, STEP "?next=/desk");
    assert_location(enter(fx, &browser, device, ask(fx, &browser, IN)), "/year");
    assert_status(look(fx, &browser, "/desk/people"), 200);
}

static void
test_who_may_add_and_remove(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = post(fx, ANN, URL "/challenge", NULL);
    assert_status(res, 404); /* an address of figures */
    assert_shows(get(fx, ANN, URL), "need an address with a name");
    assert_hides(get(fx, NOBODY, "/sign-in"), "data-passkey");
    begin(fx);
    g_autoptr(Device) device = device_new(COSE_EDDSA, 2, "localhost", ORIGIN);
    add_passkey(fx, ANN, device);
    Browser ann = browser_of(fx, ANN), bob = browser_of(fx, BOB), nobody = {0};
    assert_location(register_answer(fx, &bob, device, ask(fx, &bob, URL), "Ann's"), URL);
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM passkey"), ==, ANN);
    GString *empty = arena_string(fx->arena, 16);
    assert_status(send_form(fx, &nobody, URL "/challenge", empty), 403);
    assert_status(send_form(fx, &bob, URL "/1/remove", arena_string(fx->arena, 16)), 404);
    const char *challenge = ask(fx, &ann, URL);
    g_autoptr(Device) other = device_new(COSE_EDDSA, 3, "localhost", ORIGIN);
    assert_status(register_answer(fx, &ann, other, challenge, ""), 422);
    fx->now += LIMIT_FRESH_SECONDS;
    assert_shows(look(fx, &ann, URL), "Send me a link");
    assert_status(send_form(fx, &ann, URL "/challenge", arena_string(fx->arena, 16)), 403);
    assert_location(send_form(fx, &ann, URL "/1/remove", arena_string(fx->arena, 16)), URL);
    assert_status(send_form(fx, &ann, URL "/1/remove", arena_string(fx->arena, 16)), 404);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM passkey"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'passkey.remove'"), ==,
                    1);
    assert_location(enter(fx, &nobody, device, ask(fx, &nobody, IN)), "/sign-in");
    g_assert_cmpint(dump_find_rule("passkey")->how, ==, DUMP_PRIVATE);
    g_assert_cmpint(dump_find_rule("passkey_challenge")->how, ==, DUMP_PRIVATE);
}

static void
test_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx);
    g_autoptr(Device) device = device_new(COSE_EDDSA, 2, "localhost", ORIGIN);
    Browser ann = browser_of(fx, ANN), visitor = {0};
    const char *challenge = ask(fx, &ann, URL);
    for (int nth = 2; nth <= 7; nth++) {
        db_fail_at(fx->db, nth);
        assert_status(register_answer(fx, &ann, device, challenge, "x"), 500);
        db_fail_at(fx->db, 0);
    }
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM passkey"), ==, 0);
    assert_location(register_answer(fx, &ann, device, challenge, "x"), URL);
    challenge = ask(fx, &visitor, IN);
    for (int nth = 1; nth <= 6; nth++) {
        db_fail_at(fx->db, nth);
        assert_status(enter(fx, &visitor, device, challenge), 500);
        db_fail_at(fx->db, 0);
    }
    g_assert_cmpint(n_entered(fx), ==, 0);
    assert_location(enter(fx, &visitor, device, challenge), "/year");
}

void
passkey_tests(void)
{
    add_test("/passkey/add-and-sign-in", test_add_and_sign_in);
    add_test("/passkey/question-is-answered-once", test_question_is_answered_once);
    add_test("/passkey/copied-device-is-noticed", test_copied_device_is_noticed);
    add_test("/passkey/is-both-factors-when-verified", test_is_both_factors_when_verified);
    add_test("/passkey/who-may-add-and-remove", test_who_may_add_and_remove);
    add_test("/passkey/failure-changes-nothing", test_failure_changes_nothing);
}
