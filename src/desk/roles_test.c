/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/role.h"
#include "base/moment.h"
#include "testing.h"

#define LAST_TERM "Without this term nobody would be in the secretariat"

static int64_t
count_terms(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM person_role");
}

static void
test_role_is_given(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *url = "/desk/people/1/roles";
    assert_status(post(fx, ANN, url, "role", "editor", "since", "2017-01-02", NULL), 403);
    assert_status(post(fx, EDNA, url, "role", "editor", "since", "2017-01-02", NULL), 403);
    assert_status(post(fx, SAM, "/desk/people/99/roles", "role", "editor", NULL), 404);
    for (int nth = 5; nth <= 7; nth++)
        assert_status(
            post_failing_at(fx, nth, SAM, url, "role", "editor", "since", "2017-01-02", NULL), 500);
    g_assert_cmpint(count_terms(fx), ==, 2);
    assert_status(get(fx, ANN, "/desk/comments"), 403);
    Response *res = post(fx, SAM, url, "role", "editor", "since", "2017-01-02", "until",
                         "2017-01-31", NULL);
    assert_status(res, 303);
    assert_location(res, "/desk/people/1");
    assert_status(get(fx, ANN, "/desk/comments"), 200);
    assert_shows(get(fx, SAM, "/desk/people/1"), "31 January 2017");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'person.grant'"), ==,
                    1);
    fx->now = TEST_NOW + INT64_C(30) * 86400;
    assert_status(get(fx, ANN, "/desk/comments"), 403);
}

static void
test_role_is_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const wrong[][4] = {
        {"boss",   "2017-01-02", "",           "choose one from the list"},
        {"",       "2017-01-02", "",           "choose one"              },
        {"editor", "2017-01",    "",           "Write a whole day"       },
        {"editor", "<b>Tom",     "",           "&lt;b&gt;Tom"            },
        {"editor", "2017-02-02", "2017-02-01", "must come after"         },
        {"editor", "2016-02-02", "2016-12-31", "must come after"         },
        {"editor", "2017-01-02", "9999999999", "write a date"            },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        Response *res = post(fx, SAM, "/desk/people/1/roles", "role", wrong[i][0], "since",
                             wrong[i][1], "until", wrong[i][2], NULL);
        assert_status(res, 422);
        assert_shows(res, wrong[i][3]);
        assert_hides(res, "<b>Tom");
    }
    Response *res = post(fx, SAM, "/desk/people/3/roles", "role", "editor", "since", "2017-05-06",
                         NULL);
    assert_status(res, 422);
    assert_shows(res, "End that term first");
    assert_shows(res, "value=\"2017-05-06\"");
    run_sql(fx, "UPDATE person SET left_at = 1483347600 WHERE id = 2");
    assert_hides(get(fx, SAM, "/desk/people/2"), "Give this role");
    assert_status(
        post(fx, SAM, "/desk/people/2/roles", "role", "editor", "since", "2017-01-02", NULL), 404);
    g_assert_cmpint(count_terms(fx), ==, 2);
}

static void
test_role_is_ended(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(post(fx, ANN, "/desk/people/3/roles/1", NULL), 403);
    assert_status(post(fx, EDNA, "/desk/people/3/roles/1", NULL), 403);
    assert_status(post(fx, SAM, "/desk/people/1/roles/1", NULL), 404);
    assert_status(post(fx, SAM, "/desk/people/3/roles/9", NULL), 404);
    for (int nth = 5; nth <= 8; nth++)
        assert_status(post_failing_at(fx, nth, SAM, "/desk/people/3/roles/1", NULL), 500);
    assert_status(get(fx, EDNA, "/desk/comments"), 200);
    assert_status(post(fx, SAM, "/desk/people/3/roles/1", NULL), 303);
    assert_status(get(fx, EDNA, "/desk/comments"), 403);
    Response *res = get(fx, SAM, "/desk/people/3");
    assert_shows(res, "ended");
    assert_hides(res, "End it now");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'person.revoke'"), ==,
                    1);
}

static void
test_last_secretariat_stays(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *mine = "/desk/people/4/roles/2";
    Response *res = post(fx, SAM, mine, NULL);
    assert_status(res, 422);
    assert_shows(res, LAST_TERM);
    /* One that ends, or has not begun, does not stand in for one without end. */
    static const char *const days[][2] = {
        {"2017-01-01", "2017-06-30"},
        {"2017-07-01", ""          },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
        res = post(fx, SAM, "/desk/people/1/roles", "role", "secretariat", "since", days[i][0],
                   "until", days[i][1], NULL);
        assert_status(res, 303);
        assert_status(post(fx, SAM, mine, NULL), 422);
    }
    res = post(fx, SAM, "/desk/people/2/roles", "role", "secretariat", "since", "2017-01-02", NULL);
    assert_status(res, 303);
    assert_status(post(fx, SAM, mine, NULL), 303);
    assert_status(get(fx, SAM, "/desk/people"), 403);
    assert_status(get(fx, BOB, "/desk/people"), 200);
    assert_status(post(fx, BOB, "/desk/people/2/roles/5", NULL), 422);
}

/* The days are the alliance's: the last one counts to its end there, in a session that is open. */
static void
test_role_ends_with_its_last_day(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE setting SET value = 'America/New_York' WHERE name = 'zone'");
    run_sql(fx, "INSERT INTO setting (name, value) SELECT 'zone', 'America/New_York'"
                " WHERE NOT EXISTS (SELECT 1 FROM setting WHERE name = 'zone')");
    Response *res = post(fx, SAM, "/desk/people/1/roles", "role", "editor", "since", "2017-01-03",
                         "until", "2017-12-31", NULL);
    assert_status(res, 303);
    res = get(fx, SAM, "/desk/people/1");
    assert_shows(res, "3 January 2017 to Sunday, 31 December 2017");
    assert_shows(res, "to come");
    assert_shows(res, "given by Sam Secretary on 2 January 2017");
    static const struct {
        const char *at;
        int status;
    } times[] = {
        {"2017-01-03T04:59:59Z", 403},
        {"2017-01-03T05:00:00Z", 200},
        {"2018-01-01T04:59:59Z", 200},
        {"2018-01-01T05:00:00Z", 403},
    };
    assert_status(get(fx, ANN, "/desk/comments"), 403);
    for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
        g_assert_true(moment_parse(times[i].at, &fx->now));
        run_sql(fx, "UPDATE session SET created_at = 1510000000, expires_at = 2000000000");
        assert_status(get(fx, ANN, "/desk/comments"), times[i].status);
    }
}

static void
test_ambassador_has_two_years(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(post(fx, SAM, "/desk/people/1/roles", "role", "ambassador", "since", "2017-01-02",
                       "until", "", NULL),
                  303);
    assert_shows(get(fx, SAM, "/desk/people/1"), "1 January 2019");
    assert_status(
        post(fx, SAM, "/desk/people/2/roles", "role", "steering", "since", "2017-01-02", NULL),
        303);
    assert_shows(get(fx, SAM, "/desk/people/2"), "Since Monday, 2 January 2017");
}

static void
test_role_is_for_something(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const wrong[][7] = {
        {"focal-point", "country", "",   "language", "",   "Choose for which one"    },
        {"focal-point", "country", "XX", "language", "",   "choose one from the list"},
        {"focal-point", "country", "KE", "language", "fr", "The role is not for one" },
        {"translator",  "country", "",   "language", "",   "Choose for which one"    },
        {"editor",      "country", "KE", "language", "",   "The role is not for one" },
        {"chair",       "country", "",   "language", "",   "choose one from the list"},
    };
    const char *url = "/desk/people/1/roles";
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        Response *res = post(fx, SAM, url, "role", wrong[i][0], "since", "2017-01-02", wrong[i][1],
                             wrong[i][2], wrong[i][3], wrong[i][4], NULL);
        assert_status(res, 422);
        assert_shows(res, wrong[i][5]);
    }
    g_assert_cmpint(count_terms(fx), ==, 2);
    assert_hides(get(fx, SAM, "/desk/people/1"), "value=\"chair\"");

    assert_status(
        post(fx, SAM, url, "role", "focal-point", "country", "KE", "since", "2017-01-02", NULL),
        303);
    assert_status(
        post(fx, SAM, url, "role", "translator", "language", "fr", "since", "2017-01-02", NULL),
        303);
    assert_status(
        post(fx, SAM, url, "role", "translator", "language", "fr", "since", "2017-05-02", NULL),
        422);
    assert_shows(get(fx, SAM, "/desk/people/1"), "Focal point: Kenya");
    assert_shows(get(fx, SAM, "/fr/desk/people/1"), "Point focal: Kenya");
    assert_shows(get_json(fx, SAM, "/desk/people/1"), "\"scope\":\"French\"");

    run_sql(fx, "INSERT INTO item (id, kind, slug, title, status, audience, created_at, updated_at)"
                " VALUES (1, 'group', 'training', '<b>Training', 'published', 'public', 1, 1)");
    assert_status(
        post(fx, SAM, url, "role", "chair", "group", "training", "since", "2017-01-02", NULL), 303);
    Response *res = get(fx, SAM, "/desk/people/1");
    assert_shows(res, "Chair: &lt;b&gt;Training");
    assert_hides(res, "<b>Training");
}

static void
test_end_is_changed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *url = "/desk/people/3/roles/1/end";
    static const char *const wrong[][2] = {
        {"2017-01",    "Write a whole day"},
        {"2016-12-31", "must come after"  },
        {"<b>Tom",     "&lt;b&gt;Tom"     },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        Response *res = post(fx, SAM, url, "until", wrong[i][0], NULL);
        assert_status(res, 422);
        assert_shows(res, wrong[i][1]);
        assert_hides(res, "<b>Tom");
    }
    assert_status(post(fx, ANN, url, "until", "2017-03-01", NULL), 403);
    assert_status(post(fx, EDNA, url, "until", "2017-03-01", NULL), 403);
    assert_status(post(fx, SAM, "/desk/people/1/roles/1/end", "until", "2017-03-01", NULL), 404);
    assert_status(post(fx, SAM, url, "until", "2017-03-01", NULL), 303);
    Response *res = get(fx, SAM, "/desk/people/3");
    assert_shows(res, "Wednesday, 1 March 2017");
    assert_shows(res, "its end set by Sam Secretary on 2 January 2017");
    assert_status(post(fx, SAM, url, "until", "", NULL), 303);
    assert_hides(get(fx, SAM, "/desk/people/3"), "1 March 2017");
    res = post(fx, SAM, "/desk/people/4/roles/2/end", "until", "2017-03-01", NULL);
    assert_status(res, 422);
    assert_shows(res, LAST_TERM);
    assert_shows(res, "value=\"2017-03-01\"");
    assert_status(post(fx, SAM, "/desk/people/3/roles/1", NULL), 303);
    assert_shows(post(fx, SAM, url, "until", "2017-03-01", NULL), "has ended already");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'person.term'"), ==,
                    2);
}

static void
test_list_of_roles(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET name = '<b>Tom' WHERE id = 1");
    Ctx *cx = fixture_begin(fx, SAM);
    term_grant(cx, ANN, "ambassador", "", TEST_NOW, TEST_NOW + 9 * (int64_t)MOMENT_DAY);
    term_grant(cx, BOB, "focal-point", "KE", TEST_NOW + MOMENT_DAY, 0);
    fixture_commit(fx);
    Response *res = get(fx, SAM, "/desk/roles");
    assert_status(res, 200);
    assert_statements(fx, 6);
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_shows(res, "ends soon");
    assert_shows(res, "Edna Editor");
    assert_hides(res, "Bob Banda");
    assert_shows(res, "Answers for one country");
    assert_hides(get(fx, SAM, "/desk/roles?when=ending"), "Edna Editor");
    assert_shows(get(fx, SAM, "/desk/roles?when=ending"), "&lt;b&gt;Tom");
    assert_shows(get(fx, SAM, "/desk/roles?when=coming&role=focal-point"), "Focal point: Kenya");
    assert_shows(get(fx, SAM, "/desk/roles?when=ended"), "Nobody.");
    assert_hides(get(fx, SAM, "/desk/roles?role=editor"), "&lt;b&gt;Tom");
    assert_shows(get(fx, SAM, "/fr/desk/roles"), "Ce que permet chaque fonction");
    assert_shows(get_json(fx, SAM, "/desk/roles"), "\"first_day\":\"2017-01-02\"");
    res = get(fx, SAM, "/desk/roles?role=%3Cb%3ETom&when=%22&page=-1");
    assert_status(res, 200);
    assert_status(get(fx, NOBODY, "/desk/roles"), 303);
    assert_status(get(fx, ANN, "/desk/roles"), 403);
    assert_status(get(fx, EDNA, "/desk/roles"), 403);
    assert_hides(get(fx, EDNA, "/desk"), "/desk/roles");
}

void
roles_tests(void)
{
    add_test("/roles/is-given", test_role_is_given);
    add_test("/roles/is-refused", test_role_is_refused);
    add_test("/roles/is-ended", test_role_is_ended);
    add_test("/roles/last-secretariat-stays", test_last_secretariat_stays);
    add_test("/roles/ends-with-its-last-day", test_role_ends_with_its_last_day);
    add_test("/roles/ambassador-has-two-years", test_ambassador_has_two_years);
    add_test("/roles/is-for-something", test_role_is_for_something);
    add_test("/roles/end-is-changed", test_end_is_changed);
    add_test("/roles/list-of-all", test_list_of_roles);
}
