/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/digest.h"
#include "alliance/standing_link.h"
#include "testing.h"

static const char *
path_of(Fixture *fx, int64_t person_id, const char *use)
{
    const char *token = standing_link_new(fixture_begin(fx, NOBODY), use, person_id);
    const char *path = arena_printf(fx->arena, "%s/%s", DIGEST_PACE_PATH, token);
    fixture_commit(fx);
    return path;
}

static int64_t
pace_of(Fixture *fx)
{
    return query_int(fx, "SELECT pace FROM person WHERE id = 1");
}

static int64_t
comes(Fixture *fx)
{
    return query_int(fx, "SELECT comment_mails FROM person WHERE id = 1");
}

static void
test_by_one_button(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *path = path_of(fx, ANN, LINK_PACE);
    Response *res = get(fx, NOBODY, path); /* a link scanner changes nothing */
    assert_status(res, 200);
    assert_shows(res, "Now: Each mail at once.");
    assert_shows(res, "value=\"1\">One mail a day");
    assert_hides(res, "value=\"0\"");
    g_assert_cmpint(pace_of(fx), ==, 0);
    res = post(fx, NOBODY, path, "days", "1", NULL);
    assert_shows(res, "Now: One mail a day.");
    g_assert_cmpint(pace_of(fx), ==, 1);
    assert_shows(get_json(fx, NOBODY, path), "\"comes\":true");
    assert_shows(get(fx, NOBODY, arena_printf(fx->arena, "/ar%s", path)), "dir=\"rtl\"");

    /* What is no choice of these is none: nothing comes, and a choice brings it back. */
    post(fx, NOBODY, path, "days", "3", NULL);
    g_assert_cmpint(comes(fx), ==, 0);
    g_assert_cmpint(pace_of(fx), ==, 1);
    assert_shows(get(fx, NOBODY, path), "Now: none of it comes by mail.");
    post(fx, NOBODY, path, "days", "7", NULL);
    g_assert_cmpint(comes(fx), ==, 1);
    g_assert_cmpint(pace_of(fx), ==, 7);

    /* As programs of mail end it. */
    Incoming in = {
        .method = POST,
        .target = path,
        .host = "127.0.0.1:8080",
        .content_type = "application/x-www-form-urlencoded",
        .body = {"List-Unsubscribe=One-Click", 26}
    };
    assert_status(send_raw(fx, &in), 200);
    g_assert_cmpint(comes(fx), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT pace FROM person WHERE id = 2"), ==, 0);
}

static void
test_only_by_its_own_link(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *other = path_of(fx, ANN, LINK_PREFERENCES);
    assert_status(get(fx, NOBODY, other), 410);
    assert_status(post(fx, NOBODY, other, "days", "7", NULL), 410);
    assert_status(get(fx, NOBODY, "/pace/\xd8\xb9<b>"), 410);
    const char *path = path_of(fx, ANN, LINK_PACE);
    for (int nth = 1;; nth++) {
        Response *res = post_failing_at(fx, nth, NOBODY, path, "days", "7", NULL);
        if (res->status == 200)
            break;
        g_assert_cmpint(nth, <, 20);
        g_assert_cmpint(pace_of(fx), ==, 0);
    }
    run_sql(fx, "UPDATE person SET links_n = links_n + 1");
    assert_status(post(fx, NOBODY, path, "days", "1", NULL), 410);
}

/* Signed in it is a choice of the preferences. */
static void
test_in_the_preferences(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, ANN, "/preferences"), "name=\"pace\" value=\"0\" checked");
    assert_status(
        post(fx, ANN, "/preferences", "comments", "1", "language", "en", "pace", "7", NULL), 303);
    g_assert_cmpint(pace_of(fx), ==, 7);
    assert_shows(get(fx, ANN, "/preferences"), "name=\"pace\" value=\"7\" checked");
    assert_status(
        post(fx, ANN, "/preferences", "comments", "1", "language", "en", "pace", "2", NULL), 422);
    g_assert_cmpint(pace_of(fx), ==, 7);
}

void
pace_page_tests(void)
{
    add_test("/pace-page/by-one-button", test_by_one_button);
    add_test("/pace-page/only-by-its-own-link", test_only_by_its_own_link);
    add_test("/pace-page/in-the-preferences", test_in_the_preferences);
}
