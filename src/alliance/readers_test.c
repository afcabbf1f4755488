/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/consent.h"
#include "alliance/figure.h"
#include "alliance/readers.h"
#include "base/moment.h"
#include "testing.h"

#include <string.h>

/* 2016: Ann says yes in January, no in March, yes in June, once more in July (which a ledger of an
 * older program may have).  Bob says yes in January and leaves in May; Edna says yes in January and
 * was away in February.  Sue subscribes in April, becomes a member in August.  Sam says yes and no
 * within one day; what is to come is not counted. */
static const char said[] =
    "INSERT INTO consent_wording (id, purpose, language, version, text, created_at)"
    " VALUES (1, 'newsletter', 'en', 1, 'Yes', 0), (2, 'contact', 'en', 1, 'Yes', 0);"
    "INSERT INTO person (id, email, name, joined_at)"
    " VALUES (5, 'sue@example.org', 'Sue', 1470009600);" /* 2016-08-01 */
    "INSERT INTO person (id, email, name, joined_at, left_at)"
    " VALUES (6, 'tom@example.org', 'Tom', 1400000000, 1450000000);"
    "UPDATE person SET left_at = 1462060800 WHERE id = 2;" /* 2016-05-01 */
    "INSERT INTO person_absence (person_id, since, until)"
    " VALUES (3, 1454284800, 1456790400);" /* February 2016 */
    "INSERT INTO consent (person_id, purpose, wording_id, given, source, evidence, answered_at)"
    " VALUES"
    " (1, 'newsletter', 1, 1, 'join', '', 1451606400)," /* 2016-01-01 */
    " (2, 'newsletter', 1, 1, 'join', '', 1452000000),"
    " (3, 'newsletter', 1, 1, 'join', '', 1452000000),"
    " (1, 'newsletter', 1, 0, 'unsubscribe', '', 1457000000)," /* 2016-03-03 */
    " (5, 'newsletter', 1, 1, 'subscribe', '', 1460000000),"   /* 2016-04-07 */
    " (4, 'newsletter', 1, 1, 'preferences', '', 1460003600),"
    " (4, 'newsletter', 1, 0, 'preferences', '', 1460007200),"
    " (1, 'newsletter', 1, 1, 'preferences', '', 1465000000)," /* 2016-06-04 */
    " (1, 'newsletter', 1, 1, 'secretariat', '', 1468000000)," /* 2016-07-08 */
    " (6, 'newsletter', 1, 1, 'subscribe', '', 1473000000),"   /* 2016-09-04, long after leaving */
    " (4, 'contact', 2, 1, 'preferences', '', 1451700000),"
    " (4, 'newsletter', 1, 1, 'preferences', '', 1499000000)"; /* in July 2017 */

static void
test_months_and_figures_agree(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *month;
        int64_t readers, others;
    } expected[] = {
        {"2016-01", 3, 0},
        {"2016-02", 3, 1}, /* away until its end */
        {"2016-03", 2, 0},
        {"2016-04", 3, 1},
        {"2016-05", 3, 2},
        {"2016-06", 4, 2},
        {"2016-07", 4, 2},
        {"2016-08", 4, 1},
    };
    run_sql(fx, said);
    Ctx *cx = fixture_begin(fx, NOBODY);
    int64_t end = 0;
    g_assert_true(figure_end(cx, NULL, &end));
    ReaderMonthSpan months = reader_months(cx, end);
    g_assert_cmpuint(months.n, ==, 13); /* January 2017 has begun */
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        const ReaderMonth *month = &months.at[i];
        g_assert_cmpstr(month->month, ==, expected[i].month);
        g_assert_cmpint(month->others, ==, expected[i].others);
        g_assert_cmpint(month->readers, ==, expected[i].readers);
        g_assert_cmpint(month->members + month->others, ==, month->readers);
    }
    for (size_t i = 0; i < months.n; i++) {
        const char *date = i + 1 < months.n ? months.at[i].month : NULL;
        g_assert_cmpint(figure_count(cx, "readers", date), ==, months.at[i].readers);
        g_assert_cmpint(figure_count(cx, "subscribers", date), ==, months.at[i].others);
    }
    fixture_commit(fx);
}

/* Within a month the figure knows each day; who was away was no member. */
static void
test_figures_know_days(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, said);
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(figure_count(cx, "readers", "2015"), ==, 0);
    g_assert_cmpint(figure_count(cx, "readers", "2016-01-01"), ==, 1);
    g_assert_cmpint(figure_count(cx, "subscribers", "2016-02-15"), ==, 1);
    g_assert_cmpint(figure_count(cx, "readers", "2016-03-02"), ==, 3);
    g_assert_cmpint(figure_count(cx, "readers", "2016-03-03"), ==, 2);
    g_assert_cmpint(figure_count(cx, "readers", "2016-04-07"), ==, 3);
    fixture_commit(fx);
}

static void
test_nobody_yet(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpuint(reader_months(cx, TEST_NOW).n, ==, 0);
    g_assert_cmpint(figure_count(cx, "readers", NULL), ==, 0);
    fixture_commit(fx);
}

void
readers_tests(void)
{
    add_test("/readers/months-and-figures-agree", test_months_and_figures_agree);
    add_test("/readers/figures-know-days", test_figures_know_days);
    add_test("/readers/nobody-yet", test_nobody_yet);
}
