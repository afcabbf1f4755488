/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/openid_testing.h"

#include "base/limits.h"
#include "openid/hint.h"
#include "web/session.h"

#include <string.h>

#define ISSUER "http://127.0.0.1:8080"

static int64_t
n_grants(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM openid_grant WHERE withdrawn_at IS NULL");
}

/* The answer sends back to the registered address, with @error, the state and our name. */
static void
assert_error(Fixture *fx, const Response *res, const char *error)
{
    assert_status(res, 303);
    g_assert_true(g_str_has_prefix(res->location, TOOL_BACK "?"));
    g_assert_cmpstr(sent_back(fx, res, "error"), ==, error);
    g_assert_cmpstr(sent_back(fx, res, "state"), ==, "s&=1");
    g_assert_cmpstr(sent_back(fx, res, "iss"), ==, ISSUER);
    g_assert_null(sent_back(fx, res, "code"));
}

static void
test_agreed_once_then_let_through(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    Response *res = get(fx, ANN, authorize_url(fx, &tool, ""));
    assert_status(res, 303);
    assert_location(res, agree_url(fx, &tool, ""));
    res = get(fx, ANN, agree_url(fx, &tool, ""));
    assert_status(res, 200);
    assert_statements(fx, 10);
    assert_shows(res, "Wiki asks to sign you in");
    assert_shows(res, "ann@example.org");
    assert_shows(res, "learn.example");
    assert_shows(get_json(fx, ANN, agree_url(fx, &tool, "")), "ann@example.org");
    res = get(fx, ANN, authorize_url(fx, &tool, "ui_locales=de%20fr-CA"));
    g_assert_true(g_str_has_prefix(res->location, "/fr/openid/agree?"));
    assert_shows(get(fx, ANN, res->location), "votre compte");
    g_assert_cmpint(n_grants(fx), ==, 0);

    res = press_agree(fx, ANN, &tool, "");
    assert_status(res, 200);
    g_assert_true(g_str_has_prefix(header_of(res, "Refresh"), "0;url=" TOOL_BACK "?code="));
    g_assert_cmpstr(header_of(res, "Cache-Control"), ==, "no-store");
    g_assert_cmpint(n_grants(fx), ==, 1);
    res = get(fx, ANN, agree_url(fx, &tool, ""));
    assert_status(res, 303);
    assert_statements(fx, 6);
    g_assert_true(g_str_has_prefix(res->location, TOOL_BACK "?code="));
    g_assert_cmpstr(sent_back(fx, res, "state"), ==, "s&=1");
    g_assert_cmpstr(sent_back(fx, res, "iss"), ==, ISSUER);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'openid.agree'"), ==,
                    1);
    assert_shows(get(fx, BOB, agree_url(fx, &tool, "")), "bob@example.org");
}

static void
test_nobody_is_sent_to_strangers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    static const char *const uris[] = {
        "",
        "https%3A%2F%2Fevil.example%2Fback",
        "https%3A%2F%2Flearn.example%2Fback%2F",
        "https%3A%2F%2Flearn.example%2Fback%3Fx",
        "https%3A%2F%2FLEARN.example%2Fback",
        "https%3A%2F%2Flearn.example%2Fback%0Ahttps%3A%2F%2Flearn.example%2Fother",
        "https%3A%2F%2Flearn.example%2Fback%40evil.example",
        "%2F%2Fevil.example",
        "javascript%3Aalert(1)",
    };
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(uris); i++) {
        static const char *const paths[] = {"authorize", "agree"};
        const char *url = arena_printf(fx->arena,
                                       "/openid/%s?response_type=code&client_id=%s&scope=openid&"
                                       "redirect_uri=%s",
                                       paths[i % 2], tool.client_id, uris[i / 2]);
        Response *res = get(fx, ANN, url);
        assert_status(res, 400);
        g_assert_null(res->location);
        g_assert_null(header_of(res, "Refresh"));
        assert_hides(res, "href=\"https://evil");
    }
    /* An unknown tool reads the same as a known one with a wrong address. */
    Response *res = get(fx, ANN,
                        "/openid/authorize?response_type=code&client_id=x&redirect_uri="
                        "https%3A%2F%2Flearn.example%2Fback&scope=openid");
    assert_status(res, 400);
    assert_shows(res, "it is not registered with us");
    assert_status(get(fx, ANN, "/openid/authorize"), 400);
    assert_status(get(fx, ANN, authorize_url(fx, &tool, "client_id=x")), 400);
    assert_status(get(fx, ANN, authorize_url(fx, &tool, "redirect_uri=x")), 400);
    assert_status(post(fx, ANN, "/openid/agree", "request", "client_id=x", NULL), 400);
    assert_status(post(fx, ANN, "/openid/agree", "request", HOSTILE, NULL), 400);
    g_assert_cmpint(n_grants(fx), ==, 0);
}

static void
test_errors_go_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", true, "");
    static const struct {
        const char *more, *error;
    } cases[] = {
        {"request=x",               "request_not_supported"     },
        {"request_uri=https://x/",  "request_uri_not_supported" },
        {"registration=%7B%7D",     "registration_not_supported"},
        {"response_mode=fragment",  "invalid_request"           },
        {"response_mode=form_post", "invalid_request"           },
        {"nonce=n-2",               "invalid_request"           },
        {"prompt=none%20login",     "invalid_request"           },
        {"prompt=dance",            "invalid_request"           },
        {"max_age=-1",              "invalid_request"           },
        {"max_age=soon",            "invalid_request"           },
        {"prompt=none",             "consent_required"          },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_error(fx, get(fx, ANN, agree_url(fx, &tool, cases[i].more)), cases[i].error);
    for (size_t i = 0; i + 1 < G_N_ELEMENTS(cases); i++)
        assert_error(fx, get(fx, NOBODY, authorize_url(fx, &tool, cases[i].more)), cases[i].error);
    assert_error(fx, get(fx, NOBODY, authorize_url(fx, &tool, "prompt=none")), "login_required");
}

/* The same without one of its parts, or with another one. */
static const char *
changed(Fixture *fx, const Tool *tool, const char *old, const char *new)
{
    g_auto(GStrv) parts = g_strsplit(authorize_url(fx, tool, ""), old, 2);
    g_assert_nonnull(parts[1]);
    return arena_printf(fx->arena, "%s%s%s", parts[0], new, parts[1]);
}

static void
test_parts_are_demanded(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "App", true, ""), server = a_tool(fx, "Wiki", false, "");
    static const char pkce[] = "&code_challenge=" CHALLENGE "&code_challenge_method=S256";
    static const struct {
        const char *old, *new, *error;
    } cases[] = {
        {"response_type=code&",         "",                                              "invalid_request"          },
        {"response_type=code",          "response_type=token",                           "unsupported_response_type"},
        {"response_type=code",          "response_type=code%20id_token",                 "unsupported_response_type"},
        {"openid%20profile",            "profile",                                       "invalid_scope"            },
        {"scope=openid",                "scope=OPENID",                                  "invalid_scope"            },
        {pkce,                          "",                                              "invalid_request"          },
        {"_method=S256",                "_method=plain",                                 "invalid_request"          },
        {"&code_challenge_method=S256", "",                                              "invalid_request"          },
        {CHALLENGE,                     "short",                                         "invalid_request"          },
        {CHALLENGE,                     "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw%2BcM", "invalid_request"          },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_error(fx, get(fx, ANN, changed(fx, &tool, cases[i].old, cases[i].new)),
                     cases[i].error);
    assert_location(get(fx, ANN, changed(fx, &server, pkce, "")),
                    strstr(agree_url(fx, &server, ""), "/openid") != NULL
                        ? arena_printf(fx->arena, "/openid/agree?%s",
                                       strchr(changed(fx, &server, pkce, ""), '?') + 1)
                        : NULL);
    Response *res = get(
        fx, ANN,
        authorize_url(fx, &tool,
                      arena_printf(fx->arena, "x=%s", arena_printf(fx->arena, "%01700d", 0))));
    assert_error(fx, res, "invalid_request");
}

static void
test_visitors_sign_in_first(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    Response *res = get(fx, NOBODY, authorize_url(fx, &tool, ""));
    assert_location(res, agree_url(fx, &tool, ""));
    res = get(fx, NOBODY, agree_url(fx, &tool, ""));
    assert_status(res, 303);
    g_assert_true(g_str_has_prefix(res->location, "/sign-in?next=/openid/agree%3Fresponse_type"));
    const char *next = sent_back(fx, res, "next");
    g_assert_cmpstr(next, ==, agree_url(fx, &tool, ""));
    assert_shows(get(fx, NOBODY, res->location), "n-1");

    /* The way goes through the mailed link, however long the request is. */
    assert_status(post(fx, NOBODY, "/sign-in", "email", "ann@example.org", "next", next, NULL),
                  200);
    g_assert_cmpstr(query_text(fx, "SELECT next FROM mail_token"), ==, next);
    res = get(fx, NOBODY, authorize_url(fx, &tool, "login_hint=ann%40example.org&ui_locales=fr"));
    g_assert_true(g_str_has_prefix(res->location, "/fr/sign-in?next="));
    assert_shows(get(fx, NOBODY, res->location), "value=\"ann@example.org\"");
    res = get(fx, NOBODY, authorize_url(fx, &tool, "login_hint=%3Cb%3ETom"));
    assert_hides(get(fx, NOBODY, res->location), "<b>Tom");
    assert_status(post(fx, NOBODY, "/openid/agree", "request", "x", NULL), 403);
}

static void
test_posted_requests_come_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    Response *res = post_program(fx, NULL, "/openid/authorize", "client_id", tool.client_id,
                                 "state", "a&b=c", "scope", "openid", NULL);
    assert_status(res, 303);
    assert_location(res,
                    arena_printf(fx->arena,
                                 "/openid/authorize?client_id=%s&state=a%%26b%%3Dc&scope=openid",
                                 tool.client_id));
    g_autofree char *long_one = g_strnfill(LIMIT_PATH, 'x');
    assert_status(post_program(fx, NULL, "/openid/authorize", "state", long_one, NULL), 400);
}

/* Sign in as a browser does after having been sent away, a moment later. */
static void
sign_in_anew(Fixture *fx, int64_t me)
{
    int64_t *key = arena_new_of(fx->arena, int64_t);
    *key = me;
    fx->now += 5;
    g_hash_table_remove(fx->cookies, key);
    (void)cookie_of(fx, me);
}

static void
test_signing_in_once_more(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    static const char *const asks[] = {"prompt=login", "prompt=select_account", "max_age=0",
                                       "max_age=100", "prompt=login%20consent"};
    (void)a_code(fx, ANN, &tool, "");
    for (size_t i = 0; i < G_N_ELEMENTS(asks); i++) {
        fx->now += 200;
        Response *res = get(fx, ANN, agree_url(fx, &tool, asks[i]));
        assert_status(res, 200);
        assert_shows(res, "Sign in once more");
        assert_shows(press_agree(fx, ANN, &tool, asks[i]), "Sign in once more");
        res = post(fx, ANN, "/openid/again", "request",
                   strchr(agree_url(fx, &tool, asks[i]), '?') + 1, NULL);
        assert_status(res, 303);
        const char *next = sent_back(fx, res, "next");
        g_assert_nonnull(strstr(next, "&again="));
        assert_status(get(fx, ANN, "/desk"), 303); /* signed out */
        sign_in_anew(fx, ANN);
        res = get(fx, ANN, next);
        assert_status(res, strstr(asks[i], "consent") != NULL ? 200 : 303);
        /* The mark holds for this request only, and not for ever. */
        if (strstr(asks[i], "login") != NULL) {
            assert_shows(get(fx, ANN, arena_printf(fx->arena, "%sA", next)), "Sign in once more");
            fx->now += LIMIT_LOGIN_SECONDS;
            assert_shows(get(fx, ANN, next), "Sign in once more");
        }
    }
    fx->now += 200;
    assert_error(fx, get(fx, ANN, agree_url(fx, &tool, "prompt=none&max_age=100")),
                 "login_required");
    assert_status(get(fx, ANN, agree_url(fx, &tool, "max_age=100000")), 303);
}

static void
test_saying_no_goes_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    Response *res = get(fx, ANN, agree_url(fx, &tool, ""));
    assert_shows(res, TOOL_BACK "?error=access_denied&amp;state=s%26%3D1");
    g_assert_cmpint(n_grants(fx), ==, 0);
}

static void
test_a_tool_for_a_role(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Newsroom", false, "editor");
    Response *res = get(fx, ANN, agree_url(fx, &tool, ""));
    assert_status(res, 403);
    assert_shows(res, "not open to you");
    assert_shows(res, "Editor");
    assert_hides(res, "ann@example.org</b>");
    assert_status(press_agree(fx, ANN, &tool, ""), 403);
    assert_error(fx, get(fx, ANN, agree_url(fx, &tool, "prompt=none")), "access_denied");
    g_assert_cmpint(n_grants(fx), ==, 0);
    assert_status(get(fx, EDNA, agree_url(fx, &tool, "")), 200);
    const char *token = an_access_token(fx, EDNA, &tool);
    assert_shows(ask_userinfo(fx, token), "\"roles\":[\"editor\"]");
    run_sql(fx, "UPDATE person_role SET until = 1 WHERE person_id = 3");
    assert_status(ask_userinfo(fx, token), 401);
    assert_status(get(fx, EDNA, agree_url(fx, &tool, "")), 403);
}

static void
test_former_members_get_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    const char *code = a_code(fx, ANN, &tool, "");
    run_sql(fx, "UPDATE person SET left_at = 1400000005 WHERE id = 1");
    run_sql(fx, "UPDATE person SET left_at = 1400000005 WHERE id = 3");
    assert_status(get(fx, ANN, agree_url(fx, &tool, "")), 403);
    assert_status(press_agree(fx, ANN, &tool, ""), 403);
    /* An editor who is no member any more has the desk, and still nothing here. */
    assert_status(get(fx, EDNA, agree_url(fx, &tool, "")), 403);
    assert_status(exchange_code(fx, &tool, code), 400);
}

static void
test_a_program_is_not_its_owner(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    (void)a_code(fx, ANN, &tool, "");
    Ctx *cx = fixture_begin(fx, ANN);
    const char *token = arena_strdup(fx->arena, session_new_api_token(cx, ANN, "script", 0));
    fixture_commit(fx);
    const Incoming in = {.method = GET,
                         .target = agree_url(fx, &tool, ""),
                         .host = "127.0.0.1:8080",
                         .authorization = arena_printf(fx->arena, "Bearer %s", token)};
    assert_status(send_raw(fx, &in), 403);
    assert_status(ask_userinfo(fx, token), 401);
}

static void
test_after_a_form_the_page_leads_on(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    (void)a_code(fx, ANN, &tool, "");
    Incoming in = {.method = GET,
                   .target = agree_url(fx, &tool, ""),
                   .host = "127.0.0.1:8080",
                   .sec_fetch_site = "same-origin",
                   .cookie = arena_printf(fx->arena, "session=%s", cookie_of(fx, ANN))};
    Response *res = send_raw(fx, &in);
    assert_status(res, 200);
    assert_shows(res, "Go on to Wiki");
    g_assert_nonnull(sent_back(fx, res, "code"));
    in.sec_fetch_site = "cross-site";
    assert_status(send_raw(fx, &in), 303);
}

static void
test_the_hint_names_somebody(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, ""), other = a_tool(fx, "Chat", false, "");
    const char *hints[2];
    for (int64_t me = ANN; me <= BOB; me++)
        hints[me - ANN] = json_text(fx, exchange_code(fx, &tool, a_code(fx, me, &tool, "")),
                                    "id_token");
    const char *anns = arena_printf(fx->arena, "prompt=none&id_token_hint=%s", hints[0]);
    const char *bobs = arena_printf(fx->arena, "prompt=none&id_token_hint=%s", hints[1]);
    assert_status(get(fx, ANN, agree_url(fx, &tool, anns)), 303);
    g_assert_nonnull(sent_back(fx, get(fx, ANN, agree_url(fx, &tool, anns)), "code"));
    assert_error(fx, get(fx, ANN, agree_url(fx, &tool, bobs)), "login_required");
    (void)a_code(fx, ANN, &other, "");
    assert_error(fx, get(fx, ANN, agree_url(fx, &other, anns)), "login_required");
    assert_error(fx, get(fx, ANN, agree_url(fx, &tool, "prompt=none&id_token_hint=x.y.z")),
                 "login_required");
}

static void
test_hostile_names(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, HOSTILE, false, "");
    run_sql(fx, "UPDATE person SET name = '<b>Ann' WHERE id = 1");
    Response *res = get(fx, ANN, agree_url(fx, &tool, ""));
    assert_status(res, 200);
    assert_hides(res, "<b>Tom");
    assert_hides(res, "<b>Ann");
    res = press_agree(fx, ANN, &tool, "");
    assert_hides(res, "<b>Tom");
    const char *url = authorize_url(fx, &tool, "");
    g_auto(GStrv) parts = g_strsplit(url, "s%26%3D1", 2);
    url = arena_printf(fx->arena, "%s%%0D%%0ASet-Cookie%%3Ax%s", parts[0], parts[1]);
    res = get(fx, ANN, url);
    g_assert_null(strpbrk(res->location, "\r\n"));
}

static void
test_failure_gives_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    const char *request = strchr(agree_url(fx, &tool, ""), '?') + 1;
    for (int nth = 2; nth <= 9; nth++) {
        Response *res = post_failing_at(fx, nth, ANN, "/openid/agree", "request", request, NULL);
        assert_status(res, 500);
        g_assert_null(header_of(res, "Refresh"));
    }
    g_assert_cmpint(n_grants(fx), ==, 0);
}

void
openid_agree_tests(void)
{
    add_test("/openid_agree/agreed-once-then-let-through", test_agreed_once_then_let_through);
    add_test("/openid_agree/nobody-is-sent-to-strangers", test_nobody_is_sent_to_strangers);
    add_test("/openid_agree/errors-go-back", test_errors_go_back);
    add_test("/openid_agree/parts-are-demanded", test_parts_are_demanded);
    add_test("/openid_agree/visitors-sign-in-first", test_visitors_sign_in_first);
    add_test("/openid_agree/posted-requests-come-again", test_posted_requests_come_again);
    add_test("/openid_agree/signing-in-once-more", test_signing_in_once_more);
    add_test("/openid_agree/saying-no-goes-back", test_saying_no_goes_back);
    add_test("/openid_agree/a-tool-for-a-role", test_a_tool_for_a_role);
    add_test("/openid_agree/former-members-get-nothing", test_former_members_get_nothing);
    add_test("/openid_agree/a-program-is-not-its-owner", test_a_program_is_not_its_owner);
    add_test("/openid_agree/after-a-form-the-page-leads-on", test_after_a_form_the_page_leads_on);
    add_test("/openid_agree/the-hint-names-somebody", test_the_hint_names_somebody);
    add_test("/openid_agree/hostile-names", test_hostile_names);
    add_test("/openid_agree/failure-gives-nothing", test_failure_gives_nothing);
}
