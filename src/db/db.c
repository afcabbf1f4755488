/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/ctx.h"
#include "db/driver.h"

#include <string.h>

bool
db_address_is_postgres(const char *address)
{
    return g_str_has_prefix(address, "postgresql://") || g_str_has_prefix(address, "postgres://");
}

void
db_init(Db *db, const DbDriver *driver)
{
    db->driver = driver;
    db->prepared = g_hash_table_new(g_direct_hash, g_direct_equal);
    db->message = g_strdup("");
}

Db *
db_open(const char *address, GError **error)
{
    bool postgres = db_address_is_postgres(address);
    g_autoptr(Db) db = postgres ? postgres_open(address, error) : sqlite_open(address, error);
    if (db == NULL || postgres)
        return g_steal_pointer(&db);
    db->generations = generation_open(address, error);
    db->owns_generations = true;
    return db->generations != NULL ? g_steal_pointer(&db) : NULL;
}

void
db_forget_statements(Db *db)
{
    GHashTableIter it;
    gpointer statement;
    g_hash_table_iter_init(&it, db->prepared);
    while (g_hash_table_iter_next(&it, NULL, &statement)) {
        g_free(((Statement *)statement)->columns);
        db->driver->forget(statement);
    }
    g_hash_table_remove_all(db->prepared);
}

void
db_close(Db *db)
{
    if (db == NULL)
        return;
    db_forget_statements(db);
    g_hash_table_unref(db->prepared);
    db->driver->close(db);
    if (db->owns_generations)
        generation_close(db->generations);
    g_free(db->message);
    g_free(db);
}

void
db_use_generations(Db *db, GenerationMap *map)
{
    if (db->owns_generations)
        generation_close(db->generations);
    db->generations = map;
    db->owns_generations = false;
}

GenerationMap *
db_generations(Db *db)
{
    return db->generations;
}

bool
db_is_postgres(const Db *db)
{
    return db->driver == &POSTGRES_DRIVER;
}

int64_t
db_size(Db *db)
{
    return db->driver->size(db);
}

void
db_expect_readers(Db *db)
{
    if (db->driver->expect_readers != NULL)
        db->driver->expect_readers(db);
}

void
db_expect_much(Db *db, bool much)
{
    g_assert(!db->in_transaction);
    if (db->driver->expect_much != NULL)
        db->driver->expect_much(db, much);
}

void
db_plan_anew(Db *db)
{
    g_assert(!db->in_transaction);
    if (db->driver->plan_anew != NULL)
        db->driver->plan_anew(db);
}

/* ---- failures and transactions ---- */

void
db_set_failed(Db *db, DbOutcome cause, const char *what, const char *message)
{
    if (db->failed)
        return;
    db->failed = true;
    db->cause = cause;
    g_free(db->message);
    db->message = g_strchomp(g_strdup_printf("%s: %s", what, message));
}

bool
db_failed(const Db *db)
{
    return db->failed;
}

bool
db_in_transaction(const Db *db)
{
    return db->in_transaction;
}

const char *
db_message(const Db *db)
{
    return db->message;
}

TableSet
db_tables_read(const Db *db)
{
    return db->reads;
}

TableSet
db_tables_written(const Db *db)
{
    return db->writes;
}

int
db_count_statements(const Db *db)
{
    return db->n_statements;
}

void
db_fail_at(Db *db, int nth)
{
    db->fail_in = nth;
}

static DbOutcome
begin(Db *db, DbStart start)
{
    g_assert(!db->in_transaction);
    db->failed = false;
    db->n_statements = 0;
    db->reads = db->writes = (TableSet){0};
    if (db->generations != NULL)
        generation_mark(db->generations, &db->mark);
    if (!db->driver->begin(db, start)) {
        db->failed = false;
        return db->cause;
    }
    db->in_transaction = true;
    db->writing = start.write;
    return DB_OK;
}

DbOutcome
db_begin(Db *db, bool write)
{
    return begin(db, (DbStart){.write = write});
}

DbOutcome
db_begin_turn(Db *db, const char *turn)
{
    return begin(db, (DbStart){.write = true, .turn = turn});
}

DbOutcome
db_begin_part(Db *db)
{
    return begin(db, (DbStart){.write = true, .part = true});
}

DbOutcome
db_end(Db *db, bool keep)
{
    g_assert(db->in_transaction);
    bool tried = keep && !db->failed;
    bool kept = tried && db->driver->commit(db);
    if (!kept)
        db->driver->roll_back(db);
    /* A commit whose answer was lost may have been kept: pages are then made anew for nothing. */
    if (tried && db->writing && db->generations != NULL)
        generation_move(db->generations, &db->writes);

    DbOutcome outcome = db->failed ? db->cause : kept ? DB_OK : DB_ROLLED_BACK;
    db->failed = db->in_transaction = db->writing = false;
    return outcome;
}

void
db_script(Db *db, const char *text)
{
    if (!db->failed)
        db->driver->script(db, text);
}

/* ---- statements ---- */

/* A hash key; the table never writes through it. */
static void *
key_of(const Sql *sql)
{
    return (void *)(uintptr_t)sql;
}

/* The statement prepared, and another one while it is running: a walk may call what walks. */
static Statement *
take(Db *db, const Sql *sql)
{
    Statement *st = g_hash_table_lookup(db->prepared, sql);
    if (st != NULL && !st->running)
        return st;
    bool is_extra = st != NULL;
    st = db->driver->prepare(db, sql);
    if (st == NULL)
        return NULL;
    st->sql = sql;
    st->is_extra = is_extra;
    if (!is_extra)
        g_hash_table_insert(db->prepared, key_of(sql), st);
    return st;
}

static void
give_back(Db *db, Statement *st)
{
    if (st == NULL)
        return;
    db->driver->finish(db, st);
    st->running = false;
    if (st->is_extra) {
        g_free(st->columns);
        db->driver->forget(st);
    }
}

/* Texts are UTF-8 without NUL on both databases, not only on the one that looks. */
static bool
check_args(Db *db, const Sql *sql, const DbValue *args)
{
    int n = 0;
    for (; args[n].kind != DB_END; n++)
        if (args[n].kind == DB_TEXT && args[n].bytes.n > 0 &&
            !g_utf8_validate(args[n].bytes.at, (gssize)args[n].bytes.n, NULL)) {
            db_set_failed(db, DB_FAILED, sql->name, "a text that is not UTF-8 or has a NUL");
            return false;
        }
    if (n != sql->n_params)
        g_error("%s has %d parameters, not %d", sql->name, sql->n_params, n);
    return true;
}

static void
add_tables(TableSet *set, const TableSet *more)
{
    for (size_t i = 0; i < G_N_ELEMENTS(set->bits); i++)
        set->bits[i] |= more->bits[i];
}

void
db_note_read(Db *db, const TableSet *tables)
{
    add_tables(&db->reads, tables);
}

/* Begin a statement; NULL if something failed, now or before. */
static Statement *
start(Db *db, const Sql *sql, const DbValue *args, bool whole)
{
    if (db->failed)
        return NULL;
    g_assert(db->in_transaction);
    db->n_statements++;
    if (db->fail_in > 0 && --db->fail_in == 0) {
        db_set_failed(db, DB_FAILED, sql->name, "injected failure");
        return NULL;
    }
    if (!check_args(db, sql, args))
        return NULL;
    add_tables(&db->reads, &sql->reads);
    add_tables(&db->writes, &sql->writes);
    Statement *st = take(db, sql);
    if (st == NULL)
        return NULL;
    st->running = true;
    if (db->driver->start(db, st, args, whole))
        return st;
    give_back(db, st);
    return NULL;
}

static bool
step(Db *db, Statement *st)
{
    return st != NULL && !db->failed && db->driver->step(db, st);
}

/* ---- rows into structs ---- */

static int
count_fields(const DbType *type)
{
    int n = 0;
    while (type->fields[n].column != NULL)
        n++;
    return n;
}

/* Find each field's column once for a statement and type, not for each row. */
static void
resolve(Db *db, Statement *st, const DbType *type)
{
    if (st->type == type)
        return;
    int n = count_fields(type);
    if (n > st->n_columns) {
        st->columns = g_renew(int, st->columns, n);
        st->n_columns = n;
    }
    for (int i = 0; i < n; i++) {
        st->columns[i] = db->driver->find_column(st, type->fields[i].column);
        if (st->columns[i] < 0)
            g_error("%s has no column %s", st->sql->name, type->fields[i].column);
    }
    st->type = type;
}

static void
fill(Db *db, Statement *st, Arena *arena, void *row)
{
    const DbField *fields = st->type->fields;
    for (int i = 0; fields[i].column != NULL; i++)
        db->driver->read(st, st->columns[i], fields[i].kind, arena, (char *)row + fields[i].offset);
}

const void *
db_one(Ctx *cx, const Sql *sql, const DbType *type, const DbValue *args)
{
    Db *db = cx->db;
    void *row = NULL;
    Statement *st = start(db, sql, args, true);
    if (step(db, st)) {
        resolve(db, st, type);
        row = arena_alloc(cx->arena, type->size);
        fill(db, st, cx->arena, row);
    }
    give_back(db, st);
    return row;
}

DbRows
db_all(Ctx *cx, const Sql *sql, const DbType *type, const DbValue *args)
{
    Db *db = cx->db;
    DbRows rows = {0};
    size_t room = 0;
    Statement *st = start(db, sql, args, true);
    while (step(db, st)) {
        if (rows.n == 0)
            resolve(db, st, type);
        if (rows.n == room) {
            room = room ? 2 * room : 16;
            void *more = arena_alloc(cx->arena, room * type->size);
            if (rows.n > 0)
                memcpy(more, rows.at, rows.n * type->size);
            rows.at = more;
        }
        fill(db, st, cx->arena, (char *)rows.at + rows.n++ * type->size);
    }
    give_back(db, st);
    return db->failed ? (DbRows){0} : rows;
}

DbIds
db_ids(Ctx *cx, const Sql *sql, const DbValue *args)
{
    Db *db = cx->db;
    int64_t *ids = NULL;
    size_t n = 0, room = 0;
    Statement *st = start(db, sql, args, true);
    while (step(db, st)) {
        if (n == room) {
            room = room ? 2 * room : 16;
            int64_t *more = arena_array_of(cx->arena, int64_t, room);
            if (n > 0)
                memcpy(more, ids, n * sizeof *ids);
            ids = more;
        }
        db->driver->read(st, 0, DB_INT, NULL, &ids[n++]);
    }
    give_back(db, st);
    return db->failed ? (DbIds){0} : (DbIds){ids, n};
}

void
db_each(Ctx *cx, const Sql *sql, const DbType *type, const DbValue *args, DbVisit visit, void *data)
{
    Db *db = cx->db;
    g_autofree void *row = g_malloc0(type->size);
    bool go_on = true;
    Statement *st = start(db, sql, args, false);
    while (go_on && step(db, st)) {
        resolve(db, st, type);
        fill(db, st, NULL, row);
        go_on = visit(row, data);
    }
    give_back(db, st);
}

int64_t
db_number(Db *db, const Sql *sql, const DbValue *args)
{
    int64_t number = 0;
    Statement *st = start(db, sql, args, true);
    if (step(db, st))
        db->driver->read(st, 0, DB_INT, NULL, &number);
    give_back(db, st);
    return number;
}

int64_t
db_count(Ctx *cx, const Sql *sql, const DbValue *args)
{
    return db_number(cx->db, sql, args);
}

int64_t
db_insert(Ctx *cx, const Sql *sql, const DbValue *args)
{
    Db *db = cx->db;
    int64_t id = 0;
    Statement *st = start(db, sql, args, true);
    if (step(db, st))
        db->driver->read(st, 0, DB_INT, NULL, &id);
    else if (st != NULL && !db->failed && db->driver->inserted != NULL)
        id = db->driver->inserted(db);
    give_back(db, st);
    return id;
}

const char *
db_string(Ctx *cx, const Sql *sql, const DbValue *args)
{
    Db *db = cx->db;
    const char *text = NULL;
    Statement *st = start(db, sql, args, true);
    if (step(db, st))
        db->driver->read(st, 0, DB_TEXT, cx->arena, &text);
    give_back(db, st);
    return text;
}

int64_t
db_execute(Db *db, const Sql *sql, const DbValue *args)
{
    Statement *st = start(db, sql, args, true);
    while (step(db, st))
        ;
    int64_t n = st != NULL && !db->failed ? db->driver->changes(db, st) : 0;
    give_back(db, st);
    return n;
}

int64_t
db_run(Ctx *cx, const Sql *sql, const DbValue *args)
{
    return db_execute(cx->db, sql, args);
}

static DbValue
read_value(Db *db, Statement *st, int column, DbKind kind)
{
    DbValue value = {.kind = kind};
    if (db->driver->is_null(st, column))
        return DB_NONE;
    if (kind == DB_INT)
        db->driver->read(st, column, kind, NULL, &value.number);
    else if (kind == DB_REAL)
        db->driver->read(st, column, kind, NULL, &value.real);
    else if (kind == DB_BYTES)
        db->driver->read(st, column, kind, NULL, &value.bytes);
    else {
        const char *text = NULL;
        db->driver->read(st, column, kind, NULL, &text);
        value.bytes = (Bytes){text, strlen(text)};
    }
    return value;
}

void
db_walk(Db *db, const Sql *sql, const DbValue *args, const DbKind *kinds, int n_kinds,
        DbVisitValues visit, void *data)
{
    DbValue values[DB_MAX_ARGS + 1] = {{0}};
    bool go_on = true;
    g_assert(n_kinds <= DB_MAX_ARGS);
    Statement *st = start(db, sql, args, false);
    while (go_on && step(db, st)) {
        for (int i = 0; i < n_kinds; i++)
            values[i] = read_value(db, st, i, kinds[i]);
        go_on = visit(values, data);
    }
    give_back(db, st);
}

bool
db_check(Db *db, const Sql *sql)
{
    Statement *st = db->failed ? NULL : db->driver->prepare(db, sql);
    if (st == NULL)
        return false;
    bool ok = db->driver->count_params(st) == sql->n_params;
    db->driver->forget(st);
    return ok;
}
