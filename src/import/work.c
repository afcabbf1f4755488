/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The work on a list: batches of rows, each with its transaction and what became of it.
 */
#include "alliance/audit.h"
#include "alliance/job.h"
#include "base/error.h"
#include "import/ahead.h"
#include "import/apply.h"
#include "web/app.h"

#include "import/import.sql.h"

#include <string.h>

/* One portion: what stays between its batches. */
typedef struct Portion {
    Ctx *cx;
    const ImportWork *work;
    const Import *import;
    Reader reader;
    Lexicon lexicon;
    Applying applying;
    Ahead *ahead; /* of rows */
    int64_t n_done;
    bool has_ended;
} Portion;

static bool
fail(Portion *p, const char *what, GError **error)
{
    const char *why = db_message(p->cx->db);
    g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "%s: %s", what,
                *why != '\0' ? why : "the database is busy or away");
    return false;
}

static size_t
batch_size(const Portion *p)
{
    return p->work->batch != 0 ? (size_t)p->work->batch : IMPORT_BATCH;
}

/* ---- writing ---- */

static void
decide(Portion *p, Ctx *cx, const Batch *batch)
{
    applying_begin(&p->applying, cx);
    for (size_t i = 0; i < batch->n_open && !db_failed(cx->db); i++)
        apply_entry(&p->applying, batch->open[i]);
}

static PartRow
row_of(const Entry *e)
{
    return (PartRow){.line = e->line,
                     .outcome = e->outcome,
                     .person_id = e->person_id,
                     .email = e->n_emails > 0 ? e->emails[0] : "",
                     .name = e->name,
                     .notes = e->notes,
                     .n_notes = e->n_notes};
}

static void
add_to_sieve(Sieve *sieve, const Entry *entry)
{
    if (entry->person_id != 0)
        sieve_add_person(sieve, entry->person_id);
    for (size_t i = 0; i < entry->n_emails; i++)
        sieve_add_address(sieve, entry->emails[i]);
    for (size_t i = 0; i < entry->n_notes; i++)
        if (entry->notes[i].kind == NOTE_TWO_PEOPLE) {
            sieve_add_address(sieve, entry->notes[i].old);
            sieve_add_address(sieve, entry->notes[i].value);
        }
}

static void
keep_outcomes(Portion *p, Ctx *cx, const Batch *batch)
{
    if (batch->n == 0)
        return;
    GString *part = arena_string(cx->arena, 64 * batch->n + 1);
    Sieve sieve = sieve_new(cx->arena, 2 * batch->n);
    PartCounts counts = {0};
    for (size_t i = 0; i < batch->n; i++) {
        const PartRow row = row_of(&batch->entries[i]);
        part_append(part, &row);
        add_to_sieve(&sieve, &batch->entries[i]);
        counts.of[row.outcome]++;
    }
    int64_t n = part_number(cx, p->import->id, p->n_done);
    part_save(cx, p->import->id, n, part, &counts);
    part_save_sieve(cx, p->import->id, n, &sieve);
}

static void
keep_spellings(Portion *p, Ctx *cx, const Batch *batch)
{
    for (size_t i = 0; i < batch->n_spellings; i++) {
        const ImportSpelling *s = &batch->spellings[i];
        db_run(cx, &SQL_import_add_spelling, DB_ARGS(p->import->id, s->words, s->text, s->n_rows));
    }
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
do_batch(Portion *p, GError **error)
{
    g_autoptr(Batch) batch = ahead_next(p->ahead);
    Ctx cx = *p->cx;
    cx.arena = batch->arena;
    if (db_begin(cx.db, true) != DB_OK)
        return fail(p, "import", error);
    decide(p, &cx, batch);
    keep_outcomes(p, &cx, batch);
    keep_spellings(p, &cx, batch);
    bool mine = move_on(p, &cx, (int64_t)batch->n);
    if (batch->is_last)
        end_state(p, &cx);
    DbOutcome outcome = db_end(cx.db, mine);
    return outcome == DB_OK || fail(p, mine ? "import" : "somebody else works on it", error);
}

/* ---- undo: some rows of a part at a time ---- */

static bool
undo_rows(Portion *p, GError **error)
{
    g_autoptr(Arena) arena = arena_new();
    Ctx cx = *p->cx;
    cx.arena = arena;
    if (db_begin(cx.db, true) != DB_OK)
        return fail(p, "undo", error);
    int64_t room = MIN(batch_size(p), IMPORT_UNDO_ROWS), before = 0, n_rows = 0;
    int64_t n = part_with(&cx, p->import->id, p->n_done, &before);
    PartReader reader = {.part = part_find(&cx, p->import->id, n)};
    Undo undo;
    undo_begin(&undo, &cx, reader.part, before, room);
    GString *part = arena_string(arena, reader.part.n + 1);
    PartCounts counts = {0};
    PartRow row;
    while (part_next(&reader, &row) && !db_failed(cx.db)) {
        PartRow after = row;
        if (before-- <= 0 && n_rows < room) {
            undo_row(&undo, &row, &after);
            n_rows++;
        }
        part_append(part, &after);
        counts.of[after.outcome]++;
    }
    if (n_rows > 0)
        part_save(&cx, p->import->id, n, part, &counts);
    bool mine = move_on(p, &cx, n_rows);
    if (n_rows == 0) {
        db_run(&cx, &SQL_import_delete_organisations, DB_ARGS(p->import->id));
        end_state(p, &cx);
    }
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
    if (db_begin(p->cx->db, false) != DB_OK)
        return fail(p, "import", error);
    reader_init(&p->reader, p->cx, p->import, p->work->source);
    lexicon_init(&p->lexicon, p->cx, reader_matching(p->cx, p->import));
    applying_init(&p->applying, p->cx, p->import);
    return db_end(p->cx->db, true) == DB_OK || fail(p, "import", error);
}

static Ahead *
read_ahead(Portion *p)
{
    AheadPlan plan = {.reader = &p->reader,
                      .lexicon = &p->lexicon,
                      .has_header = p->import->has_header,
                      .n_done = p->import->n_done,
                      .n_rows = batch_size(p)};
    p->cx->app->random(p->cx->app, plan.key, sizeof plan.key);
    return ahead_new(&plan);
}

static bool
do_rows(Portion *p, GError **error)
{
    db_expect_much(p->cx->db, true);
    bool ok = begin_rows(p, error);
    if (ok) {
        p->ahead = read_ahead(p);
        ok = go_on(p, do_batch, error);
        ahead_free(p->ahead);
    }
    db_expect_much(p->cx->db, false);
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
              : strcmp(p.import->state, "undo") == 0 ? go_on(&p, undo_rows, error)
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
