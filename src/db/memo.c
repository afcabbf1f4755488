/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/memo.h"
#include "db/ctx.h"
#include "db/driver.h"

#include <string.h>

#define MOST_ENTRIES 256 /* then the one that was kept longest goes */
#define MOST_ROWS 4096   /* larger answers are not kept */

/* One answer.  Its rows never change; everybody who was given them holds a reference. */
typedef struct Entry {
    gatomicrefcount references;
    GBytes *key;
    Arena *arena; /* owns the rows */
    DbRows rows;
    Freshness fresh; /* under the memo's lock */
    GList link;      /* in Memo.oldest */
} Entry;

struct Memo {
    GMutex lock;
    GHashTable *entries; /* GBytes * -> Entry * */
    GQueue oldest;       /* of Entry *, in the order in which they were kept */
    MemoNumbers numbers;
};

static Entry *
entry_new(GBytes *key, Freshness fresh)
{
    Entry *entry = g_new0(Entry, 1);
    g_atomic_ref_count_init(&entry->references);
    entry->key = g_bytes_ref(key);
    entry->arena = arena_new();
    entry->fresh = fresh;
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

/* The statement, the rows' form and every argument. */
static GBytes *
key_new(const Sql *sql, const DbType *type, const DbValue *args)
{
    GByteArray *key = g_byte_array_new();
    g_byte_array_append(key, (const guint8 *)&sql, sizeof sql);
    g_byte_array_append(key, (const guint8 *)&type, sizeof type);
    for (; args->kind != DB_END; args++) {
        g_byte_array_append(key, (const guint8 *)&args->kind, sizeof args->kind);
        g_byte_array_append(key, (const guint8 *)&args->number, sizeof args->number);
        g_byte_array_append(key, (const guint8 *)&args->real, sizeof args->real);
        g_byte_array_append(key, (const guint8 *)&args->bytes.n, sizeof args->bytes.n);
        g_byte_array_append(key, args->bytes.at, (guint)args->bytes.n);
    }
    return g_byte_array_free_to_bytes(key);
}

static void
drop(Memo *memo, Entry *entry)
{
    g_queue_unlink(&memo->oldest, &entry->link);
    g_hash_table_remove(memo->entries, entry->key);
}

static bool
find(Db *db, Arena *arena, GBytes *key, DbRows *ret_rows)
{
    Memo *memo = db->memo;
    g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new(&memo->lock);
    Entry *entry = g_hash_table_lookup(memo->entries, key);
    if (entry != NULL && freshness_holds(db->generations, &entry->fresh)) {
        memo->numbers.hits++;
        *ret_rows = lend(arena, entry);
        return true;
    }
    memo->numbers.misses++;
    if (entry != NULL)
        drop(memo, entry);
    return false;
}

static DbRows
keep(Db *db, Arena *arena, Entry *entry)
{
    Memo *memo = db->memo;
    g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new(&memo->lock);
    Entry *older = g_hash_table_lookup(memo->entries, entry->key);
    if (older != NULL)
        drop(memo, older);
    if (memo->oldest.length == MOST_ENTRIES)
        drop(memo, g_queue_peek_head(&memo->oldest));
    entry->link.data = entry;
    g_queue_push_tail_link(&memo->oldest, &entry->link);
    g_hash_table_insert(memo->entries, entry->key, entry);
    return lend(arena, entry);
}

/* What this transaction wrote itself nobody else may see. */
static bool
wrote_any(const Db *db, const TableSet *tables)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tables->bits); i++)
        if ((db->writes.bits[i] & tables->bits[i]) != 0)
            return true;
    return false;
}

/* Fill @ret_rows from an arena of their own. */
typedef void (*AskFunc)(Ctx *cx, const Sql *sql, const DbType *type, const DbValue *args,
                        DbRows *ret_rows);

static DbRows
ask_kept(Ctx *cx, const Sql *sql, const DbType *type, const DbValue *args, AskFunc ask)
{
    Db *db = cx->db;
    DbRows rows = {0};
    if (db->memo == NULL || db->failed || wrote_any(db, &sql->reads)) {
        ask(cx, sql, type, args, &rows);
        return rows;
    }
    g_autoptr(GBytes) key = key_new(sql, type, args);
    if (find(db, cx->arena, key, &rows)) {
        db_note_read(db, &sql->reads);
        return rows;
    }
    Entry *entry = entry_new(key, freshness_since(&db->mark, &sql->reads));
    Ctx own = *cx;
    own.arena = entry->arena;
    ask(&own, sql, type, args, &entry->rows);
    if (!db->failed && entry->rows.n <= MOST_ROWS)
        return keep(db, cx->arena, entry);
    arena_defer(cx->arena, entry_unref, entry);
    return entry->rows;
}

static void
ask_rows(Ctx *cx, const Sql *sql, const DbType *type, const DbValue *args, DbRows *ret_rows)
{
    *ret_rows = db_all(cx, sql, type, args);
}

static void
ask_number(Ctx *cx, const Sql *sql, const DbType *type G_GNUC_UNUSED, const DbValue *args,
           DbRows *ret_rows)
{
    int64_t *number = arena_new_of(cx->arena, int64_t);
    *number = db_count(cx, sql, args);
    *ret_rows = (DbRows){.at = number, .n = 1};
}

DbRows
db_all_kept(Ctx *cx, const Sql *sql, const DbType *type, const DbValue *args)
{
    return ask_kept(cx, sql, type, args, ask_rows);
}

int64_t
db_count_kept(Ctx *cx, const Sql *sql, const DbValue *args)
{
    return *(const int64_t *)ask_kept(cx, sql, NULL, args, ask_number).at;
}
