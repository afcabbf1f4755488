/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A long list with all mistakes, through the pages; and workers that die in the middle.
 */
#include "list_make.h"
#include "list_work.h"
#include "testing.h"

#include <string.h>

#define LIST "/desk/import/1"

/* PostgreSQL answers each statement over a wire, and takes as long for fewer. */
static int
rows_of(Fixture *fx)
{
    return db_is_postgres(fx->db) ? 4000 : 40000;
}

static bool
work_once(Fixture *fx, int64_t batch, int64_t seconds)
{
    return list_work(fx, &(ImportWork){.id = 1, .batch = batch, .seconds = seconds});
}

static void
send_and_match(Fixture *fx, const GString *list)
{
    Upload file = {
        .field = "file", .name = "liste.csv", .type = "text/csv", .bytes = {list->str, list->len}
    };
    assert_status(post_file(fx, SAM, "/desk/import", &file, NULL), 303);
    g_assert_true(work_once(fx, 0, 0));
    assert_status(post(fx, SAM, LIST "/columns", "column-1", "name", "column-2", "email",
                       "column-3", "country", "column-4", "organisation", "column-5", "joined",
                       "mode", "overwrite", "header", "1", NULL),
                  303);
}

static int64_t
count_of(Fixture *fx, int outcome)
{
    g_autofree char *sql = g_strdup_printf("SELECT coalesce(sum(n_rows), 0) FROM import_count"
                                           " WHERE outcome = %d",
                                           outcome);
    return query_int(fx, sql);
}

static void
test_long_list_end_to_end(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    ListFacts facts;
    GString *list = list_make(rows_of(fx), &facts);
    int64_t before = query_int(fx, "SELECT count(*) FROM person");
    send_and_match(fx, list);
    Response *res = get(fx, SAM, LIST "/columns");
    assert_location(res, LIST);
    g_assert_true(work_once(fx, 0, 0));
    g_assert_cmpint(count_of(fx, OUTCOME_ADDED), ==, facts.n_new);
    g_assert_cmpint(count_of(fx, OUTCOME_TWICE), ==, facts.n_twice);
    g_assert_cmpint(count_of(fx, OUTCOME_REFUSED), ==, facts.n_refused);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person"), ==, before);
    res = get(fx, SAM, LIST "?outcome=added&page=20");
    assert_status(res, 200);
    assert_statements(fx, 16);
    assert_shows(res, "C\xc3\xb4te d\xe2\x80\x99Ivoire");
    assert_shows(res, "Atlantis");

    assert_status(post(fx, SAM, LIST, "apply", "1", NULL), 303);
    g_assert_true(work_once(fx, 0, 0));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person"), ==, before + facts.n_new);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person WHERE name = 'Jos\xc3\xa9 da Silva'"
                                  "  AND email LIKE 'person%@example.org'"),
                    >, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM organisation"), <=, 40);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action LIKE 'import.%'"), ==,
                    3);

    assert_status(post(fx, SAM, LIST, "undo", "1", NULL), 303);
    g_assert_true(work_once(fx, 0, 0));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person"), ==, before);
    g_assert_cmpint(count_of(fx, OUTCOME_TAKEN_BACK), ==, facts.n_new);
    g_string_free(list, TRUE);
}

/* Each statement in turn fails; what was kept is whole, and the next worker goes on there. */
static void
test_killed_work_goes_on(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    ListFacts facts;
    GString *list = list_make(600, &facts);
    int64_t before = query_int(fx, "SELECT count(*) FROM person");
    send_and_match(fx, list);
    g_assert_true(work_once(fx, 50, 0));
    assert_status(post(fx, SAM, LIST, "apply", "1", NULL), 303);
    int n_failures = 0;
    for (bool ended = false; !ended; n_failures++) {
        g_assert_cmpint(n_failures, <, 200);
        /* Later with each attempt, so that some batches are kept before. */
        db_fail_at(fx->db, 60 + n_failures * 37);
        ended = work_once(fx, 50, 0);
        db_fail_at(fx->db, 0);
        int64_t done = query_int(fx, "SELECT n_done FROM import");
        g_assert_cmpint(done % 50, ==, 0);
        g_assert_cmpint(query_int(fx, "SELECT coalesce(sum(n_rows), 0) FROM import_count"), ==,
                        done);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person") - before, ==,
                        count_of(fx, OUTCOME_ADDED));
    }
    g_assert_cmpint(n_failures, >, 2);
    g_assert_cmpint(count_of(fx, OUTCOME_ADDED), ==, facts.n_new);
    g_assert_cmpint(count_of(fx, OUTCOME_TWICE), ==, facts.n_twice);
    g_string_free(list, TRUE);
}

/* An address of a batch before counts as seen for who goes on, too. */
static void
test_twice_across_portions(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(GString) list = g_string_new("Name,E-mail,Country,Organisation,Joined\n");
    for (int i = 0; i < 6; i++)
        g_string_append_printf(list, "Person,p%d@example.org,,,\n", i % 5);
    send_and_match(fx, list);
    g_assert_true(work_once(fx, 3, 0));
    g_assert_cmpint(count_of(fx, OUTCOME_TWICE), ==, 1);
    assert_status(post(fx, SAM, LIST, "apply", "1", NULL), 303);
    for (int nth = 20; query_int(fx, "SELECT n_done FROM import") != 3; nth++) {
        g_assert_cmpint(nth, <, 200);
        db_fail_at(fx->db, nth);
        g_assert_false(work_once(fx, 3, 0));
        db_fail_at(fx->db, 0);
    }
    g_assert_true(work_once(fx, 3, 0));
    g_assert_cmpint(count_of(fx, OUTCOME_TWICE), ==, 1);
    g_assert_cmpint(count_of(fx, OUTCOME_ADDED), ==, 5);
}

/* A part is taken back some rows at a time; whichever statement fails, who goes on knows where. */
static void
test_killed_undo_goes_on(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    ListFacts facts;
    GString *list = list_make(300, &facts);
    int64_t before = query_int(fx, "SELECT count(*) FROM person");
    send_and_match(fx, list);
    g_assert_true(work_once(fx, 100, 0));
    assert_status(post(fx, SAM, LIST, "apply", "1", NULL), 303);
    g_assert_true(work_once(fx, 100, 0));
    assert_status(post(fx, SAM, LIST, "undo", "1", NULL), 303);
    int64_t last = 0, n_inside = 0;
    for (bool ended = false; !ended;) {
        db_fail_at(fx->db, 500 + (int)last * 3);
        ended = work_once(fx, 7, 0);
        db_fail_at(fx->db, 0);
        int64_t done = query_int(fx, "SELECT n_done FROM import");
        g_assert_true(ended || done > last);
        n_inside += done % 100 != 0;
        last = done;
        g_assert_cmpint(query_int(fx, "SELECT sum(n_rows) FROM import_count"), ==, 300);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person") - before, ==,
                        count_of(fx, OUTCOME_ADDED));
    }
    g_assert_cmpint(n_inside, >, 1);
    g_assert_cmpint(count_of(fx, OUTCOME_TAKEN_BACK), ==, facts.n_new);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person"), ==, before);
    g_string_free(list, TRUE);
}

void
import_large_tests(void)
{
    add_test("/import_large/end-to-end", test_long_list_end_to_end);
    add_test("/import_large/killed-work-goes-on", test_killed_work_goes_on);
    add_test("/import_large/twice-across-portions", test_twice_across_portions);
    add_test("/import_large/killed-undo-goes-on", test_killed_undo_goes_on);
}
