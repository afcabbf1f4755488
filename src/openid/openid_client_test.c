/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/openid_testing.h"

#include "base/limits.h"
#include "openid/openid.h"

#include <string.h>

#define NEW_URL "/openid/tools/clients/new"

static Response *
register_tool(Fixture *fx, int64_t me, const char *kind, const char *name, const char *redirects)
{
    return post(fx, me, NEW_URL, "kind", kind, "name", name, "redirects", redirects, "logouts", "",
                "scopes", "email", "audience", "members", "algorithm", "RS256", NULL);
}

static int64_t
n_tools(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM openid_client");
}

static int64_t
n_audited(Fixture *fx, const char *action)
{
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM audit WHERE action = '%s'",
                                           action);
    return query_int(fx, sql);
}

/* The text between the tags after @label in a page. */
static const char *
shown_after(Fixture *fx, const Response *res, const char *label)
{
    const char *at = strstr(arena_strndup(fx->arena, body_of(res), res->body.n), label);
    g_assert_nonnull(at);
    at = strstr(at, "<code>");
    g_assert_nonnull(at);
    at += strlen("<code>");
    return arena_strndup(fx->arena, at, strcspn(at, "<"));
}

static void
test_the_secret_is_shown_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(get(fx, SAM, NEW_URL), 200);
    assert_shows(get(fx, SAM, "/openid/tools/clients"), "No tool is connected yet");
    Response *res = register_tool(fx, SAM, "confidential", "Wiki", TOOL_BACK);
    assert_status(res, 200);
    g_assert_cmpstr(header_of(res, "Cache-Control"), ==, "no-store");
    Tool tool = {.id = 1,
                 .client_id = shown_after(fx, res, "Client ID"),
                 .secret = shown_after(fx, res, "<dt>Secret")};
    g_assert_cmpint((int64_t)strlen(tool.secret), ==, 43);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM openid_key"), ==, 2);
    static const char *const pages[] = {"/openid/tools/clients", "/openid/tools/clients/1",
                                        "/openid/tools/clients/1.json", "/desk/audit"};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        assert_status(get(fx, SAM, pages[i]), 200);
        assert_statements(fx, 6);
        assert_hides(get(fx, SAM, pages[i]), tool.secret);
    }
    assert_status(exchange_code(fx, &tool, a_code(fx, ANN, &tool, "")), 200);
    assert_shows(get(fx, SAM, "/openid/tools/clients/1"), "last used on 2 January 2017");

    res = post(fx, SAM, "/openid/tools/clients/1/secret", NULL);
    const char *second = shown_after(fx, res, "<dt>Secret");
    g_assert_cmpstr(second, !=, tool.secret);
    const char *code = a_code(fx, ANN, &tool, "");
    assert_status(exchange_code(fx, &tool, code), 401);
    tool.secret = second;
    assert_status(exchange_code(fx, &tool, code), 200);
    g_assert_cmpint(n_audited(fx, "openid.register"), ==, 1);
    g_assert_cmpint(n_audited(fx, "openid.secret"), ==, 1);
}

static void
test_a_public_tool_has_no_secret(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = register_tool(fx, SAM, "public", "App", "http://127.0.0.1:9000/back");
    assert_status(res, 200);
    assert_shows(res, "It has no secret");
    assert_status(post(fx, SAM, "/openid/tools/clients/1/secret", NULL), 404);
    assert_hides(get(fx, SAM, "/openid/tools/clients/1"), "Make a new secret");
}

static void
test_addresses_are_checked(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const bad[] = {
        "",
        "learn.example/back",
        "http://learn.example/back",
        "http://127.0.0.1.evil.example/",
        "http://127.0.0.1:80@evil.example/",
        "https://learn.example@evil.example/",
        "https:///back",
        "https://",
        "https://learn.example/back#part",
        "https://learn.example/a b",
        "https://learn.example/\xc3\xa9",
        "https://learn.example/*\"><b>Tom",
        "javascript:alert(1)",
        "org.example.app:/back",
        "//learn.example/",
        "https://learn.example/back\nftp://learn.example/",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        Response *res = register_tool(fx, SAM, "confidential", "Wiki", bad[i]);
        assert_status(res, 422);
        assert_shows(res, "value=\"Wiki\"");
        assert_hides(res, "<b>Tom");
    }
    g_autofree char *long_one = g_strdup_printf("https://learn.example/%0*d", LIMIT_OPENID_URI, 0);
    assert_status(register_tool(fx, SAM, "confidential", "Wiki", long_one), 422);
    g_assert_cmpint(n_tools(fx), ==, 0);
    static const char *const good[] = {
        "https://learn.example",
        "https://learn.example:8443/a?b=c&d=%20",
        "http://localhost:3000/",
        "http://[::1]:1/x",
        "\r\n https://a.example/\r\n\r\nhttps://b.example/ \r\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
        assert_status(register_tool(fx, SAM, "confidential", "Wiki", good[i]), 200);
    g_assert_cmpstr(query_text(fx, "SELECT redirect_uris FROM openid_client WHERE id = 5"), ==,
                    "https://a.example/\nhttps://b.example/");
}

static void
test_changing_and_removing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    const char *token = an_access_token(fx, EDNA, &tool);
    Response *res = get(fx, SAM, "/openid/tools/clients/1");
    assert_shows(res, TOOL_BACK);
    assert_shows(res, "value=\"members\" selected");
    assert_status(post(fx, SAM, "/openid/tools/clients/1", "name", HOSTILE, "redirects", TOOL_BACK,
                       "logouts", "", "scopes", "profile", "audience", "editor", "algorithm",
                       "EdDSA", NULL),
                  303);
    assert_hides(get(fx, SAM, "/openid/tools/clients"), "<b>Tom");
    assert_hides(get(fx, SAM, "/openid/tools/clients/1"), "<b>Tom");
    assert_hides(get(fx, EDNA, "/openid/tools"), "<b>Tom");
    assert_shows(get(fx, SAM, "/openid/tools/clients/1"), "value=\"editor\" selected");
    assert_status(post(fx, SAM, "/openid/tools/clients/1", "name", "", "redirects", "x", NULL),
                  422);
    assert_status(ask_userinfo(fx, token), 200);
    assert_hides(ask_userinfo(fx, token), "email");
    g_assert_cmpstr(query_text(fx, "SELECT audience FROM openid_client"), ==, "editor");

    assert_status(post(fx, SAM, "/openid/tools/clients/1/remove", NULL), 303);
    assert_status(ask_userinfo(fx, token), 401);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM openid_grant"), ==, 0);
    assert_status(get(fx, EDNA, authorize_url(fx, &tool, "")), 400);
    g_assert_cmpint(n_audited(fx, "openid.change"), ==, 1);
    g_assert_cmpint(n_audited(fx, "openid.remove"), ==, 1);
    static const char *const gone[] = {"/openid/tools/clients/1", "/openid/tools/clients/1/secret",
                                       "/openid/tools/clients/1/remove", "/openid/tools/clients/x"};
    for (size_t i = 0; i < G_N_ELEMENTS(gone); i++)
        assert_status(post(fx, SAM, gone[i], "name", "x", NULL), 404);
}

static void
test_the_register_is_the_secretariats(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    (void)a_tool(fx, "Wiki", false, "");
    static const char *const pages[] = {"/openid/tools/clients", NEW_URL,
                                        "/openid/tools/clients/1"};
    static const char *const posts[] = {NEW_URL, "/openid/tools/clients/1",
                                        "/openid/tools/clients/1/secret",
                                        "/openid/tools/clients/1/remove"};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        assert_status(get(fx, NOBODY, pages[i]), 303);
        assert_status(get(fx, ANN, pages[i]), 403);
        assert_status(get(fx, EDNA, pages[i]), 403);
        assert_status(get_json(fx, EDNA, pages[i]), 403);
        assert_status(get(fx, SAM, pages[i]), 200);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(posts); i++) {
        assert_status(post(fx, NOBODY, posts[i], NULL), 403);
        assert_status(post(fx, ANN, posts[i], NULL), 403);
        assert_status(post(fx, EDNA, posts[i], NULL), 403);
    }
    g_assert_cmpint(n_tools(fx), ==, 1);
    assert_shows(get(fx, SAM, "/openid/tools"), "/openid/tools/clients");
    assert_hides(get(fx, EDNA, "/openid/tools"), "/openid/tools/clients");
    assert_shows(get(fx, SAM, "/fr/openid/tools/clients"), "Registre des outils");
}

static void
test_people_take_back_what_is_theirs(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Tool tool = a_tool(fx, "Wiki", false, "");
    assert_shows(get(fx, ANN, "/openid/tools"), "No tool uses your account");
    const char *anns = an_access_token(fx, ANN, &tool), *bobs = an_access_token(fx, BOB, &tool);
    Response *res = get(fx, ANN, "/openid/tools");
    assert_statements(fx, 5);
    assert_shows(res, "Wiki");
    assert_shows(res, "agreed on 2 January 2017");
    assert_shows(get(fx, ANN, "/openid/tools.json"), "\"name\":\"Wiki\"");
    assert_shows(get(fx, ANN, "/fr/openid/tools"), "Outils qui utilisent votre compte");
    assert_status(get(fx, NOBODY, "/openid/tools"), 303);
    assert_status(post(fx, NOBODY, "/openid/tools/1", NULL), 403);
    assert_status(post(fx, BOB, "/openid/tools/1", NULL), 404);
    assert_status(post(fx, ANN, "/openid/tools/9", NULL), 404);
    for (int nth = 2; nth <= 4; nth++)
        assert_status(post_failing_at(fx, nth, ANN, "/openid/tools/1", NULL), 500);
    assert_status(ask_userinfo(fx, anns), 200);
    assert_status(post(fx, ANN, "/openid/tools/1", NULL), 303);
    assert_status(ask_userinfo(fx, anns), 401);
    assert_status(ask_userinfo(fx, bobs), 200);
    assert_status(post(fx, ANN, "/openid/tools/1", NULL), 404);
    assert_hides(get(fx, ANN, "/openid/tools"), "agreed on");
    assert_shows(get(fx, ANN, agree_url(fx, &tool, "")), "Agree and go on");
    g_assert_cmpint(n_audited(fx, "openid.withdraw"), ==, 1);
}

static void
test_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    for (int nth = 2; nth <= 7; nth++)
        assert_status(post_failing_at(fx, nth, SAM, NEW_URL, "kind", "confidential", "name", "Wiki",
                                      "redirects", TOOL_BACK, "audience", "members", "algorithm",
                                      "RS256", NULL),
                      500);
    g_assert_cmpint(n_tools(fx), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM openid_key"), ==, 0);
}

static void
test_the_demos_tool_is_marked(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    openid_build_demo(fixture_begin(fx, NOBODY));
    fixture_commit(fx);
    assert_shows(get(fx, SAM, "/openid/tools/clients"), "Learning platform</a> (demo)");
}

void
openid_client_tests(void)
{
    add_test("/openid_client/the-secret-is-shown-once", test_the_secret_is_shown_once);
    add_test("/openid_client/a-public-tool-has-no-secret", test_a_public_tool_has_no_secret);
    add_test("/openid_client/addresses-are-checked", test_addresses_are_checked);
    add_test("/openid_client/changing-and-removing", test_changing_and_removing);
    add_test("/openid_client/the-register-is-the-secretariats",
             test_the_register_is_the_secretariats);
    add_test("/openid_client/people-take-back-what-is-theirs",
             test_people_take_back_what_is_theirs);
    add_test("/openid_client/failure-changes-nothing", test_failure_changes_nothing);
    add_test("/openid_client/the-demos-tool-is-marked", test_the_demos_tool_is_marked);
}
