/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/person.h"

#define LAST_TERM "Without this term nobody would be in the secretariat"

static int64_t
insert_person(Fixture *fx, const char *email, const char *name, const char *country)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t id = person_insert(cx, &(Person){.email = email,
                                             .name = name,
                                             .headline = name,
                                             .organisation = name,
                                             .position = name,
                                             .country = country,
                                             .joined_at = TEST_NOW - 1,
                                             .is_demo = true});
    fixture_commit(fx);
    return id;
}

static int64_t
count_terms(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM person_role");
}

static void
test_list_is_searched(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    insert_person(fx, "tom@example.org", HOSTILE, "KE");
    Response *res = get(fx, SAM, "/desk/people");
    assert_status(res, 200);
    assert_statements(fx, 8);
    assert_shows(res, "&lt;b&gt;Tom");
    assert_shows(res, "(demo)");
    assert_hides(res, "<b>Tom");
    assert_shows(res, "Ann Achieng");
    assert_hides(get(fx, SAM, "/desk/people?q=tom"), "Ann Achieng");
    assert_shows(get(fx, SAM, "/desk/people?q=TOM%40example"), "&lt;b&gt;Tom");
    assert_hides(get(fx, SAM, "/desk/people?country=KE"), "Ann Achieng");
    assert_shows(get(fx, SAM, "/desk/people?country=KE"), "> Kenya</label>");
    assert_shows(get(fx, SAM, "/desk/people?q=%25"), "Nobody fits");
    res = get(fx, SAM, "/desk/people?q=%22%3E%3Cb%3ETom&country=%3Cb%3ETom&page=-3");
    assert_status(res, 200);
    assert_hides(res, "<b>Tom");
}

static void
test_long_list_has_pages(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    for (int i = 0; i < 51; i++) {
        g_autofree char *email = g_strdup_printf("p%d@example.org", i);
        insert_person(fx, email, "Pat", NULL);
    }
    assert_shows(get(fx, SAM, "/desk/people?q=example"), ">1</a>");
    assert_hides(get(fx, SAM, "/desk/people"), "Ann Achieng");
    assert_shows(get(fx, SAM, "/desk/people?page=2"), "Ann Achieng");
}

static void
test_record_is_for_the_secretariat(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    insert_person(fx, "tom@example.org", HOSTILE, "KE");
    Response *res = get(fx, SAM, "/desk/people/5");
    assert_status(res, 200);
    assert_statements(fx, 6);
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_shows(res, "tom@example.org");
    assert_shows(res, "(demo)");
    assert_shows(get_json(fx, SAM, "/desk/people/5"), "tom@example.org");
    assert_shows(get(fx, SAM, "/desk/people/3"), "13 May 2014");
    static const char *const pages[] = {"/desk/people", "/desk/people/1"};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        assert_status(get(fx, NOBODY, pages[i]), 303);
        assert_status(get(fx, ANN, pages[i]), 403);
        assert_status(get(fx, EDNA, pages[i]), 403);
    }
    assert_hides(get(fx, EDNA, "/desk"), "/desk/people");
    assert_status(get(fx, SAM, "/desk/people/99"), 404);
    assert_status(get(fx, SAM, "/desk/people/x"), 404);
}

static void
test_role_is_given(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *url = "/desk/people/1/roles";
    assert_status(post(fx, ANN, url, "role", "editor", "since", "2017-01-02", NULL), 403);
    assert_status(post(fx, EDNA, url, "role", "editor", "since", "2017-01-02", NULL), 403);
    assert_status(post(fx, SAM, "/desk/people/99/roles", "role", "editor", NULL), 404);
    for (int nth = 4; nth <= 5; nth++)
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
    for (int nth = 5; nth <= 6; nth++)
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

void
people_tests(void)
{
    add_test("/people/list-is-searched", test_list_is_searched);
    add_test("/people/long-list-has-pages", test_long_list_has_pages);
    add_test("/people/record-is-for-the-secretariat", test_record_is_for_the_secretariat);
    add_test("/people/role-is-given", test_role_is_given);
    add_test("/people/role-is-refused", test_role_is_refused);
    add_test("/people/role-is-ended", test_role_is_ended);
    add_test("/people/last-secretariat-stays", test_last_secretariat_stays);
}
