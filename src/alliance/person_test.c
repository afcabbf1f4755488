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

/* In the order that was asked for, without those that there are not. */
static void
test_list_keeps_its_order(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    const int64_t ids[] = {SAM, 999, ANN, -1, BOB};
    PersonSpan people = person_list(cx, ids, G_N_ELEMENTS(ids));
    g_assert_cmpint(people.n, ==, 3);
    g_assert_cmpint(people.at[0].id, ==, SAM);
    g_assert_cmpint(people.at[1].id, ==, ANN);
    g_assert_cmpint(people.at[2].id, ==, BOB);
    g_assert_cmpint(person_list(cx, NULL, 0).n, ==, 0);
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
    add_test("/person/list-keeps-its-order", test_list_keeps_its_order);
    add_test("/person/reading", test_reading);
    add_test("/person/failure-keeps-nothing", test_failure_keeps_nothing);
}
