/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One list: its progress, what becomes of its rows, and what can be done with it.
 */
#include "alliance/consent.h"
#include "base/limits.h"
#include "desk/working.h"
#include "import/import_show.html.h"
#include "import/pages.h"
#include "lang/format.h"

#include <string.h>

/* ---- notes ---- */

static const char *
purpose_label(Ctx *cx, const char *name)
{
    const Purpose *purpose = purpose_find(name);
    return purpose != NULL ? lang_text(cx->lang, purpose->label) : name;
}

/* A value as people write it. */
static const char *
value_of(Ctx *cx, NoteKind kind, const char *value)
{
    if (*value == '\0')
        return "";
    switch (kind) {
    case NOTE_COUNTRY: return format_country(cx->arena, cx->lang, value);
    case NOTE_LANGUAGE: return format_language(cx->arena, cx->lang, value);
    case NOTE_JOINED:
    case NOTE_MEMBER:
        return format_day(cx->arena, cx->lang, g_ascii_strtoll(value, NULL, 10), "UTC");
    case NOTE_CONSENT:
    case NOTE_HAS_ANSWERED: return purpose_label(cx, value);
    default: return value;
    }
}

NoteLine
note_line(Ctx *cx, const Note *note)
{
    return (NoteLine){.label = NOTE_LABELS[note->kind],
                      .old = value_of(cx, note->kind, note->old),
                      .value = value_of(cx, note->kind, note->value),
                      .is_change = note_is_change(note->kind)};
}

/* ---- the page ---- */

static bool
is_in(const Import *import, const char *state)
{
    return strcmp(import->state, state) == 0;
}

/* Labels say what will be while nothing was done. */
static const char *
outcome_label(const Import *import, int outcome)
{
    bool planned = is_in(import, "checked") || is_in(import, "check");
    return planned ? OUTCOME_PLANS[outcome] : OUTCOME_LABELS[outcome];
}

static Outcome
outcome_asked(Request *req)
{
    const char *name = req_query(req, "outcome");
    for (int i = 1; i < N_OUTCOMES; i++)
        if (strcmp(OUTCOME_NAMES[i], name) == 0)
            return (Outcome)i;
    return 0;
}

/* To the rows themselves: what comes before them is long where countries are asked for. */
static const char *
rows_url(Request *req, Outcome outcome)
{
    return arena_printf(req->cx->arena, "%s#rows",
                        link_with(req, "outcome", outcome != 0 ? OUTCOME_NAMES[outcome] : NULL));
}

static LinkSpan
pages_of(Request *req, int64_t n_rows)
{
    LinkSpan pages = link_pages(req, n_rows);
    Link *links = arena_array_of(req->cx->arena, Link, pages.n + 1);
    for (size_t i = 0; i < pages.n; i++) {
        links[i] = pages.at[i];
        links[i].url = arena_printf(req->cx->arena, "%s#rows", links[i].url);
    }
    return (LinkSpan){links, pages.n};
}

static OutcomeLinkSpan
links_of(Request *req, const Import *import, const PartCounts *counts)
{
    OutcomeLink *links = arena_array_of(req->cx->arena, OutcomeLink, N_OUTCOMES);
    size_t n = 0;
    for (int i = 0; i < N_OUTCOMES && counts->of[0] > 0; i++)
        if (counts->of[i] > 0)
            links[n++] = (OutcomeLink){.label = outcome_label(import, i),
                                       .url = rows_url(req, (Outcome)i),
                                       .n_rows = counts->of[i],
                                       .here = outcome_asked(req) == (Outcome)i};
    return (OutcomeLinkSpan){links, n};
}

static ImportRowShowSpan
rows_of(Request *req, const Import *import, Outcome outcome)
{
    Ctx *cx = req->cx;
    PartRowSpan rows = part_list(cx, import->id, outcome, (req_page(req) - 1) * LIMIT_PAGE_ROWS,
                                 LIMIT_PAGE_ROWS);
    ImportRowShow *shown = arena_array_of(cx->arena, ImportRowShow, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const PartRow *row = &rows.at[i];
        NoteLine *notes = arena_array_of(cx->arena, NoteLine, row->n_notes + 1);
        for (size_t k = 0; k < row->n_notes; k++)
            notes[k] = note_line(cx, &row->notes[k]);
        bool gone = row->outcome == OUTCOME_TAKEN_BACK;
        shown[i] = (ImportRowShow){
            .line = row->line,
            .person_id = gone ? 0 : row->person_id,
            .outcome = outcome_label(import, row->outcome),
            .email = row->email,
            .name = *row->name != '\0' ? row->name : "–",
            .notes = {notes, row->n_notes}
        };
    }
    return (ImportRowShowSpan){shown, rows.n};
}

/* One address for each hundred thousand rows. */
static LinkSpan
reports_of(Request *req, const Import *import, int64_t n_rows)
{
    Ctx *cx = req->cx;
    size_t n = (size_t)((n_rows + IMPORT_REPORT_ROWS - 1) / IMPORT_REPORT_ROWS);
    Link *links = arena_array_of(cx->arena, Link, n + 1);
    for (size_t i = 0; i < n; i++)
        links[i] = (Link){.label = n > 1 ? arena_printf(cx->arena, "%zu/%zu", i + 1, n) : NULL,
                          .url = arena_printf(cx->arena, "%s/report.csv?outcome=%s&page=%zu",
                                              import_url(cx, import->id),
                                              OUTCOME_NAMES[outcome_asked(req)], i + 1)};
    return (LinkSpan){links, n};
}

static Response *
respond_result(Request *req, const Import *import)
{
    Ctx *cx = req->cx;
    PartCounts counts = part_count(cx, import->id);
    Outcome outcome = outcome_asked(req);
    ImportShow view = {
        .import = import,
        .state = import_state_label(import),
        .outcomes = links_of(req, import, &counts),
        .rows = rows_of(req, import, outcome),
        .pages = pages_of(req, counts.of[outcome]),
        .reports = reports_of(req, import, counts.of[outcome]),
        .countries = is_in(import, "checked") && import->file_id != 0
                         ? import_country_form(req, import->id, false)
                         : NULL,
        .n_added = counts.of[OUTCOME_ADDED],
        .n_changed = counts.of[OUTCOME_CHANGED],
        .n_refused = counts.of[OUTCOME_REFUSED],
        .refused = rows_url(req, OUTCOME_REFUSED),
        .n_writes = counts.of[OUTCOME_ADDED] + counts.of[OUTCOME_CHANGED],
        .n_back = counts.of[OUTCOME_TAKEN_BACK],
        .n_kept = counts.of[OUTCOME_KEPT],
        .until = import->created_at + IMPORT_KEEP_SECONDS,
        .is_checked = is_in(import, "checked"),
        .is_done = is_in(import, "done"),
        .is_undone = is_in(import, "undone"),
        .is_failed = is_in(import, "failed"),
        .has_file = import->file_id != 0,
        .may_delete = !is_in(import, "done") || import->cleared_at != 0,
    };
    Page page = {.title = import->name, .here = HERE(DESK_CRUMB, IMPORT_CRUMB)};
    return respond_desk(req, 200, &page, import_show, &view);
}

static Response *
respond_being_read(Request *req, const Import *import)
{
    Working view = {.name = import->name,
                    .url = import_url(req->cx, import->id),
                    .state = import_state_label(import),
                    .n_done = import->n_done,
                    .n_rows = import->n_rows,
                    .counted = import->n_rows > 0};
    Page page = {.title = import->name, .here = HERE(DESK_CRUMB, IMPORT_CRUMB)};
    return respond_working(req, &page, &view);
}

Response *
get_desk_import(Request *req)
{
    const Import *import = import_find(req->cx, req_id(req, "id"));
    if (import == NULL)
        return respond_not_found(req);
    if (import_is_working(import))
        return respond_being_read(req, import);
    if (is_in(import, "match") && import->cleared_at == 0)
        return respond_redirect(req, "%s/columns", import_url(req->cx, import->id));
    return respond_result(req, import);
}

/* ---- acts ---- */

static Response *
delete_list(Request *req, const Import *import)
{
    if (!import_delete(req->cx, import))
        return respond_changed_meanwhile(req);
    return respond_done(req, "/desk/import",
                        lang_text(req->cx->lang, N_("The list is deleted; people stay.")));
}

Response *
post_desk_import(Request *req)
{
    const Import *import = import_find(req->cx, req_id(req, "id"));
    if (import == NULL)
        return respond_not_found(req);
    if (desk_is_pressed(req, "delete"))
        return delete_list(req, import);
    const char *work = desk_is_pressed(req, "undo")    ? "undo"
                       : desk_is_pressed(req, "apply") ? "apply"
                                                       : "";
    bool has_bytes = import->file_id != 0 || strcmp(work, "undo") == 0;
    if (!has_bytes || !import_begin(req->cx, import, work))
        return respond_changed_meanwhile(req);
    return respond_redirect(req, "%s", import_url(req->cx, import->id));
}
