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

/* Making one and dropping it costs a server more than most tests: so it is brought back to what it
 * was.  What a test wrote into is what has any bytes; no trigger sees it go. */
static const char reset_functions[] =
    "CREATE SCHEMA pristine;"
    "CREATE FUNCTION pristine.shape() RETURNS text LANGUAGE sql AS $$"
    " SELECT md5((SELECT string_agg(concat_ws(' ', oid, relname, relnatts, relchecks), ','"
    "                               ORDER BY oid)"
    "               FROM pg_class WHERE relnamespace = 'public'::regnamespace) ||"
    "            (SELECT string_agg(concat_ws(' ', oid, tgname, tgenabled), ',' ORDER BY oid)"
    "               FROM pg_trigger) ||"
    "            (SELECT string_agg(concat_ws(' ', oid, xmin), ',' ORDER BY oid)"
    "               FROM pg_proc WHERE pronamespace = 'public'::regnamespace)) $$;"
    "CREATE FUNCTION pristine.keep() RETURNS void LANGUAGE plpgsql AS $$"
    " DECLARE name text; filled bool;"
    " BEGIN"
    "  FOR name IN SELECT relname FROM pg_class"
    "               WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP"
    "   EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', name) INTO filled;"
    "   IF filled THEN"
    "    EXECUTE format('CREATE TABLE pristine.%I AS TABLE public.%I', name, name);"
    "   END IF;"
    "  END LOOP;"
    "  CREATE TABLE pristine.\"sequence of\" AS"
    "   SELECT format('public.%I', sequencename) AS name, last_value IS NOT NULL AS is_called,"
    "          coalesce(last_value, start_value) AS value"
    "     FROM pg_sequences WHERE schemaname = 'public';"
    "  CREATE TABLE pristine.\"shape of\" AS SELECT pristine.shape() AS shape;"
    " END $$;"
    "CREATE FUNCTION pristine.bring_back() RETURNS void LANGUAGE plpgsql AS $$"
    " DECLARE name text;"
    " BEGIN"
    "  IF pristine.shape() <> (SELECT shape FROM pristine.\"shape of\") THEN"
    "   RAISE EXCEPTION 'a test has changed the schema';"
    "  END IF;"
    "  SET LOCAL session_replication_role = replica;"
    "  FOR name IN SELECT relname FROM pg_class"
    "               WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    "                 AND pg_relation_size(oid) > 0 LOOP"
    "   EXECUTE format('DELETE FROM public.%I', name);"
    "   IF to_regclass(format('pristine.%I', name)) IS NOT NULL THEN"
    "    EXECUTE format('INSERT INTO public.%I SELECT * FROM pristine.%I', name, name);"
    "   END IF;"
    "  END LOOP;"
    "  PERFORM setval(q.name, q.value, q.is_called) FROM pristine.\"sequence of\" q;"
    " END $$;"
    "SELECT pristine.keep();";

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
    db_script(db, reset_functions);
    g_assert_false(db_failed(db));
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

/* ---- one on PostgreSQL serves many tests ---- */

static struct {
    char *name; /* of the database; NULL: there is none */
    Db *db;     /* a connection of its own, which no test has seen */
} kept;

static void
make_kept(void)
{
    static int count;
    g_autofree char *template = template_name();
    kept.name = g_strdup_printf("baraza_test_%d_%d", (int)getpid(), ++count);
    /* Copied as files: read page by page through the log it takes twice as long. */
    postgres_command(
        g_strdup_printf("CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy", kept.name, template));
    g_autofree char *address = postgres_address(kept.name);
    kept.db = open_or_die(address);
}

static void
drop_kept(void)
{
    if (kept.name == NULL)
        return;
    db_close(g_steal_pointer(&kept.db));
    postgres_command(g_strdup_printf("DROP DATABASE %s", kept.name));
    g_clear_pointer(&kept.name, g_free);
}

static void
bring_back_kept(void)
{
    db_script(kept.db, "SELECT pristine.bring_back()");
    if (db_failed(kept.db))
        drop_kept();
}

/* ---- for a test ---- */

static void
open_postgres(Fixture *fx)
{
    if (kept.name == NULL)
        make_kept();
    fx->database = g_strdup(kept.name);
    g_autofree char *address = postgres_address(fx->database);
    fx->db = open_or_die(address);
    /* There is no other process whose commits would have to be heard. */
    fx->generations = generation_open(":memory:", NULL);
    db_use_generations(fx->db, fx->generations);
}

void
open_database(Fixture *fx, bool postgres)
{
    if (postgres) {
        open_postgres(fx);
        return;
    }
    fx->db = open_or_die(":memory:");
    fill_sqlite(fx->db);
}

void
close_database(Fixture *fx)
{
    db_close(fx->db);
    if (fx->database != NULL) {
        generation_close(fx->generations);
        bring_back_kept();
    }
    g_free(fx->database);
}

void
testing_drop_templates(void)
{
    if (sqlite_template != NULL)
        db_close(sqlite_template);
    drop_kept();
    if (has_own_template())
        drop_postgres_template();
    db_close(postgres_server);
}
