/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/error.h"
#include "db/backup.h"
#include "db/db_testing.h"
#include "db/row.h"

#include <glib/gstdio.h>
#include <string.h>

extern const Sql SQL_dump_insert_chunk; /* of dump.sql */

static const DumpOptions SHARED = {.scope = DUMP_SHARED};
static const DumpOptions ALL = {.scope = DUMP_ALL};

/* Rows that name later rows, texts that end a string anywhere, every kind of value. */
static const char PEOPLE[] =
    "INSERT INTO person (id, email, name, joined_at, left_at) VALUES"
    " (7, 'ann@example.org', '<b>Tom & \"Ann\"</b>''{{x}} \\ عرب 🙂', 1400000000, NULL),"
    " (3, 'bob@example.org', 'a\tb\nc', -5, 9007199254740993);"
    "INSERT INTO item (id, kind, slug, parent_id, title, body, author_id, created_at, updated_at)"
    " VALUES (1, 'page', 'about', 2, 'About', '\\u0041 \\\\ \"', 7, 1, 1),"
    "        (2, 'page', 'home', NULL, '', '', NULL, 1, 5000000000);"
    "INSERT INTO schedule (kind, every, next_at, last_seconds) VALUES"
    " ('a', 60, 1, 0.1), ('b', 60, 1, NULL), ('c', 60, 1, 1e300);"
    "INSERT INTO setting (name, value) VALUES ('name', 'An alliance');"
    "INSERT INTO file (id, hash, type, size, created_at) VALUES"
    " (1, 'ab12', 'text/plain', 300000, 1), (2, 'cd34', 'text/plain', 0, 1);";

static void
fill(Base *base)
{
    static const char zeros[300000];
    base_migrate(base);
    base_script(base, PEOPLE);
    g_assert_cmpint(db_begin(base->db, true), ==, DB_OK);
    Bytes first = {zeros, 256 * 1024}, rest = {zeros, sizeof zeros - first.n};
    db_run(&base->cx, &SQL_dump_insert_chunk, DB_ARGS(1, 0, first));
    db_run(&base->cx, &SQL_dump_insert_chunk, DB_ARGS(1, 1, rest));
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
}

static char *
path_in(Base *base, const char *name)
{
    return arena_printf(base->arena, "%s/%s", base->folder, name);
}

static void
export_to(Base *base, const char *path, const DumpOptions *options)
{
    g_autoptr(GError) error = NULL;
    bool ok = db_export(base->db, path, options, &error);
    g_assert_no_error(error);
    g_assert_true(ok);
}

static void
import_from(Base *base, const char *path, const DumpOptions *options)
{
    g_autoptr(GError) error = NULL;
    bool ok = db_import(base->db, path, options, &error);
    g_assert_no_error(error);
    g_assert_true(ok);
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Collect "name\n contents\n" of all files below, in order. */
static void
read_tree(const char *path, GString *out)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    g_autofree char *text = NULL;
    gsize n = 0;
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;)
        g_ptr_array_add(names, g_strdup(name));
    if (dir == NULL && g_file_get_contents(path, &text, &n, NULL))
        g_string_append_len(out, text, (gssize)n);
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *child = g_build_filename(path, names->pdata[i], NULL);
        g_string_append_printf(out, "%s\n", (const char *)names->pdata[i]);
        read_tree(child, out);
    }
}

static void
assert_same_tree(const char *a, const char *b)
{
    g_autoptr(GString) left = g_string_new(NULL), right = g_string_new(NULL);
    read_tree(a, left);
    read_tree(b, right);
    g_assert_cmpuint(left->len, >, 1000);
    g_assert_cmpmem(left->str, left->len, right->str, right->len);
}

/* From @base by way of an export to the other database, if there is one, and back again. */
static void
round_trip(Base *base, const DumpOptions *options)
{
    Base other;
    bool both = g_getenv("BARAZA_TEST_POSTGRES") != NULL;
    base_init(&other, both && !db_is_postgres(base->db));
    fill(base);
    base_migrate(&other);
    export_to(base, path_in(base, "first"), options);
    import_from(&other, path_in(base, "first"), options);
    export_to(&other, path_in(base, "second"), options);
    assert_same_tree(path_in(base, "first"), path_in(base, "second"));

    /* Ids go on behind the largest one. */
    base_script(&other, "INSERT INTO person (email, name, joined_at) VALUES ('x@y', 'X', 0)");
    base_clear(&other);
}

static void
test_round_trip(Base *base)
{
    round_trip(base, &SHARED);
    g_autofree char *schedule = g_build_filename(base->folder, "first/tables/schedule.jsonl", NULL);
    g_assert_false(g_file_test(schedule, G_FILE_TEST_EXISTS));
}

static void
test_round_trip_all(Base *base)
{
    round_trip(base, &ALL);
    g_autofree char *schedule = g_build_filename(base->folder, "first/tables/schedule.jsonl", NULL);
    g_assert_true(g_file_test(schedule, G_FILE_TEST_EXISTS));
}

static void
assert_refused(Base *base, const char *folder, const char *why)
{
    g_autoptr(GError) error = NULL;
    g_assert_false(db_import(base->db, folder, &SHARED, &error));
    if (strstr(error->message, why) == NULL)
        g_error("“%s” does not say “%s”", error->message, why);
    g_assert_false(db_in_transaction(base->db));
}

static void
test_not_empty(Base *base)
{
    fill(base);
    export_to(base, path_in(base, "out"), &SHARED);
    assert_refused(base, path_in(base, "out"), "not empty");
    assert_refused(base, path_in(base, "nowhere"), "nowhere");

    g_autoptr(GError) error = NULL;
    g_assert_false(db_export(base->db, path_in(base, "out"), &SHARED, &error));
    g_assert_error(error, BARAZA_ERROR, ERROR_SYSTEM);
}

static void
rewrite(Base *base, const char *name, const char *from, const char *to)
{
    g_autofree char *text = NULL;
    char *path = path_in(base, name);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_autoptr(GString) changed = g_string_new(text);
    g_assert_cmpuint(g_string_replace(changed, from, to, 1), ==, 1);
    g_assert_true(g_file_set_contents(path, changed->str, -1, NULL));
}

/* Whatever is wrong with an export, nothing of it is kept. */
static void
test_damaged(Base *base)
{
    static const struct {
        const char *file, *from, *to, *why;
    } cases[] = {
        {"out/tables/item.jsonl",   "\"parent_id\":2", "\"parent_id\":77",        ""              },
        {"out/tables/item.jsonl",   "\"id\":2",        "\"id\":1",                "item.jsonl:2"  },
        {"out/tables/person.jsonl", "\"email\"",       "\"mail\"",                "email"         },
        {"out/tables/person.jsonl", "{\"id\":3",       "{\"id\":3x",              "person.jsonl:1"},
        {"out/tables/person.jsonl", "ann@",            "\xff",                    "email"         },
        {"out/tables/person.jsonl", "ann@",            "\\u0000",                 "email"         },
        {"out/tables/file.jsonl",   "\"cd34\"",        "\"../../../etc/passwd\"", "hash"          },
        {"out/tables/file.jsonl",   "300000",          "300001",                  "not as long"   },
        {"out/export.ini",          "person=2",        "person=3",                "not as many"   },
        {"out/export.ini",          "format=1",        "format=2",                "export.ini"    },
    };
    Base empty;
    base_init(&empty, db_is_postgres(base->db));
    base_migrate(&empty);
    fill(base);
    export_to(base, path_in(base, "out"), &SHARED);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        rewrite(base, cases[i].file, cases[i].from, cases[i].to);
        assert_refused(&empty, path_in(base, "out"), cases[i].why);
        rewrite(base, cases[i].file, cases[i].to, cases[i].from);
    }
    import_from(&empty, path_in(base, "out"), &SHARED);
    base_clear(&empty);
}

static void
test_backup(Base *base)
{
    g_autoptr(GError) error = NULL;
    Base other;
    fill(base);
    export_to(base, path_in(base, "before"), &ALL);
    g_assert_true(db_backup(base->db, path_in(base, "backup"), NULL, NULL, &error));
    g_assert_no_error(error);
    g_assert_false(db_backup(base->db, path_in(base, "backup"), NULL, NULL, &error));
    g_clear_error(&error);

    base_init(&other, db_is_postgres(base->db));
    char *address = other.address;
    if (!db_is_postgres(base->db))
        address = path_in(base, "restored.db");
    g_assert_true(db_restore(address, path_in(base, "backup"), NULL, NULL, &error));
    g_assert_no_error(error);
    Db *restored = db_open(address, &error);
    g_assert_no_error(error);
    g_assert_true(db_export(restored, path_in(base, "after"), &ALL, &error));
    db_close(restored);
    assert_same_tree(path_in(base, "before"), path_in(base, "after"));
    g_assert_false(db_restore(address, path_in(base, "backup"), NULL, NULL, &error));
    base_clear(&other);
}

static void
test_export_fails(Base *base)
{
    g_autoptr(GError) error = NULL;
    fill(base);
    db_fail_at(base->db, 30);
    g_assert_false(db_export(base->db, path_in(base, "out"), &SHARED, &error));
    g_assert_nonnull(error);
    g_autofree char *index = g_build_filename(base->folder, "out/export.ini", NULL);
    g_assert_false(g_file_test(index, G_FILE_TEST_EXISTS));
    assert_refused(base, path_in(base, "out"), "export.ini");
}

/* Every number survives as a line. */
static void
test_rows(void)
{
    static const SchemaColumn columns[] = {
        {"a", DB_REAL },
        {"b", DB_INT  },
        {"c", DB_TEXT },
        {"d", DB_BYTES},
    };
    static const SchemaTable table = {.name = "t", .columns = columns, .n_columns = 4};
    static const double reals[] = {0, -0.0, 0.1, 1e21, 5e-324, 1.0 / 3, 123456789012345680.0};
    for (size_t i = 0; i < G_N_ELEMENTS(reals); i++) {
        g_autoptr(GString) line = g_string_new(NULL), again = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        DbValue values[DB_MAX_ARGS + 1];
        row_format(line, &table, DB_ARGS(reals[i], INT64_MIN, "\x01\x1f\"\\/", DB_NONE));
        g_autofree char *copy = g_strdup(line->str);
        g_assert_true(row_parse(&table, copy, values, &error));
        g_assert_true(memcmp(&values[0].real, &reals[i], sizeof reals[i]) == 0);
        row_format(again, &table, values);
        g_assert_cmpstr(line->str, ==, again->str);
    }
}

/* A rule for a table that is no more says nothing. */
static void
test_rules(void)
{
    for (const DumpRule *rule = DUMP_RULES; rule->table != NULL; rule++) {
        bool found = false;
        for (int i = 0; i < SCHEMA_N_TABLES; i++)
            found = found || strcmp(SCHEMA_TABLES[i].name, rule->table) == 0;
        if (!found)
            g_error("there is no table %s", rule->table);
    }
}

void dump_tests(void);

void
dump_tests(void)
{
    g_test_add_func("/dump/a-row-has-one-form", test_rows);
    g_test_add_func("/dump/rules-name-tables-that-exist", test_rules);
    add_base_test("/dump/comes-back-byte-for-byte", test_round_trip);
    add_base_test("/dump/all-comes-back-byte-for-byte", test_round_trip_all);
    add_base_test("/dump/is-not-mixed-into-other-data", test_not_empty);
    add_base_test("/dump/damaged-export-changes-nothing", test_damaged);
    add_base_test("/dump/backup-restores", test_backup);
    add_base_test("/dump/failed-export-is-not-taken-for-one", test_export_fails);
}
