/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/person.h"

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

static void
test_list_is_searched(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    insert_person(fx, "tom@example.org", HOSTILE, "KE");
    get(fx, SAM, "/desk/people"); /* everybody is read into memory */
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
    assert_statements(fx, 8);
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

void
people_tests(void)
{
    add_test("/people/list-is-searched", test_list_is_searched);
    add_test("/people/long-list-has-pages", test_long_list_has_pages);
    add_test("/people/record-is-for-the-secretariat", test_record_is_for_the_secretariat);
}
