/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/site_testing.h"

#include "alliance/figure.h"
#include "db/generation.h"

#include <string.h>

/* Besides the fixture's four of May 2014: in Kenya six of 2015 who are macro, of whom one was away
 * in 2016 and one left in it; in Zambia two of 2016 who are micro. */
static void
make_people(Fixture *fx)
{
    run_sql(
        fx,
        "INSERT INTO person (id, email, name, country, level, joined_at, left_at) VALUES"
        " (11, 'a@x.org', 'A', 'KE', 'macro', 1420070400, NULL),"
        " (12, 'b@x.org', 'B', 'KE', 'macro', 1420070400, NULL),"
        " (13, 'c@x.org', 'C', 'KE', 'macro', 1422748800, NULL),"
        " (14, 'd@x.org', 'D', 'KE', 'macro', 1422748800, NULL),"
        " (15, 'e@x.org', 'E', 'KE', 'macro', 1422748800, NULL),"
        " (16, 'f@x.org', 'F', 'KE', 'macro', 1422748800, 1472688000),"
        " (17, 'g@x.org', 'G', 'ZM', 'micro', 1464739200, NULL),"
        " (18, 'h@x.org', 'H', 'ZM', 'micro', 1464739200, NULL);"
        "INSERT INTO person_absence (person_id, since, until) VALUES"
        " (15, 1454284800, 1475280000);"
        "INSERT INTO person_role (person_id, role, since) VALUES (11, 'ambassador', 1450000000)");
}

/* The number after @key in an answer in JSON. */
static int64_t
number_in(const Response *res, const char *key)
{
    g_autofree char *quoted = g_strdup_printf("\"%s\":", key);
    const char *at = strstr(body_of(res), quoted);
    g_assert_nonnull(at);
    return g_ascii_strtoll(at + strlen(quoted), NULL, 10);
}

static int64_t
number_at(Fixture *fx, int64_t me, const char *path, const char *date, const char *key)
{
    g_autofree char *url = g_strdup_printf("%s?date=%s", path, date);
    Response *res = get_json(fx, me, url);
    assert_status(res, 200);
    return number_in(res, key);
}

static int64_t
number_in_text(Fixture *fx, const char *figure, const char *date)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    const char *text = arena_printf(cx->arena, *date != '\0' ? "{figure:%s@%s}" : "{figure:%s}",
                                    figure, date);
    int64_t n = g_ascii_strtoll(figure_fill(cx, 0, text), NULL, 10);
    fixture_commit(fx);
    return n;
}

/* The last cell but one, or the last, of the newest row of a table in CSV. */
static int64_t
number_in_csv(Fixture *fx, const char *date, int from_end)
{
    g_autofree char *url = g_strdup_printf("/figures/growth.csv?per=month&date=%s", date);
    g_auto(GStrv) lines = g_strsplit(body_of(get(fx, NOBODY, url)), "\r\n", 3);
    g_auto(GStrv) cells = g_strsplit(lines[1], ",", -1);
    return g_ascii_strtoll(cells[g_strv_length(cells) - (guint)from_end], NULL, 10);
}

/* Whoever is asked, in whatever form, says the same of the same day. */
static void
test_every_place_says_the_same(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *date;
        int64_t members, countries;
    } expected[] = {
        {"2014-12", 4,  0},
        {"2015-01", 6,  1},
        {"2015",    10, 1},
        {"2016-02", 9,  1},
        {"2016-06", 11, 2},
        {"2016-08", 11, 2},
        {"2016-09", 10, 2},
        {"2016-10", 11, 2},
        {"2017",    11, 2},
        {"",        11, 2},
    };
    static const int64_t viewers[] = {NOBODY, ANN, SAM};
    make_people(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        const char *date = expected[i].date;
        for (size_t v = 0; v < G_N_ELEMENTS(viewers); v++) {
            int64_t me = viewers[v];
            g_assert_cmpint(number_at(fx, me, "/figures", date, "value"), ==, expected[i].members);
            g_assert_cmpint(number_at(fx, me, "/figures/members", date, "value"), ==,
                            expected[i].members);
            g_assert_cmpint(number_at(fx, me, "/figures/growth", date, "members"), ==,
                            expected[i].members);
            g_assert_cmpint(number_at(fx, me, "/figures/growth", date, "countries"), ==,
                            expected[i].countries);
            g_assert_cmpint(number_at(fx, me, "/figures/countries", date, "value"), ==,
                            expected[i].countries);
        }
        g_assert_cmpint(number_in_text(fx, "members", date), ==, expected[i].members);
        g_assert_cmpint(number_in_text(fx, "countries", date), ==, expected[i].countries);
        g_assert_cmpint(number_in_csv(fx, date, 2), ==, expected[i].members);
        g_assert_cmpint(number_in_csv(fx, date, 1), ==, expected[i].countries);
    }
    for (size_t v = 0; v < G_N_ELEMENTS(viewers); v++) {
        g_assert_cmpint(number_in(get_json(fx, viewers[v], "/"), "members"), ==, 11);
        g_assert_cmpint(number_in(get_json(fx, viewers[v], "/"), "countries"), ==, 2);
        g_assert_cmpint(number_in(get_json(fx, viewers[v], "/members"), "members"), ==, 11);
        assert_shows(get(fx, viewers[v], "/members"), "<td>Kenya</td><td class=\"n\">5</td>");
    }
    Response *res = get(fx, NOBODY, "/figures/members");
    assert_shows(res, "<b>11</b> members");
    assert_shows(res, "<td>Kenya</td><td class=\"n\">5</td>");
    assert_shows(res, "<td>Not known</td><td class=\"n\">4</td>");
}

static void
test_few_are_not_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const paths[] = {
        "/figures/members?by=level", "/figures/members.json?by=level",
        "/figures/members.csv?by=level", "/figures/members?by=level&country=ZM",
        "/figures/members?by=level&date=2016-10"};
    make_people(fx);
    for (int v = 0; v < 2; v++)
        for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
            Response *res = get(fx, v == 0 ? NOBODY : ANN, paths[i]);
            assert_status(res, 200);
            assert_hides(res, "icro");
            assert_hides(res, "only");
        }
    Response *res = get(fx, NOBODY, "/figures/members?by=level");
    assert_shows(res, "<td>Macro</td><td class=\"n\">5</td>");
    assert_shows(res, "<td>All others, each</td><td class=\"n\">fewer than 5</td>");
    assert_shows(res, "at the end of December 2016");
    assert_hides(res, "Not known");
    assert_shows(get(fx, NOBODY, paths[2]),
                 "\r\nmacro,Macro,5\r\n,\"All others, each\",fewer than 5");
    res = get_json(fx, NOBODY, "/figures/members?by=level");
    g_assert_cmpint(number_in(res, "few"), ==, 5);
    assert_hides(res, "without");

    res = get(fx, SAM, "/figures/members?by=level");
    assert_shows(res, ">Micro</a></td><td class=\"n\">2</td>");
    assert_shows(res, "<td>Not known</td><td class=\"n\">4</td>");
    assert_shows(res, "href=\"/figures/members?by=level&amp;level=micro\"");
}

static void
test_the_secretariat_narrows(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    Response *res = get(fx, SAM, "/figures/members?by=level&country=KE&date=2016-10");
    assert_shows(res, "<b>5</b> members");
    assert_shows(res, "Country: Kenya");
    assert_shows(res, "href=\"/figures/members?date=2016-10&amp;by=level\"");
    assert_shows(res, "<input type=\"hidden\" name=\"country\" value=\"KE\">");
    assert_shows(res, "href=\"/figures/members.csv?");
    assert_shows(get(fx, SAM, "/figures/members?by=role"), ">Ambassador</a>");
    assert_status(get(fx, ANN, "/figures/members?by=role"), 404);
    assert_status(get(fx, NOBODY, "/figures/members.csv?by=agrees"), 404);
    assert_shows(get(fx, NOBODY, "/figures/members?country=ZM"), "<b>11</b> members");
    g_assert_cmpint(number_in(get_json(fx, SAM, "/figures/growth?country=ZM"), "members"), ==, 2);
    g_assert_cmpint(number_in(get_json(fx, ANN, "/figures/growth?country=ZM"), "members"), ==, 11);
    res = get(fx, SAM, "/figures/members?seen-from=soon");
    assert_status(res, 422);
    assert_shows(res, "Write a date as 2016, 2016-12 or 2016-12-31.");
}

static void
test_growth_by_year_and_month(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    assert_shows(get(fx, NOBODY, "/figures/growth.csv"),
                 "\xef\xbb\xbf"
                 "Year,Joined,Left,Members,Countries\r\n"
                 "2017,0,0,11,2\r\n2016,3,2,11,2\r\n2015,6,0,10,1\r\n2014,4,0,4,0\r\n");
    Response *res = get(fx, NOBODY, "/figures/growth.csv?per=month&date=2015-02");
    assert_shows(res, "\r\n2015-02,4,0,10,1\r\n2015-01,2,0,6,1\r\n2014-12,0,0,4,0\r\n");
    g_assert_cmpstr(res->type, ==, "text/csv; charset=utf-8");
    assert_shows(get(fx, NOBODY, "/figures/growth?date=2013"), "Nobody was a member yet.");
    assert_shows(get(fx, NOBODY, "/"), "href=\"/figures/growth\">Table</a>");
}

static void
test_what_is_no_date_is_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const paths[] = {"/figures", "/figures/members", "/figures/growth",
                                        "/figures/countries", "/figures/events"};
    static const char *const dates[] = {"2016-13",
                                        "%3Cb%3ETom%20%26%20%22Ann%22",
                                        "-1",
                                        "2016-1-1",
                                        "99999999999999999999",
                                        "0000",
                                        "%F0%9F%99%82",
                                        "2016-02-30",
                                        "2016-01-01T00:00Z"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(dates); k++) {
            g_autofree char *url = g_strdup_printf("%s?date=%s", paths[i], dates[k]);
            Response *res = get(fx, NOBODY, url);
            assert_status(res, 422);
            assert_shows(res, "This is not a date.");
            assert_hides(res, "<b>Tom");
            assert_status(get_json(fx, NOBODY, url), 422);
        }
        g_autofree char *url = g_strdup_printf("%s?date=2017-01-04", paths[i]);
        assert_shows(get(fx, NOBODY, url), "This day is still to come.");
    }
    assert_status(get(fx, NOBODY, "/figures/members.csv?date=x"), 422);
    assert_status(get(fx, NOBODY, "/figures/growth.csv?date=2031"), 422);
    assert_status(get(fx, NOBODY, "/figures/members?date=0001"), 200);
    assert_status(get(fx, NOBODY, "/figures/members?by=level&date=0001-01-01"), 200);
    assert_status(get(fx, NOBODY, "/figures/members?by=%3Cb%3E"), 404);
    assert_status(get(fx, NOBODY, "/figures/members?by=organisation"), 404);
    assert_status(get(fx, NOBODY, "/figures/dragons"), 404);
}

static void
test_french_and_arabic(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    a_setting(fx, "languages", "en,fr,ar");
    Response *res = get(fx, NOBODY, "/fr/figures/members?by=level");
    assert_shows(res, "Membres par niveau de travail");
    assert_shows(res, "moins de 5");
    assert_shows(res, "href=\"/fr/figures/members.csv?by=level\"");
    assert_shows(get(fx, NOBODY, "/fr/figures/growth"), "Les membres au fil du temps");
    res = get(fx, NOBODY, "/ar/figures/members?by=region");
    assert_shows(res, "dir=\"rtl\"");
    assert_shows(res, "أفريقيا");
    assert_shows(get(fx, NOBODY, "/ar/figures/growth"), "الأعضاء عبر الزمن");
}

/* A name from the database is only a text, in each form. */
static void
test_hostile_names(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    run_sql(fx, "INSERT INTO interest (slug, name, position) VALUES"
                " ('care', '=<b>Tom & \"Ann\"</b>', 1);"
                "INSERT INTO person_interest (person_id, interest)"
                " SELECT id, 'care' FROM person");
    Response *res = get(fx, NOBODY, "/figures/members?by=interest");
    assert_shows(res, "=&lt;b&gt;Tom &amp; ");
    assert_hides(res, "<b>Tom");
    assert_shows(get(fx, NOBODY, "/figures/members.csv?by=interest"),
                 "care,\"'=<b>Tom & \"\"Ann\"\"</b>\",10");
}

static void
test_budgets(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const paths[] = {"/figures/members", "/figures/members?by=interest",
                                        "/figures/growth", "/figures/growth.csv", "/members"};
    make_people(fx);
    get(fx, NOBODY, "/figures/members");
    if (db_generations(fx->db) == NULL)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        get(fx, NOBODY, paths[i]);
        assert_statements(fx, 8);
    }
    get(fx, NOBODY, "/figures");
    assert_statements(fx, 13);
}

static void
draw_members(Ctx *cx, const void *data G_GNUC_UNUSED)
{
    figure_count(cx, "members", "2016");
    figure_count(cx, "countries", "2016");
    figure_count(cx, "ambassadors", "2016");
}

static void
test_a_failure_shows_no_number(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, draw_members, NULL), ==, 3);
    get(fx, NOBODY, "/figures/members");
    run_sql(fx, "UPDATE person SET country = 'UG' WHERE id = 17");
    for (int nth = 1; nth <= 3; nth++) {
        db_fail_at(fx->db, nth);
        Response *res = get(fx, NOBODY, "/figures/members");
        if (res->status == 200)
            continue;
        assert_status(res, 500);
        assert_hides(res, "<b>11</b>");
    }
    db_fail_at(fx->db, 0);
    assert_shows(get(fx, NOBODY, "/figures/members"), "<td>Uganda</td><td class=\"n\">1</td>");
}

void
site_figure_tests(void)
{
    add_test("/site-figure/every-place-says-the-same", test_every_place_says_the_same);
    add_test("/site-figure/few-are-not-told", test_few_are_not_told);
    add_test("/site-figure/the-secretariat-narrows", test_the_secretariat_narrows);
    add_test("/site-figure/growth-by-year-and-month", test_growth_by_year_and_month);
    add_test("/site-figure/what-is-no-date-is-said", test_what_is_no_date_is_said);
    add_test("/site-figure/french-and-arabic", test_french_and_arabic);
    add_test("/site-figure/hostile-names", test_hostile_names);
    add_test("/site-figure/budgets", test_budgets);
    add_test("/site-figure/a-failure-shows-no-number", test_a_failure_shows_no_number);
}
