/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/figure.h"
#include "base/moment.h"
#include "testing.h"

/* The fixture's four joined in May 2014 and give no country.  Kenya has members from January 2015
 * to the end of March 2015, again from June 2016; Zambia from July 2016. */
static const char members[] =
    "INSERT INTO person (email, name, country, joined_at, left_at) VALUES"
    " ('k1@example.org', 'K1', 'KE', 1420070400, 1427846399)," /* 2015-01-01, 2015-03-31 23:59:59 */
    " ('k2@example.org', 'K2', 'KE', 1420070401, 1427846399),"
    " ('k3@example.org', 'K3', 'KE', 1464739200, NULL)," /* 2016-06-01 */
    " ('z1@example.org', 'Z1', 'ZM', 1467331199, NULL)," /* 2016-06-30 23:59:59 */
    " ('z2@example.org', 'Z2', 'ZM', 1467331200, NULL)," /* 2016-07-01 */
    " ('z3@example.org', 'Z3', 'ZM', 1500000000, NULL)"; /* 2017-07-14, to come */

static void
test_figures_are_asked_as_of_a_date(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *date;
        int64_t members, countries;
    } expected[] = {
        {"2013",       0, 0},
        {"2014",       4, 0},
        {"2015-01-01", 6, 1},
        {"2015-02",    6, 1},
        {"2015-03",    4, 0},
        {"2016-06-29", 5, 1},
        {"2016-06",    6, 2},
        {"2016-07-01", 7, 2},
        {"",           7, 2},
    };

    run_sql(fx, members);
    Ctx *cx = fixture_begin(fx, NOBODY);
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_assert_cmpint(figure_count(cx, "members", expected[i].date), ==, expected[i].members);
        g_assert_cmpint(figure_count(cx, "countries", expected[i].date), ==, expected[i].countries);
    }
    g_assert_cmpint(figure_count(cx, "members", NULL), ==, 7);
    g_assert_cmpint(figure_count(cx, "members", "2017"), ==, 7);
    g_assert_cmpint(figure_count(cx, "members", "2030"), ==, 7);
    g_assert_cmpint(figure_count(cx, "members", "2014-13"), ==, -1);
    g_assert_cmpint(figure_count(cx, "members", HOSTILE), ==, -1);
    g_assert_cmpint(figure_count(cx, "dragons", NULL), ==, -1);
    fixture_commit(fx);
}

/* Kenya's only two were away in February 2015, and one of them again for a day. */
static void
test_who_was_away_is_not_counted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *date;
        int64_t members, countries;
    } expected[] = {
        {"2015-01",    6, 1},
        {"2015-02-01", 4, 0},
        {"2015-02",    4, 0},
        {"2015-03-01", 6, 1},
        {"2015-03-10", 5, 1},
        {"2015-03-11", 6, 1},
        {"2016-07-01", 7, 2},
    };
    run_sql(fx, members);
    run_sql(fx, "INSERT INTO person_absence (person_id, since, until)"
                " SELECT id, 1422748800, 1425168000 FROM person WHERE name IN ('K1', 'K2');"
                "INSERT INTO person_absence (person_id, since, until)"
                " SELECT id, 1425945600, 1426032000 FROM person WHERE name = 'K2'");
    Ctx *cx = fixture_begin(fx, NOBODY);
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        const char *date = expected[i].date;
        g_assert_cmpint(figure_count(cx, "members", date), ==, expected[i].members);
        g_assert_cmpint(figure_count(cx, "countries", date), ==, expected[i].countries);
    }
    fixture_commit(fx);
}

static void
test_held_means_it_has_happened(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const held[] = {"2016-05-01", "2016", "2017-01-02",
                                       "2017-01-03", "2017", NULL};
    Ctx *cx = fixture_begin(fx, EDNA);
    for (size_t i = 0; i < G_N_ELEMENTS(held); i++) {
        int64_t id = item_insert(cx, &(ItemDraft){.kind = "event",
                                                  .slug = "",
                                                  .title = "Event",
                                                  .language = "en",
                                                  .actual_on = held[i],
                                                  .audience = "public"});
        item_publish(cx, id);
    }
    g_assert_cmpint(figure_count(cx, "events", NULL), ==, 3);
    g_assert_cmpint(figure_count(cx, "events", "2016-12"), ==, 2);
    g_assert_cmpint(figure_count(cx, "events", "2016-11"), ==, 1);
    g_assert_cmpint(figure_count(cx, "items", NULL), ==, 6);
    fixture_commit(fx);
}

static void
test_a_text_is_live_until_it_is_published(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *text = "We are {figure:members}, in 2014 {figure:members@2014}; {figure:dragons}, "
                       "{figure:members@soon}, {figure:, {figure:members";
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(
        cx, &(ItemDraft){
                .kind = "page", .slug = "", .title = "Numbers", .language = "en", .body = text});
    g_assert_cmpstr(figure_fill(cx, id, text), ==,
                    "We are 4, in 2014 4; {figure:dragons}, {figure:members@soon}, {figure:, "
                    "{figure:members");
    fixture_commit(fx);

    run_sql(fx, members);
    cx = fixture_begin(fx, EDNA);
    g_assert_nonnull(strstr(figure_fill(cx, id, text), "We are 7,"));
    item_publish(cx, id);
    fixture_commit(fx);

    run_sql(fx, "DELETE FROM person WHERE email LIKE 'z%'");
    cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(figure_count(cx, "members", NULL), ==, 5);
    g_assert_nonnull(strstr(figure_fill(cx, id, text), "We are 7,"));
    FigureSpan frozen = figure_list_frozen(cx, id);
    g_assert_cmpuint(frozen.n, ==, 2);
    g_assert_true(frozen.at[0].frozen);
    g_assert_cmpint(frozen.at[0].counted_at, ==, TEST_NOW);
    g_assert_cmpstr(figure_fill(cx, id, "no figure"), ==, "no figure");
    g_assert_null(figure_fill(cx, id, NULL));
    fixture_commit(fx);
}

static void
test_many_figures_are_bounded(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    GString *text = arena_string(cx->arena, 1 << 16);
    for (int i = 0; i < 2000; i++)
        g_string_append_printf(text, "{figure:members@%04d}{figure:members}", 1000 + i);
    const char *filled = figure_fill(cx, 0, text->str);
    g_assert_true(g_str_has_suffix(filled, "{figure:members@2999}4"));
    g_assert_cmpint(db_count_statements(fx->db), <=, 25);
    fixture_commit(fx);
}

static void
test_a_failed_database_freezes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "page",
                                              .slug = "",
                                              .title = "Numbers",
                                              .language = "en",
                                              .body = "{figure:members} {figure:countries}"});
    fixture_commit(fx);
    for (int nth = 1; nth <= 5; nth++) {
        cx = fixture_begin(fx, EDNA);
        db_fail_at(fx->db, nth);
        figure_freeze(cx, id);
        g_assert_cmpint(db_end(fx->db, true), ==, DB_FAILED);
        fx->cx = NULL;
    }
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM figure_frozen"), ==, 0);
}

void
figure_tests(void)
{
    add_test("/figure/figures-are-asked-as-of-a-date", test_figures_are_asked_as_of_a_date);
    add_test("/figure/who-was-away-is-not-counted", test_who_was_away_is_not_counted);
    add_test("/figure/held-means-it-has-happened", test_held_means_it_has_happened);
    add_test("/figure/a-text-is-live-until-it-is-published",
             test_a_text_is_live_until_it_is_published);
    add_test("/figure/many-figures-are-bounded", test_many_figures_are_bounded);
    add_test("/figure/a-failed-database-freezes-nothing", test_a_failed_database_freezes_nothing);
}
