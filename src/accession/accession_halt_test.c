/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who let the work begin is no editor any more: it stops between two portions, and another editor
 * takes it over or takes it back.
 */
#include "accession/accession_testing.h"
#include "alliance/mail_testing.h"
#include "alliance/task.h"
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

/* Each table has its own, which leads to it, also by mail. */
static void
test_a_task_leads_to_its_table(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_table(fx, "Title,Language\nA,en\n");
    a_table(fx, "Title,Language\nB,en\n");
    assert_status(post(fx, EDNA, FIRST, "apply", "1", NULL), 303);
    assert_status(post(fx, EDNA, "/desk/accessions/2", "apply", "1", NULL), 303);
    run_sql(fx, "UPDATE accession SET name = '<b>' || name WHERE id = 2");
    end_term(fx);
    work_on_tables(fx);
    g_assert_cmpint(n_of(fx, "task WHERE kind = 'accession.halted' AND state = 'open'"), ==, 2);
    Response *res = get(fx, SAM, "/desk");
    assert_shows(res, "href=\"/desk/accessions/1\"");
    assert_shows(res, "href=\"/desk/accessions/2\"");
    fx->now += 6 * MOMENT_DAY; /* nobody is an editor: the secretariat is told when it is late */
    g_assert_cmpint(task_chase(fixture_begin(fx, NOBODY)), ==, 2);
    fixture_commit(fx);
    assert_says(newest_mail(fx, &MAIL_TASK_ESCALATED, SAM), "/desk/accessions/2");
    assert_location(post(fx, SAM, FIRST, "take-over", "1", NULL), FIRST);
    g_assert_cmpint(n_of(fx, "task WHERE state = 'done' AND accession_id = 1"), ==, 1);
    g_assert_cmpint(n_of(fx, "task WHERE state = 'open' AND accession_id = 2"), ==, 1);
    assert_hides(get(fx, SAM, "/desk"), "href=\"/desk/accessions/1\"");
    work_on_tables(fx);
    run_sql(fx, "UPDATE task SET accession_id = NULL WHERE state = 'open'"); /* one of before */
    g_assert_cmpstr(task_list_open(fixture_begin(fx, SAM), 1).at[0].url, ==, "/desk/accessions");
    fixture_commit(fx);
    assert_location(post(fx, SAM, "/desk/accessions/2", "undo", "1", NULL), "/desk/accessions/2");
    g_assert_cmpint(n_of(fx, "task WHERE state = 'open'"), ==, 0);
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

/* ---- taken back at once ---- */

static void
rename_work(Fixture *fx, const char *slug, const char *title)
{
    int64_t work = query_int(
        fx,
        arena_printf(fx->arena, "SELECT id FROM item WHERE kind = 'work' AND slug = '%s'", slug));
    Ctx *cx = fixture_begin(fx, SAM);
    const Item *item = item_find_in(cx, work, "");
    ItemDraft draft = item_draft_of(item);
    draft.title = title;
    g_assert_cmpint(item_update(cx, work, item->version, &draft), ==, ITEM_OK);
    fixture_commit(fx);
}

/* What had come in goes, but for what somebody touched; the rest never was there. */
static void
test_another_editor_takes_it_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    stop_half_way(fx);
    rename_work(fx, "zyx3", HOSTILE);
    assert_shows(get(fx, SAM, FIRST), "Or take it back at once");
    assert_shows(get(fx, SAM, "/fr" FIRST), "Tout annuler");
    assert_status(post(fx, ANN, FIRST, "undo", "1", NULL), 403);
    assert_status(post(fx, EDNA, FIRST, "undo", "1", NULL), 403);
    assert_location(post(fx, SAM, FIRST, "undo", "1", NULL), FIRST);
    g_assert_cmpstr(state_of(fx), ==, "undo ");
    g_assert_cmpint(n_of(fx, "task WHERE state = 'open'"), ==, 0);
    assert_status(post(fx, SAM, FIRST, "undo", "1", NULL), 409); /* once */
    assert_status(post(fx, SAM, FIRST, "take-over", "1", NULL), 409);
    work_on_tables(fx);
    g_assert_cmpstr(state_of(fx), ==, "undone ");
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, 1);
    assert_outcome(fx, 5, "kept");
    assert_outcome(fx, 21, "back");
    assert_outcome(fx, 22, "unbegun");
    Response *res = get(fx, SAM, FIRST);
    assert_shows(res, "19 rows were taken back.");
    assert_shows(res, "1 was changed since and stays.");
    assert_shows(res, "It had stopped before: not brought in <b>25</b>");
    assert_shows(get(fx, SAM, FIRST "?outcome=kept"), "href=\"/library/zyx3\"");
    g_assert_cmpint(n_of(fx, "audit WHERE action = 'accession.undo' AND person_id = 4"), ==, 1);
    assert_location(post(fx, SAM, FIRST, "delete", "1", NULL), "/desk/accessions");
}

/* Its files are let go, and a translation that came in later does not hide what was touched. */
static void
test_a_touched_original_stays(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *text = arena_string(fx->arena, 1024);
    g_string_append(text, "Title,Language,Translation of,File\n");
    for (int i = 0; i < ACCESSION_BATCH; i++)
        g_string_append_printf(text, "Zyx%d,en,,\n", i);
    g_string_append(text, "Un,fr,Zyx0,late.txt\nDeux,fr,Zyx1,\n");
    int64_t id = a_table(fx, text->str);
    add_file(fx, id, "late.txt", (Bytes){"Words", 5});
    assert_status(post(fx, EDNA, FIRST, "apply", "1", NULL), 303);
    one_portion(fx);
    rename_work(fx, "zyx0", "Touched");
    one_portion(fx);
    g_assert_cmpstr(state_of(fx), ==, "done ");
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'edition'"), ==, ACCESSION_BATCH + 2);
    press(fx, id, "undo");
    assert_outcome(fx, 2, "kept");
    assert_outcome(fx, 22, "kept"); /* its translation */
    assert_outcome(fx, 3, "back");
    assert_outcome(fx, 23, "back");
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, 1);
}

static void
test_files_of_what_is_taken_back_go(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_table(fx, many_rows(fx));
    add_file(fx, id, "loose.txt", (Bytes){"Words", 5});
    g_assert_cmpint(n_of(fx, "file_chunk"), ==, 1);
    assert_status(post(fx, EDNA, FIRST, "apply", "1", NULL), 303);
    end_term(fx);
    work_on_tables(fx); /* before the first row */
    assert_status(post(fx, SAM, FIRST, "undo", "1", NULL), 303);
    work_on_tables(fx);
    g_assert_cmpint(n_of(fx, "file_chunk"), ==, 0);
    g_assert_cmpint(n_of(fx, "accession_row WHERE outcome = 'unbegun'"), ==, ROWS);
}

/* Nothing is there to be taken back, or that is what was being done. */
static void
test_what_cannot_be_taken_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    stop_half_way(fx);
    assert_status(post(fx, SAM, FIRST, "undo", "1", NULL), 303);
    run_sql(fx, "UPDATE person_role SET until = since WHERE person_id = 4");
    work_on_tables(fx);
    g_assert_cmpstr(state_of(fx), ==, "halted undo");
    run_sql(fx, "UPDATE person_role SET until = NULL WHERE person_id = 4");
    Response *res = get(fx, SAM, FIRST);
    assert_shows(res, "Take it over and go on");
    assert_hides(res, "Or take it back at once");
    assert_status(post(fx, SAM, FIRST, "undo", "1", NULL), 409);
    assert_status(post(fx, SAM, FIRST, "delete", "1", NULL), 409);
    assert_status(post(fx, SAM, FIRST, "take-over", "1", NULL), 303);
    work_on_tables(fx);
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, 0);
    run_sql(fx, "UPDATE accession SET state = 'halted', halted = 'check'");
    assert_status(post(fx, SAM, FIRST, "undo", "1", NULL), 409);
    run_sql(fx, "UPDATE accession SET halted = 'apply', cleared_at = 1");
    assert_status(post(fx, SAM, FIRST, "undo", "1", NULL), 409);
}

static void
take_back(Ctx *cx, const void *data G_GNUC_UNUSED)
{
    const Accession *accession = accession_find(cx, 1);
    if (accession != NULL)
        accession_begin(cx, accession, "undo");
}

static void
test_a_failure_takes_nothing_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    stop_half_way(fx);
    g_assert_cmpint(fixture_fail_each(fx, SAM, take_back, NULL), >, 4);
    g_assert_cmpstr(state_of(fx), ==, "halted apply");
    g_assert_cmpint(n_of(fx, "accession_row WHERE outcome = 'unbegun'"), ==, 0);
    g_assert_cmpint(n_of(fx, "task WHERE state = 'open'"), ==, 1);
    assert_status(post(fx, SAM, FIRST, "undo", "1", NULL), 303);
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, a_portion, NULL), >, 20);
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, ACCESSION_BATCH);
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
    add_test("/accession_halt/task", test_a_task_leads_to_its_table);
    add_test("/accession_halt/taken-over", test_another_editor_takes_it_over);
    add_test("/accession_halt/taken-back", test_another_editor_takes_it_back);
    add_test("/accession_halt/touched", test_a_touched_original_stays);
    add_test("/accession_halt/files", test_files_of_what_is_taken_back_go);
    add_test("/accession_halt/not-back", test_what_cannot_be_taken_back);
    add_test("/accession_halt/back-failure", test_a_failure_takes_nothing_back);
    add_test("/accession_halt/whose-name", test_who_presses_is_in_whose_name);
    add_test("/accession_halt/check", test_a_check_that_stopped_goes);
    add_test("/accession_halt/nobody", test_nobody_is_not_the_command_line);
    add_test("/accession_halt/failure", test_a_failure_stops_nothing_half);
}
