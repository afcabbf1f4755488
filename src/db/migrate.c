/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/migrate.h"
#include "base/error.h"
#include "db/ctx.h"
#include "db/migrate.sql.h"
#include "db/schema.h"

#include <string.h>

typedef struct Applied {
    int64_t number;
    const char *name;
    const char *checksum;
} Applied;

static const DbType APPLIED = DB_TYPE(Applied, DB_FIELD(Applied, number), DB_FIELD(Applied, name),
                                      DB_FIELD(Applied, checksum));

static DbRows
list_applied(Ctx *cx)
{
    if (db_count(cx, &SQL_migrate_has_table, DB_NO_ARGS) == 0)
        return (DbRows){0};
    return db_all(cx, &SQL_migrate_list, &APPLIED, DB_NO_ARGS);
}

/* Compare both lists in order; @ret_number as in the header. */
static SchemaState
compare(DbRows applied, int *ret_number)
{
    const Applied *at = applied.at;
    size_t n = (size_t)SCHEMA_N_MIGRATIONS;
    for (size_t i = 0; i < MIN(n, applied.n); i++) {
        const Migration *m = &SCHEMA_MIGRATIONS[i];
        *ret_number = m->number;
        if (at[i].number > m->number)
            return SCHEMA_CHANGED; /* one was put in between */
        if (at[i].number < m->number)
            return SCHEMA_NEWER; /* one that is not known here */
        if (strcmp(at[i].checksum, m->checksum) != 0)
            return SCHEMA_CHANGED;
    }
    *ret_number = applied.n > n   ? (int)at[n].number
                  : applied.n < n ? SCHEMA_MIGRATIONS[applied.n].number
                                  : -1;
    return applied.n > n ? SCHEMA_NEWER : applied.n < n ? SCHEMA_BEHIND : SCHEMA_CURRENT;
}

SchemaState
db_schema_state(Db *db, int *ret_number)
{
    g_autoptr(Arena) arena = arena_new();
    Ctx cx = {.arena = arena, .db = db};
    int number = -1;
    if (db_begin(db, false) != DB_OK)
        return SCHEMA_UNKNOWN;
    SchemaState state = compare(list_applied(&cx), &number);
    if (db_end(db, true) != DB_OK)
        return SCHEMA_UNKNOWN;
    if (ret_number != NULL)
        *ret_number = number;
    return state;
}

static bool
refuse(SchemaState state, int number, GError **error)
{
    if (state == SCHEMA_NEWER)
        g_set_error(error, BARAZA_ERROR, ERROR_DATABASE,
                    "the database has migration %d, which this program does not know: "
                    "a newer version was here; install that one",
                    number);
    else
        g_set_error(error, BARAZA_ERROR, ERROR_DATABASE,
                    "migration %d was applied to the database in another form than this program "
                    "has; it is not touched",
                    number);
    return false;
}

static const Migration *
find_migration(int number)
{
    for (int i = 0; i < SCHEMA_N_MIGRATIONS; i++)
        if (SCHEMA_MIGRATIONS[i].number == number)
            return &SCHEMA_MIGRATIONS[i];
    g_assert_not_reached();
}

/* Wait for other nodes, then see what they have done: PostgreSQL would show the database as it was
   before the wait, and the same migration would be applied twice. */
static void
lock(Ctx *cx)
{
    if (db_is_postgres(cx->db))
        db_script(cx->db, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
    db_count(cx, &SQL_migrate_lock, DB_NO_ARGS);
}

/* Apply the first one that is missing, inside a transaction; false if there is none or it failed.
 */
static bool
apply_next(Ctx *cx, SchemaState *ret_state, int *ret_number)
{
    lock(cx);
    SchemaState state = compare(list_applied(cx), ret_number);
    *ret_state = db_failed(cx->db) ? SCHEMA_UNKNOWN : state;
    if (*ret_state != SCHEMA_BEHIND)
        return false;
    const Migration *m = find_migration(*ret_number);
    db_script(cx->db, db_is_postgres(cx->db) ? m->postgres : m->sqlite);
    db_run(cx, &SQL_migrate_insert,
           DB_ARGS(m->number, m->name, m->checksum, g_get_real_time() / G_USEC_PER_SEC));
    return !db_failed(cx->db);
}

bool
db_migrate(Db *db, GError **error)
{
    for (;;) {
        g_autoptr(Arena) arena = arena_new();
        Ctx cx = {.arena = arena, .db = db};
        SchemaState state = SCHEMA_UNKNOWN;
        int number = -1;
        DbOutcome outcome = db_begin(db, true);
        if (outcome == DB_OK) {
            bool applied = apply_next(&cx, &state, &number);
            outcome = db_end(db, applied);
        }
        if (outcome != DB_OK && outcome != DB_ROLLED_BACK) {
            g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "migration %d: %s", number,
                        db_message(db));
            return false;
        }
        if (state == SCHEMA_CURRENT)
            return true;
        if (state != SCHEMA_BEHIND)
            return refuse(state, number, error);
    }
}

bool
db_sorts_by_bytes(Db *db)
{
    g_autoptr(Arena) arena = arena_new();
    Ctx cx = {.arena = arena, .db = db};
    if (db_begin(db, false) != DB_OK)
        return false;
    bool sorts = db_count(&cx, &SQL_migrate_sorts_by_bytes, DB_NO_ARGS) != 0;
    return db_end(db, true) == DB_OK && sorts;
}
