/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/openid_testing.h"

#include "openid/openid.h"

#include <string.h>

static const char *
leave_request(Fixture *fx, const char *hint, const char *client_id, const char *uri)
{
    g_autofree char *escaped = g_uri_escape_string(uri, NULL, false);
    return arena_printf(fx->arena,
                        "id_token_hint=%s&client_id=%s&post_logout_redirect_uri=%s&state=a%%26b",
                        hint, client_id, escaped);
}

static Response *
leave(Fixture *fx, int64_t me, const char *request)
{
    return post(fx, me, "/openid/leave", "request", request, NULL);
}

static const char *
an_id_token(Fixture *fx, int64_t me, const Tool *tool)
{
    return json_text(fx, exchange_code(fx, tool, a_code(fx, me, tool, "")), "id_token");
}

static int64_t
n_sessions(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM session WHERE person_id = 1");
}

static void
test_the_person_says_yes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    const char *hint = an_id_token(fx, ANN, &tool);
    const char *request = leave_request(fx, hint, "", TOOL_LEFT);
    const char *url = arena_printf(fx->arena, "/openid/logout?%s", request);
    Response *res = get(fx, ANN, url);
    assert_status(res, 200);
    assert_shows(res, "You signed out of Wiki");
    assert_shows(get(fx, ANN, arena_printf(fx->arena, "/fr%s", url)), "Se déconnecter");
    g_assert_cmpint(n_sessions(fx), ==, 1);

    res = leave(fx, ANN, request);
    assert_status(res, 200);
    g_assert_cmpint(n_sessions(fx), ==, 0);
    g_assert_cmpstr(header_of(res, "Refresh"), ==, "0;url=" TOOL_LEFT "&state=a%26b");
    g_assert_nonnull(strstr(header_of(res, "Set-Cookie"), "Max-Age=0"));
    /* Whoever is signed out already is led on at once. */
    res = get(fx, NOBODY, url);
    assert_status(res, 303);
    assert_location(res, TOOL_LEFT "&state=a%26b");
}

static void
test_nobody_is_sent_to_strangers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, ""), other = a_tool(fx, "Chat", false, "");
    run_sql(fx, "UPDATE openid_client SET logout_uris = '' WHERE name = 'Chat'");
    const char *hint = an_id_token(fx, ANN, &tool);
    const char *bent = arena_printf(fx->arena, "%.*sA", (int)strlen(hint) - 1, hint);
    const char *const requests[] = {
        leave_request(fx, "", "", TOOL_LEFT),
        leave_request(fx, "", "x", TOOL_LEFT),
        leave_request(fx, "", other.client_id, TOOL_LEFT),
        leave_request(fx, "", tool.client_id, "https://evil.example/"),
        leave_request(fx, "", tool.client_id, TOOL_BACK),
        leave_request(fx, "", tool.client_id, ""),
        leave_request(fx, hint, other.client_id, TOOL_LEFT),
        leave_request(fx, bent[strlen(bent) - 1] == hint[strlen(hint) - 1] ? "x" : bent, "",
                      TOOL_LEFT),
        leave_request(fx, "a.b.c", tool.client_id, TOOL_LEFT),
        leave_request(fx, hint, "", TOOL_LEFT "&x=y"),
        arena_printf(fx->arena, "%s&state=twice", leave_request(fx, hint, "", TOOL_LEFT)),
        "",
        HOSTILE,
    };
    for (size_t i = 0; i < G_N_ELEMENTS(requests); i++) {
        Response *res = leave(fx, NOBODY, requests[i]);
        g_assert_null(header_of(res, "Refresh"));
        if (res->status != 400)
            assert_location(res, "/");
    }
    assert_status(leave(fx, NOBODY, leave_request(fx, hint, tool.client_id, TOOL_LEFT)), 200);
    assert_status(leave(fx, NOBODY, leave_request(fx, "", tool.client_id, TOOL_LEFT)), 200);
}

static void
test_old_tokens_are_good_hints(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    const char *request = leave_request(fx, an_id_token(fx, ANN, &tool), "", TOOL_LEFT);
    fx->now += 30 * 24 * 3600;
    assert_status(leave(fx, NOBODY, request), 200);
    openid_rotate_keys(fixture_begin(fx, SAM), openid_new_keys(fx->arena), true);
    fixture_commit(fx);
    assert_location(leave(fx, NOBODY, request), "/");
}

static void
test_a_form_from_elsewhere_comes_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = post_program(fx, NULL, "/openid/logout", "client_id", "x", "state", "a&b",
                                 NULL);
    assert_status(res, 303);
    assert_location(res, "/openid/logout?client_id=x&state=a%26b");
    assert_shows(get(fx, ANN, "/openid/logout"), "A tool asks to sign you out");
    assert_hides(get(fx, ANN, "/openid/logout?state=%3Cb%3ETom"), "<b>Tom");
    g_assert_cmpint(n_sessions(fx), ==, 1);
}

void
openid_logout_tests(void)
{
    add_test("/openid_logout/the-person-says-yes", test_the_person_says_yes);
    add_test("/openid_logout/nobody-is-sent-to-strangers", test_nobody_is_sent_to_strangers);
    add_test("/openid_logout/old-tokens-are-good-hints", test_old_tokens_are_good_hints);
    add_test("/openid_logout/a-form-from-elsewhere-comes-again",
             test_a_form_from_elsewhere_comes_again);
}
