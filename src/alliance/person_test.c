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

static bool
has_role(Ctx *cx, int64_t person_id, const char *role)
{
    TermSpan terms = person_terms_of(cx, role);
    for (size_t i = 0; i < terms.n; i++)
        if (terms.at[i].person_id == person_id)
            return true;
    return false;
}

static void
test_role_lasts_from_day_to_day(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    g_assert_nonnull(person_role_find("ambassador"));
    g_assert_null(person_role_find("king"));
    person_grant(cx, BOB, "ambassador", TEST_NOW + 10, TEST_NOW + 20);
    static const struct {
        int64_t after;
        bool has;
    } times[] = {
        {0,  false},
        {9,  false},
        {10, true },
        {19, true },
        {20, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
        cx->now = TEST_NOW + times[i].after;
        g_assert_cmpint(has_role(cx, BOB, "ambassador"), ==, times[i].has);
        g_assert_cmpint(person_terms(cx, BOB).at[0].in_force, ==, times[i].has);
    }
    fixture_commit(fx);
}

static void
test_role_is_taken_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    person_grant(cx, BOB, "ambassador", TEST_NOW - 10, 0);
    person_grant(cx, BOB, "steering", TEST_NOW + MOMENT_DAY, 0);
    TermSpan terms = person_terms(cx, BOB);
    g_assert_cmpint(terms.n, ==, 2);
    g_assert_cmpstr(terms.at[0].role, ==, "steering"); /* newest first */
    person_revoke(cx, terms.at[0].id);
    person_revoke(cx, terms.at[1].id);
    person_revoke(cx, terms.at[1].id); /* has ended */
    person_revoke(cx, 999);
    terms = person_terms(cx, BOB);
    g_assert_cmpint(terms.at[0].until, ==, terms.at[0].since); /* never began */
    g_assert_cmpint(terms.at[1].until, ==, TEST_NOW);
    g_assert_false(has_role(cx, BOB, "ambassador"));
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'person.revoke'"), ==,
                    2);
}

/* Somebody must be able to run the alliance, today and later. */
static void
test_secretariat_is_never_empty(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t sam = person_terms_of(cx, "secretariat").at[0].id;
    g_assert_true(person_needs_term(cx, sam));
    person_grant(cx, BOB, "secretariat", TEST_NOW - 1, TEST_NOW + 100);
    g_assert_true(person_needs_term(cx, sam)); /* Bob's ends */
    person_grant(cx, ANN, "secretariat", TEST_NOW + 100, 0);
    g_assert_true(person_needs_term(cx, sam)); /* Ann's has not begun */
    person_grant(cx, EDNA, "secretariat", TEST_NOW - 1, 0);
    g_assert_false(person_needs_term(cx, sam));
    g_assert_false(person_needs_term(cx, 999));
    fixture_commit(fx);
    run_sql(fx, "UPDATE person SET left_at = 1 WHERE id = 3");
    cx = fixture_begin(fx, SAM);
    g_assert_true(person_needs_term(cx, sam)); /* Edna has left */
    fixture_commit(fx);
}

static void
test_countries_and_reading(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    size_t before = person_countries(cx).n;
    person_insert(cx, &(Person){.email = "z@example.org", .name = "Z", .country = "ZW"});
    PersonCountrySpan countries = person_countries(cx);
    g_assert_cmpint(countries.n, ==, before + 1);
    g_assert_cmpstr(countries.at[countries.n - 1].code, ==, "ZW");
    person_set_reading(cx, ANN, "fr", "Africa/Dakar");
    g_assert_cmpstr(person_find(cx, ANN)->language, ==, "fr");
    g_assert_cmpstr(person_find(cx, ANN)->zone, ==, "Africa/Dakar");
    person_set_reading(cx, 999, "fr", "UTC");
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'person.reading'"), ==,
                    1);
}

static void
insert_and_grant(Ctx *cx, const void *data G_GNUC_UNUSED)
{
    int64_t id = a_person(cx, "new@example.org", "New");
    person_grant(cx, id, "editor", cx->now, 0);
}

static void
test_failure_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpint(fixture_fail_each(fx, SAM, insert_and_grant, NULL), ==, 4);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person"), ==, 4);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit"), ==, 0);
}

void
person_tests(void)
{
    add_test("/person/address-is-one-person-s", test_address_is_one_person_s);
    add_test("/person/list-is-searched", test_list_is_searched);
    add_test("/person/list-has-pages", test_list_has_pages);
    add_test("/person/role-lasts-from-day-to-day", test_role_lasts_from_day_to_day);
    add_test("/person/role-is-taken-back", test_role_is_taken_back);
    add_test("/person/secretariat-is-never-empty", test_secretariat_is_never_empty);
    add_test("/person/countries-and-reading", test_countries_and_reading);
    add_test("/person/failure-keeps-nothing", test_failure_keeps_nothing);
}
