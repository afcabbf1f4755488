/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/db_testing.h"
#include "db/generation.h"
#include "db/memo.h"

typedef struct Row {
    const char *text;
} Row;

static const DbType ROW = DB_TYPE(Row, DB_FIELD(Row, text));

static const Sql ADD = {
    .name = "note_add",
    .text = "INSERT INTO note (text) VALUES (?1)",
    .postgres = "INSERT INTO note (text) VALUES ($1)",
    .params = {"text"},
    .n_params = 1,
    .writes = {{1}},
};
static const Sql LIST = {
    .name = "note_list",
    .text = "SELECT text FROM note WHERE text <> ?1 ORDER BY text",
    .postgres = "SELECT text FROM note WHERE text <> $1 ORDER BY text",
    .params = {"but"},
    .n_params = 1,
    .reads = {{1}},
};
static const Sql COUNT = {
    .name = "note_count",
    .text = "SELECT count(*) FROM note",
    .postgres = "SELECT count(*) FROM note",
    .reads = {{1}},
};

/* A base with a memo and one note. */
static Memo *
start(Base *base)
{
    Memo *memo = memo_new();
    base_script(base, "CREATE TABLE note (text text); INSERT INTO note VALUES ('one');");
    if (db_generations(base->db) == NULL)
        db_use_generations(base->db, generation_open(base->address, NULL));
    db_use_memo(base->db, memo);
    return memo;
}

static void
stop(Base *base, Memo *memo)
{
    GenerationMap *map = db_is_postgres(base->db) ? db_generations(base->db) : NULL;
    db_use_memo(base->db, NULL);
    if (map != NULL) {
        db_use_generations(base->db, NULL);
        generation_close(map);
    }
    /* The arena still holds what was lent: it outlives the memo. */
    memo_free(memo);
}

static size_t
ask(Base *base, const char *but, int n_statements)
{
    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    DbRows rows = db_all_kept(&base->cx, &LIST, &ROW, DB_ARGS(but));
    g_assert_cmpint(db_count_statements(base->db), ==, n_statements);
    g_assert_cmpuint(db_tables_read(base->db).bits[0], ==, 1);
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
    return rows.n;
}

/* With PostgreSQL nothing is fresh until the listener is there. */
static void
wait_until_kept(Base *base, const Memo *memo)
{
    int64_t hits = memo_numbers((Memo *)(uintptr_t)memo).hits;
    for (int i = 0; i < 1000 && memo_numbers((Memo *)(uintptr_t)memo).hits == hits; i++) {
        g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
        db_all_kept(&base->cx, &LIST, &ROW, DB_ARGS("wait"));
        g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
        g_usleep(1000);
    }
}

static void
add(Base *base, const char *text)
{
    g_assert_cmpint(db_begin(base->db, true), ==, DB_OK);
    db_run(&base->cx, &ADD, DB_ARGS(text));
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
}

static void
test_asks_once(Base *base)
{
    Memo *memo = start(base);
    wait_until_kept(base, memo);
    g_assert_cmpuint(ask(base, "", 1), ==, 1);
    g_assert_cmpuint(ask(base, "", 0), ==, 1);
    g_assert_cmpuint(ask(base, "one", 1), ==, 0);
    g_assert_cmpuint(ask(base, "one", 0), ==, 0);
    stop(base, memo);
}

static void
test_asks_again_after_a_write(Base *base)
{
    Memo *memo = start(base);
    wait_until_kept(base, memo);
    g_assert_cmpuint(ask(base, "", 1), ==, 1);
    add(base, "two");
    g_assert_cmpuint(ask(base, "", 1), ==, 2);
    g_assert_cmpuint(ask(base, "", 0), ==, 2);
    stop(base, memo);
}

/* Who writes sees his own; nobody else sees what was rolled back. */
static void
test_own_writes_are_not_kept(Base *base)
{
    Memo *memo = start(base);
    wait_until_kept(base, memo);
    g_assert_cmpuint(ask(base, "", 1), ==, 1);
    g_assert_cmpint(db_begin(base->db, true), ==, DB_OK);
    db_run(&base->cx, &ADD, DB_ARGS("two"));
    g_assert_cmpint(db_count_kept(&base->cx, &COUNT, DB_NO_ARGS), ==, 2);
    g_assert_cmpuint(db_all_kept(&base->cx, &LIST, &ROW, DB_ARGS("")).n, ==, 2);
    g_assert_cmpint(db_end(base->db, false), ==, DB_ROLLED_BACK);
    g_assert_cmpuint(ask(base, "", 0), ==, 1);
    stop(base, memo);
}

static void *
make_count(Ctx *cx, const void *data)
{
    int *n_made = (int *)(uintptr_t)data;
    ++*n_made;
    return arena_printf(cx->arena, "%" PRId64 " notes", db_count(cx, &COUNT, DB_NO_ARGS));
}

static void
test_makes_once(Base *base)
{
    Memo *memo = start(base);
    int n_made = 0;
    wait_until_kept(base, memo);
    for (int i = 0; i < 3; i++) {
        g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
        g_assert_cmpstr(db_made(&base->cx, "notes", make_count, &n_made), ==, "1 notes");
        g_assert_cmpuint(db_tables_read(base->db).bits[0], ==, 1);
        g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
    }
    g_assert_cmpint(n_made, ==, 1);
    add(base, "two");
    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    g_assert_cmpstr(db_made(&base->cx, "notes", make_count, &n_made), ==, "2 notes");
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
    g_assert_cmpint(n_made, ==, 2);
    stop(base, memo);
}

static void
test_failure_is_not_kept(Base *base)
{
    Memo *memo = start(base);
    wait_until_kept(base, memo);
    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    db_fail_at(base->db, 1);
    g_assert_cmpuint(db_all_kept(&base->cx, &LIST, &ROW, DB_ARGS("")).n, ==, 0);
    g_assert_cmpint(db_end(base->db, true), ==, DB_FAILED);
    g_assert_cmpuint(ask(base, "", 1), ==, 1);
    stop(base, memo);
}

static void
test_keeps_a_bounded_number(Base *base)
{
    Memo *memo = start(base);
    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    for (int i = 0; i < 1000; i++)
        db_all_kept(&base->cx, &LIST, &ROW, DB_ARGS(arena_printf(base->arena, "%d", i)));
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
    g_assert_cmpint(memo_numbers(memo).entries, <=, 256);
    g_assert_cmpint(memo_numbers(memo).entries, >, 0);
    stop(base, memo);
}

/* What is asked for again and again stays, whatever else is asked. */
static void
test_what_is_asked_for_stays(Base *base)
{
    Memo *memo = start(base);
    int n_made = 0;
    wait_until_kept(base, memo);
    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    for (int i = 0; i < 1000; i++) {
        db_made(&base->cx, "notes", make_count, &n_made);
        db_all_kept(&base->cx, &LIST, &ROW, DB_ARGS(arena_printf(base->arena, "%d", i)));
    }
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
    g_assert_cmpint(n_made, ==, 1);
    stop(base, memo);
}

static void *
make_large(Ctx *cx, const void *data)
{
    return arena_alloc(cx->arena, *(const size_t *)data);
}

/* 24 MB each: two of them fit, of a third the one that was not asked for goes, and one that is
 * larger than all may be is kept alone. */
static void
test_keeps_a_bounded_size(Base *base)
{
    static const struct {
        const char *name;
        size_t megabytes;
        int64_t entries;
    } cases[] = {
        {"a", 24, 2},
        {"b", 24, 3},
        {"a", 24, 3},
        {"c", 24, 2},
        {"a", 24, 2},
        {"d", 99, 1},
        {"d", 99, 1},
        {"a", 24, 1},
    };
    static const int64_t hits = 3;
    Memo *memo = start(base);
    wait_until_kept(base, memo); /* an answer that takes next to nothing */
    const MemoNumbers before = memo_numbers(memo);
    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        size_t bytes = cases[i].megabytes * 1024 * 1024;
        db_made(&base->cx, cases[i].name, make_large, &bytes);
        g_assert_cmpint(memo_numbers(memo).entries, ==, cases[i].entries);
    }
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
    g_assert_cmpint(memo_numbers(memo).hits - before.hits, ==, hits);
    stop(base, memo);
}

/* ---- what follows ---- */

/* Another table, which says that the notes are other ones. */
static const Sql RING = {
    .name = "bell_add",
    .text = "INSERT INTO bell (text) VALUES (?1)",
    .postgres = "INSERT INTO bell (text) VALUES ($1)",
    .params = {"text"},
    .n_params = 1,
    .writes = {{2}},
};
static const TableSet BELL = {{2}};

static const void *
follow_count(Ctx *cx, const void *data, const void *old)
{
    int *n_asked = (int *)(uintptr_t)data;
    ++*n_asked;
    const char *text = arena_printf(cx->arena, "%" PRId64, db_count(cx, &COUNT, DB_NO_ARGS));
    return old != NULL && g_str_equal(text, old) ? old : text;
}

static const char *
followed(Base *base, int *n_asked)
{
    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    const char *text = db_followed(&base->cx, "notes", &BELL, follow_count, n_asked);
    g_assert_cmpuint(db_tables_read(base->db).bits[0], ==, 2);
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
    return text;
}

static void
ring(Base *base)
{
    g_assert_cmpint(db_begin(base->db, true), ==, DB_OK);
    db_run(&base->cx, &RING, DB_ARGS("ding"));
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
}

/* It is asked when its tables moved, whatever it reads, and may say that nothing has changed. */
static void
test_what_follows_is_asked_when_it_rings(Base *base)
{
    Memo *memo = start(base);
    int n_asked = 0;
    base_script(base, "CREATE TABLE bell (text text)");
    wait_until_kept(base, memo);
    const char *first = followed(base, &n_asked);
    g_assert_cmpstr(first, ==, "1");
    add(base, "two");
    g_assert_true(followed(base, &n_asked) == first);
    g_assert_cmpint(n_asked, ==, 1);
    ring(base);
    const char *second = followed(base, &n_asked);
    g_assert_cmpstr(second, ==, "2");
    g_assert_cmpint(n_asked, ==, 2);
    ring(base);
    g_assert_true(followed(base, &n_asked) == second);
    g_assert_true(followed(base, &n_asked) == second);
    g_assert_cmpint(n_asked, ==, 3);
    g_assert_cmpstr(first, ==, "1"); /* who was given it has it as long as he needs it */
    stop(base, memo);
}

/* What was made after a failure is nobody's. */
static void
test_what_fails_follows_nothing(Base *base)
{
    Memo *memo = start(base);
    int n_asked = 0;
    base_script(base, "CREATE TABLE bell (text text)");
    wait_until_kept(base, memo);
    followed(base, &n_asked);
    add(base, "two");
    ring(base);
    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    db_fail_at(base->db, 1);
    db_followed(&base->cx, "notes", &BELL, follow_count, &n_asked);
    g_assert_cmpint(db_end(base->db, true), ==, DB_FAILED);
    g_assert_cmpstr(followed(base, &n_asked), ==, "2");
    stop(base, memo);
}

static void
test_without_one_always_asks(Base *base)
{
    base_script(base, "CREATE TABLE note (text text); INSERT INTO note VALUES ('one');");
    g_assert_cmpuint(ask(base, "", 1), ==, 1);
    g_assert_cmpuint(ask(base, "", 1), ==, 1);
}

void db_memo_tests(void);

void
db_memo_tests(void)
{
    add_base_test("/db/memo/asks-once", test_asks_once);
    add_base_test("/db/memo/asks-again-after-a-write", test_asks_again_after_a_write);
    add_base_test("/db/memo/own-writes-are-not-kept", test_own_writes_are_not_kept);
    add_base_test("/db/memo/makes-once", test_makes_once);
    add_base_test("/db/memo/failure-is-not-kept", test_failure_is_not_kept);
    add_base_test("/db/memo/keeps-a-bounded-number", test_keeps_a_bounded_number);
    add_base_test("/db/memo/what-is-asked-for-stays", test_what_is_asked_for_stays);
    add_base_test("/db/memo/keeps-a-bounded-size", test_keeps_a_bounded_size);
    add_base_test("/db/memo/follows", test_what_follows_is_asked_when_it_rings);
    add_base_test("/db/memo/failure-is-not-followed", test_what_fails_follows_nothing);
    add_base_test("/db/memo/without-one-always-asks", test_without_one_always_asks);
}
