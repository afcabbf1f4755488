/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * db - named SQL statements over one connection to SQLite or PostgreSQL.
 *
 * The first failure sticks: later calls on the same Db do nothing and return
 * NULL or 0, like ferror(3).  The dispatcher looks once after the handler,
 * rolls back and answers; handlers never check for it.  Every statement comes
 * from a .sql file through tools/sqlc, which proved it against the schema and
 * recorded the tables it touches.
 *
 * Read with: db/generation.h (which pages are still fresh), db/migrate.h,
 * docs/decisions/0002-sql.md (the .sql file's form).
 */
#pragma once
#include "base/arena.h"

typedef struct Db Db;
struct Ctx;

#define DB_MAX_ARGS 40
#define DB_MAX_TABLES 256

/** A set of tables by their number in the migrated schema. */
typedef struct TableSet {
    uint64_t bits[DB_MAX_TABLES / 64];
} TableSet;

/** A statement from a .sql file.  Only generated code makes these. */
typedef struct Sql {
    const char *name;
    const char *text;                    /* SQLite, parameters ?1 ?2 ... */
    const char *postgres;                /* PostgreSQL, parameters $1 $2 ... */
    const char *params[DB_MAX_ARGS + 1]; /* "id", ... in the caller's order, for messages */
    int n_params;
    TableSet reads, writes;
} Sql;

typedef enum DbKind { DB_END, DB_NULL, DB_INT, DB_BOOL, DB_REAL, DB_TEXT, DB_BYTES } DbKind;

/** How a result's columns, by name, fill a struct. */
typedef struct DbField {
    const char *column;
    size_t offset;
    DbKind kind;
} DbField;

typedef struct DbType {
    size_t size;
    const DbField *fields; /* ends with { 0 } */
} DbType;

/* clang-format off */
#define DB_TYPE(T, ...) { sizeof(T), (const DbField[]){__VA_ARGS__, {0}} }
#define DB_FIELD(T, f)                                                                             \
    { #f, offsetof(T, f),                                                                          \
      _Generic(((T *)0)->f, int64_t: DB_INT, bool: DB_BOOL, double: DB_REAL,                       \
               const char *: DB_TEXT, Bytes: DB_BYTES) }
/* clang-format on */

typedef struct DbValue {
    DbKind kind;
    int64_t number;
    double real;
    Bytes bytes; /* of DB_TEXT and DB_BYTES */
} DbValue;

DbValue db_int(int64_t v);
DbValue db_bool(bool v);
DbValue db_real(double v);
DbValue db_text(const char *v); /* NULL is SQL's NULL */
DbValue db_bytes(Bytes v);
DbValue db_value(DbValue v);

/** Numbers as an argument of a statement that takes them apart: a JSON array, in the arena. */
const char *db_numbers(Arena *arena, const int64_t *numbers, size_t n);

/** SQL's NULL as an argument; an optional number, NULL where it is 0. */
#define DB_NONE ((DbValue){.kind = DB_NULL})
#define DB_OR_NULL(n) ((n) != 0 ? db_int(n) : DB_NONE)

/* clang-format off */
#define DB_V(x)                                                                                    \
    _Generic((x), bool: db_bool, int: db_int, unsigned: db_int, int64_t: db_int, size_t: db_int,   \
             double: db_real, char *: db_text, const char *: db_text, Bytes: db_bytes,             \
             DbValue: db_value)(x)
#define DB_EACH_1(a)       DB_V(a)
#define DB_EACH_2(a, ...)  DB_V(a), DB_EACH_1(__VA_ARGS__)
#define DB_EACH_3(a, ...)  DB_V(a), DB_EACH_2(__VA_ARGS__)
#define DB_EACH_4(a, ...)  DB_V(a), DB_EACH_3(__VA_ARGS__)
#define DB_EACH_5(a, ...)  DB_V(a), DB_EACH_4(__VA_ARGS__)
#define DB_EACH_6(a, ...)  DB_V(a), DB_EACH_5(__VA_ARGS__)
#define DB_EACH_7(a, ...)  DB_V(a), DB_EACH_6(__VA_ARGS__)
#define DB_EACH_8(a, ...)  DB_V(a), DB_EACH_7(__VA_ARGS__)
#define DB_EACH_9(a, ...)  DB_V(a), DB_EACH_8(__VA_ARGS__)
#define DB_EACH_10(a, ...) DB_V(a), DB_EACH_9(__VA_ARGS__)
#define DB_EACH_11(a, ...) DB_V(a), DB_EACH_10(__VA_ARGS__)
#define DB_EACH_12(a, ...) DB_V(a), DB_EACH_11(__VA_ARGS__)
#define DB_EACH_13(a, ...) DB_V(a), DB_EACH_12(__VA_ARGS__)
#define DB_EACH_14(a, ...) DB_V(a), DB_EACH_13(__VA_ARGS__)
#define DB_EACH_15(a, ...) DB_V(a), DB_EACH_14(__VA_ARGS__)
#define DB_EACH_16(a, ...) DB_V(a), DB_EACH_15(__VA_ARGS__)
#define DB_EACH_17(a, ...) DB_V(a), DB_EACH_16(__VA_ARGS__)
#define DB_EACH_18(a, ...) DB_V(a), DB_EACH_17(__VA_ARGS__)
#define DB_EACH_19(a, ...) DB_V(a), DB_EACH_18(__VA_ARGS__)
#define DB_EACH_20(a, ...) DB_V(a), DB_EACH_19(__VA_ARGS__)
#define DB_EACH_21(a, ...) DB_V(a), DB_EACH_20(__VA_ARGS__)
#define DB_EACH_22(a, ...) DB_V(a), DB_EACH_21(__VA_ARGS__)
#define DB_EACH_23(a, ...) DB_V(a), DB_EACH_22(__VA_ARGS__)
#define DB_EACH_24(a, ...) DB_V(a), DB_EACH_23(__VA_ARGS__)
#define DB_PICK(_1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16, _17, _18,   \
                _19, _20, _21, _22, _23, _24, N, ...) N
/* clang-format on */

/** The statement's parameters, in the order of its "-- name:" line. */
#define DB_ARGS(...)                                                                               \
    ((const DbValue[]){DB_PICK(__VA_ARGS__, DB_EACH_24, DB_EACH_23, DB_EACH_22, DB_EACH_21,        \
                               DB_EACH_20, DB_EACH_19, DB_EACH_18, DB_EACH_17, DB_EACH_16,         \
                               DB_EACH_15, DB_EACH_14, DB_EACH_13, DB_EACH_12, DB_EACH_11,         \
                               DB_EACH_10, DB_EACH_9, DB_EACH_8, DB_EACH_7, DB_EACH_6, DB_EACH_5,  \
                               DB_EACH_4, DB_EACH_3, DB_EACH_2, DB_EACH_1, 0)(__VA_ARGS__),        \
                       {0}})
/** For a statement without parameters. */
#define DB_NO_ARGS ((const DbValue[]){{0}})

typedef struct DbRows {
    void *at;
    size_t n;
} DbRows;

/** Make a span type's value from rows: `return DB_SPAN(EventSpan, db_all(...));` */
#define DB_SPAN(T, rows)                                                                           \
    ({                                                                                             \
        DbRows rows_ = (rows);                                                                     \
        (T){.at = rows_.at, .n = rows_.n};                                                         \
    })

/** Return the first row as a @type in the context's arena, or NULL if there is none. */
const void *db_one(struct Ctx *cx, const Sql *sql, const DbType *type, const DbValue *args);

/** Return every row as an array of @type in the context's arena. */
DbRows db_all(struct Ctx *cx, const Sql *sql, const DbType *type, const DbValue *args);

/** Numbers of rows. */
typedef struct DbIds {
    const int64_t *at;
    size_t n;
} DbIds;

/** Return the first column of every row as a number, in the context's arena. */
DbIds db_ids(struct Ctx *cx, const Sql *sql, const DbValue *args);

/** Called for each row with a @row that is valid during the call only; return false to stop. */
typedef bool (*DbVisit)(const void *row, void *data);

/** Walk a result of any size in flat memory. */
void db_each(struct Ctx *cx, const Sql *sql, const DbType *type, const DbValue *args, DbVisit visit,
             void *data);

/** Return the first column of the first row as a number; 0 if there is no row or it is NULL. */
int64_t db_count(struct Ctx *cx, const Sql *sql, const DbValue *args);

/** Return the first column of the first row as text in the arena, or NULL. */
const char *db_string(struct Ctx *cx, const Sql *sql, const DbValue *args);

/** Run a statement that changes rows; return how many it changed. */
int64_t db_run(struct Ctx *cx, const Sql *sql, const DbValue *args);

/** Run an INSERT that ends with RETURNING id; return the id, 0 if nothing was inserted. */
int64_t db_insert(struct Ctx *cx, const Sql *sql, const DbValue *args);

/** What became of a transaction. */
typedef enum DbOutcome {
    DB_OK = 0,
    DB_ROLLED_BACK, /* as asked, with @keep false */
    DB_FAILED,      /* a statement or the commit failed: nothing was kept */
    DB_BUSY,        /* another writer held the database for too long: nothing was kept, try again */
    DB_AWAY,        /* the server or file cannot be reached: nothing was kept, try again later */
    DB_FULL,        /* the disk is full: nothing was kept */
} DbOutcome;

/** Begin a transaction.  With @write false the connection refuses to change anything.  A lost
 *  connection is opened anew.  Anything but DB_OK: there is no transaction. */
DbOutcome db_begin(Db *db, bool write);

/** Begin a transaction that writes, after those that began with the same @turn, on any node, have
 *  ended.  For what all change at once, such as the last seats of an event: on PostgreSQL one after
 *  the other is faster than together and refused.  On SQLite all that write take turns anyway. */
DbOutcome db_begin_turn(Db *db, const char *turn);

/** Begin a transaction that writes, whose commit does not wait for the disk.  If the machine or
 *  PostgreSQL stops it may be gone, though db_end() said DB_OK.  Nothing that was committed later
 *  is then there without it: the next one of db_begin() that writes waits for both.  For the parts
 *  of what means nothing until such a transaction says that it is whole; and since PostgreSQL may
 *  have been away and back before, this has to look. */
DbOutcome db_begin_part(Db *db);

/** Commit if @keep and nothing failed, else roll back; forget the failure.  After a commit the
 *  generations of the tables that were written move on, before this returns. */
DbOutcome db_end(Db *db, bool keep);

/** Has something failed in this transaction?  For loops that would otherwise go on for nothing. */
bool db_failed(const Db *db);
bool db_in_transaction(const Db *db);

/** The tables read and written since db_begin(). */
TableSet db_tables_read(const Db *db);
TableSet db_tables_written(const Db *db);

/** Open "path/to/file.db", ":memory:" or "postgresql://..." (libpq's connection string).
 *  @error: ERROR_DATABASE.  The caller frees with db_close(). */
Db *db_open(const char *address, GError **error);
void db_close(Db *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Db, db_close)

/** See a part of the file without copying it: for the connection of somebody who waits for pages.
 *  Each of these connections counts what it has seen as memory of the process. */
void db_expect_readers(Db *db);

/** Take more memory on this connection while much is written, and give it back.  Between
 *  transactions. */
void db_expect_much(Db *db, bool much);

/** Tables may have grown much since this connection planned its statements: each is planned anew
 * when it is used next.  PostgreSQL keeps a plan that it made while a table was empty until it has
 * looked at the table itself, which it does a minute later.  Between transactions. */
void db_plan_anew(Db *db);

/** Is this connection to PostgreSQL?  For migrate and doctor only. */
bool db_is_postgres(const Db *db);

/** Bytes on disk; 0 in memory. */
int64_t db_size(Db *db);

/** Run several statements of the program's own text outside the .sql files: migrations. */
void db_script(Db *db, const char *text);

/** The last failure's text, for the log; "" if none. */
const char *db_message(const Db *db);

/* For tests. */
bool db_check(Db *db, const Sql *sql); /* does it prepare, with the right parameters? */
int db_count_statements(const Db *db); /* since db_begin(); the query budget */
void db_fail_at(Db *db, int nth);      /* make the nth statement from now on fail; 0: none */
