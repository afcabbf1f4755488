/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "import/import.h"
#include "alliance/audit.h"
#include "alliance/file.h"
#include "alliance/job.h"
#include "base/text.h"

#include "import/import.sql.h"

#include <string.h>

static const DbType IMPORT = DB_TYPE(
    Import, DB_FIELD(Import, id), DB_FIELD(Import, file_id), DB_FIELD(Import, name),
    DB_FIELD(Import, state), DB_FIELD(Import, fault), DB_FIELD(Import, mode),
    DB_FIELD(Import, dates), DB_FIELD(Import, has_header), DB_FIELD(Import, invite),
    DB_FIELD(Import, n_rows), DB_FIELD(Import, n_done), DB_FIELD(Import, created_by),
    DB_FIELD(Import, created_at), DB_FIELD(Import, applied_at), DB_FIELD(Import, cleared_at),
    DB_FIELD(Import, sheet), DB_FIELD(Import, sheets), DB_FIELD(Import, n_hidden),
    DB_FIELD(Import, creator));

static const DbType COLUMN = DB_TYPE(
    ImportColumn, DB_FIELD(ImportColumn, position), DB_FIELD(ImportColumn, header),
    DB_FIELD(ImportColumn, samples), DB_FIELD(ImportColumn, meaning),
    DB_FIELD(ImportColumn, n_filled), DB_FIELD(ImportColumn, day_first),
    DB_FIELD(ImportColumn, month_first), DB_FIELD(ImportColumn, n_unclear));

static const DbType SPELLING = DB_TYPE(ImportSpelling, DB_FIELD(ImportSpelling, words),
                                       DB_FIELD(ImportSpelling, text),
                                       DB_FIELD(ImportSpelling, n_rows));

/* From which state, if not from itself, the work of a state may begin. */
static const struct {
    const char *work, *from;
} BEGINNINGS[] = {
    {"look",  "match"  },
    {"look",  "checked"},
    {"check", "match"  },
    {"check", "checked"},
    {"apply", "checked"},
    {"undo",  "done"   },
};

const Import *
import_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_import_find, &IMPORT, DB_ARGS(id));
}

ImportSpan
import_list(Ctx *cx, int64_t page)
{
    int64_t offset = (MAX(page, 1) - 1) * LIMIT_PAGE_ROWS;
    return DB_SPAN(ImportSpan, db_all(cx, &SQL_import_list, &IMPORT,
                                      DB_ARGS((int64_t)LIMIT_PAGE_ROWS, offset)));
}

ImportColumnSpan
import_columns(Ctx *cx, int64_t id)
{
    return DB_SPAN(ImportColumnSpan, db_all(cx, &SQL_import_columns, &COLUMN, DB_ARGS(id)));
}

ImportSpellingSpan
import_spellings(Ctx *cx, int64_t id)
{
    return DB_SPAN(ImportSpellingSpan, db_all(cx, &SQL_import_spellings, &SPELLING,
                                              DB_ARGS(id, (int64_t)IMPORT_SPELLINGS)));
}

bool
import_is_working(const Import *import)
{
    static const char *const working[] = {"look", "check", "apply", "undo", NULL};
    return g_strv_contains(working, import->state);
}

/* ---- what people decide ---- */

static void
queue(Ctx *cx, int64_t id)
{
    job_queue(cx, "import.work", arena_printf(cx->arena, "%" PRId64, id), cx->now);
}

int64_t
import_insert(Ctx *cx, const char *name, int64_t file_id)
{
    const char *line = text_shorten(cx->arena, text_fold_space(cx->arena, name), LIMIT_LINE);
    int64_t id = db_insert(cx, &SQL_import_insert,
                           DB_ARGS(line, DB_OR_NULL(file_id), DB_OR_NULL(cx->me.id), cx->now));
    audit(cx, "import.insert", 0, arena_printf(cx->arena, "#%" PRId64 ": %s", id, line));
    if (file_id != 0)
        queue(cx, id);
    return id;
}

void
import_set_rules(Ctx *cx, const Import *rules, const char *const *meanings, size_t n)
{
    db_run(cx, &SQL_import_set_rules,
           DB_ARGS(rules->id, rules->mode, rules->dates, rules->has_header, rules->invite));
    for (size_t i = 0; i < n; i++)
        db_run(cx, &SQL_import_set_meaning, DB_ARGS(rules->id, i + 1, meanings[i]));
}

void
import_answer_spelling(Ctx *cx, const char *words, const char *country)
{
    db_run(cx, &SQL_import_answer, DB_ARGS(words, country, cx->now));
}

bool
import_begin(Ctx *cx, const Import *import, const char *state)
{
    bool may = false;
    for (size_t i = 0; i < G_N_ELEMENTS(BEGINNINGS); i++)
        may |= strcmp(BEGINNINGS[i].work, state) == 0 &&
               strcmp(BEGINNINGS[i].from, import->state) == 0;
    if (!may || import->cleared_at != 0)
        return false;
    if (db_run(cx, &SQL_import_set_state, DB_ARGS(import->id, import->state, state)) != 1)
        return false;
    if (strcmp(state, "check") == 0)
        db_run(cx, &SQL_import_delete_spellings, DB_ARGS(import->id));
    if (strcmp(state, "undo") != 0)
        part_delete_all(cx, import->id);
    if (strcmp(state, "check") != 0)
        audit(cx, arena_printf(cx->arena, "import.%s", state), 0,
              arena_printf(cx->arena, "#%" PRId64 ": %s", import->id, import->name));
    if (import->file_id != 0 || strcmp(state, "undo") == 0)
        queue(cx, import->id);
    return true;
}

bool
import_choose_sheet(Ctx *cx, const Import *import, int64_t number)
{
    g_auto(GStrv) names = g_strsplit(import->sheets, "\n", -1);
    if (number < 1 || number > (int64_t)g_strv_length(names) || !import_begin(cx, import, "look"))
        return false;
    db_run(cx, &SQL_import_set_sheet, DB_ARGS(import->id, number, import->sheets));
    return true;
}

bool
import_skip_check(Ctx *cx, int64_t id)
{
    return db_run(cx, &SQL_import_set_state, DB_ARGS(id, "check", "apply")) == 1;
}

/* ---- what is deleted ---- */

/* File, samples and what became of the rows. */
static void
clear(Ctx *cx, const Import *import)
{
    part_delete_all(cx, import->id);
    db_run(cx, &SQL_import_delete_columns, DB_ARGS(import->id));
    db_run(cx, &SQL_import_delete_spellings, DB_ARGS(import->id));
    db_run(cx, &SQL_import_clear, DB_ARGS(import->id, cx->now));
    if (import->file_id != 0)
        file_forget(cx, import->file_id);
}

bool
import_delete(Ctx *cx, const Import *import)
{
    bool undoable = strcmp(import->state, "done") == 0 && import->cleared_at == 0;
    if (undoable || import_is_working(import))
        return false;
    clear(cx, import);
    audit(cx, "import.delete", 0,
          arena_printf(cx->arena, "#%" PRId64 ": %s", import->id, import->name));
    return db_run(cx, &SQL_import_delete, DB_ARGS(import->id)) == 1;
}

int64_t
import_clear_old(Ctx *cx)
{
    DbRows rows = db_all(cx, &SQL_import_list_old, &IMPORT, DB_ARGS(cx->now - IMPORT_KEEP_SECONDS));
    for (size_t i = 0; i < rows.n; i++)
        clear(cx, (const Import *)rows.at + i);
    return (int64_t)rows.n;
}
