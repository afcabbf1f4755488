/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "import/ahead.h"
#include "alliance/person.h"
#include "import/seen.h"

#include <stdlib.h>
#include <string.h>

struct Ahead {
    AheadPlan plan;
    Seen *seen;
    GThread *thread;
    GMutex lock; /* of what follows */
    GCond moved;
    Batch *ready; /* or NULL */
    bool stopped;
};

void
batch_free(Batch *batch)
{
    if (batch == NULL)
        return;
    arena_free(batch->arena);
    g_free(batch);
}

/* ---- one row ---- */

/* Set the outcome of what needs no look into the database. */
static void
sort_out(Ahead *ahead, Arena *arena, Entry *entry)
{
    if (entry->n_emails == 0) {
        if (entry->n_notes == 0 || entry->notes[0].kind != NOTE_WRONG_ADDRESS)
            entry_note(arena, entry, NOTE_NO_ADDRESS, "", "");
        entry->outcome = OUTCOME_REFUSED;
        return;
    }
    int64_t earlier = 0;
    for (size_t i = 0; i < entry->n_emails; i++) {
        int64_t line = seen_add(ahead->seen, entry->emails[i], entry->line);
        earlier = earlier != 0 ? earlier : line == entry->line ? 0 : line;
    }
    if (earlier == 0)
        return;
    entry_note(arena, entry, NOTE_EARLIER, "", arena_printf(arena, "%" PRId64, earlier));
    entry->outcome = OUTCOME_TWICE;
}

static bool
read_entry(Ahead *ahead, Arena *arena, Entry *ret_entry)
{
    SheetRow row;
    if (!sheet_next(ahead->plan.reader->sheet, &row))
        return false;
    entry_read(arena, ahead->plan.lexicon, &row, ret_entry);
    sort_out(ahead, arena, ret_entry);
    return true;
}

/* ---- a batch ---- */

static int
by_address(const void *a, const void *b)
{
    return strcmp((*(Entry *const *)a)->emails[0], (*(Entry *const *)b)->emails[0]);
}

/* In the order of the addresses, in which the database finds neighbours side by side. */
static void
order(Batch *batch)
{
    batch->open = arena_array_of(batch->arena, Entry *, batch->n + 1);
    for (size_t i = 0; i < batch->n; i++)
        if (batch->entries[i].outcome == 0)
            batch->open[batch->n_open++] = &batch->entries[i];
    qsort(batch->open, batch->n_open, sizeof(Entry *), by_address);
}

static void
take_spellings(Batch *batch, Lexicon *lexicon)
{
    ImportSpelling *spellings = arena_array_of(batch->arena, ImportSpelling,
                                               g_hash_table_size(lexicon->unknown) + 1);
    GHashTableIter it;
    gpointer value;
    g_hash_table_iter_init(&it, lexicon->unknown);
    while (g_hash_table_iter_next(&it, NULL, &value)) {
        const ImportSpelling *s = value;
        spellings[batch->n_spellings++] = (ImportSpelling){
            arena_strdup(batch->arena, s->words), arena_strdup(batch->arena, s->text), s->n_rows};
    }
    batch->spellings = spellings;
    g_hash_table_remove_all(lexicon->unknown);
}

/* What a row is understood with goes at once, what it says is kept. */
static Batch *
read_batch(Ahead *ahead)
{
    Batch *batch = g_new0(Batch, 1);
    size_t room = ahead->plan.n_rows;
    batch->arena = arena_new();
    batch->entries = arena_array_of(batch->arena, Entry, room);
    while (batch->n < room) {
        g_autoptr(Arena) scratch = arena_new();
        Entry entry;
        if (!read_entry(ahead, scratch, &entry))
            break;
        entry_keep(batch->arena, &entry, &batch->entries[batch->n++]);
    }
    batch->is_last = batch->n < room;
    order(batch);
    take_spellings(batch, ahead->plan.lexicon);
    return batch;
}

/* ---- the thread ---- */

static bool
is_stopped(Ahead *ahead)
{
    g_mutex_lock(&ahead->lock);
    bool stopped = ahead->stopped;
    g_mutex_unlock(&ahead->lock);
    return stopped;
}

/* Go where the last portion ended. */
static void
skip(Ahead *ahead)
{
    SheetRow row;
    if (ahead->plan.has_header)
        sheet_next(ahead->plan.reader->sheet, &row);
    for (int64_t left = ahead->plan.n_done; left > 0 && !is_stopped(ahead); left--) {
        g_autoptr(Arena) scratch = arena_new();
        Entry entry;
        if (!read_entry(ahead, scratch, &entry))
            break;
    }
    g_hash_table_remove_all(ahead->plan.lexicon->unknown);
}

/* Wait until the batch before was taken; false: nobody wants any more. */
static bool
hand_over(Ahead *ahead, Batch *batch)
{
    g_mutex_lock(&ahead->lock);
    while (ahead->ready != NULL && !ahead->stopped)
        g_cond_wait(&ahead->moved, &ahead->lock);
    bool wanted = !ahead->stopped;
    if (wanted)
        ahead->ready = batch;
    g_cond_signal(&ahead->moved);
    g_mutex_unlock(&ahead->lock);
    if (!wanted)
        batch_free(batch);
    return wanted;
}

static void *
run(void *data)
{
    Ahead *ahead = data;
    bool is_last = false;
    skip(ahead);
    while (!is_last) {
        Batch *batch = read_batch(ahead);
        is_last = batch->is_last;
        if (!hand_over(ahead, batch))
            break;
    }
    return NULL;
}

Ahead *
ahead_new(const AheadPlan *plan)
{
    Ahead *ahead = g_new0(Ahead, 1);
    ahead->plan = *plan;
    ahead->seen = seen_new(plan->key);
    g_mutex_init(&ahead->lock);
    g_cond_init(&ahead->moved);
    ahead->thread = g_thread_new("read", run, ahead);
    return ahead;
}

void
ahead_free(Ahead *ahead)
{
    if (ahead == NULL)
        return;
    g_mutex_lock(&ahead->lock);
    ahead->stopped = true;
    g_cond_signal(&ahead->moved);
    g_mutex_unlock(&ahead->lock);
    g_thread_join(ahead->thread);
    batch_free(ahead->ready);
    seen_free(ahead->seen);
    g_cond_clear(&ahead->moved);
    g_mutex_clear(&ahead->lock);
    g_free(ahead);
}

Batch *
ahead_next(Ahead *ahead)
{
    g_mutex_lock(&ahead->lock);
    while (ahead->ready == NULL)
        g_cond_wait(&ahead->moved, &ahead->lock);
    Batch *batch = ahead->ready;
    ahead->ready = NULL;
    g_cond_signal(&ahead->moved);
    g_mutex_unlock(&ahead->lock);
    return batch;
}
