/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test_database.h"

#include "db/driver.h"
#include "db/generation.h"
#include "db/migrate.h"

#include <unistd.h>

static const char people[] =
    "INSERT INTO person (id, email, name, country, language, zone, joined_at) VALUES"
    " (1, 'ann@example.org', 'Ann Achieng', NULL, 'en', 'UTC', 1400000000),"
    " (2, 'bob@example.org', 'Bob Banda', NULL, 'en', 'Africa/Lusaka', 1400000001),"
    " (3, 'edna@example.org', 'Edna Editor', NULL, 'fr', 'UTC', 1400000002),"
    " (4, 'sam@example.org', 'Sam Secretary', NULL, 'en', 'UTC', 1400000003);"
    "INSERT INTO person_role (person_id, role, since) VALUES"
    " (3, 'editor', 1400000002), (4, 'secretariat', 1400000003);"
    "INSERT INTO setting (name, value) VALUES ('second_factor', 'off');";

static Db *
open_or_die(const char *address)
{
    g_autoptr(GError) error = NULL;
    Db *db = db_open(address, &error);
    g_assert_no_error(error);
    return db;
}

/* BARAZA_TEST_POSTGRES is the address of the server's first database; this is another one's. */
static char *
postgres_address(const char *database)
{
    const char *server = g_getenv("BARAZA_TEST_POSTGRES");
    size_t n = strcspn(server, "?");
    while (n > 0 && server[n - 1] != '/')
        n--;
    return g_strdup_printf("%.*s%s%s", (int)n, server, database, server + strcspn(server, "?"));
}

/* PostgreSQL's sequences do not see the numbers that a statement brings itself. */
static void
move_sequences(Db *db, const char *sql)
{
    g_autoptr(GRegex) insert = g_regex_new("INSERT INTO (\\w+) \\(id,", G_REGEX_DEFAULT,
                                           G_REGEX_MATCH_DEFAULT, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    for (g_regex_match(insert, sql, G_REGEX_MATCH_DEFAULT, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL)) {
        g_autofree char *table = g_match_info_fetch(match, 1);
        g_autofree char *move = g_strdup_printf(
            "SELECT setval(pg_get_serial_sequence('%s', 'id'), max(id)) FROM %s", table, table);
        db_script(db, move);
    }
}

void
fill_script(Db *db, const char *sql)
{
    db_script(db, sql);
    if (db_is_postgres(db))
        move_sequences(db, sql);
}

static void
fill(Db *db)
{
    g_autoptr(GError) error = NULL;
    bool migrated = db_migrate(db, &error);
    g_assert_no_error(error);
    g_assert_true(migrated);
    g_assert_cmpint(db_begin(db, true), ==, DB_OK);
    fill_script(db, people);
    g_assert_cmpint(db_end(db, true), ==, DB_OK);
}

static Db *postgres_server; /* connected for the first command */

/* Run a command on the server itself; @sql is freed. */
static void
postgres_command(char *sql)
{
    g_autofree char *owned = sql;
    if (postgres_server == NULL) {
        g_autofree char *address = postgres_address("postgres");
        postgres_server = open_or_die(address);
    }
    db_script(postgres_server, owned);
    if (db_failed(postgres_server))
        g_error("%s: %s", owned, db_message(postgres_server));
}

static Db *sqlite_template; /* made for the first test that wants it */

static void
fill_sqlite(Db *db)
{
    g_autoptr(GError) error = NULL;
    if (sqlite_template == NULL) {
        sqlite_template = open_or_die(":memory:");
        fill(sqlite_template);
    }
    sqlite_fill(db, sqlite_template, &error);
    g_assert_no_error(error);
}

/* BARAZA_TEST_TEMPLATE is one that was made for many processes. */
static char *
template_name(void)
{
    const char *shared = g_getenv("BARAZA_TEST_TEMPLATE");
    return shared != NULL ? g_strdup(shared) : g_strdup_printf("baraza_template_%d", (int)getpid());
}

static void
drop_postgres_template(void)
{
    g_autofree char *name = template_name();
    postgres_command(g_strdup_printf("DROP DATABASE IF EXISTS %s", name));
}

void
testing_make_postgres_template(void)
{
    g_autofree char *name = template_name();
    drop_postgres_template();
    postgres_command(g_strdup_printf("CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' "
                                     "LC_COLLATE 'C' LC_CTYPE 'C'",
                                     name));
    g_autofree char *address = postgres_address(name);
    g_autoptr(Db) db = open_or_die(address);
    fill(db);
}

static bool
has_own_template(void)
{
    return g_getenv("BARAZA_TEST_POSTGRES") != NULL && g_getenv("BARAZA_TEST_TEMPLATE") == NULL;
}

void
testing_make_templates(void)
{
    if (has_own_template())
        testing_make_postgres_template();
}

void
testing_drop_templates(void)
{
    if (sqlite_template != NULL)
        db_close(sqlite_template);
    if (has_own_template())
        drop_postgres_template();
    db_close(postgres_server);
}

void
open_database(Fixture *fx, bool postgres)
{
    static int count; /* Names of databases; tests run one after another. */
    if (!postgres) {
        fx->db = open_or_die(":memory:");
        fill_sqlite(fx->db);
        return;
    }
    g_autofree char *name = template_name();
    fx->database = g_strdup_printf("baraza_test_%d_%d", (int)getpid(), ++count);
    /* Copied as files: read page by page through the log it takes twice as long. */
    postgres_command(
        g_strdup_printf("CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy", fx->database, name));
    g_autofree char *address = postgres_address(fx->database);
    fx->db = open_or_die(address);
    /* There is no other process whose commits would have to be heard. */
    fx->generations = generation_open(":memory:", NULL);
    db_use_generations(fx->db, fx->generations);
}

void
close_database(Fixture *fx)
{
    db_close(fx->db);
    if (fx->database != NULL) {
        generation_close(fx->generations);
        postgres_command(g_strdup_printf("DROP DATABASE %s", fx->database));
    }
    g_free(fx->database);
}
