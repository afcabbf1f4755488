/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * driver - what db.c asks of SQLite and of PostgreSQL; for src/db only.
 *
 * db.c counts, injects failures, keeps prepared statements and the set of
 * tables, and makes the first failure stick.  A driver prepares, binds, steps
 * and reads.  A driver's function that fails calls db_set_failed() and returns
 * false; db.c does not call the driver again until the transaction ends.
 *
 * Read with: db/db.h.
 */
#pragma once
#include "db/db.h"
#include "db/generation.h"
#include "db/memo.h"

#define DB_BUSY_SECONDS 5 /* how long a statement waits for another writer */

typedef struct DbDriver DbDriver;

/** A statement prepared on one connection.  Drivers extend it. */
typedef struct Statement {
    const Sql *sql;
    const DbType *type; /* for which columns[] was resolved, or NULL */
    int *columns;       /* of the result, by type's field */
    int n_columns;      /* room in columns[] */
    bool running;       /* its rows are being read */
    bool is_extra;      /* a second one, since the first was running; not kept */
} Statement;

struct Db {
    const DbDriver *driver;
    GHashTable *prepared;       /* const Sql * -> Statement * */
    GenerationMap *generations; /* or NULL */
    Memo *memo;                 /* or NULL */
    GenerationMark mark;        /* as the transaction began, if there are generations */
    bool owns_generations;
    bool in_transaction, writing;
    bool failed;
    DbOutcome cause; /* of the failure */
    char *message;   /* of the last failure, "" if none */
    int n_statements, fail_in;
    TableSet reads, writes;
};

/** How a transaction begins. */
typedef struct DbStart {
    bool write;
    bool part;        /* db_begin_part()'s */
    const char *turn; /* db_begin_turn()'s, or NULL */
} DbStart;

struct DbDriver {
    bool (*begin)(Db *db, DbStart start);
    bool (*commit)(Db *db);
    void (*roll_back)(Db *db);
    void (*close)(Db *db); /* frees @db's own parts, not @db */
    bool (*script)(Db *db, const char *text);
    int64_t (*size)(Db *db);                /* bytes on disk */
    void (*expect_readers)(Db *db);         /* or NULL */
    void (*expect_much)(Db *db, bool much); /* or NULL */
    void (*plan_anew)(Db *db);              /* or NULL */
    const char *defer_checks;               /* script: foreign keys are checked at the commit */

    Statement *(*prepare)(Db *db, const Sql *sql); /* NULL: failed */
    void (*forget)(Statement *st);
    int (*count_params)(Statement *st);

    /* @whole: all rows will be read before another statement runs. */
    bool (*start)(Db *db, Statement *st, const DbValue *args, bool whole);
    bool (*step)(Db *db, Statement *st); /* is there a row? */
    void (*finish)(Db *db, Statement *st);
    int64_t (*changes)(Db *db, Statement *st);
    int64_t (*inserted)(Db *db); /* the row's number if the last statement made one and returned
                                    none; 0: it made none.  NULL: it always returns one */

    int (*find_column)(Statement *st, const char *name); /* -1: none */
    /* Read a column of the current row as @kind into @slot.  With @arena NULL texts and bytes
       are valid until the next step. */
    void (*read)(Statement *st, int column, DbKind kind, Arena *arena, void *slot);
    bool (*is_null)(Statement *st, int column);
};

extern const DbDriver SQLITE_DRIVER, POSTGRES_DRIVER;

/** Open a connection; the driver allocates its extension of Db. */
Db *sqlite_open(const char *path, GError **error);
Db *postgres_open(const char *address, GError **error);

/** Called with the pages copied so far. */
typedef void (*SqliteProgress)(void *data, int64_t done, int64_t total);

/** Copy the whole database, as it is at this moment, to a new file at @path, and check it. */
bool sqlite_copy(Db *db, const char *path, SqliteProgress progress, void *data, GError **error);

/** Make @db, which is new, what @model is at this moment.  ERROR_DATABASE. */
bool sqlite_fill(Db *db, Db *model, GError **error);

/** Set up what db.c needs of a Db that a driver allocated. */
void db_init(Db *db, const DbDriver *driver);

/** Forget all prepared statements: the connection they belong to is gone. */
void db_forget_statements(Db *db);

/** Make a failure stick.  Only the first one counts. */
void db_set_failed(Db *db, DbOutcome cause, const char *what, const char *message);

/** Called for each row with its values, valid during the call only; return false to stop. */
typedef bool (*DbVisitValues)(const DbValue *values, void *data);

/** Walk the rows of @sql, whose first columns have these kinds. */
void db_walk(Db *db, const Sql *sql, const DbValue *args, const DbKind *kinds, int n_kinds,
             DbVisitValues visit, void *data);

/** Run a statement that changes rows; return how many. */
int64_t db_execute(Db *db, const Sql *sql, const DbValue *args);

/** Count @tables among those that the transaction read. */
void db_note_read(Db *db, const TableSet *tables);

/** The first column of the first row as a number. */
int64_t db_number(Db *db, const Sql *sql, const DbValue *args);

/** Is it PostgreSQL's address?  All others are files. */
bool db_address_is_postgres(const char *address);
