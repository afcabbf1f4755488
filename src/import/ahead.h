/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * ahead - rows read and understood in a thread, beside the one that writes.
 *
 * The thread has the file, the words and the addresses that were seen to
 * itself; the database belongs to who takes the batches.  One batch is read
 * while another one is written, so two are in memory, never more.
 *
 * Read with: entry.h, work.c.
 */
#pragma once
#include "import/entry.h"
#include "import/reader.h"

/** The rows of one transaction, with all their memory. */
typedef struct Batch {
    Arena *arena;
    Entry *entries; /* [n], as in the file */
    size_t n;
    Entry **open; /* [n_open] whose outcome is not decided, by their address */
    size_t n_open;
    const ImportSpelling *spellings; /* of countries that nobody has explained */
    size_t n_spellings;
    bool is_last;
} Batch;

void batch_free(Batch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Batch, batch_free)

/** How to read: all of it outlives the Ahead, and is its thread's alone until that ends. */
typedef struct AheadPlan {
    Reader *reader;
    Lexicon *lexicon;
    uint8_t key[16]; /* random: of the table of addresses */
    bool has_header;
    int64_t n_done; /* rows that are not wanted any more; their addresses count as seen */
    size_t n_rows;  /* of a batch */
} AheadPlan;

typedef struct Ahead Ahead;

/** Begin to read. */
Ahead *ahead_new(const AheadPlan *plan);

/** Stop, wherever it is. */
void ahead_free(Ahead *ahead);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ahead, ahead_free)

/** Wait for the next batch; the caller frees it.  Not to be called after the last one. */
Batch *ahead_next(Ahead *ahead);
