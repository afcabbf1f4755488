/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/consent.h"
#include "alliance/file.h"
#include "web/session.h"

#include <string.h>

#define FIREFOX "Mozilla/5.0 (X11; Linux x86_64; rv:50.0) Gecko/20100101 Firefox/50.0"

/* Sign @me in on one more device; returns the cookie's value. */
static const char *
sign_in(Fixture *fx, int64_t me, const char *device)
{
    Ctx *cx = fixture_begin(fx, me);
    const char *cookie = arena_strdup(fx->arena, session_new(cx, me, "link", device));
    fixture_commit(fx);
    return cookie;
}

static int
status_with(Fixture *fx, const char *cookie)
{
    Incoming in = {.method = GET,
                   .target = "/desk/account",
                   .host = "127.0.0.1:8080",
                   .address = "127.0.0.1",
                   .cookie = arena_printf(fx->arena, "session=%s", cookie)};
    return send_raw(fx, &in)->status;
}

static void
test_shows_who_and_where(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(get(fx, NOBODY, "/desk/account"), 303);
    sign_in(fx, ANN, FIREFOX);
    sign_in(fx, ANN, HOSTILE);
    sign_in(fx, ANN, "");
    Response *res = get(fx, ANN, "/desk/account");
    assert_status(res, 200);
    assert_statements(fx, 6);
    assert_shows(res, "Ann Achieng");
    assert_shows(res, "Firefox on Linux");
    assert_shows(res, "A device without a name");
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_shows(res, "this device");
    assert_shows(get(fx, ANN, "/desk"), "href=\"/account\"");
    assert_hides(get(fx, EDNA, "/desk/account"), "Firefox on Linux");
}

/* From every page of one's own to every other, for who may go there. */
static void
test_doors_lead_to_what_is_ones_own(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const doors[] = {"/profile",      "/directory",    "/preferences",
                                        "/desk/account", "/openid/tools", "/my-data"};
    assert_status(get(fx, NOBODY, "/account"), 303);
    for (size_t i = 0; i < G_N_ELEMENTS(doors); i++) {
        Response *res = get(fx, ANN, doors[i]);
        assert_status(res, 200);
        bool is_shared = strcmp(doors[i], "/directory") == 0;
        for (size_t k = 0; k < G_N_ELEMENTS(doors); k++) {
            const char *link = arena_printf(fx->arena, "<a href=\"%s\"%s>", doors[k],
                                            i == k ? " aria-current=\"true\"" : "");
            if (!is_shared)
                assert_shows(res, link);
            assert_shows(get(fx, ANN, "/account"), arena_printf(fx->arena, "\"%s\"", doors[k]));
        }
    }
    assert_hides(get(fx, ANN, "/directory"), "href=\"/my-data\"");
    assert_hides(get(fx, ANN, "/desk"), "href=\"/my-data\"");
    get(fx, ANN, "/account");
    assert_statements(fx, 10);
    assert_shows(get(fx, ANN, "/fr/account"), "href=\"/fr/my-data\"");
}

/* Who left may still see and change what is held. */
static void
test_former_member_has_fewer_doors(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET left_at = 1 WHERE id = 1");
    Response *res = get(fx, ANN, "/account");
    assert_status(res, 200);
    assert_shows(res, "href=\"/my-data\"");
    assert_shows(res, "href=\"/preferences\"");
    assert_hides(res, "href=\"/profile\"");
    assert_hides(res, "href=\"/desk/account\"");
    assert_hides(res, "href=\"/desk\"");
    assert_hides(res, "First steps");
}

static void
test_first_steps_end(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET headline = '', picture_id = NULL, name = '<b>Tom' WHERE id = 1");
    Response *res = get(fx, ANN, "/account");
    assert_shows(res, "<a href=\"/profile\">Say in one line");
    assert_shows(res, "&lt;b&gt;Tom");
    assert_shows(get_json(fx, ANN, "/account"), "\"done\":false");
    run_sql(fx, "UPDATE person SET headline = 'I train' WHERE id = 1");
    assert_shows(get(fx, ANN, "/account"), "Say in one line what you do <b>done</b>");
    Ctx *cx = fixture_begin(fx, ANN);
    int64_t picture = file_insert(cx, (Bytes){"\x89PNG\r\n\x1a\n0000", 12});
    consent_answer(cx, ANN, purpose_find("directory"), true,
                   &(ConsentSource){"preferences", "test", "en"});
    fixture_commit(fx);
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE person SET shown_members = 1, picture_id = %" PRId64
                             " WHERE id = 1",
                             picture));
    assert_hides(get(fx, ANN, "/account"), "First steps");
}

static void
test_language_and_zone_are_kept(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *url = "/desk/account";
    assert_status(post(fx, NOBODY, url, "language", "en", "zone", "UTC", NULL), 403);
    Response *res = post(fx, ANN, url, "language", "en", "zone", HOSTILE, NULL);
    assert_status(res, 422);
    assert_shows(res, "This time zone is not known");
    assert_shows(res, "value=\"&lt;b&gt;Tom");
    assert_status(post(fx, ANN, url, "language", "xx", "zone", "UTC", NULL), 422);
    assert_status(post(fx, ANN, url, "language", "en", "zone", "../../etc/passwd", NULL), 422);
    assert_status(post(fx, ANN, url, NULL), 422);
    for (int nth = 3; nth <= 4; nth++)
        assert_status(
            post_failing_at(fx, nth, ANN, url, "language", "en", "zone", "Africa/Nairobi", NULL),
            500);
    g_assert_cmpstr(query_text(fx, "SELECT zone FROM person WHERE id = 1"), ==, "UTC");
    res = post(fx, ANN, url, "language", "en", "zone", "Africa/Nairobi", NULL);
    assert_status(res, 303);
    assert_shows(get(fx, ANN, url), "12:00");
    g_assert_cmpint(
        query_int(fx, "SELECT count(*) FROM person WHERE zone = 'Africa/Nairobi' AND version = 2"),
        ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'person.reading'"), ==,
                    1);
}

static void
test_one_device_is_signed_out(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *cookie = sign_in(fx, ANN, FIREFOX);
    const char *edna = sign_in(fx, EDNA, FIREFOX);
    int64_t id = query_int(fx, "SELECT max(id) FROM session WHERE person_id = 1");
    int64_t other = query_int(fx, "SELECT max(id) FROM session WHERE person_id = 3");
    const char *url = arena_printf(fx->arena, "/desk/account/sessions/%" PRId64, id);
    const char *foreign = arena_printf(fx->arena, "/desk/account/sessions/%" PRId64, other);
    get(fx, ANN, "/desk");
    int64_t mine = query_int(fx, "SELECT max(id) FROM session WHERE person_id = 1");
    g_assert_cmpint(status_with(fx, cookie), ==, 200);

    assert_status(post(fx, NOBODY, url, NULL), 403);
    assert_status(post(fx, BOB, url, NULL), 404);
    assert_status(post(fx, SAM, url, NULL), 404);
    assert_status(post(fx, ANN, foreign, NULL), 404);
    assert_status(post(fx, ANN, "/desk/account/sessions/9999", NULL), 404);
    assert_status(
        post(fx, ANN, arena_printf(fx->arena, "/desk/account/sessions/%" PRId64, mine), NULL), 404);
    for (int nth = 2; nth <= 4; nth++)
        assert_status(post_failing_at(fx, nth, ANN, url, NULL), 500);
    g_assert_cmpint(status_with(fx, cookie), ==, 200);
    g_assert_cmpint(status_with(fx, edna), ==, 200);

    assert_status(post(fx, ANN, url, NULL), 303);
    g_assert_cmpint(status_with(fx, cookie), ==, 303);
    assert_status(get(fx, ANN, "/desk/account"), 200);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'session.end'"), ==,
                    1);
}

static void
test_all_others_are_signed_out(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *first = sign_in(fx, ANN, FIREFOX), *second = sign_in(fx, ANN, "x");
    const char *edna = sign_in(fx, EDNA, FIREFOX);
    get(fx, ANN, "/desk");
    const char *url = "/desk/account/sessions";
    for (int nth = 2; nth <= 4; nth++)
        assert_status(post_failing_at(fx, nth, ANN, url, NULL), 500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE person_id = 1"), ==, 3);
    assert_status(post(fx, ANN, url, NULL), 303);
    g_assert_cmpint(status_with(fx, first), ==, 303);
    g_assert_cmpint(status_with(fx, second), ==, 303);
    g_assert_cmpint(status_with(fx, edna), ==, 200);
    assert_hides(get(fx, ANN, "/desk/account"), "Sign out everywhere else");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'session.end'"), ==,
                    1);
}

void
account_tests(void)
{
    add_test("/account/shows-who-and-where", test_shows_who_and_where);
    add_test("/account/doors-lead-to-what-is-ones-own", test_doors_lead_to_what_is_ones_own);
    add_test("/account/former-member-has-fewer-doors", test_former_member_has_fewer_doors);
    add_test("/account/first-steps-end", test_first_steps_end);
    add_test("/account/language-and-zone-are-kept", test_language_and_zone_are_kept);
    add_test("/account/one-device-is-signed-out", test_one_device_is_signed_out);
    add_test("/account/all-others-are-signed-out", test_all_others_are_signed_out);
}
