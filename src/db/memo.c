/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/memo.h"
#include "db/ctx.h"
#include "db/driver.h"

#include <string.h>

/* Beyond these the ones that were not asked for for longest go. */
#define MOST_ENTRIES 256
#define MOST_BYTES ((size_t)64 * 1024 * 1024)

#define MOST_ROWS 4096 /* larger answers are not kept */

/* One answer.  Its rows never change; everybody who was given them holds a reference. */
typedef struct Entry {
    gatomicrefcount references;
    GBytes *key;
    Arena *arena; /* owns the rows */
    size_t bytes; /* of it */
    DbRows rows;
    Freshness fresh; /* under the memo's lock; holds the tables that it was made from */
    GList link;      /* in Memo.oldest */
} Entry;

/* Fills the context's arena with what is to be kept. */
typedef DbRows (*Make)(Ctx *cx, const void *data);

struct Memo {
    GMutex lock;
    GHashTable *entries; /* GBytes * -> Entry * */
    GQueue oldest;       /* of Entry *, in the order in which they were asked for last */
    size_t bytes;        /* of all entries */
    MemoNumbers numbers;
};

static Entry *
entry_new(GBytes *key)
{
    Entry *entry = g_new0(Entry, 1);
    g_atomic_ref_count_init(&entry->references);
    entry->key = g_bytes_ref(key);
    entry->arena = arena_new();
    return entry;
}

static void
entry_unref(void *data)
{
    Entry *entry = data;
    if (!g_atomic_ref_count_dec(&entry->references))
        return;
    arena_free(entry->arena);
    g_bytes_unref(entry->key);
    g_free(entry);
}

/* Give the rows out until @arena ends. */
static DbRows
lend(Arena *arena, Entry *entry)
{
    g_atomic_ref_count_inc(&entry->references);
    arena_defer(arena, entry_unref, entry);
    return entry->rows;
}

Memo *
memo_new(void)
{
    Memo *memo = g_new0(Memo, 1);
    g_mutex_init(&memo->lock);
    g_queue_init(&memo->oldest);
    memo->entries = g_hash_table_new_full(g_bytes_hash, g_bytes_equal, NULL, entry_unref);
    return memo;
}

void
memo_free(Memo *memo)
{
    if (memo == NULL)
        return;
    g_hash_table_unref(memo->entries);
    g_mutex_clear(&memo->lock);
    g_free(memo);
}

void
db_use_memo(Db *db, Memo *memo)
{
    db->memo = memo;
}

MemoNumbers
memo_numbers(Memo *memo)
{
    g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new(&memo->lock);
    memo->numbers.entries = g_hash_table_size(memo->entries);
    return memo->numbers;
}

static void
drop(Memo *memo, Entry *entry)
{
    memo->bytes -= entry->bytes;
    g_queue_unlink(&memo->oldest, &entry->link);
    g_hash_table_remove(memo->entries, entry->key);
}

/* The entry of @key, if there is one, and whether it is fresh; under the memo's lock. */
static Entry *
look_up(Db *db, GBytes *key, bool *ret_fresh)
{
    Memo *memo = db->memo;
    Entry *entry = g_hash_table_lookup(memo->entries, key);
    *ret_fresh = entry != NULL && db_is_fresh(db, &entry->fresh);
    memo->numbers.hits += *ret_fresh ? 1 : 0;
    memo->numbers.misses += *ret_fresh ? 0 : 1;
    if (entry != NULL) {
        g_queue_unlink(&memo->oldest, &entry->link);
        g_queue_push_tail_link(&memo->oldest, &entry->link);
    }
    return entry;
}

static bool
find(Ctx *cx, GBytes *key, DbRows *ret_rows)
{
    Memo *memo = cx->db->memo;
    g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new(&memo->lock);
    bool fresh = false;
    Entry *entry = look_up(cx->db, key, &fresh);
    if (fresh)
        *ret_rows = lend(cx->arena, entry);
    else if (entry != NULL)
        drop(memo, entry);
    return fresh;
}

/* One that is larger than all may be is kept alone. */
static void
make_room(Memo *memo, size_t bytes)
{
    while (memo->oldest.length == MOST_ENTRIES ||
           (memo->oldest.length > 0 && memo->bytes + bytes > MOST_BYTES))
        drop(memo, g_queue_peek_head(&memo->oldest));
}

static DbRows
keep(Db *db, Arena *arena, Entry *entry)
{
    Memo *memo = db->memo;
    g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new(&memo->lock);
    Entry *older = g_hash_table_lookup(memo->entries, entry->key);
    if (older != NULL)
        drop(memo, older);
    entry->bytes = arena_bytes(entry->arena);
    make_room(memo, entry->bytes);
    memo->bytes += entry->bytes;
    entry->link.data = entry;
    g_queue_push_tail_link(&memo->oldest, &entry->link);
    g_hash_table_insert(memo->entries, entry->key, entry);
    return lend(arena, entry);
}

bool
db_has_written(const Db *db)
{
    for (size_t i = 0; i < G_N_ELEMENTS(db->writes.bits); i++)
        if (db->writes.bits[i] != 0)
            return true;
    return false;
}

Freshness
db_freshness(const Db *db, const TableSet *tables)
{
    return freshness_since(&db->mark, tables);
}

bool
db_is_fresh(Db *db, Freshness *fresh)
{
    if (db->generations == NULL || !freshness_holds(db->generations, fresh))
        return false;
    db_note_read(db, &fresh->tables);
    return true;
}

/* Make the rows in the entry's own arena, and note from which tables. */
static void
fill(Ctx *cx, Entry *entry, Make make, const void *data)
{
    Db *db = cx->db;
    const TableSet before = db_tables_read(db);
    Ctx own = *cx;
    own.arena = entry->arena;
    db->reads = (TableSet){0};
    entry->rows = make(&own, data);
    const TableSet reads = db_tables_read(db);
    entry->fresh = db_freshness(db, &reads);
    db_note_read(db, &before);
}

static DbRows
find_or_make(Ctx *cx, GBytes *key, Make make, const void *data)
{
    Db *db = cx->db;
    DbRows rows = {0};
    if (find(cx, key, &rows))
        return rows;
    Entry *entry = entry_new(key);
    fill(cx, entry, make, data);
    if (!db->failed && entry->rows.n <= MOST_ROWS)
        return keep(db, cx->arena, entry);
    arena_defer(cx->arena, entry_unref, entry);
    return entry->rows;
}

static bool
may_keep(const Db *db)
{
    return db->memo != NULL && !db->failed && !db_has_written(db);
}

/* ---- statements ---- */

/* The statement, the rows' form and every argument. */
typedef struct Question {
    const Sql *sql;
    const DbType *type;
    const DbValue *args;
} Question;

static GBytes *
question_key(const Question *q)
{
    GByteArray *key = g_byte_array_new();
    g_byte_array_append(key, (const guint8 *)&q->sql, sizeof q->sql);
    g_byte_array_append(key, (const guint8 *)&q->type, sizeof q->type);
    for (const DbValue *arg = q->args; arg->kind != DB_END; arg++) {
        g_byte_array_append(key, (const guint8 *)&arg->kind, sizeof arg->kind);
        g_byte_array_append(key, (const guint8 *)&arg->number, sizeof arg->number);
        g_byte_array_append(key, (const guint8 *)&arg->real, sizeof arg->real);
        g_byte_array_append(key, (const guint8 *)&arg->bytes.n, sizeof arg->bytes.n);
        g_byte_array_append(key, arg->bytes.at, (guint)arg->bytes.n);
    }
    return g_byte_array_free_to_bytes(key);
}

static DbRows
ask_rows(Ctx *cx, const void *data)
{
    const Question *q = data;
    return db_all(cx, q->sql, q->type, q->args);
}

static DbRows
ask_number(Ctx *cx, const void *data)
{
    const Question *q = data;
    int64_t *number = arena_new_of(cx->arena, int64_t);
    *number = db_count(cx, q->sql, q->args);
    return (DbRows){.at = number, .n = 1};
}

DbRows
db_all_kept(Ctx *cx, const Sql *sql, const DbType *type, const DbValue *args)
{
    const Question question = {sql, type, args};
    if (!may_keep(cx->db))
        return ask_rows(cx, &question);
    g_autoptr(GBytes) key = question_key(&question);
    return find_or_make(cx, key, ask_rows, &question);
}

int64_t
db_count_kept(Ctx *cx, const Sql *sql, const DbValue *args)
{
    const Question question = {sql, NULL, args};
    if (!may_keep(cx->db))
        return db_count(cx, sql, args);
    g_autoptr(GBytes) key = question_key(&question);
    return *(const int64_t *)find_or_make(cx, key, ask_number, &question).at;
}

/* ---- what is made from statements ---- */

/* A work to do, and for whom. */
typedef struct Making {
    DbMake make;
    const void *data;
} Making;

static DbRows
make_one(Ctx *cx, const void *data)
{
    const Making *making = data;
    return (DbRows){.at = making->make(cx, making->data), .n = 1};
}

const void *
db_made(Ctx *cx, const char *name, DbMake make, const void *data)
{
    const Making making = {make, data};
    if (!may_keep(cx->db))
        return make(cx, data);
    g_autoptr(GBytes) key = g_bytes_new(name, strlen(name));
    return find_or_make(cx, key, make_one, &making).at;
}

/* ---- what follows ---- */

/* The entry of @key, however old, as long as the context's arena; NULL: none. */
static Entry *
borrow(Ctx *cx, GBytes *key, bool *ret_fresh)
{
    Memo *memo = cx->db->memo;
    g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new(&memo->lock);
    Entry *entry = look_up(cx->db, key, ret_fresh);
    if (entry != NULL)
        lend(cx->arena, entry);
    return entry;
}

/* The entry is as true as one that was made now from @tables. */
static void
renew(Ctx *cx, Entry *entry, const TableSet *tables)
{
    Memo *memo = cx->db->memo;
    g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new(&memo->lock);
    entry->fresh = db_freshness(cx->db, tables);
}

/* What @follow makes of @old in @entry, if it makes something. */
static const void *
follow_into(Ctx *cx, Entry *entry, DbFollow follow, const void *data, const void *old)
{
    Db *db = cx->db;
    const TableSet before = db_tables_read(db);
    Ctx own = *cx;
    own.arena = entry->arena;
    const void *made = follow(&own, data, old);
    db->reads = before;
    return made;
}

const void *
db_followed(Ctx *cx, const char *name, const TableSet *tables, DbFollow follow, const void *data)
{
    Db *db = cx->db;
    if (!may_keep(db))
        return follow(cx, data, NULL);
    g_autoptr(GBytes) key = g_bytes_new(name, strlen(name));
    bool fresh = false;
    Entry *old = borrow(cx, key, &fresh);
    if (fresh)
        return old->rows.at;
    Entry *entry = entry_new(key);
    const void *made = follow_into(cx, entry, follow, data, old != NULL ? old->rows.at : NULL);
    bool holds = old != NULL && made == old->rows.at;
    entry->rows = (DbRows){.at = (void *)(uintptr_t)made, .n = 1};
    entry->fresh = db_freshness(db, tables);
    db_note_read(db, tables);
    if (holds && !db->failed)
        renew(cx, old, tables);
    if (!holds && !db->failed)
        keep(db, cx->arena, entry);
    else
        arena_defer(cx->arena, entry_unref, entry);
    return made;
}
