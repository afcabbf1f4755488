/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/error.h"
#include "db/driver.h"
#include "db/listen.h"

#include <inttypes.h>
#include <libpq-fe.h>
#include <string.h>

#define INT2 21
#define INT4 23
#define INT8 20
#define BYTEA 17

#define FETCH_ROWS 500                /* by a cursor at a time, at most */
#define FETCH_FEW 4                   /* at first, where one row may be large */
#define FETCH_BYTES (4 * 1024 * 1024) /* and then so much */
#define NUMBER_ROOM G_ASCII_DTOSTR_BUF_SIZE

typedef struct PostgresDb {
    Db db;
    PGconn *conn;
    unsigned n_prepared; /* names of statements and cursors */
    bool has_turn;       /* the session holds, or may hold, the lock of a turn */
} PostgresDb;

typedef struct PostgresStatement {
    Statement st;
    char name[16];
    int n_params;
    Oid *types;      /* of the parameters */
    PGresult *shape; /* its columns */
    PGresult *rows;  /* the ones that were fetched, or NULL */
    int row, n_rows;
    bool has_bytes;  /* a column is a byte string, so rows may be large */
    int n_fetch;     /* rows that are asked for next */
    bool has_cursor; /* more may be fetched under @name */
    bool is_kept;    /* an arena owns @rows by now */
} PostgresStatement;

static PostgresDb *
postgres_of(Db *db)
{
    return (PostgresDb *)db;
}

static PostgresStatement *
statement_of(Statement *st)
{
    return (PostgresStatement *)st;
}

/* ---- failures ---- */

static DbOutcome
outcome_of(const PGconn *conn, const PGresult *result)
{
    static const struct {
        const char *state;
        DbOutcome outcome;
    } states[] = {
        {"40001", DB_BUSY}, /* serialization failure */
        {"40P01", DB_BUSY}, /* deadlock */
        {"55P03", DB_BUSY}, /* lock not available in time */
        {"53100", DB_FULL},
        {"53300", DB_BUSY}, /* too many connections */
        {"57014", DB_BUSY}, /* statement timeout */
        {"08",    DB_AWAY},
        {"57P",   DB_AWAY}, /* the server is going down or coming up */
    };
    const char *state = result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    for (size_t i = 0; state != NULL && i < G_N_ELEMENTS(states); i++)
        if (g_str_has_prefix(state, states[i].state))
            return states[i].outcome;
    /* What the server refuses has a code.  Without one it is libpq that speaks, of a connection
       that broke; PQstatus() may learn that only with the next try. */
    return state == NULL || PQstatus(conn) == CONNECTION_BAD ? DB_AWAY : DB_FAILED;
}

/* Take @result, which may be NULL; return whether it is a success. */
static bool
succeeded(Db *db, PGresult *result, const char *what)
{
    PGconn *conn = postgres_of(db)->conn;
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return true;
    db_set_failed(db, outcome_of(conn, result), what,
                  result != NULL ? PQresultErrorMessage(result) : PQerrorMessage(conn));
    return false;
}

static bool
run_script(Db *db, const char *text)
{
    PGresult *result = PQexec(postgres_of(db)->conn, text);
    bool is_empty = PQresultStatus(result) == PGRES_EMPTY_QUERY; /* remarks alone */
    bool ok = is_empty || succeeded(db, result, "script");
    PQclear(result);
    return ok;
}

/* ---- connection ---- */

/* Texts are UTF-8, byte strings hexadecimal, whatever the server's settings are.  A page is as near
   by an index as in order: our tables are in memory, or on a disk that does not turn.  To compile a
   statement takes longer than any of ours runs, and how dear one is PostgreSQL only guesses. */
static const char SET_UP[] = "SET client_encoding = 'UTF8';"
                             "SET bytea_output = 'hex';"
                             "SET standard_conforming_strings = on;"
                             "SET extra_float_digits = 1;"
                             "SET timezone = 'UTC';"
                             "SET random_page_cost = 1.1;"
                             "SET jit = off;"
                             "SET statement_timeout = '60s';"
                             "SET lock_timeout = '5s';"
                             "SET idle_in_transaction_session_timeout = '120s';"
                             "SET client_min_messages = 'warning'";

static PGconn *
connect_to(const char *address)
{
    static const char *const names[] = {"dbname",          "application_name", "connect_timeout",
                                        "keepalives_idle", "tcp_user_timeout", NULL};
    const char *values[] = {address, "baraza", "5", "10", "20000", NULL};
    return PQconnectdbParams(names, values, 1);
}

#define TURNS 54        /* the first of the two numbers of our advisory locks */
#define SCRIPT_ROOM 512 /* bytes of what begins or ends a transaction */

/* A write sees and does what it would if it were alone, as on SQLite; where that cannot be, one of
   two is refused with 40001 and may try again. */
#define BEGIN_READ "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
#define BEGIN_WRITE "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"

/* The commit does not wait until the log is on the disk; the next one that does waits for all of
   it, so nothing is there without what came before. */
#define BEGIN_PART BEGIN_WRITE ";SET LOCAL synchronous_commit = off"

/* Who waits inside a transaction has an old view of the tables when the turn comes, and is refused.
   So the lock is the session's: it is taken before the transaction begins and ends after it.  The
   next in turn does not wait for the disk; TURN_END does. */
#define TURN_BEGIN "BEGIN;SELECT pg_advisory_lock(%d, %u);COMMIT;" BEGIN_PART

/* The message to nobody is a write, so its transaction waits until all that came before it is kept.
 */
#define TURN_END                                                                                   \
    ";SELECT pg_advisory_unlock_all();SELECT pg_logical_emit_message(true, 'baraza', '')"

static bool
begin_transaction(Db *db, DbStart start)
{
    PostgresDb *self = postgres_of(db);
    char text[SCRIPT_ROOM];
    if (start.turn == NULL)
        return run_script(db, start.part ? BEGIN_PART : start.write ? BEGIN_WRITE : BEGIN_READ);
    self->has_turn = true;
    g_snprintf(text, sizeof text, TURN_BEGIN, TURNS, g_str_hash(start.turn) >> 1);
    return run_script(db, text);
}

/* Tell the other nodes, in the same transaction, which tables it wrote. */
static const char *
notification(Db *db, char (*room)[SCRIPT_ROOM])
{
    static const TableSet none = {{0}};
    if (!db->writing || memcmp(&db->writes, &none, sizeof none) == 0)
        return "";
    char message[LISTEN_MESSAGE]; /* digits and spaces */
    listen_format(db->generations != NULL ? generation_node(db->generations) : 0, &db->writes,
                  message);
    g_snprintf(*room, sizeof *room, "SELECT pg_notify('" LISTEN_CHANNEL "', '%s');", message);
    return *room;
}

static bool
commit(Db *db)
{
    PostgresDb *self = postgres_of(db);
    char room[SCRIPT_ROOM], text[2 * SCRIPT_ROOM];
    g_snprintf(text, sizeof text, "%sCOMMIT%s", notification(db, &room),
               self->has_turn ? TURN_END : "");
    if (!run_script(db, text))
        return false;
    self->has_turn = false;
    return true;
}

/* A commit that was refused has rolled back already.  A connection that is lost has no turn. */
static void
roll_back(Db *db)
{
    PostgresDb *self = postgres_of(db);
    if (PQtransactionStatus(self->conn) != PQTRANS_IDLE)
        PQclear(PQexec(self->conn, "ROLLBACK"));
    if (self->has_turn)
        PQclear(PQexec(self->conn, "SELECT pg_advisory_unlock_all()"));
    self->has_turn = false;
}

static bool
begin(Db *db, DbStart start)
{
    PostgresDb *self = postgres_of(db);
    if (PQstatus(self->conn) == CONNECTION_OK && begin_transaction(db, start))
        return true;
    if (PQstatus(self->conn) == CONNECTION_OK)
        roll_back(db);
    if (PQstatus(self->conn) == CONNECTION_OK && db->cause != DB_AWAY)
        return false;

    /* The connection was lost while nobody used it. */
    db_forget_statements(db);
    db->failed = false;
    self->has_turn = false;
    PQreset(self->conn);
    if (PQstatus(self->conn) != CONNECTION_OK) {
        db_set_failed(db, DB_AWAY, "connect", PQerrorMessage(self->conn));
        return false;
    }
    return run_script(db, SET_UP) && begin_transaction(db, start);
}

static void
close_connection(Db *db)
{
    PQfinish(postgres_of(db)->conn);
}

static int64_t
size(Db *db)
{
    PGresult *result = PQexec(postgres_of(db)->conn, "SELECT pg_database_size(current_database())");
    int64_t n = PQntuples(result) == 1 ? g_ascii_strtoll(PQgetvalue(result, 0, 0), NULL, 10) : 0;
    PQclear(result);
    return n;
}

static void
plan_anew(Db *db)
{
    PQclear(PQexec(postgres_of(db)->conn, "DISCARD PLANS"));
}

/* ---- statements ---- */

/* Ask what types the server inferred.  "$1 > 0" makes a 32-bit parameter; ids and times have 64
   bits, so those are widened.  @ret_changed: there was one. */
static bool
describe(Db *db, PostgresStatement *self, bool *ret_changed)
{
    PQclear(self->shape);
    self->shape = PQdescribePrepared(postgres_of(db)->conn, self->name);
    if (!succeeded(db, self->shape, self->st.sql->name))
        return false;
    self->has_bytes = false;
    for (int i = 0; i < PQnfields(self->shape); i++)
        self->has_bytes = self->has_bytes || PQftype(self->shape, i) == BYTEA;
    *ret_changed = false;
    self->n_params = PQnparams(self->shape);
    self->types = g_renew(Oid, self->types, self->n_params);
    for (int i = 0; i < self->n_params; i++) {
        Oid type = PQparamtype(self->shape, i);
        bool is_short = type == INT4 || type == INT2;
        self->types[i] = is_short ? INT8 : type;
        *ret_changed = *ret_changed || is_short;
    }
    return true;
}

static bool
prepare_named(Db *db, PostgresStatement *self)
{
    PostgresDb *pg = postgres_of(db);
    g_snprintf(self->name, sizeof self->name, "s%u", pg->n_prepared++);
    PGresult *result = PQprepare(pg->conn, self->name, self->st.sql->postgres, self->n_params,
                                 self->types);
    bool ok = succeeded(db, result, self->st.sql->name);
    PQclear(result);
    return ok;
}

static void
forget(Statement *st)
{
    PostgresStatement *self = statement_of(st);
    PQclear(self->shape);
    g_free(self->types);
    g_free(self);
}

static Statement *
prepare(Db *db, const Sql *sql)
{
    PostgresStatement *self = g_new0(PostgresStatement, 1);
    bool changed = false;
    self->st.sql = sql;
    bool ok = prepare_named(db, self) && describe(db, self, &changed);
    if (ok && changed)
        ok = prepare_named(db, self) && describe(db, self, &changed);
    if (ok)
        return &self->st;
    forget(&self->st);
    return NULL;
}

static int
count_params(Statement *st)
{
    return statement_of(st)->n_params;
}

/* Arguments in the form that libpq wants. */
typedef struct Params {
    const char *values[DB_MAX_ARGS];
    int lengths[DB_MAX_ARGS];
    int formats[DB_MAX_ARGS]; /* 0 text, 1 binary */
    char numbers[DB_MAX_ARGS][NUMBER_ROOM];
} Params;

static void
format_param(Params *p, int i, const DbValue *arg)
{
    p->values[i] = p->numbers[i];
    p->lengths[i] = (int)arg->bytes.n;
    p->formats[i] = arg->kind == DB_BYTES;
    switch (arg->kind) {
    case DB_INT: g_snprintf(p->numbers[i], NUMBER_ROOM, "%" PRId64, arg->number); break;
    case DB_REAL: g_ascii_dtostr(p->numbers[i], NUMBER_ROOM, arg->real); break;
    case DB_TEXT: p->values[i] = arg->bytes.at; break;
    case DB_BYTES: p->values[i] = arg->bytes.at != NULL ? arg->bytes.at : ""; break;
    default: p->values[i] = NULL; break;
    }
}

/* Take the rows of a statement, and leave the former ones to the arena that has them. */
static bool
keep_rows(Db *db, PostgresStatement *self, PGresult *result)
{
    if (!self->is_kept)
        PQclear(self->rows);
    self->is_kept = false;
    self->rows = result;
    self->row = -1;
    self->n_rows = PQntuples(result);
    return succeeded(db, result, self->st.sql->name);
}

/* As many rows as are some megabytes, if they go on as they were. */
static bool
fetch(Db *db, PostgresStatement *self)
{
    char text[64];
    g_snprintf(text, sizeof text, "FETCH %d FROM %s", self->n_fetch, self->name);
    PGresult *result = PQexec(postgres_of(db)->conn, text);
    if (self->has_bytes && PQntuples(result) > 0) {
        size_t each = PQresultMemorySize(result) / (size_t)PQntuples(result);
        self->n_fetch = (int)CLAMP(FETCH_BYTES / each, 1, FETCH_ROWS);
    }
    return keep_rows(db, self, result);
}

/* A result of any size is walked by a cursor: libpq would hold all of it. */
static bool
open_cursor(Db *db, PostgresStatement *self, const Params *p)
{
    g_autofree char *text = g_strconcat("DECLARE ", self->name, " NO SCROLL CURSOR FOR ",
                                        self->st.sql->postgres, NULL);
    PGresult *result = PQexecParams(postgres_of(db)->conn, text, self->n_params, self->types,
                                    p->values, p->lengths, p->formats, 0);
    self->has_cursor = succeeded(db, result, self->st.sql->name);
    self->n_fetch = self->has_bytes ? FETCH_FEW : FETCH_ROWS;
    PQclear(result);
    return self->has_cursor && fetch(db, self);
}

static bool
changes_nothing(const Sql *sql)
{
    static const TableSet none = {{0}};
    return memcmp(&sql->writes, &none, sizeof none) == 0;
}

static bool
start(Db *db, Statement *st, const DbValue *args, bool whole)
{
    PostgresStatement *self = statement_of(st);
    Params p;
    for (int i = 0; args[i].kind != DB_END; i++)
        format_param(&p, i, &args[i]);
    if (!whole && changes_nothing(st->sql))
        return open_cursor(db, self, &p);
    return keep_rows(db, self,
                     PQexecPrepared(postgres_of(db)->conn, self->name, self->n_params, p.values,
                                    p.lengths, p.formats, 0));
}

static bool
step(Db *db, Statement *st)
{
    PostgresStatement *self = statement_of(st);
    if (++self->row < self->n_rows)
        return true;
    return self->has_cursor && self->n_rows > 0 && fetch(db, self) && ++self->row < self->n_rows;
}

static void
finish(Db *db, Statement *st)
{
    PostgresStatement *self = statement_of(st);
    if (!self->is_kept)
        PQclear(self->rows);
    self->rows = NULL;
    self->is_kept = false;
    if (self->has_cursor && !db->failed) {
        char text[64];
        g_snprintf(text, sizeof text, "CLOSE %s", self->name);
        PQclear(PQexec(postgres_of(db)->conn, text));
    }
    self->has_cursor = false;
}

static int64_t
changes(Db *db G_GNUC_UNUSED, Statement *st)
{
    return g_ascii_strtoll(PQcmdTuples(statement_of(st)->rows), NULL, 10);
}

static int
find_column(Statement *st, const char *name)
{
    const PGresult *shape = statement_of(st)->shape;
    for (int i = 0; i < PQnfields(shape); i++)
        if (strcmp(PQfname(shape, i), name) == 0)
            return i;
    return -1;
}

/* A comparison is a number on SQLite and "t" or "f" here. */
static int64_t
parse_number(const char *text)
{
    return *text == 't' ? 1 : g_ascii_strtoll(text, NULL, 10);
}

/* PostgreSQL writes small letters. */
static unsigned
hex_digit(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* Decode "\x6869" where it stands: the result is ours, and what is decoded is shorter. */
static Bytes
decode_bytes(char *text)
{
    size_t n = 0;
    if (text[0] != '\\' || text[1] != 'x')
        return (Bytes){0};
    for (const char *p = text + 2; p[0] != '\0' && p[1] != '\0'; p += 2)
        text[n++] = (char)(hex_digit(p[0]) << 4 | hex_digit(p[1]));
    return (Bytes){text, n};
}

static void
clear_result(void *result)
{
    PQclear(result);
}

/* Texts are not copied: the arena takes over the result that they stand in. */
static void
keep_for(Arena *arena, PostgresStatement *self)
{
    if (arena == NULL || self->is_kept)
        return;
    self->is_kept = true;
    arena_defer(arena, clear_result, self->rows);
}

static void
read_column(Statement *st, int column, DbKind kind, Arena *arena, void *slot)
{
    PostgresStatement *self = statement_of(st);
    bool is_none = PQgetisnull(self->rows, self->row, column);
    char *text = PQgetvalue(self->rows, self->row, column); /* "" if it is NULL */
    switch (kind) {
    case DB_INT: *(int64_t *)slot = parse_number(text); break;
    case DB_BOOL: *(bool *)slot = parse_number(text) != 0; break;
    case DB_REAL: *(double *)slot = g_ascii_strtod(text, NULL); break;
    case DB_TEXT:
        keep_for(arena, self);
        *(const char **)slot = is_none ? NULL : text;
        break;
    case DB_BYTES:
        keep_for(arena, self);
        *(Bytes *)slot = is_none ? (Bytes){0} : decode_bytes(text);
        break;
    default: g_assert_not_reached();
    }
}

static bool
is_null(Statement *st, int column)
{
    return PQgetisnull(statement_of(st)->rows, statement_of(st)->row, column);
}

const DbDriver POSTGRES_DRIVER = {
    .begin = begin,
    .commit = commit,
    .roll_back = roll_back,
    .close = close_connection,
    .script = run_script,
    .size = size,
    .plan_anew = plan_anew,
    .defer_checks = "SET CONSTRAINTS ALL DEFERRED",
    .prepare = prepare,
    .forget = forget,
    .count_params = count_params,
    .start = start,
    .step = step,
    .finish = finish,
    .changes = changes,
    .find_column = find_column,
    .read = read_column,
    .is_null = is_null,
};

Db *
postgres_open(const char *address, GError **error)
{
    PostgresDb *self = g_new0(PostgresDb, 1);
    db_init(&self->db, &POSTGRES_DRIVER);
    self->conn = connect_to(address);
    if (PQstatus(self->conn) == CONNECTION_OK && run_script(&self->db, SET_UP))
        return &self->db;
    g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "cannot reach PostgreSQL: %s",
                g_strchomp(PQerrorMessage(self->conn)));
    db_close(&self->db);
    return NULL;
}

/* ---- what db/listen.c hears with ---- */

ListenChannel *
listen_channel_open(const char *address)
{
    PGconn *conn = connect_to(address);
    PGresult *result = PQexec(conn, "LISTEN " LISTEN_CHANNEL);
    bool ok = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    if (ok)
        return (ListenChannel *)conn;
    PQfinish(conn);
    return NULL;
}

void
listen_channel_close(ListenChannel *channel)
{
    PQfinish((PGconn *)channel);
}

int
listen_channel_socket(const ListenChannel *channel)
{
    return PQsocket((const PGconn *)channel);
}

bool
listen_channel_read(ListenChannel *channel, ListenMessage on_message, void *data)
{
    PGconn *conn = (PGconn *)channel;
    bool ok = PQconsumeInput(conn) == 1;
    for (PGnotify *n; (n = PQnotifies(conn)) != NULL; PQfreemem(n))
        on_message(data, n->extra);
    return ok && PQstatus(conn) == CONNECTION_OK;
}
