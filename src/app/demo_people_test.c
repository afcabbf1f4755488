/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/demo_people.h"
#include "base/text.h"
#include "testing.h"

#include <string.h>

#define SEED 2017

static void
unref_table(void *table)
{
    g_hash_table_unref(table);
}

static GHashTable *
new_set(Arena *arena)
{
    GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);
    arena_defer(arena, unref_table, set);
    return set;
}

/** Members at @moment, and in how many countries, as the figures count them. */
static void
assert_members(DemoPersonSpan people, int64_t moment, size_t members, size_t countries)
{
    g_autoptr(Arena) arena = arena_new();
    GHashTable *seen = new_set(arena);
    size_t n = 0;
    for (size_t i = 0; i < people.n; i++) {
        const DemoPerson *p = &people.at[i];
        if (p->joined_at > moment || (p->left_at != 0 && p->left_at <= moment))
            continue;
        n++;
        g_hash_table_add(seen, (void *)(uintptr_t)p->country);
    }
    g_assert_cmpuint(n, ==, members);
    g_assert_cmpuint(g_hash_table_size(seen), ==, countries);
}

static void
test_growth_is_the_alliances(void)
{
    for (uint64_t seed = SEED; seed < SEED + 3; seed++) {
        g_autoptr(Arena) arena = arena_new();
        DemoPersonSpan people = demo_person_list(arena, seed);
        assert_members(people, 1370476799, 0, 0);     /* 5 June 2013, 23:59:59 UTC */
        assert_members(people, 1404086400, 354, 52);  /* 30 June 2014, 00:00 */
        assert_members(people, 1404172799, 354, 52);  /* 30 June 2014, 23:59:59 */
        assert_members(people, 1435708799, 612, 67);  /* 30 June 2015 */
        assert_members(people, 1470009599, 913, 87);  /* 31 July 2016 */
        assert_members(people, 1482192000, 1104, 88); /* 20 December 2016 */
        assert_members(people, 1483228799, 1104, 88); /* 31 December 2016 */
        assert_members(people, 1483347600, 1104, 88); /* 2 January 2017, the demo's clock */
        g_assert_cmpint(people.at[0].joined_at, >=, 1370476800); /* 6 June 2013 */
        g_assert_cmpint(people.at[0].joined_at, <, 1370563200);
    }
}

static void
test_dates_are_in_order(void)
{
    g_autoptr(Arena) arena = arena_new();
    DemoPersonSpan people = demo_person_list(arena, SEED);
    size_t left = 0;
    for (size_t i = 0; i < people.n; i++) {
        const DemoPerson *p = &people.at[i];
        g_assert_true(i == 0 || p->joined_at >= people.at[i - 1].joined_at);
        g_assert_true(p->left_at == 0 || p->left_at > p->joined_at);
        left += p->left_at != 0;
    }
    g_assert_cmpuint(left, >, 0);
    g_assert_cmpuint(people.n - left, ==, 1104);
}

static void
test_same_seed_gives_the_same_people(void)
{
    g_autoptr(Arena) arena = arena_new();
    DemoPersonSpan a = demo_person_list(arena, SEED);
    DemoPersonSpan b = demo_person_list(arena, SEED);
    DemoPersonSpan other = demo_person_list(arena, SEED + 1);
    size_t different = 0;
    g_assert_cmpuint(a.n, ==, b.n);
    for (size_t i = 0; i < a.n; i++) {
        g_assert_cmpstr(a.at[i].name, ==, b.at[i].name);
        g_assert_cmpstr(a.at[i].organisation, ==, b.at[i].organisation);
        g_assert_cmpint(a.at[i].joined_at, ==, b.at[i].joined_at);
        g_assert_cmpint(a.at[i].left_at, ==, b.at[i].left_at);
        different += strcmp(a.at[i].name, other.at[i].name) != 0;
    }
    g_assert_cmpuint(different, >, a.n / 2);
}

static bool
is_latin(const char *text)
{
    for (; *text != '\0'; text += g_utf8_skip[(guchar)*text]) {
        gunichar c = g_utf8_get_char(text);
        if (g_unichar_isalpha(c) && g_unichar_get_script(c) != G_UNICODE_SCRIPT_LATIN)
            return false;
    }
    return true;
}

static void
test_names_can_be_read_by_all(void)
{
    g_autoptr(Arena) arena = arena_new();
    DemoPersonSpan people = demo_person_list(arena, SEED);
    size_t scripts = 0, longest = 0;
    for (size_t i = 0; i < people.n; i++) {
        const DemoPerson *p = &people.at[i];
        g_assert_true(g_utf8_validate(p->name, -1, NULL));
        g_assert_null(strpbrk(p->name, "_=%"));
        g_assert_true(is_latin(p->name_latin ? p->name_latin : p->name));
        g_assert_true(p->name_latin == NULL || !is_latin(p->name));
        scripts += p->name_latin != NULL;
        longest = MAX(longest, (size_t)g_utf8_strlen(p->name, -1));
    }
    g_assert_cmpuint(scripts, >, 100);
    g_assert_cmpuint(longest, >, 30);
}

static void
test_addresses_are_unique_and_reserved(void)
{
    g_autoptr(Arena) arena = arena_new();
    DemoPersonSpan people = demo_person_list(arena, SEED);
    GHashTable *seen = new_set(arena);
    for (size_t i = 0; i < people.n; i++) {
        const char *email = people.at[i].email;
        g_assert_true(g_str_has_suffix(email, "@example.org"));
        g_assert_true(g_ascii_isalpha(email[0]));
        g_assert_true(text_is_email(email));
        g_assert_true(g_hash_table_add(seen, (void *)(uintptr_t)email));
    }
}

static void
test_every_field_is_filled(void)
{
    g_autoptr(Arena) arena = arena_new();
    DemoPersonSpan people = demo_person_list(arena, SEED);
    static const char *const levels[] = {"macro", "mezzo", "micro", NULL};
    static const char *const languages[] = {"en", "fr", "es", "pt", "sw", "ar", NULL};
    for (size_t i = 0; i < people.n; i++) {
        const DemoPerson *p = &people.at[i];
        g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(p->zone);
        g_assert_nonnull(zone);
        g_assert_true(g_strv_contains(levels, p->level));
        g_assert_true(g_strv_contains(languages, p->language));
        g_assert_cmpstr(p->organisation, !=, "");
        g_assert_cmpstr(p->position, !=, "");
        g_assert_cmpstr(p->kind, !=, "");
    }
}

static void
test_countries_exist(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(Arena) arena = arena_new();
    DemoPersonSpan people = demo_person_list(arena, SEED);
    GHashTable *seen = new_set(arena);
    for (size_t i = 0; i < people.n; i++)
        g_hash_table_add(seen, (void *)(uintptr_t)people.at[i].country);

    GHashTableIter iter;
    void *country;
    g_hash_table_iter_init(&iter, seen);
    while (g_hash_table_iter_next(&iter, &country, NULL))
        g_assert_cmpint(
            query_int(fx, arena_printf(arena, "SELECT count(*) FROM country WHERE iso2 = '%s'",
                                       (const char *)country)),
            ==, 1);
}

void
demo_people_tests(void)
{
    g_test_add_func("/demo-people/growth-is-the-alliances", test_growth_is_the_alliances);
    g_test_add_func("/demo-people/dates-are-in-order", test_dates_are_in_order);
    g_test_add_func("/demo-people/same-seed-gives-the-same-people",
                    test_same_seed_gives_the_same_people);
    g_test_add_func("/demo-people/names-can-be-read-by-all", test_names_can_be_read_by_all);
    g_test_add_func("/demo-people/addresses-are-unique-and-reserved",
                    test_addresses_are_unique_and_reserved);
    g_test_add_func("/demo-people/every-field-is-filled", test_every_field_is_filled);
    add_test("/demo-people/countries-exist", test_countries_exist);
}
