/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/warm.h"
#include "db/memo.h"
#include "library/library_testing.h"

static int
statements_of(Fixture *fx, const char *path)
{
    assert_status(get(fx, SAM, path), 200);
    return fx->statements;
}

/* On PostgreSQL a look reads notes again while somebody writes, also into another test's database.
 */
#define NOTES 3

/* Of two pages that ask for the same, the one that comes first after the start asks no more. */
static void
assert_first_finds_all(Fixture *fx, const char *first, const char *second)
{
    g_autoptr(Memo) memo = memo_new();
    db_use_memo(fx->db, memo);
    statements_of(fx, "/topics"); /* settings and names, which every page wants */
    warm_memory(&fx->app, fx->db);
    int of_first = statements_of(fx, first);
    g_assert_cmpint(of_first, <=, statements_of(fx, second) + NOTES);
    db_use_memo(fx->db, NULL);
}

static void
test_works_are_in_memory(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_work(fx);
    assert_first_finds_all(fx, "/library?type=report", "/library?type=law");
}

static void
test_everybody_is_in_memory(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_first_finds_all(fx, "/members?country=KE", "/members?country=UG");
}

void
warm_tests(void)
{
    add_test("/warm/works", test_works_are_in_memory);
    add_test("/warm/everybody", test_everybody_is_in_memory);
}
