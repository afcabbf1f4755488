/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/db_testing.h"
#include "db/migrate.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* "postgresql://user@/postgres?host=..." with another database in it. */
static char *
with_database(const char *address, const char *name)
{
    size_t n = strcspn(address, "?");
    g_autofree char *server = g_strndup(address, n);
    *strrchr(server, '/') = '\0';
    return g_strconcat(server, "/", name, address + n, NULL);
}

static void
admin(Base *base, const char *verb, const char *options)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_strconcat(verb, " DATABASE ", base->name, options, NULL);
    g_autoptr(Db) db = db_open(base->admin, &error);
    g_assert_no_error(error);
    db_script(db, text);
    g_assert_cmpstr(db_message(db), ==, "");
}

void
base_init(Base *base, bool postgres)
{
    g_autoptr(GError) error = NULL;
    *base = (Base){.folder = g_dir_make_tmp("baraza-db-XXXXXX", &error), .arena = arena_new()};
    g_assert_no_error(error);
    if (postgres) {
        base->admin = g_strdup(g_getenv("BARAZA_TEST_POSTGRES"));
        base->name = g_strdup_printf("db_test_%d_%08x", (int)getpid(), g_random_int());
        base->address = with_database(base->admin, base->name);
        admin(base, "CREATE", " TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
    } else {
        base->address = g_build_filename(base->folder, "test.db", NULL);
    }
    base->db = db_open(base->address, &error);
    g_assert_no_error(error);
    base->cx = (Ctx){.arena = base->arena, .db = base->db, .request_id = "test"};
}

static void
remove_tree(const char *path)
{
    GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        remove_tree(child);
    }
    if (dir != NULL)
        g_dir_close(dir);
    g_remove(path);
}

void
base_clear(Base *base)
{
    db_close(base->db);
    arena_free(base->arena);
    if (base->admin != NULL)
        admin(base, "DROP", " WITH (FORCE)");
    remove_tree(base->folder);
    g_free(base->address);
    g_free(base->folder);
    g_free(base->admin);
    g_free(base->name);
}

void
base_migrate(Base *base)
{
    g_autoptr(GError) error = NULL;
    bool ok = db_migrate(base->db, &error);
    g_assert_no_error(error);
    g_assert_true(ok);
}

void
base_script(Base *base, const char *text)
{
    g_assert_cmpint(db_begin(base->db, true), ==, DB_OK);
    db_script(base->db, text);
    if (db_end(base->db, true) != DB_OK)
        g_error("%s: %s", text, db_message(base->db));
}

typedef struct Case {
    BaseTest test;
    bool postgres;
} Case;

static void
run_case(const void *data)
{
    const Case *one = data;
    Base base;
    base_init(&base, one->postgres);
    one->test(&base);
    base_clear(&base);
}

/* GTest frees what belongs to the tests that it runs; of those it was not asked for nobody would.
 */
static GSList *cases;

static void
add_case(const char *path, BaseTest test, bool postgres)
{
    g_autofree char *full = g_strconcat(path, postgres ? "/postgres" : "/sqlite", NULL);
    Case *one = g_new(Case, 1);
    *one = (Case){test, postgres};
    cases = g_slist_prepend(cases, one);
    g_test_add_data_func(full, one, run_case);
}

void
add_base_test(const char *path, BaseTest test)
{
    add_case(path, test, false);
    if (g_getenv("BARAZA_TEST_POSTGRES") != NULL)
        add_case(path, test, true);
}
