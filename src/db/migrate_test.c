/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/db_testing.h"
#include "db/migrate.h"
#include "db/schema.h"

#include <string.h>

static void
assert_refused(Base *base, const char *why)
{
    g_autoptr(GError) error = NULL;
    g_assert_false(db_migrate(base->db, &error));
    if (strstr(error->message, why) == NULL)
        g_error("“%s” does not say “%s”", error->message, why);
    g_assert_false(db_in_transaction(base->db));
}

static void
test_twice(Base *base)
{
    int number = 0;
    g_assert_cmpint(db_schema_state(base->db, &number), ==, SCHEMA_BEHIND);
    g_assert_cmpint(number, ==, 0);
    base_migrate(base);
    g_assert_cmpint(db_schema_state(base->db, &number), ==, SCHEMA_CURRENT);
    g_assert_cmpint(number, ==, -1);
    base_migrate(base);
    g_assert_true(db_sorts_by_bytes(base->db));
}

static void
test_changed(Base *base)
{
    int number = 0;
    base_migrate(base);
    base_script(base, "UPDATE migration SET checksum = 'other' WHERE number = 2");
    g_assert_cmpint(db_schema_state(base->db, &number), ==, SCHEMA_CHANGED);
    g_assert_cmpint(number, ==, 2);
    assert_refused(base, "migration 2");
}

static void
test_newer(Base *base)
{
    int number = 0;
    base_migrate(base);
    base_script(base, "INSERT INTO migration VALUES (9998, 'later', '', 0)");
    g_assert_cmpint(db_schema_state(base->db, &number), ==, SCHEMA_NEWER);
    g_assert_cmpint(number, ==, 9998);
    assert_refused(base, "migration 9998");
}

/* A failure in the middle keeps the migrations before it and nothing of its own. */
static void
test_fails(Base *base)
{
    int number = 0;
    base_script(base, "CREATE TABLE pillar (x INTEGER)"); /* migration 2 makes it too */
    assert_refused(base, "pillar");
    g_assert_cmpint(db_schema_state(base->db, &number), ==, SCHEMA_BEHIND);
    g_assert_cmpint(number, ==, 2);
    base_script(base, "DROP TABLE pillar");
    base_migrate(base);
}

static void *
migrate_thread(void *data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Db) db = db_open(data, &error);
    bool ok = db != NULL && db_migrate(db, &error);
    return ok ? NULL : g_strdup(error->message);
}

static void
test_together(Base *base)
{
    GThread *threads[3];
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("migrate", migrate_thread, base->address);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++) {
        g_autofree char *message = g_thread_join(threads[i]);
        g_assert_cmpstr(message, ==, NULL);
    }
    g_assert_cmpint(db_schema_state(base->db, NULL), ==, SCHEMA_CURRENT);
}

void migrate_tests(void);

void
migrate_tests(void)
{
    add_base_test("/migrate/again-does-nothing", test_twice);
    add_base_test("/migrate/changed-past-is-refused", test_changed);
    add_base_test("/migrate/newer-database-is-refused", test_newer);
    add_base_test("/migrate/failure-keeps-nothing-of-its-own", test_fails);
    add_base_test("/migrate/several-nodes-start-at-once", test_together);
}
