/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * memo - answers that are the same for every reader, kept while their tables stand still.
 *
 * The page cache serves visitors; who is signed in gets a page of his own, but the figures, the
 * countries and the months on it are everybody's.  A statement that is asked through
 * db_all_kept() runs once for all connections of the process, and again when a table that it
 * reads was written, by whomever.
 *
 * Read with: db/generation.h, docs/decisions/0007-memo.md.
 */
#pragma once
#include "db/generation.h"

typedef struct Memo Memo;

/** The kept answers of one database; for the connections that db_use_memo() tells.  Free it after
 *  them. */
Memo *memo_new(void);
void memo_free(Memo *memo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Memo, memo_free)

/** Let @db keep and find answers in @memo; without one the functions below always ask. */
void db_use_memo(Db *db, Memo *memo);

/** As db_all(), of a statement whose arguments name no reader.  The rows are shared: read them
 *  only.  They are valid as long as the context's arena.  A found answer is no statement. */
DbRows db_all_kept(struct Ctx *cx, const Sql *sql, const DbType *type, const DbValue *args);

/** As db_count(), likewise. */
int64_t db_count_kept(struct Ctx *cx, const Sql *sql, const DbValue *args);

/** Makes something in the context's arena: from the database, @data and nothing else. */
typedef void *(*DbMake)(struct Ctx *cx, const void *data);

/** What @make makes, kept likewise under @name, which says all that it depends on besides the
 *  tables: "home.map fr".  For drawings and parts of pages that cost more than their statements. */
const void *db_made(struct Ctx *cx, const char *name, DbMake make, const void *data);

/** Brings something up to date: returns @old, which db_followed() gave out before, if it still
 * holds (NULL: there is none), or makes it anew as a DbMake. */
typedef const void *(*DbFollow)(struct Ctx *cx, const void *data, const void *old);

/** As db_made(), of something that hears of changes by itself: whatever @follow reads, it is true
 *  while @tables stand still, and counts as made from them. */
const void *db_followed(struct Ctx *cx, const char *name, const TableSet *tables, DbFollow follow,
                        const void *data);

/** For who keeps something else that was made from tables: what was read from @tables in this
 *  transaction is true while ... */
Freshness db_freshness(const Db *db, const TableSet *tables);

/** ... this holds.  If it does, the tables count as read by this transaction. */
bool db_is_fresh(Db *db, Freshness *fresh);

/** Has this transaction written?  What it wrote nobody else may see yet. */
bool db_has_written(const Db *db);

typedef struct MemoNumbers {
    int64_t entries, hits, misses;
} MemoNumbers;
MemoNumbers memo_numbers(Memo *memo);
