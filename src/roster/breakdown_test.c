/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/figure.h"
#include "base/moment.h"
#include "roster/breakdown.h"
#include "testing.h"

#include <string.h>

/* Besides the fixture's four, of May 2014, without a country: twelve in Kenya, of whom three left,
 * two were away in March 2015, and the first was erased after leaving; seven in Zambia since July
 * 2016; one to come. */
static void
make_people(Fixture *fx)
{
    run_sql(fx, "INSERT INTO interest (slug, name, position) VALUES ('care', 'Care', 1);");
    for (int i = 0; i < 20; i++) {
        bool kenya = i < 12;
        g_autofree char *sql = g_strdup_printf(
            "INSERT INTO person (id, email, name, country, level, joined_at) VALUES"
            " (%d, 'p%d@x.org', 'P%d', '%s', %s, %" PRId64 ")",
            100 + i, i, i, kenya ? "KE" : "ZM",
            i < 9    ? "'macro'"
            : i < 13 ? "'micro'"
                     : "NULL",
            i == 19 ? (int64_t)1500000000
                    : (kenya ? (int64_t)1420070400 + i * MOMENT_DAY : (int64_t)1467331200));
        run_sql(fx, sql);
    }
    run_sql(fx, "UPDATE person SET left_at = 1443657600 + id WHERE id BETWEEN 100 AND 102;"
                "UPDATE person SET name = '', erased_at = 1450000000 WHERE id = 100;"
                "INSERT INTO person_absence (person_id, since, until) VALUES"
                " (105, 1425168000, 1427846400), (106, 1425168001, 1427846399),"
                " (101, 1422748800, 1425168000);"
                "INSERT INTO person_interest (person_id, interest)"
                " SELECT id, 'care' FROM person WHERE id BETWEEN 103 AND 110;"
                "INSERT INTO person_role (person_id, role, since, until) VALUES"
                " (101, 'ambassador', 1420070400, NULL), (105, 'ambassador', 1420070400, NULL),"
                " (106, 'ambassador', 1420070400, 1483228800);");
}

static Breakdown
ask(Ctx *cx, const char *dimension, const char *filter, const char *date)
{
    const char *fault = NULL;
    int64_t end = 0;
    g_assert_true(figure_end(cx, date, &end));
    const RosterFilter *read = roster_filter_parse(cx->arena, filter, &fault);
    return breakdown_ask(cx, breakdown_find(cx, dimension), read, end);
}

static const char *
counts_text(Ctx *cx, const Breakdown *breakdown)
{
    GString *out = arena_string(cx->arena, 64);
    for (size_t i = 0; i < breakdown->counts.n; i++)
        g_string_append_printf(out, "%s %" PRId64 ", ", breakdown->counts.at[i].value,
                               breakdown->counts.at[i].n);
    g_string_append_printf(out, "without %" PRId64, breakdown->without);
    return out->str;
}

#define assert_counted(cx, dimension, filter, date, expected)                                      \
    do {                                                                                           \
        Breakdown b_ = ask((cx), (dimension), (filter), (date));                                   \
        g_assert_cmpstr(counts_text((cx), &b_), ==, (expected));                                   \
    } while (0)

/* Statements and memory count alike: on each day on which something happened, the days around it,
 * and at the end of each month. */
static void
test_memory_agrees_with_statements(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    Ctx *cx = fixture_begin(fx, SAM);
    const RosterDimension *role = roster_dimension_find("role");
    for (int64_t day = 1399000000; day < TEST_NOW; day += MOMENT_DAY) {
        const char *date = moment_date(cx->arena, day);
        Breakdown b = ask(cx, "country", "", date);
        g_assert_cmpint(b.members, ==, figure_count(cx, "members", date));
        g_assert_cmpint((int64_t)b.counts.n, ==, figure_count(cx, "countries", date));
        RosterQuestion question = {
            .filter = roster_filter_parse(cx->arena, "role=ambassador", &(const char *){NULL}),
            .eye = ROSTER_SECRETARIAT,
            .at = b.end};
        g_assert_cmpint(roster_count_by(cx, &question, role).found, ==,
                        figure_count(cx, "ambassadors", date));
    }
    RosterQuestion question = {.eye = ROSTER_SECRETARIAT};
    RosterMonthSpan months = roster_months(cx, &question);
    g_assert_cmpuint(months.n, ==, 33);
    g_assert_cmpstr(months.at[0].month, ==, "2014-05");
    for (size_t i = 0; i < months.n; i++) {
        const RosterMonth *m = &months.at[i];
        g_assert_cmpint(m->members, ==, figure_count(cx, "members", m->month));
        g_assert_cmpint(m->countries, ==, figure_count(cx, "countries", m->month));
    }
    g_assert_cmpint(months.at[10].left, ==, 2);   /* March 2015: away */
    g_assert_cmpint(months.at[10].joined, ==, 2); /* one back from before, one within */
    g_assert_cmpint(months.at[32].members, ==, 20);
    g_assert_cmpint(months.at[32].countries, ==, 2);
    fixture_commit(fx);
}

static void
test_the_secretariat_sees_everything(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    Ctx *cx = fixture_begin(fx, SAM);
    assert_counted(cx, "country", "", "", "KE 9, ZM 7, without 4");
    assert_counted(cx, "region", "", "", "Africa 16, without 4");
    assert_counted(cx, "country", "", "2015-03-31", "KE 11, without 4");
    assert_counted(cx, "country", "", "2015-03-30", "KE 10, without 4");
    assert_counted(cx, "level", "", "", "macro 6, micro 4, without 10");
    assert_counted(cx, "level", "country=ZM", "", "micro 1, without 6");
    assert_counted(cx, "interest", "", "", "care 8, without 12");
    assert_counted(cx, "interest", "", "2014", "without 4");
    assert_counted(cx, "role", "country=KE", "", "ambassador 1, without 8");
    assert_counted(cx, "role", "country=KE", "2016", "ambassador 2, without 7");
    fixture_commit(fx);
}

/* What few share is not told, the others are rounded, and as of the last quarter's end. */
static void
test_others_see_no_small_numbers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const int64_t viewers[] = {NOBODY, ANN, EDNA};
    make_people(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(viewers); i++) {
        Ctx *cx = fixture_begin(fx, viewers[i]);
        assert_counted(cx, "country", "", "", "KE 9, ZM 7, without 4");
        assert_counted(cx, "country", "level=micro", "", "KE 9, ZM 7, without 4");
        assert_counted(cx, "level", "", "", "macro 5, without 0");
        assert_counted(cx, "level", "country=ZM", "", "macro 5, without 0");
        assert_counted(cx, "interest", "", "", "care 10, without 0");
        assert_counted(cx, "interest", "", "2014", "without 0");
        Breakdown b = ask(cx, "level", "", "2016-08-14");
        g_assert_true(b.rounded);
        g_assert_cmpstr(moment_date(cx->arena, b.end - 1), ==, "2016-06-30");
        g_assert_cmpint(b.members, ==, figure_count(cx, "members", "2016-06"));
        g_assert_cmpstr(moment_date(cx->arena, ask(cx, "level", "", "2016").end - 1), ==,
                        "2016-12-31");
        g_assert_cmpstr(moment_date(cx->arena, ask(cx, "level", "", "").end - 1), ==, "2016-12-31");
        g_assert_null(breakdown_find(cx, "role"));
        g_assert_null(breakdown_find(cx, "reads"));
        g_assert_null(breakdown_find(cx, HOSTILE));
        fixture_commit(fx);
    }
}

static const char *
level_text(Fixture *fx, const char *change)
{
    run_sql(fx, change);
    Ctx *cx = fixture_begin(fx, NOBODY);
    Breakdown b = ask(cx, "level", "", "");
    const char *text = arena_printf(fx->arena, "%" PRId64 ": %s", b.members, counts_text(cx, &b));
    fixture_commit(fx);
    return text;
}

/* It looks the same whether a few say something, say nothing, or are not there to say it: neither
 * the total nor the other numbers tell. */
static void
test_totals_do_not_tell_small_numbers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    for (int few = 1; few < BREAKDOWN_FEW; few++) {
        g_autofree char *say = g_strdup_printf(
            "UPDATE person SET level = 'macro'; UPDATE person SET level = 'micro' WHERE id <= %d",
            few);
        g_autofree char *silent = g_strdup_printf("UPDATE person SET level = NULL WHERE id <= %d",
                                                  few);
        g_assert_cmpstr(level_text(fx, say), ==, level_text(fx, silent));
        g_assert_nonnull(strstr(level_text(fx, say), "macro "));
        g_assert_null(strstr(level_text(fx, say), "micro"));
    }
}

static void
ask_level(Ctx *cx, const void *data G_GNUC_UNUSED)
{
    ask(cx, "level", "", "2016");
}

static void
test_a_failed_database_counts_nobody(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, ask_level, NULL), >=, 8);
    Ctx *cx = fixture_begin(fx, NOBODY);
    assert_counted(cx, "country", "", "", "KE 9, ZM 7, without 4");
    fixture_commit(fx);
}

void
breakdown_tests(void)
{
    add_test("/breakdown/memory-agrees-with-statements", test_memory_agrees_with_statements);
    add_test("/breakdown/the-secretariat-sees-everything", test_the_secretariat_sees_everything);
    add_test("/breakdown/others-see-no-small-numbers", test_others_see_no_small_numbers);
    add_test("/breakdown/totals-do-not-tell-small-numbers", test_totals_do_not_tell_small_numbers);
    add_test("/breakdown/a-failed-database-counts-nobody", test_a_failed_database_counts_nobody);
}
