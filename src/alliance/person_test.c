/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/person.h"
#include "base/limits.h"
#include "base/moment.h"
#include "testing.h"

#include <string.h>

static int64_t
a_person(Ctx *cx, const char *email, const char *name)
{
    return person_insert(
        cx, &(Person){.email = email, .name = name, .country = "KE", .joined_at = cx->now});
}

static void
test_address_is_one_person_s(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t id = a_person(cx, "Zoë.Long@EXAMPLE.org", "Zoë");
    g_assert_cmpint(id, >, 0);
    g_assert_cmpint(a_person(cx, "Zoë.Long@example.ORG", "Other"), ==, 0);
    g_assert_cmpint(person_find_email(cx, " Zoë.Long@Example.Org")->id, ==, id);
    g_assert_null(person_find_email(cx, "nobody@example.org"));
    g_assert_null(person_find_email(cx, ""));
    g_assert_null(person_find(cx, 0));
    const Person *person = person_find(cx, id);
    g_assert_cmpstr(person->zone, ==, "UTC");
    g_assert_cmpstr(person->language, ==, "en");
    g_assert_cmpstr(person->organisation, ==, "");
    g_assert_null(person->name_latin);
    g_assert_cmpint(person->left_at, ==, 0);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'person.insert'"), ==,
                    1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE subject LIKE '%@%'"), ==, 0);
}

static size_t
found(Ctx *cx, const char *words, const char *country)
{
    PersonSpan people = person_list(cx, words, country, 1);
    g_assert_cmpint(person_list_count(cx, words, country), ==, people.n);
    return people.n;
}

static void
test_list_is_searched(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    person_insert(cx, &(Person){.email = "m@example.org",
                                .name = "Jürgen Müller",
                                .organisation = "100% Kinder_Hilfe",
                                .country = "DE",
                                .joined_at = 1});
    person_insert(cx, &(Person){.email = "h@example.org", .name = HOSTILE, .joined_at = 2});
    person_insert(cx, &(Person){.email = "a@example.org",
                                .name = "አበበ",
                                .name_latin = "Abebe",
                                .country = "ET",
                                .joined_at = 3});
    g_assert_cmpint(found(cx, "muller", ""), ==, 1);
    g_assert_cmpint(found(cx, " MÜLLER ", "DE"), ==, 1);
    g_assert_cmpint(found(cx, "muller", "ET"), ==, 0);
    g_assert_cmpint(found(cx, "አበበ", ""), ==, 1);
    g_assert_cmpint(found(cx, "abebe", NULL), ==, 1);
    g_assert_cmpint(found(cx, "0% k", ""), ==, 1);
    g_assert_cmpint(found(cx, "r_h", ""), ==, 1);
    g_assert_cmpint(found(cx, "100_ kinder", ""), ==, 0); /* no wildcards */
    g_assert_cmpint(found(cx, "\\", ""), ==, 0);
    g_assert_cmpint(found(cx, "m@example", ""), ==, 1);
    g_assert_cmpint(found(cx, HOSTILE, ""), ==, 1);
    g_assert_cmpint(found(cx, NULL, "XX"), ==, 0);
    fixture_commit(fx);
}

static void
test_list_has_pages(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    for (int i = 0; i < LIMIT_PAGE_ROWS; i++)
        a_person(cx, arena_printf(cx->arena, "p%d@example.org", i), "P");
    int64_t n = person_list_count(cx, "", "");
    g_assert_cmpint(n, ==, LIMIT_PAGE_ROWS + 4);
    g_assert_cmpint(person_list(cx, "", "", 1).n, ==, LIMIT_PAGE_ROWS);
    g_assert_cmpint(person_list(cx, "", "", 2).n, ==, 4);
    g_assert_cmpint(person_list(cx, "", "", 3).n, ==, 0);
    g_assert_cmpint(person_list(cx, "", "", -1).n, ==, LIMIT_PAGE_ROWS);
    g_assert_cmpstr(person_list(cx, "p", "", 1).at[0].email, ==, "p49@example.org");
    fixture_commit(fx);
}

static void
test_reading(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    person_set_reading(cx, ANN, "fr", "Africa/Dakar");
    g_assert_cmpstr(person_find(cx, ANN)->language, ==, "fr");
    g_assert_cmpstr(person_find(cx, ANN)->zone, ==, "Africa/Dakar");
    person_set_reading(cx, 999, "fr", "UTC");
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'person.reading'"), ==,
                    1);
}

static void
insert_one(Ctx *cx, const void *data G_GNUC_UNUSED)
{
    a_person(cx, "new@example.org", "New");
}

static void
test_failure_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpint(fixture_fail_each(fx, SAM, insert_one, NULL), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person"), ==, 4);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit"), ==, 0);
}

void
person_tests(void)
{
    add_test("/person/address-is-one-person-s", test_address_is_one_person_s);
    add_test("/person/list-is-searched", test_list_is_searched);
    add_test("/person/list-has-pages", test_list_has_pages);
    add_test("/person/countries-and-reading", test_reading);
    add_test("/person/failure-keeps-nothing", test_failure_keeps_nothing);
}
