/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * generation - a number per table that moves on with every commit that wrote it.
 *
 * A page that was made from some tables is fresh while none of their numbers
 * has moved.  Numbers only grow, so the sum over a set of tables tells.
 *
 * Who makes a page marks the numbers *before* the transaction that reads: a
 * commit in between makes the page stale, never wrong.
 *
 * With a SQLite file the numbers are a memory map beside it ("<file>.gen"),
 * shared by every process; in memory they belong to one connection; with
 * PostgreSQL they belong to the process, and a thread that listens moves them
 * when another node commits.  While that thread is not connected nothing is
 * fresh.
 *
 * Read with: docs/decisions/0004-page-cache.md.
 */
#pragma once
#include "db/db.h"

typedef struct GenerationMap GenerationMap;

/** All numbers at one moment. */
typedef struct GenerationMark {
    uint64_t total;
    uint64_t of[DB_MAX_TABLES];
} GenerationMark;

/** What must not have moved. */
typedef struct Freshness {
    TableSet tables;
    uint64_t total; /* no commit at all since this: the quick answer */
    uint64_t sum;   /* over @tables */
} Freshness;

/** Open the numbers of the database at @address.  With PostgreSQL this starts the thread that
 *  listens.  The caller frees with generation_close(), after the connections that use it.
 *  @error: ERROR_SYSTEM, ERROR_DATABASE. */
GenerationMap *generation_open(const char *address, GError **error);
void generation_close(GenerationMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GenerationMap, generation_close)

/** Let @db move these numbers when it commits, instead of those it opened itself.  All
 *  connections of one process to PostgreSQL share one map. */
void db_use_generations(Db *db, GenerationMap *map);

/** The numbers that @db moves; NULL with PostgreSQL before db_use_generations(). */
GenerationMap *db_generations(Db *db);

/** Note all numbers; before db_begin(). */
void generation_mark(const GenerationMap *map, GenerationMark *ret_mark);

/** What was read from @tables after @mark is fresh while ... */
Freshness freshness_since(const GenerationMark *mark, const TableSet *tables);

/** ... this holds.  Cheap: one load if nothing was committed, else one per table of the set.
 *  Any thread may ask; @fresh is the asker's own copy or under its lock. */
bool freshness_holds(const GenerationMap *map, Freshness *fresh);

/** Move the numbers of @tables on.  db_end() does it. */
void generation_move(GenerationMap *map, const TableSet *tables);

/** A number that tells this process's own messages from other nodes'. */
uint64_t generation_node(const GenerationMap *map);
