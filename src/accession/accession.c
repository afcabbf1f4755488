/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "accession/accession.h"

#include "accession/accession.sql.h"
#include "accession/cells.h"
#include "alliance/audit.h"
#include "alliance/task.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "lang/lang.h"

#include <string.h>

#define TASK_HALTED "accession.halted"

/* clang-format off */
const AccessionOutcome ACCESSION_OUTCOMES[] = {
    {"add",     N_("Will be brought in"),             N_("Brought in"),             .is_in = true},
    {"edition", N_("Will be added to another row’s work"), N_("Added to another row’s work"), .is_in = true},
    {"double",  N_("May be here already: will be left out"), N_("May be here already: left out")},
    {"refused", N_("Will be left out"),               N_("Left out")},
    {"back",    N_("Taken back"),                     N_("Taken back")},
    {"kept",    N_("Changed since: stays"),           N_("Changed since: stays"),   .is_in = true},
    {"unbegun", N_("It had stopped before: not brought in"), N_("It had stopped before: not brought in")},
    {0},
};

static const DbType ACCESSION = DB_TYPE(
    Accession, DB_FIELD(Accession, id), DB_FIELD(Accession, name), DB_FIELD(Accession, language),
    DB_FIELD(Accession, state), DB_FIELD(Accession, publishes), DB_FIELD(Accession, takes_doubles),
    DB_FIELD(Accession, n_rows), DB_FIELD(Accession, n_done), DB_FIELD(Accession, created_by),
    DB_FIELD(Accession, created_at), DB_FIELD(Accession, applied_at),
    DB_FIELD(Accession, cleared_at), DB_FIELD(Accession, acted_by),
    DB_FIELD(Accession, by_command), DB_FIELD(Accession, halted), DB_FIELD(Accession, halted_at),
    DB_FIELD(Accession, creator), DB_FIELD(Accession, actor));
/* clang-format on */

static const DbType COLUMN = DB_TYPE(AccessionColumn, DB_FIELD(AccessionColumn, header),
                                     DB_FIELD(AccessionColumn, meaning));
static const DbType ROW = DB_TYPE(
    AccessionRow, DB_FIELD(AccessionRow, place), DB_FIELD(AccessionRow, line),
    DB_FIELD(AccessionRow, cells), DB_FIELD(AccessionRow, title), DB_FIELD(AccessionRow, outcome),
    DB_FIELD(AccessionRow, notes), DB_FIELD(AccessionRow, old_path), DB_FIELD(AccessionRow, mark),
    DB_FIELD(AccessionRow, is_double), DB_FIELD(AccessionRow, choice),
    DB_FIELD(AccessionRow, work_id), DB_FIELD(AccessionRow, path));
static const DbType FILE_TYPE = DB_TYPE(
    AccessionFile, DB_FIELD(AccessionFile, name), DB_FIELD(AccessionFile, fault),
    DB_FIELD(AccessionFile, file_id), DB_FIELD(AccessionFile, size),
    DB_FIELD(AccessionFile, n_rows), DB_FIELD(AccessionFile, type));
static const DbType WORD = DB_TYPE(AccessionWord, DB_FIELD(AccessionWord, kind),
                                   DB_FIELD(AccessionWord, words), DB_FIELD(AccessionWord, text),
                                   DB_FIELD(AccessionWord, answer),
                                   DB_FIELD(AccessionWord, n_rows));
static const DbType COUNT = DB_TYPE(AccessionCount, DB_FIELD(AccessionCount, outcome),
                                    DB_FIELD(AccessionCount, n_rows));

const AccessionOutcome *
accession_outcome_find(const char *name)
{
    for (const AccessionOutcome *o = ACCESSION_OUTCOMES; o->name != NULL; o++)
        if (strcmp(o->name, name) == 0)
            return o;
    return NULL;
}

/* ---- reading ---- */

const Accession *
accession_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_accession_find, &ACCESSION, DB_ARGS(id));
}

AccessionSpan
accession_list(Ctx *cx, int64_t page)
{
    int64_t offset = (MAX(page, 1) - 1) * LIMIT_PAGE_ROWS;
    return DB_SPAN(AccessionSpan, db_all(cx, &SQL_accession_list, &ACCESSION,
                                         DB_ARGS((int64_t)LIMIT_PAGE_ROWS, offset)));
}

AccessionColumnSpan
accession_columns(Ctx *cx, int64_t id)
{
    return DB_SPAN(AccessionColumnSpan, db_all(cx, &SQL_accession_columns, &COLUMN, DB_ARGS(id)));
}

AccessionFileSpan
accession_files(Ctx *cx, int64_t id)
{
    return DB_SPAN(AccessionFileSpan, db_all(cx, &SQL_accession_files, &FILE_TYPE, DB_ARGS(id)));
}

AccessionWordSpan
accession_words(Ctx *cx, int64_t id)
{
    return DB_SPAN(AccessionWordSpan, db_all(cx, &SQL_accession_words, &WORD, DB_ARGS(id)));
}

AccessionCountSpan
accession_count(Ctx *cx, int64_t id)
{
    return DB_SPAN(AccessionCountSpan, db_all(cx, &SQL_accession_count, &COUNT, DB_ARGS(id)));
}

/* The worker notes in its rows what it has decided. */
static AccessionRowSpan
own_rows(Ctx *cx, DbRows found)
{
    AccessionRow *rows = arena_array_of(cx->arena, AccessionRow, found.n + 1);
    if (found.n > 0)
        memcpy(rows, found.at, found.n * sizeof *rows);
    return (AccessionRowSpan){rows, found.n};
}

AccessionRowSpan
accession_rows(Ctx *cx, int64_t id)
{
    return own_rows(cx, db_all(cx, &SQL_accession_rows, &ROW, DB_ARGS(id)));
}

AccessionRowSpan
accession_doubles(Ctx *cx, int64_t id, int64_t offset, int64_t limit)
{
    return own_rows(cx, db_all(cx, &SQL_accession_show_doubles, &ROW, DB_ARGS(id, limit, offset)));
}

AccessionRowSpan
accession_show_rows(Ctx *cx, int64_t id, const char *outcome, int64_t offset, int64_t limit)
{
    return own_rows(
        cx, db_all(cx, &SQL_accession_show_rows, &ROW, DB_ARGS(id, outcome, limit, offset)));
}

bool
accession_is_working(const Accession *accession)
{
    static const char *const working[] = {"check", "apply", "undo", NULL};
    return g_strv_contains(working, accession->state);
}

bool
accession_takes_files(const Accession *accession)
{
    return strcmp(accession->state, "checked") == 0 && accession->cleared_at == 0;
}

/* A part of it is in the library. */
static bool
is_half_way(const Accession *accession, const char *halted)
{
    return strcmp(accession->state, "halted") == 0 && accession->cleared_at == 0 &&
           strcmp(accession->halted, halted) == 0;
}

bool
accession_is_undoable(const Ctx *cx, const Accession *accession)
{
    if (is_half_way(accession, "apply"))
        return true;
    return strcmp(accession->state, "done") == 0 && accession->cleared_at == 0 &&
           cx->now < accession->applied_at + ACCESSION_DAYS * MOMENT_DAY;
}

bool
accession_is_deletable(const Ctx *cx, const Accession *accession)
{
    return !is_half_way(accession, "undo") && !accession_is_undoable(cx, accession) &&
           !accession_is_working(accession);
}

int64_t
accession_count_working(Ctx *cx)
{
    return db_count(cx, &SQL_accession_count_working, DB_NO_ARGS);
}

/* ---- what people decide ---- */

static void
note(Ctx *cx, const char *what, int64_t id, const char *name)
{
    audit(cx, arena_printf(cx->arena, "accession.%s", what), 0,
          arena_printf(cx->arena, "#%" PRId64 ": %s", id, name));
}

/* Those that translate another row, or that do not: in two walks translations come last. */
static int64_t
insert_rows(Ctx *cx, int64_t id, AccessionRowSpan rows, bool translations, int64_t place)
{
    for (size_t i = 0; i < rows.n && !db_failed(cx->db); i++) {
        const AccessionRow *row = &rows.at[i];
        const char *of = cell_of(cx->arena, row->cells, "translation");
        if ((*of != '\0') == translations)
            db_run(cx, &SQL_accession_insert_row,
                   DB_ARGS(id, ++place, row->line, row->cells, row->title));
    }
    return place;
}

int64_t
accession_insert(Ctx *cx, const char *name, const AccessionTable *table, AccessionRules rules)
{
    const char *line = text_shorten(cx->arena, text_fold_space(cx->arena, name), LIMIT_LINE);
    int64_t id = db_insert(cx, &SQL_accession_insert,
                           DB_ARGS(line, cx->lang->code, rules.publishes, rules.takes_doubles,
                                   table->rows.n, DB_OR_NULL(cx->me.id), cx->now));
    for (size_t i = 0; i < table->columns.n; i++)
        db_run(cx, &SQL_accession_insert_column,
               DB_ARGS(id, i + 1, table->columns.at[i].header, table->columns.at[i].meaning));
    insert_rows(cx, id, table->rows, true, insert_rows(cx, id, table->rows, false, 0));
    note(cx, "insert", id, line);
    return id;
}

void
accession_answer(Ctx *cx, int64_t id, const AccessionWord *word, const char *answer)
{
    db_run(cx, &SQL_accession_answer, DB_ARGS(id, word->kind, word->words, answer));
}

void
accession_set_rules(Ctx *cx, int64_t id, AccessionRules rules)
{
    db_run(cx, &SQL_accession_set_rules, DB_ARGS(id, rules.publishes, rules.takes_doubles));
}

/* From which state the work of another may begin. */
static const struct {
    const char *from, *work;
} BEGINNINGS[] = {
    {"checked", "check"},
    {"checked", "apply"},
    {"done",    "undo" },
    {"halted",  "undo" },
};

/* Before tasks said which table they are about, they were about all of them. */
static void
close_task(Ctx *cx, int64_t id)
{
    task_close_accession(cx, TASK_HALTED, id);
    if (db_count(cx, &SQL_accession_count_halted, DB_NO_ARGS) == 0)
        task_close(cx, TASK_HALTED, 0);
}

bool
accession_begin(Ctx *cx, const Accession *accession, const char *state)
{
    bool may = false;
    for (size_t i = 0; i < G_N_ELEMENTS(BEGINNINGS); i++)
        may |= strcmp(BEGINNINGS[i].work, state) == 0 &&
               strcmp(BEGINNINGS[i].from, accession->state) == 0;
    if (!may || accession->cleared_at != 0 ||
        (strcmp(state, "undo") == 0 && !accession_is_undoable(cx, accession)) ||
        (strcmp(state, "apply") == 0 && accession_count_unchecked(cx, accession->id) > 0))
        return false;
    if (db_run(cx, &SQL_accession_set_state,
               DB_ARGS(accession->id, accession->state, state, DB_OR_NULL(cx->me.id))) != 1)
        return false;
    if (strcmp(state, "check") == 0) {
        db_run(cx, &SQL_accession_uncount_words, DB_ARGS(accession->id));
        db_run(cx, &SQL_accession_unname_files, DB_ARGS(accession->id));
    } else
        note(cx, state, accession->id, accession->name);
    if (is_half_way(accession, "apply")) {
        db_run(cx, &SQL_accession_leave_unbegun, DB_ARGS(accession->id, accession->n_done));
        close_task(cx, accession->id);
    }
    return true;
}

/* ---- without an editor ---- */

void
accession_halt(Ctx *cx, const Accession *accession)
{
    if (db_run(cx, &SQL_accession_halt,
               DB_ARGS(accession->id, accession->state, accession->n_done, cx->now)) != 1)
        return;
    audit(cx, "accession.halt", 0,
          arena_printf(cx->arena, "#%" PRId64 ": %s, %" PRId64 "/%" PRId64, accession->id,
                       accession->state, accession->n_done, accession->n_rows));
    task_open_accession(cx, TASK_HALTED, accession->id, "editor", accession->name);
}

bool
accession_take_over(Ctx *cx, const Accession *accession)
{
    if (db_run(cx, &SQL_accession_take_over, DB_ARGS(accession->id, DB_OR_NULL(cx->me.id))) != 1)
        return false;
    note(cx, "take-over", accession->id, accession->name);
    close_task(cx, accession->id);
    return true;
}

/* ---- files ---- */

const char *
accession_file_fault(Bytes content, int64_t most)
{
    switch (file_fault(content, most)) {
    case FILE_UNKNOWN: return "unknown";
    case FILE_TOO_LARGE: return "large";
    default: return "";
    }
}

bool
accession_add_kept(Ctx *cx, int64_t id, const AccessionFile *file, int64_t *room)
{
    int64_t before = db_count(cx, &SQL_accession_file_of, DB_ARGS(id, file->name));
    if (before == 0 && (*room)-- <= 0)
        return false;
    db_run(cx, &SQL_accession_put_file,
           DB_ARGS(id, file->name, DB_OR_NULL(file->file_id), file->size, file->fault));
    if (before > 0 && before != file->file_id)
        file_forget(cx, before);
    return true;
}

bool
accession_add_file(Ctx *cx, int64_t id, AccessionFile *file, Bytes content, int64_t *room)
{
    file->size = (int64_t)content.n;
    file->file_id = *file->fault == '\0' ? file_insert(cx, content) : 0;
    return accession_add_kept(cx, id, file, room);
}

int64_t
accession_room(Ctx *cx, int64_t id)
{
    return ACCESSION_FILES - db_count(cx, &SQL_accession_count_files, DB_ARGS(id));
}

bool
accession_release_files(Ctx *cx, int64_t id, int64_t most)
{
    const DbIds files = db_ids(cx, &SQL_accession_file_ids, DB_ARGS(id, most));
    if (files.n > 0)
        db_run(cx, &SQL_accession_let_go, DB_ARGS(id, files.at[files.n - 1]));
    for (size_t i = 0; i < files.n && !db_failed(cx->db); i++)
        file_forget(cx, files.at[i]);
    return (int64_t)files.n < most;
}

/* ---- what is deleted ---- */

static void
clear(Ctx *cx, int64_t id)
{
    accession_release_files(cx, id, ACCESSION_FILES + 1);
    db_run(cx, &SQL_accession_delete_files, DB_ARGS(id));
    db_run(cx, &SQL_accession_delete_rows, DB_ARGS(id));
    db_run(cx, &SQL_accession_delete_words, DB_ARGS(id));
    db_run(cx, &SQL_accession_delete_columns, DB_ARGS(id));
    db_run(cx, &SQL_accession_clear, DB_ARGS(id, cx->now));
    close_task(cx, id);
}

bool
accession_delete(Ctx *cx, const Accession *accession)
{
    if (!accession_is_deletable(cx, accession))
        return false;
    clear(cx, accession->id);
    note(cx, "delete", accession->id, accession->name);
    return db_run(cx, &SQL_accession_delete, DB_ARGS(accession->id)) == 1;
}

int64_t
accession_clear_old(Ctx *cx)
{
    DbRows rows = db_all(cx, &SQL_accession_list_old, &ACCESSION,
                         DB_ARGS(cx->now - ACCESSION_DAYS * MOMENT_DAY));
    for (size_t i = 0; i < rows.n; i++)
        clear(cx, ((const Accession *)rows.at + i)->id);
    return (int64_t)rows.n;
}

void
accession_forget(Ctx *cx, int64_t person_id)
{
    db_run(cx, &SQL_accession_forget, DB_ARGS(person_id));
}
