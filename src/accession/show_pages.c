/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One table: its progress, what becomes of its rows, and what can be done with it.
 */
#include "accession/accession_halted.html.h"
#include "accession/accession_show.html.h"
#include "accession/cells.h"
#include "accession/column_names.h"
#include "accession/pages.h"
#include "base/limits.h"
#include "base/moment.h"
#include "desk/working.h"

#include <string.h>

#define SHOWN_FILES 200 /* that no row names, or that are refused */

static bool
is_in(const Accession *accession, const char *state)
{
    return strcmp(accession->state, state) == 0;
}

/* ---- rows ---- */

const char *
accession_outcome_label(const Accession *accession, const AccessionOutcome *outcome)
{
    bool planned = is_in(accession, "check") || is_in(accession, "checked");
    return planned ? outcome->plan : outcome->done;
}

NoteShowSpan
accession_notes(Ctx *cx, const AccessionRow *row)
{
    RowNoteSpan notes = row_notes(cx->arena, row->notes);
    NoteShow *shown = arena_array_of(cx->arena, NoteShow, notes.n + 1);
    for (size_t i = 0; i < notes.n; i++) {
        const ColumnName *column = column_name_find(notes.at[i].column);
        const char *words = lang_text(cx->lang, notes.at[i].words), *value = notes.at[i].value;
        bool is_filled = strstr(words, "{line}") != NULL;
        shown[i] = (NoteShow){.column = column != NULL ? column->label : NULL,
                              .words = is_filled ? lang_fill(cx->arena, words, "line", value, NULL)
                                                 : notes.at[i].words,
                              .value = is_filled ? "" : value};
    }
    return (NoteShowSpan){shown, notes.n};
}

const char *
accession_row_title(const AccessionRow *row)
{
    return *row->title != '\0' ? row->title : "–";
}

const char *
accession_choice_label(const AccessionRow *row)
{
    if (!row->is_double || *row->choice == '\0')
        return NULL;
    return strcmp(row->choice, ACCESSION_TAKE) == 0
               ? N_("An editor chose: bring it in all the same")
               : N_("An editor chose: leave it out");
}

static const char *
outcome_asked(Request *req)
{
    const AccessionOutcome *outcome = accession_outcome_find(req_query(req, "outcome"));
    return outcome != NULL ? outcome->name : "";
}

static RowShowSpan
rows_of(Request *req, const Accession *accession)
{
    Ctx *cx = req->cx;
    AccessionRowSpan rows = accession_show_rows(cx, accession->id, outcome_asked(req),
                                                (req_page(req) - 1) * LIMIT_PAGE_ROWS,
                                                LIMIT_PAGE_ROWS);
    RowShow *shown = arena_array_of(cx->arena, RowShow, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const AccessionOutcome *outcome = accession_outcome_find(rows.at[i].outcome);
        shown[i] = (RowShow){
            .row = &rows.at[i],
            .outcome = outcome != NULL ? accession_outcome_label(accession, outcome) : "",
            .title = accession_row_title(&rows.at[i]),
            .choice = accession_choice_label(&rows.at[i]),
            .notes = accession_notes(cx, &rows.at[i])};
    }
    return (RowShowSpan){shown, rows.n};
}

/* To the rows themselves: much may stand above them. */
static const char *
rows_url(Request *req, const char *outcome)
{
    return arena_printf(req->cx->arena, "%s#rows",
                        link_with(req, "outcome", *outcome != '\0' ? outcome : NULL));
}

static int64_t
count_of(AccessionCountSpan counts, const char *outcome)
{
    int64_t n = 0;
    for (size_t i = 0; i < counts.n; i++)
        if (*outcome == '\0' || strcmp(counts.at[i].outcome, outcome) == 0)
            n += counts.at[i].n_rows;
    return n;
}

static OutcomeCountSpan
outcomes_of(Request *req, const Accession *accession, AccessionCountSpan counts)
{
    const char *asked = outcome_asked(req);
    OutcomeCount *shown = arena_array_of(req->cx->arena, OutcomeCount, counts.n + 1);
    size_t n = 0;
    if (counts.n > 0)
        shown[n++] = (OutcomeCount){N_("All rows"), rows_url(req, ""), count_of(counts, ""),
                                    *asked == '\0'};
    for (const AccessionOutcome *o = ACCESSION_OUTCOMES; o->name != NULL && n <= counts.n; o++)
        if (count_of(counts, o->name) > 0)
            shown[n++] = (OutcomeCount){accession_outcome_label(accession, o),
                                        rows_url(req, o->name), count_of(counts, o->name),
                                        strcmp(asked, o->name) == 0};
    return (OutcomeCountSpan){shown, n};
}

/* ---- columns and files ---- */

static ColumnShowSpan
columns_of(Ctx *cx, AccessionColumnSpan columns, bool used)
{
    ColumnShow *shown = arena_array_of(cx->arena, ColumnShow, columns.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < columns.n; i++) {
        const ColumnName *column = column_name_find(columns.at[i].meaning);
        if ((column != NULL) == used && *columns.at[i].header != '\0')
            shown[n++] = (ColumnShow){columns.at[i].header, column != NULL ? column->label : NULL};
    }
    return (ColumnShowSpan){shown, n};
}

/* Those that are refused, or those of the others that no row names. */
static AccessionFileSpan
files_of(Ctx *cx, AccessionFileSpan files, bool refused, int64_t *ret_n)
{
    AccessionFile *shown = arena_array_of(cx->arena, AccessionFile, SHOWN_FILES);
    size_t n = 0;
    *ret_n = 0;
    for (size_t i = 0; i < files.n; i++) {
        bool is_refused = *files.at[i].fault != '\0';
        if (is_refused != refused || (!is_refused && files.at[i].n_rows > 0))
            continue;
        (*ret_n)++;
        if (n < SHOWN_FILES)
            shown[n++] = files.at[i];
    }
    return (AccessionFileSpan){shown, n};
}

/* ---- the page ---- */

static void
show_counts(Request *req, AccessionShow *view, AccessionCountSpan counts)
{
    view->outcomes = outcomes_of(req, view->accession, counts);
    view->n_in = count_of(counts, "add") + count_of(counts, "edition");
    view->n_refused = count_of(counts, "refused");
    view->n_doubles = count_of(counts, "double");
    view->n_back = count_of(counts, "back");
    view->n_kept = count_of(counts, "kept");
    view->refused = rows_url(req, "refused");
    view->doubles = rows_url(req, "double");
    view->kept = rows_url(req, "kept");
    view->pages = link_pages(req, count_of(counts, outcome_asked(req)));
}

static Response *
respond_show(Request *req, const Accession *accession, const Form *form)
{
    Ctx *cx = req->cx;
    AccessionColumnSpan columns = accession_columns(cx, accession->id);
    AccessionFileSpan files = accession_files(cx, accession->id);
    int64_t began = accession->applied_at != 0 ? accession->applied_at : accession->created_at;
    AccessionShow view = {
        .accession = accession,
        .state = accession_state_label(accession),
        .rows = rows_of(req, accession),
        .report = arena_printf(cx->arena, "%s/report.csv?outcome=%s",
                               accession_url(cx, accession->id), outcome_asked(req)),
        .columns = columns_of(cx, columns, true),
        .unused = columns_of(cx, columns, false),
        .form = form,
        .until = began + ACCESSION_DAYS * MOMENT_DAY,
        .is_checked = accession_takes_files(accession),
        .is_done = is_in(accession, "done"),
        .is_undone = is_in(accession, "undone"),
        .is_undoable = accession_is_undoable(cx, accession),
        .is_cleared = accession->cleared_at != 0,
        .may_delete = accession_is_deletable(cx, accession),
    };
    view.loose = files_of(cx, files, false, &view.n_loose);
    view.wrong = files_of(cx, files, true, &view.n_wrong);
    show_counts(req, &view, accession_count(cx, accession->id));
    if (view.is_checked) {
        view.n_choosable = accession_count_doubles(cx, accession->id);
        view.n_unchecked = accession_count_unchecked(cx, accession->id);
    }
    Page page = {.title = accession->name, .here = HERE(DESK_CRUMB, ACCESSION_CRUMB)};
    return respond_desk(req, form == NULL || form_ok(form) ? 200 : 422, &page, accession_show,
                        &view);
}

static Response *
respond_at_work(Request *req, const Accession *accession)
{
    const Working view = {.name = accession->name,
                          .state = accession_state_label(accession),
                          .url = accession_url(req->cx, accession->id),
                          .n_done = accession->n_done,
                          .n_rows = accession->n_rows,
                          .counted = true};
    Page page = {.title = accession->name, .here = HERE(DESK_CRUMB, ACCESSION_CRUMB)};
    return respond_working(req, &page, &view);
}

static const char *
halted_words(const Accession *accession)
{
    return strcmp(accession->halted, "check") == 0 ? N_("It was being checked; nothing is written.")
           : strcmp(accession->halted, "apply") == 0 ? N_("It was being brought in.")
                                                     : N_("It was being taken back.");
}

static Response *
respond_halted(Request *req, const Accession *accession)
{
    const AccessionHalted view = {.accession = accession,
                                  .words = halted_words(accession),
                                  .is_cleared = accession->cleared_at != 0,
                                  .is_undoable = accession_is_undoable(req->cx, accession),
                                  .may_delete = accession_is_deletable(req->cx, accession)};
    Page page = {.title = accession->name, .here = HERE(DESK_CRUMB, ACCESSION_CRUMB)};
    return respond_desk(req, 200, &page, accession_halted, &view);
}

Response *
get_desk_accession(Request *req)
{
    Ctx *cx = req->cx;
    const Accession *accession = accession_find(cx, req_id(req, "id"));
    if (accession == NULL)
        return respond_not_found(req);
    if (accession_is_working(accession))
        return respond_at_work(req, accession);
    if (is_in(accession, "halted"))
        return respond_halted(req, accession);
    bool is_open = accession_takes_files(accession);
    return respond_show(req, accession,
                        is_open ? check_form_new(req, accession, accession_words(cx, accession->id))
                                : NULL);
}

/* ---- acts ---- */

Response *
post_desk_accession(Request *req)
{
    Ctx *cx = req->cx;
    const Accession *accession = accession_find(cx, req_id(req, "id"));
    if (accession == NULL)
        return respond_not_found(req);
    if (desk_is_pressed(req, "delete")) {
        if (!accession_delete(cx, accession))
            return respond_changed_meanwhile(req);
        return respond_done(req, "/desk/accessions",
                            lang_text(cx->lang, N_("The table is deleted; publications stay.")));
    }
    const char *work = desk_is_pressed(req, "undo")    ? "undo"
                       : desk_is_pressed(req, "check") ? "check"
                       : desk_is_pressed(req, "apply") ? "apply"
                                                       : "";
    bool begins = desk_is_pressed(req, "take-over") ? accession_take_over(cx, accession)
                                                    : accession_begin(cx, accession, work);
    if (!begins)
        return respond_changed_meanwhile(req);
    return respond_redirect(req, "%s", accession_url(cx, accession->id));
}

Response *
post_desk_accession_check(Request *req)
{
    Ctx *cx = req->cx;
    const Accession *accession = accession_find(cx, req_id(req, "id"));
    if (accession == NULL)
        return respond_not_found(req);
    if (!accession_takes_files(accession) || (req->uploads.n > 0 && req->prepared == NULL))
        return respond_changed_meanwhile(req);
    AccessionWordSpan words = accession_words(cx, accession->id);
    Form *form = check_form_read(req, words);
    if (!form_ok(form))
        return respond_show(req, accession, form);
    check_form_save(form, accession, words);
    const char *notice = form_ok(form) ? NULL : form->errors.at[0].error;
    if (!accession_begin(cx, accession, "check"))
        return respond_changed_meanwhile(req);
    return respond_done(req, accession_url(cx, accession->id), notice);
}
