/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The work on a list: batches of rows, each with its transaction and what became of it.
 */
#include "alliance/audit.h"
#include "alliance/job.h"
#include "base/error.h"
#include "import/apply.h"
#include "import/reader.h"
#include "import/seen.h"
#include "web/app.h"

#include "import/import.sql.h"

#include <stdlib.h>
#include <string.h>

/* One portion: what stays between its batches. */
typedef struct Portion {
    Ctx *cx;
    const ImportWork *work;
    const Import *import;
    Reader reader;
    Lexicon lexicon;
    Applying applying;
    Seen *seen;
    int64_t n_done;
    bool has_ended;
} Portion;

/* Some thousand rows, with all their memory. */
typedef struct Batch {
    Ctx cx; /* with an arena of its own */
    Entry *entries;
    size_t n;
    bool is_last;
} Batch;

static bool
fail(Portion *p, const char *what, GError **error)
{
    const char *why = db_message(p->cx->db);
    g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "%s: %s", what,
                *why != '\0' ? why : "the database is busy or away");
    return false;
}

static int64_t
batch_size(const Portion *p)
{
    return p->work->batch != 0 ? p->work->batch : IMPORT_BATCH;
}

/* ---- reading ---- */

/* Set the outcome of what needs no look into the database. */
static void
sort_out(Portion *p, Batch *batch, Entry *entry)
{
    Arena *arena = batch->cx.arena;
    if (entry->n_emails == 0) {
        if (entry->n_notes == 0 || entry->notes[0].kind != NOTE_WRONG_ADDRESS)
            entry_note(arena, entry, NOTE_NO_ADDRESS, "", "");
        entry->outcome = OUTCOME_REFUSED;
        return;
    }
    int64_t earlier = 0;
    for (size_t i = 0; i < entry->n_emails; i++) {
        int64_t line = seen_add(p->seen, entry->emails[i], entry->line);
        earlier = earlier != 0 ? earlier : line == entry->line ? 0 : line;
    }
    if (earlier == 0)
        return;
    entry_note(arena, entry, NOTE_EARLIER, "", arena_printf(arena, "%" PRId64, earlier));
    entry->outcome = OUTCOME_TWICE;
}

static void
read_batch(Portion *p, Batch *batch)
{
    size_t room = (size_t)batch_size(p);
    SheetRow row;
    batch->entries = arena_array_of(batch->cx.arena, Entry, room);
    while (batch->n < room && sheet_next(p->reader.sheet, &row)) {
        Entry *entry = &batch->entries[batch->n++];
        entry_read(batch->cx.arena, &p->lexicon, &row, entry);
        sort_out(p, batch, entry);
    }
    batch->is_last = batch->n < room;
}

/* Go where the last portion ended; its addresses count as seen. */
static void
skip(Portion *p)
{
    SheetRow row;
    if (p->import->has_header)
        sheet_next(p->reader.sheet, &row);
    for (int64_t left = p->import->n_done; left > 0;) {
        g_autoptr(Arena) arena = arena_new();
        Batch batch = {.cx = *p->cx};
        batch.cx.arena = arena;
        for (int64_t n = MIN(left, batch_size(p)); n > 0; n--, left--) {
            Entry entry = {0};
            if (!sheet_next(p->reader.sheet, &row))
                return;
            entry_read(arena, &p->lexicon, &row, &entry);
            sort_out(p, &batch, &entry);
        }
    }
    g_hash_table_remove_all(p->lexicon.unknown);
}

/* ---- writing ---- */

static int
by_address(const void *a, const void *b)
{
    return strcmp((*(Entry *const *)a)->emails[0], (*(Entry *const *)b)->emails[0]);
}

/* In the order of the addresses, in which the database finds neighbours side by side. */
static void
decide(Portion *p, Batch *batch)
{
    Entry **open = arena_array_of(batch->cx.arena, Entry *, batch->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < batch->n; i++)
        if (batch->entries[i].outcome == 0)
            open[n++] = &batch->entries[i];
    qsort(open, n, sizeof *open, by_address);
    p->applying.cx = &batch->cx;
    for (size_t i = 0; i < n && !db_failed(p->cx->db); i++)
        apply_entry(&p->applying, open[i]);
}

static void
keep_outcomes(Portion *p, Batch *batch)
{
    if (batch->n == 0)
        return;
    GString *part = arena_string(batch->cx.arena, 64 * batch->n + 1);
    PartCounts counts = {0};
    for (size_t i = 0; i < batch->n; i++) {
        const Entry *e = &batch->entries[i];
        const PartRow row = {.line = e->line,
                             .outcome = e->outcome,
                             .person_id = e->person_id,
                             .email = e->n_emails > 0 ? e->emails[0] : "",
                             .name = e->name,
                             .notes = e->notes,
                             .n_notes = e->n_notes};
        part_append(part, &row);
        counts.of[e->outcome]++;
    }
    part_save(&batch->cx, p->import->id, part_number(&batch->cx, p->import->id, p->n_done), part,
              &counts);
}

static void
keep_spellings(Portion *p, Batch *batch)
{
    GHashTableIter it;
    gpointer value;
    g_hash_table_iter_init(&it, p->lexicon.unknown);
    while (g_hash_table_iter_next(&it, NULL, &value)) {
        const ImportSpelling *s = value;
        db_run(&batch->cx, &SQL_import_add_spelling,
               DB_ARGS(p->import->id, s->words, s->text, s->n_rows));
    }
    g_hash_table_remove_all(p->lexicon.unknown);
}

/* The state that follows when all rows are done. */
static const char *
state_after(const char *state)
{
    static const char *const after[][2] = {
        {"look",  "match"  },
        {"check", "checked"},
        {"apply", "done"   },
        {"undo",  "undone" }
    };
    for (size_t i = 0; i < G_N_ELEMENTS(after); i++)
        if (strcmp(after[i][0], state) == 0)
            return after[i][1];
    g_assert_not_reached();
}

/* In the transaction of the last batch.  What a list is broken by is found before a person is
 * added, so an end by a fault is one of looking or of the dry run. */
static void
end_state(Portion *p, Ctx *cx)
{
    const Import *import = p->import;
    const SheetFault *fault = p->reader.sheet != NULL ? sheet_fault(p->reader.sheet) : NULL;
    const char *why = fault != NULL ? sheet_fault_text(cx->arena, cx->lang, fault) : "";
    bool failed = fault != NULL && strcmp(import->state, "apply") != 0;
    db_run(cx, &SQL_import_end_state,
           DB_ARGS(import->id, import->state, failed ? "failed" : state_after(import->state), why,
                   cx->now));
    p->has_ended = true;
    if (strcmp(import->state, "look") != 0 && strcmp(import->state, "check") != 0)
        audit(cx, arena_printf(cx->arena, "import.%s-done", import->state), 0,
              arena_printf(cx->arena, "#%" PRId64 ": %" PRId64, import->id, p->n_done));
}

/* Another worker that believes the list is his finds another number and keeps nothing. */
static bool
move_on(Portion *p, Ctx *cx, int64_t n)
{
    int64_t before = p->n_done;
    p->n_done += n;
    return db_run(cx, &SQL_import_move_on,
                  DB_ARGS(p->import->id, p->import->state, before, p->n_done)) == 1;
}

static bool
write_batch(Portion *p, Batch *batch, GError **error)
{
    if (db_begin(p->cx->db, true) != DB_OK)
        return fail(p, "import", error);
    decide(p, batch);
    keep_outcomes(p, batch);
    keep_spellings(p, batch);
    bool mine = move_on(p, &batch->cx, (int64_t)batch->n);
    if (batch->is_last)
        end_state(p, &batch->cx);
    DbOutcome outcome = db_end(p->cx->db, mine);
    return outcome == DB_OK || fail(p, mine ? "import" : "somebody else works on it", error);
}

static bool
do_batch(Portion *p, GError **error)
{
    g_autoptr(Arena) arena = arena_new();
    Batch batch = {.cx = *p->cx};
    batch.cx.arena = arena;
    if (db_begin(p->cx->db, false) != DB_OK)
        return fail(p, "import", error);
    read_batch(p, &batch);
    if (db_end(p->cx->db, true) != DB_OK)
        return fail(p, "import", error);
    return write_batch(p, &batch, error);
}

/* ---- undo: part by part ---- */

static bool
undo_part(Portion *p, GError **error)
{
    g_autoptr(Arena) arena = arena_new();
    Ctx cx = *p->cx;
    cx.arena = arena;
    if (db_begin(cx.db, true) != DB_OK)
        return fail(p, "undo", error);
    int64_t n = part_number(&cx, p->import->id, p->n_done), n_rows = 0;
    PartReader reader = {.part = part_find(&cx, p->import->id, n)};
    GString *part = arena_string(arena, reader.part.n + 1);
    PartCounts counts = {0};
    PartRow row;
    while (part_next(&reader, &row) && !db_failed(cx.db)) {
        PartRow after;
        apply_undo(&cx, &row, &after);
        part_append(part, &after);
        counts.of[after.outcome]++;
        n_rows++;
    }
    if (n_rows > 0)
        part_save(&cx, p->import->id, n, part, &counts);
    bool mine = move_on(p, &cx, n_rows);
    if (n_rows == 0)
        end_state(p, &cx);
    return db_end(cx.db, mine) == DB_OK || fail(p, "undo", error);
}

/* ---- a portion ---- */

static bool
look(Portion *p, GError **error)
{
    if (db_begin(p->cx->db, true) != DB_OK)
        return fail(p, "import", error);
    reader_init(&p->reader, p->cx, p->import, p->work->source);
    reader_look(&p->reader, p->import);
    end_state(p, p->cx);
    bool ok = db_end(p->cx->db, true) == DB_OK;
    reader_clear(&p->reader);
    return ok || fail(p, "import", error);
}

typedef bool (*Step)(Portion *p, GError **error);

static bool
go_on(Portion *p, Step step, GError **error)
{
    g_autoptr(GTimer) timer = g_timer_new();
    int64_t total = p->import->n_rows;
    while (!p->has_ended) {
        if (!step(p, error))
            return false;
        if (p->work->progress != NULL)
            p->work->progress(p->work->progress_data, p->n_done, total);
        if (p->work->seconds != 0 && g_timer_elapsed(timer, NULL) >= (double)p->work->seconds)
            break;
    }
    return true;
}

static bool
begin_rows(Portion *p, GError **error)
{
    uint8_t key[16];
    p->cx->app->random(p->cx->app, key, sizeof key);
    p->seen = seen_new(key);
    if (db_begin(p->cx->db, false) != DB_OK)
        return fail(p, "import", error);
    reader_init(&p->reader, p->cx, p->import, p->work->source);
    lexicon_init(&p->lexicon, p->cx, reader_matching(p->cx, p->import));
    applying_init(&p->applying, p->cx, p->import);
    skip(p);
    return db_end(p->cx->db, true) == DB_OK || fail(p, "import", error);
}

static bool
do_rows(Portion *p, GError **error)
{
    db_expect_much(p->cx->db, true);
    bool ok = begin_rows(p, error) && go_on(p, do_batch, error);
    db_expect_much(p->cx->db, false);
    seen_free(p->seen);
    if (p->reader.sheet == NULL)
        return ok;
    reader_clear(&p->reader);
    lexicon_clear(&p->lexicon);
    applying_clear(&p->applying);
    return ok;
}

bool
import_work(Ctx *cx, const ImportWork *work, bool *ret_ended, GError **error)
{
    Portion p = {.cx = cx, .work = work};
    *ret_ended = true;
    if (db_begin(cx->db, false) != DB_OK)
        return fail(&p, "import", error);
    p.import = import_find(cx, work->id);
    if (db_end(cx->db, true) != DB_OK)
        return fail(&p, "import", error);
    if (p.import == NULL || !import_is_working(p.import))
        return true;
    p.n_done = p.import->n_done;
    bool ok = strcmp(p.import->state, "look") == 0   ? look(&p, error)
              : strcmp(p.import->state, "undo") == 0 ? go_on(&p, undo_part, error)
                                                     : do_rows(&p, error);
    *ret_ended = p.has_ended;
    return ok;
}

const char *
import_run(Ctx *cx, const char *argument, GError **error)
{
    ImportWork work = {.id = g_ascii_strtoll(argument, NULL, 10),
                       .seconds = IMPORT_PORTION_SECONDS};
    bool ended = false;
    if (!import_work(cx, &work, &ended, error) || ended)
        return NULL;
    if (db_begin(cx->db, true) != DB_OK) {
        g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "the database is busy or away");
        return NULL;
    }
    job_queue(cx, "import.work", argument, cx->now);
    if (db_end(cx->db, true) != DB_OK)
        g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "the database kept nothing");
    return NULL;
}
