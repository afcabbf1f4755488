/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "base/limits.h"
#include "web/limiter.h"

#include <string.h>

#define URL "/desk/account/password"
#define GOOD "olive grove, 7 goats"
#define OTHER "kettle of seven moons"

static Response *
set_password(Fixture *fx, int64_t me, const char *old, const char *new)
{
    return post(fx, me, URL, "old", old, "new", new, "again", new, NULL);
}

static Response *
sign_in(Fixture *fx, const char *email, const char *password)
{
    return post(fx, NOBODY, "/sign-in/password", "email", email, "password", password, "next",
                "/year", NULL);
}

static int64_t
n_passwords(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM credential");
}

static void
test_set_and_sign_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, NOBODY, "/sign-in?next=/year"), "/sign-in/password?next=");
    assert_shows(get(fx, NOBODY, "/fr/sign-in/password"), "Mot de passe");
    assert_status(get(fx, NOBODY, URL), 303);
    assert_shows(get(fx, ANN, "/desk/account"), URL);
    assert_shows(get(fx, ANN, URL), "type=\"password\"");
    assert_hides(get(fx, ANN, URL), "name=\"old\"");
    assert_statements(fx, 6);
    assert_status(set_password(fx, ANN, "", GOOD), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'password.set'"), ==,
                    1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'credential' AND "
                                  "address = 'ann@example.org'"),
                    ==, 1);
    assert_shows(get(fx, ANN, URL), "You have a password since");
    Response *res = sign_in(fx, "ann@example.org", GOOD);
    assert_status(res, 303);
    assert_location(res, "/year");
    g_assert_nonnull(strstr(header_of(res, "Set-Cookie"), "session="));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE made_by = 'password'"), ==,
                    1);
}

static void
test_refusals_read_the_same(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(set_password(fx, ANN, "", GOOD), 303);
    static const char *const emails[] = {"ann@example.org", "bob@example.org", "eve@example.org"};
    const char *first = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(emails); i++) {
        Response *res = sign_in(fx, emails[i], OTHER);
        assert_status(res, 422);
        g_assert_null(header_of(res, "Set-Cookie"));
        assert_hides(res, OTHER);
        g_autofree char *same = g_strdup(body_of(res));
        g_auto(GStrv) parts = g_strsplit(same, emails[i], -1);
        g_autofree char *joined = g_strjoinv("", parts);
        const char *body = arena_strdup(fx->arena, joined);
        first = first != NULL ? first : body;
        g_assert_cmpstr(first, ==, body);
        assert_statements(fx, 6);
    }
    assert_status(sign_in(fx, "no address", GOOD), 422);
    Response *res = sign_in(fx, HOSTILE, HOSTILE);
    assert_status(res, 422);
    assert_hides(res, "<b>Tom");
    assert_hides(get_json(fx, NOBODY, "/sign-in/password"), GOOD);
}

static void
test_bad_ones_are_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autofree char *long_one = g_strnfill(LIMIT_PASSWORD + 1, 'x');
    const char *const bad[] = {"", "short", "password123", "Ann Achieng", long_one};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        assert_status(set_password(fx, ANN, "", bad[i]), 422);
    Response *res = post(fx, ANN, URL, "old", "", "new", GOOD, "again", OTHER, NULL);
    assert_status(res, 422);
    assert_shows(res, "not the same");
    assert_hides(res, GOOD);
    assert_hides(res, OTHER);
    assert_status(post(fx, NOBODY, URL, "new", GOOD, "again", GOOD, NULL), 403);
    g_assert_cmpint(n_passwords(fx), ==, 0);
    assert_status(set_password(fx, ANN, "", HOSTILE), 303);
    assert_status(sign_in(fx, "ann@example.org", HOSTILE), 303);
}

static void
test_later_the_old_one_is_wanted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(get(fx, BOB, URL), 200);
    assert_status(set_password(fx, ANN, "", GOOD), 303);
    fx->now += LIMIT_FRESH_SECONDS;
    assert_status(set_password(fx, ANN, "", OTHER), 422);
    assert_shows(set_password(fx, ANN, OTHER, OTHER), "This is not your password");
    assert_shows(get(fx, ANN, URL), "name=\"old\"");
    assert_status(set_password(fx, BOB, "", GOOD), 422);
    assert_shows(get(fx, BOB, URL), "Send me a link");
    assert_hides(get(fx, BOB, URL), "type=\"password\"");
    assert_status(post(fx, BOB, URL "/link", NULL), 303);
    g_assert_cmpstr(query_text(fx, "SELECT next FROM mail_token"), ==, URL);
    assert_status(set_password(fx, ANN, GOOD, OTHER), 303);
    assert_status(sign_in(fx, "ann@example.org", GOOD), 422);
    assert_status(sign_in(fx, "ann@example.org", OTHER), 303);
}

static void
test_changing_signs_out_elsewhere(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(set_password(fx, ANN, "", GOOD), 303);
    assert_status(sign_in(fx, "ann@example.org", GOOD), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE person_id = 1"), ==, 2);
    assert_status(set_password(fx, ANN, GOOD, OTHER), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE person_id = 1"), ==, 1);
    assert_status(sign_in(fx, "ann@example.org", OTHER), 303);
    assert_status(post(fx, NOBODY, URL "/remove", NULL), 403);
    assert_status(post(fx, BOB, URL "/remove", NULL), 404);
    assert_status(post(fx, ANN, URL "/remove", NULL), 303);
    g_assert_cmpint(n_passwords(fx), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE person_id = 1"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'credential'"), ==,
                    3);
    assert_status(sign_in(fx, "ann@example.org", OTHER), 422);
}

static void
test_guessing_is_slowed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(set_password(fx, ANN, "", GOOD), 303);
    fx->app.limiter = limiter_new();
    int n = 0, status = 422;
    for (; n < 50 && status == 422; n++)
        status = sign_in(fx, "ann@example.org", OTHER)->status;
    g_assert_cmpint(status, ==, 429);
    g_assert_cmpint(n, <=, 8);
    assert_status(sign_in(fx, "ann@example.org", GOOD), 429);
    assert_status(sign_in(fx, "eve@example.org", GOOD), 422);
    g_clear_pointer(&fx->app.limiter, limiter_free);
}

static void
test_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    for (int nth = 2; nth <= 12; nth++)
        assert_status(post_failing_at(fx, nth, ANN, URL, "new", GOOD, "again", GOOD, NULL), 500);
    g_assert_cmpint(n_passwords(fx), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
    assert_status(set_password(fx, ANN, "", GOOD), 303);
    for (int nth = 1; nth <= 6; nth++)
        assert_status(post_failing_at(fx, nth, NOBODY, "/sign-in/password", "email",
                                      "ann@example.org", "password", GOOD, NULL),
                      500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE person_id = 1"), ==, 1);
    for (int nth = 2; nth <= 6; nth++)
        assert_status(post_failing_at(fx, nth, ANN, URL "/remove", NULL), 500);
    g_assert_cmpint(n_passwords(fx), ==, 1);
}

void
password_tests(void)
{
    add_test("/password/set-and-sign-in", test_set_and_sign_in);
    add_test("/password/refusals-read-the-same", test_refusals_read_the_same);
    add_test("/password/bad-ones-are-refused", test_bad_ones_are_refused);
    add_test("/password/later-the-old-one-is-wanted", test_later_the_old_one_is_wanted);
    add_test("/password/changing-signs-out-elsewhere", test_changing_signs_out_elsewhere);
    add_test("/password/guessing-is-slowed", test_guessing_is_slowed);
    add_test("/password/failure-changes-nothing", test_failure_changes_nothing);
}
