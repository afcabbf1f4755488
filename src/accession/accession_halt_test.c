/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who let the work begin is no editor any more: it stops between two portions, and another editor
 * takes it over.
 */
#include "accession/accession_testing.h"
#include "base/moment.h"

#include <string.h>

#define FIRST "/desk/accessions/1"
#define ROWS (2 * ACCESSION_BATCH + 5)

static int64_t
n_of(Fixture *fx, const char *what)
{
    return query_int(fx, arena_printf(fx->arena, "SELECT count(*) FROM %s", what));
}

static const char *
state_of(Fixture *fx)
{
    return query_text(fx, "SELECT state || ' ' || halted FROM accession");
}

static void
end_term(Fixture *fx)
{
    run_sql(fx, "UPDATE person_role SET until = since WHERE person_id = 3");
}

static const char *
many_rows(Fixture *fx)
{
    GString *text = arena_string(fx->arena, 1024);
    g_string_append(text, "Title,Language,Link\n");
    for (int i = 0; i < ROWS; i++)
        g_string_append_printf(text, "Zyx%d,en,https://example.org/%d\n", i, i);
    return text->str;
}

static void
a_portion(Ctx *cx, const void *data G_GNUC_UNUSED)
{
    JobCursor cursor = {0};
    accession_portion(cx, &cursor);
}

static void
one_portion(Fixture *fx)
{
    a_portion(fixture_begin(fx, NOBODY), NULL);
    fixture_commit(fx);
}

/* Edna has brought in a part when her term ends. */
static void
stop_half_way(Fixture *fx)
{
    a_table(fx, many_rows(fx));
    assert_status(post(fx, EDNA, FIRST, "apply", "1", NULL), 303);
    one_portion(fx);
    end_term(fx);
    work_on_tables(fx);
}

static void
test_it_stops_and_says_so(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    stop_half_way(fx);
    g_assert_cmpstr(state_of(fx), ==, "halted apply");
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, ACCESSION_BATCH);
    g_assert_cmpint(n_of(fx, "accession_row WHERE work_id IS NOT NULL"), ==, ACCESSION_BATCH);
    g_assert_cmpint(n_of(fx, "audit WHERE action = 'accession.halt' AND person_id IS NULL AND "
                             "subject = '#1: apply, 20/45'"),
                    ==, 1);
    g_assert_cmpint(n_of(fx, "task WHERE kind = 'accession.halted' AND state = 'open' AND "
                             "assignee_role = 'editor'"),
                    ==, 1);
    Response *res = get(fx, SAM, FIRST);
    assert_statements(fx, 8);
    assert_shows(res, "Edna Editor let this begin and is not an editor any more, so it stopped.");
    assert_shows(res, "20 of 45 rows are done, and no row is half done.");
    assert_shows(res, "It was being brought in.");
    assert_shows(res, "Take it over and go on");
    assert_hides(res, "Delete this table");
    assert_shows(get(fx, SAM, "/desk/accessions"), "stopped: waits for an editor");
    assert_shows(get(fx, SAM, "/fr" FIRST), "Reprendre et continuer");
    assert_shows(get_json(fx, SAM, FIRST ".json"), "\"words\":\"It was being brought in.\"");
    work_on_tables(fx); /* and stays so */
    g_assert_cmpint(n_of(fx, "task"), ==, 1);
}

static void
test_another_editor_takes_it_over(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    stop_half_way(fx);
    assert_status(post(fx, ANN, FIRST, "take-over", "1", NULL), 403);
    assert_status(post(fx, EDNA, FIRST, "take-over", "1", NULL), 403);
    assert_status(post(fx, SAM, "/desk/accessions/9", "take-over", "1", NULL), 404);
    assert_status(post(fx, SAM, FIRST, "apply", "1", NULL), 409);
    assert_status(post(fx, SAM, FIRST, "delete", "1", NULL), 409);
    for (int nth = 3; nth <= 6; nth++)
        assert_status(post_failing_at(fx, nth, SAM, FIRST, "take-over", "1", NULL), 500);
    g_assert_cmpstr(state_of(fx), ==, "halted apply");
    assert_location(post(fx, SAM, FIRST, "take-over", "1", NULL), FIRST);
    g_assert_cmpstr(state_of(fx), ==, "apply ");
    assert_status(post(fx, SAM, FIRST, "take-over", "1", NULL), 409); /* once */
    g_assert_cmpint(n_of(fx, "task WHERE state = 'open'"), ==, 0);
    work_on_tables(fx);
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, ROWS);
    assert_shows(get(fx, SAM, FIRST), "45 rows were brought in.");
    g_assert_cmpint(n_of(fx, "audit WHERE action = 'accession.take-over' AND person_id = 4"), ==,
                    1);
    g_assert_cmpint(n_of(fx, "audit WHERE action = 'accession.apply-done' AND person_id = 4"), ==,
                    1);
    g_assert_cmpint(n_of(fx, "accession WHERE created_by = 3 AND acted_by = 4"), ==, 1);
}

/* Whose button it was counts, not whose table. */
static void
test_who_presses_is_in_whose_name(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_table(fx, "Title,Language\nA,en\n");
    end_term(fx);
    assert_status(post(fx, SAM, FIRST, "apply", "1", NULL), 303);
    work_on_tables(fx);
    g_assert_cmpstr(state_of(fx), ==, "done ");
    g_assert_cmpint(n_of(fx, "audit WHERE action = 'item.insert' AND person_id = 3"), ==, 0);
}

/* Nothing is written by a check: it can be deleted, and goes by itself after its days. */
static void
test_a_check_that_stopped_goes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *text = "Title,Language\n" HOSTILE ",en\n";
    assert_status(send_table(fx, EDNA, (Bytes){text, strlen(text)}, "draft", "leave"), 303);
    run_sql(fx, "UPDATE person SET name = '<b>Edna</b>' WHERE id = 3");
    end_term(fx);
    work_on_tables(fx);
    g_assert_cmpstr(state_of(fx), ==, "halted check");
    assert_shows(get(fx, SAM, FIRST), "&lt;b&gt;Edna&lt;/b&gt; let this begin");
    fx->now += (ACCESSION_DAYS + 1) * MOMENT_DAY;
    g_assert_cmpint(accession_clear_old(fixture_begin(fx, NOBODY)), ==, 1);
    fixture_commit(fx);
    g_assert_cmpint(n_of(fx, "task WHERE state = 'open'"), ==, 0);
    assert_shows(get(fx, SAM, FIRST), "What became of its rows is deleted by now.");
    assert_status(post(fx, SAM, FIRST, "take-over", "1", NULL), 409);
    assert_location(post(fx, SAM, FIRST, "delete", "1", NULL), "/desk/accessions");
    g_assert_cmpint(n_of(fx, "accession"), ==, 0);
}

/* Who is gone is no editor; who has the command line needs not be one. */
static void
test_nobody_is_not_the_command_line(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_table(fx, "Title,Language\nA,en\n");
    assert_status(post(fx, EDNA, FIRST, "apply", "1", NULL), 303);
    run_sql(fx, "UPDATE accession SET acted_by = NULL");
    work_on_tables(fx);
    g_assert_cmpstr(state_of(fx), ==, "halted apply");
    assert_shows(get(fx, SAM, FIRST), "Who let this begin is not here any more, so it stopped.");
    run_sql(fx, "UPDATE accession SET state = 'apply', halted = '', by_command = 1");
    work_on_tables(fx);
    g_assert_cmpstr(state_of(fx), ==, "done ");
}

static void
test_a_failure_stops_nothing_half(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_table(fx, "Title,Language\nA,en\n");
    assert_status(post(fx, EDNA, FIRST, "apply", "1", NULL), 303);
    end_term(fx);
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, a_portion, NULL), >, 4);
    g_assert_cmpstr(state_of(fx), ==, "apply ");
    g_assert_cmpint(n_of(fx, "task"), ==, 0);
    work_on_tables(fx);
    g_assert_cmpstr(state_of(fx), ==, "halted apply");
}

void
accession_halt_tests(void)
{
    add_test("/accession_halt/stops", test_it_stops_and_says_so);
    add_test("/accession_halt/taken-over", test_another_editor_takes_it_over);
    add_test("/accession_halt/whose-name", test_who_presses_is_in_whose_name);
    add_test("/accession_halt/check", test_a_check_that_stopped_goes);
    add_test("/accession_halt/nobody", test_nobody_is_not_the_command_line);
    add_test("/accession_halt/failure", test_a_failure_stops_nothing_half);
}
