/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/profile.h"

#include <string.h>

/* Four in the directory: open to all, open to members, with closed fields, a former member; and
   Bob, who is not in it. */
static void
make_people(Fixture *fx)
{
    run_sql(fx,
            "INSERT INTO person (id, email, handle, name, name_latin, country, organisation,"
            " level, joined_at, left_at, shown_public, shown_members) VALUES"
            " (11, 'open@x.org', 'h11', 'Anna Müller', NULL, 'KE', 'Makerere', 'macro',"
            "  1400000000, NULL, 17, 8191),"
            " (12, 'members@x.org', 'h12', 'Мария Петрова', 'Maria Petrova', 'UG', '', NULL,"
            "  1400000000, NULL, 0, 8191),"
            " (13, 'closed@x.org', 'h13', 'Carla Closed', NULL, 'TZ', 'Secret Office', 'micro',"
            "  1400000000, NULL, 0, 1),"
            " (14, 'left@x.org', 'h14', 'Lea Left', NULL, 'KE', '', NULL,"
            "  1400000000, 1450000000, 8191, 8191);"
            "INSERT INTO consent_wording (id, purpose, language, version, text, created_at) VALUES"
            " (1, 'directory', 'en', 1, 'Show me.', 0);"
            "INSERT INTO consent (person_id, purpose, wording_id, given, source, evidence,"
            " answered_at) SELECT id, 'directory', 1, 1, 'join', '', 0 FROM person WHERE id > 10;");
}

static void
test_members_find_each_other(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    Response *res = get(fx, ANN, "/directory");
    assert_status(res, 200);
    assert_statements(fx, 26); /* the first after a change reads everybody */
    assert_shows(res, "3 people");
    assert_shows(res, "<a href=\"/members/h11\">Anna Müller</a>");
    assert_shows(res, "Maria Petrova");
    assert_shows(res, "Carla Closed");
    assert_hides(res, "Lea Left");
    assert_hides(res, "Bob Banda");
    assert_hides(res, "x.org");
    get(fx, ANN, "/directory?country=KE");
    assert_statements(fx, 26);
    assert_shows(get(fx, ANN, "/directory?q=muller"), "Anna Müller");
    assert_shows(get(fx, ANN, "/directory?q=petrova"), "Мария Петрова");
    assert_shows(get(fx, ANN, "/directory?region=Africa&not-country=KE"), "1 person");
    res = get(fx, ANN, "/fr/directory?country=UG");
    assert_shows(res, "Annuaire");
    assert_shows(res, "Pays : Ouganda");
}

/* Not in the list, not by a filter, not as a choice, not on the map, not in JSON. */
static void
test_closed_fields_stay_closed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    static const char *const urls[] = {
        "/directory",           "/directory?q=carla",           "/directory?country=TZ",
        "/directory/countries", "/directory?level=micro",       "/directory?not-country=KE",
        "/fr/directory",        "/directory/countries?q=carla", "/directory?q=secret",
    };
    static const char *const secrets[] = {">Tanzania</a>", "Tanzania</span>", "\"TZ\"",
                                          "Secret Office", "closed@x.org"};
    for (size_t i = 0; i < G_N_ELEMENTS(urls); i++)
        for (size_t s = 0; s < G_N_ELEMENTS(secrets); s++)
            for (int64_t me = NOBODY; me <= EDNA; me++) {
                const Response *pages[] = {get(fx, me, urls[i]), get_json(fx, me, urls[i])};
                for (size_t p = 0; p < G_N_ELEMENTS(pages); p++)
                    if (strstr(body_of(pages[p]), secrets[s]) != NULL)
                        g_error("%s shows %s to %d", urls[i], secrets[s], (int)me);
            }
    assert_shows(get(fx, ANN, "/directory?country=TZ"), "Nobody fits");
    assert_shows(get(fx, ANN, "/directory?level=micro"), "Nobody fits");
}

static void
test_visitors_see_who_is_public(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    Response *res = get(fx, NOBODY, "/directory");
    assert_shows(res, "1 person");
    assert_shows(res, "Anna Müller");
    assert_hides(res, "Makerere");
    assert_hides(res, "Carla");
    assert_shows(get(fx, NOBODY, "/directory?level=macro"), "Nobody fits");
    assert_shows(get(fx, NOBODY, "/directory?country=KE"), "Anna Müller");
    run_sql(fx, "UPDATE person SET left_at = 1 WHERE id = 1");
    assert_hides(get(fx, ANN, "/directory"), "Carla");
}

static void
test_map_has_its_table(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    Response *res = get(fx, ANN, "/directory/countries?level=macro&country=KE");
    assert_status(res, 200);
    assert_shows(res, "<svg");
    assert_shows(res, "<a href=\"/directory?level=macro&amp;country=KE\">Kenya</a>");
    assert_shows(get(fx, ANN, "/directory/countries"), "1 person shows none.");
    assert_shows(get(fx, ANN, "/directory/countries?q=nobody"), "Nobody fits");
    assert_shows(get_json(fx, ANN, "/directory/countries"), "\"n\":1");
}

static void
test_hostile_filter(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    run_sql(fx, "UPDATE person SET name = '<b>Tom & \"Ann\"</b>''{{x}}' WHERE id = 12");
    Response *res = get(fx, ANN, "/directory?q=%3Cb%3ETom&country=%22%3E%3Cb%3E");
    assert_status(res, 200);
    assert_hides(res, "<b>");
    assert_hides(get(fx, ANN, "/directory"), "<b>Tom");
    assert_status(get(fx, ANN, "/directory?joined-from=yesterday"), 422);
    assert_status(get(fx, ANN, "/directory?page=99999"), 200);
    assert_status(get(fx, ANN, "/directory?page=-1"), 200);
}

/* The site's search finds those people, and no other. */
static void
test_search_finds_who_is_open(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    static const struct {
        int64_t me;
        const char *words, *name;
        bool found;
    } cases[] = {
        {NOBODY, "muller",                   "Anna Müller",   true },
        {NOBODY, "m%C3%BCller+ann",          "Anna Müller",   true },
        {NOBODY, "petrova",                  "Мария Петрова", false},
        {ANN,    "petrova",                  "Мария Петрова", true },
        {ANN,    "%D0%BF%D0%B5%D1%82%D1%80", "Мария Петрова", true },
        {EDNA,   "carla",                    "Carla Closed",  true },
        {NOBODY, "carla",                    "Carla Closed",  false},
        {ANN,    "left",                     "Lea Left",      false},
        {SAM,    "banda",                    "Bob Banda",     false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        for (int json = 0; json < 2; json++) {
            Response *res = get(
                fx, cases[i].me,
                arena_printf(fx->arena, "/search%s?q=%s", json ? ".json" : "", cases[i].words));
            assert_status(res, 200);
            bool found = strstr(body_of(res), cases[i].name) != NULL;
            if (found != cases[i].found)
                g_error("%s: %s", cases[i].words, body_of(res));
        }
}

/* Beside texts: not with a filter, not on the second page, not without a word. */
static void
test_search_keeps_people_short(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    get(fx, NOBODY, "/search?q=muller");
    Response *res = get(fx, NOBODY, "/search?q=muller");
    assert_statements(fx, 8);
    assert_shows(res, "1 person");
    assert_shows(res, "href=\"/directory?q=muller\"");
    assert_shows(res, "No text has these words");
    assert_hides(res, "Makerere");
    assert_hides(get(fx, NOBODY, "/search?q=muller&kind=event"), "Anna");
    assert_hides(get(fx, NOBODY, "/search?q=muller&page=2"), "Anna");
    assert_hides(get(fx, NOBODY, "/search?q="), "Anna");
    assert_hides(get(fx, NOBODY, "/search?q=%26%25_"), "Anna");
    assert_hides(get(fx, NOBODY, "/search?q=x.org"), "Anna");
    assert_shows(get(fx, NOBODY, "/search?q=anna+or+nobody"), "Nothing has these words");
    run_sql(fx, "UPDATE person SET shown_public = 0 WHERE id = 11");
    assert_hides(get(fx, NOBODY, "/search?q=muller"), "Anna");
    get(fx, ANN, "/directory"); /* who asks is signed in, and was seen this hour */
    for (int nth = 2; nth <= 6; nth++) {
        db_fail_at(fx->db, nth);
        res = get(fx, ANN, "/search?q=muller");
        g_assert_true(res->status == 500 || res->status == 200);
        db_fail_at(fx->db, 0);
    }
    assert_shows(get(fx, ANN, "/search?q=muller"), "Anna");
}

static void
test_failure(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    get(fx, ANN, "/directory"); /* who asks is signed in, and was seen this hour */
    for (int nth = 2; nth <= 4; nth++) {
        db_fail_at(fx->db, nth);
        Response *res = get(fx, ANN, "/directory");
        g_assert_true(res->status == 500 || res->status == 200);
        db_fail_at(fx->db, 0);
    }
    assert_shows(get(fx, ANN, "/directory"), "3 people");
}

void
directory_tests(void)
{
    add_test("/directory/members-find-each-other", test_members_find_each_other);
    add_test("/directory/closed-fields-stay-closed", test_closed_fields_stay_closed);
    add_test("/directory/visitors-see-who-is-public", test_visitors_see_who_is_public);
    add_test("/directory/map-has-its-table", test_map_has_its_table);
    add_test("/directory/hostile-filter", test_hostile_filter);
    add_test("/directory/search-finds-who-is-open", test_search_finds_who_is_open);
    add_test("/directory/search-keeps-people-short", test_search_keeps_people_short);
    add_test("/directory/failure", test_failure);
}
