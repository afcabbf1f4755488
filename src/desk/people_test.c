/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/person.h"

#include <string.h>

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
test_list_is_filtered(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    insert_person(fx, "tom@example.org", HOSTILE, "KE");
    get(fx, SAM, "/desk/people"); /* everybody is read into memory */
    Response *res = get(fx, SAM, "/desk/people");
    assert_status(res, 200);
    assert_shows(res, "5 people");
    assert_shows(res, "&lt;b&gt;Tom");
    assert_shows(res, "(demo)");
    assert_hides(res, "<b>Tom");
    assert_shows(res, "Ann Achieng");
    get(fx, SAM, "/desk/people?country=KE");
    assert_statements(fx, 18); /* PostgreSQL reads the last changes again */
    assert_hides(get(fx, SAM, "/desk/people?q=tom"), "Ann Achieng");
    assert_shows(get(fx, SAM, "/desk/people?address=TOM%40example"), "&lt;b&gt;Tom");
    assert_hides(get(fx, SAM, "/desk/people?country=KE"), "Ann Achieng");
    assert_shows(get(fx, SAM, "/desk/people?not-country=KE"), "Ann Achieng");
    assert_hides(get(fx, SAM, "/desk/people?not-country=KE"), "&lt;b&gt;Tom");
    assert_shows(get(fx, SAM, "/desk/people?q=xyz"), "Nobody fits");
    assert_shows(get(fx, SAM, "/desk/people?organisation-name=ann"), "&lt;b&gt;Tom");
    assert_status(get(fx, SAM, "/desk/people?joined-from=yesterday"), 422);
    assert_shows(get(fx, SAM, "/desk/people?joined-from=yesterday"), "Write a date as");
    assert_shows(get(fx, SAM, "/fr/desk/people?country=KE"), "Pays : Kenya");
}

/* What was chosen can be taken away one by one, and stays while more is chosen. */
static void
test_conditions_are_shown(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    insert_person(fx, "tom@example.org", "Tom", "KE");
    insert_person(fx, "tim@example.org", "Tim", "UG");
    Response *res = get(fx, SAM, "/desk/people?country=KE&country=UG&not-role=editor&order=newest");
    assert_shows(res, "2 people");
    assert_shows(res, "Country: Kenya <span");
    assert_shows(res, "Role: not Editor <span");
    assert_shows(res, "href=\"/desk/people?country=UG&amp;not-role=editor&amp;order=newest\"");
    assert_shows(res, "<input type=\"hidden\" name=\"country\" value=\"KE\">");
    assert_shows(res, "<input type=\"hidden\" name=\"not-role\" value=\"editor\">");
    assert_shows(res, "<input type=\"hidden\" name=\"order\" value=\"newest\">");
    assert_shows(res, "<a href=\"/desk/people?country=KE&amp;country=UG&amp;not-role=editor\">By "
                      "name</a>");
    assert_shows(res, "Leave some out");
    res = get_json(fx, SAM, "/desk/people?country=KE&country=UG");
    assert_shows(res, "\"said\":\"2 people\"");
    assert_shows(res, "\"n\":2,");
}

/* An address says what has an effect, once; an address of mail is looked for where it stands. */
static void
test_address_is_short(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_location(get(fx, SAM, "/desk/people?q=&country=&order="), "/desk/people");
    assert_location(get(fx, SAM, "/desk/people?q=Ann+A&country=&country=KE&country=KE&page=2&x=1"),
                    "/desk/people?q=Ann%20A&country=KE&page=2");
    assert_location(get(fx, SAM, "/desk/people?q=ann%40example.org"),
                    "/desk/people?address=ann%40example.org");
    assert_location(get(fx, SAM, "/desk/people?country=%3Cb%3E%22&hostile=%3Cb%3E"),
                    "/desk/people?country=%3Cb%3E%22");
    assert_location(get(fx, SAM, "/desk/people.json?q="), "/desk/people.json");
    Response *res = get(fx, SAM, "/desk/people?q=%22%3E%3Cb%3ETom&country=%3Cb%3ETom&page=-3");
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
    assert_shows(get(fx, SAM, "/desk/people?q=pat"), ">1</a>");
    assert_hides(get(fx, SAM, "/desk/people?order=newest"), "Ann Achieng");
    assert_shows(get(fx, SAM, "/desk/people?order=newest&page=2"), "Ann Achieng");
    assert_shows(get(fx, SAM, "/desk/people"), "Ann Achieng");
    assert_shows(get(fx, SAM, "/desk/people?page=2"), "55 people");
}

static void
test_failure(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    get(fx, SAM, "/desk/people");
    int failed = 0;
    for (int nth = 2; nth <= 8; nth++) {
        db_fail_at(fx->db, nth);
        Response *res = get(fx, SAM, "/desk/people?country=KE");
        db_fail_at(fx->db, 0);
        g_assert_true(res->status == 500 || res->status == 200);
        failed += res->status == 500;
    }
    g_assert_cmpint(failed, >, 3);
    assert_shows(get(fx, SAM, "/desk/people"), "4 people");
}

static void
test_record_is_for_the_secretariat(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    insert_person(fx, "tom@example.org", HOSTILE, "KE");
    Response *res = get(fx, SAM, "/desk/people/5");
    assert_status(res, 200);
    assert_statements(fx, 9);
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
    add_test("/people/list-is-filtered", test_list_is_filtered);
    add_test("/people/conditions-are-shown", test_conditions_are_shown);
    add_test("/people/address-is-short", test_address_is_short);
    add_test("/people/long-list-has-pages", test_long_list_has_pages);
    add_test("/people/failure", test_failure);
    add_test("/people/record-is-for-the-secretariat", test_record_is_for_the_secretariat);
}
