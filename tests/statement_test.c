/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Every statement of every .sql file, on both databases.  SQLite has proved them at build time;
 * what PostgreSQL thinks of them is known here first, also of those that no other test runs.
 */
#include "testing.h"

#include <string.h>

#define X(name) extern const Sql *const SQL_ALL_##name[];
#include "statements.h"
#undef X

static const struct {
    const char *file;
    const Sql *const *statements; /* ends with NULL */
} FILES[] = {
#define X(name) {#name ".sql", SQL_ALL_##name},
#include "statements.h"
#undef X
};

static void
every_statement_prepares(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++)
        for (const Sql *const *sql = FILES[i].statements; *sql != NULL; sql++) {
            g_assert_cmpint(db_begin(fx->db, true), ==, DB_OK);
            if (!db_check(fx->db, *sql))
                g_test_fail_printf("%s, %s: %s", FILES[i].file, (*sql)->name, db_message(fx->db));
            db_end(fx->db, false);
        }
}

static void
like_minds_upper_case(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpint(query_int(fx, "SELECT CASE WHEN 'Ann' LIKE 'Ann%' THEN 1 ELSE 0 END"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT CASE WHEN 'Ann' LIKE 'ann%' THEN 1 ELSE 0 END"), ==, 0);
}

static const char *
text_of(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++)
        for (const Sql *const *sql = FILES[i].statements; *sql != NULL; sql++)
            if (strcmp((*sql)->name, name) == 0)
                return (*sql)->text;
    g_error("no statement is called %s", name);
}

/* Whatever the rule of who may see an item reads of it divides {circle}: else one circle would open
 * for another (access.sql). */
static void
a_circle_is_all_that_the_rule_reads(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(GRegex) column = g_regex_new("\\bitem\\.\\w+", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    const char *circle = text_of("shelf_works");
    int n = 0;
    for (g_regex_match(column, text_of("circles_open"), 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL), n++) {
        g_autofree char *name = g_match_info_fetch(match, 0);
        if (strcmp(name, "item.id") != 0 && strstr(circle, name) == NULL)
            g_test_fail_printf("%s is no part of it", name);
    }
    g_assert_cmpint(n, >, 10);
}

void
statement_tests(void)
{
    add_test("/statement/every-statement-prepares", every_statement_prepares);
    add_test("/statement/like-minds-upper-case", like_minds_upper_case);
    add_test("/statement/a-circle-is-all-that-the-rule-reads", a_circle_is_all_that_the_rule_reads);
}
