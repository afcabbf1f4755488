/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What becomes of rows, to download.
 */
#include "accession/cells.h"
#include "accession/pages.h"
#include "base/text.h"
#include "sheet/sheet_write.h"

#include <string.h>

static const char *
notes_text(Ctx *cx, const AccessionRow *row)
{
    GString *text = arena_string(cx->arena, 64);
    NoteShowSpan notes = accession_notes(cx, row);
    const char *choice = accession_choice_label(row);
    if (choice != NULL)
        g_string_append(text, lang_text(cx->lang, choice));
    for (size_t i = 0; i < notes.n; i++) {
        const NoteShow *note = &notes.at[i];
        g_string_append_printf(text, "%s%s%s%s%s%s", text->len > 0 ? "; " : "",
                               note->column != NULL ? lang_text(cx->lang, note->column) : "",
                               note->column != NULL ? ": " : "", lang_text(cx->lang, note->words),
                               *note->value != '\0' ? " " : "", note->value);
    }
    return text->str;
}

static void
write_row(Ctx *cx, GString *out, const Accession *accession, const AccessionRow *row)
{
    const AccessionOutcome *outcome = accession_outcome_find(row->outcome);
    const char *label = outcome != NULL ? accession_outcome_label(accession, outcome) : "";
    const char *const cells[] = {arena_printf(cx->arena, "%" PRId64, row->line),
                                 *label != '\0' ? lang_text(cx->lang, label) : "", row->title,
                                 text_or_empty(row->path), notes_text(cx, row)};
    sheet_write_row(out, cells, G_N_ELEMENTS(cells));
}

Response *
get_desk_accession_report(Request *req)
{
    Ctx *cx = req->cx;
    const Accession *accession = accession_find(cx, req_id(req, "id"));
    if (accession == NULL || accession->cleared_at != 0)
        return respond_not_found(req);
    const char *const header[] = {
        lang_text(cx->lang, N_("Row")), lang_text(cx->lang, N_("What happens")),
        lang_text(cx->lang, N_("Title")), lang_text(cx->lang, N_("Address")),
        lang_text(cx->lang, N_("Details"))};
    AccessionRowSpan rows = accession_show_rows(cx, accession->id, req_query(req, "outcome"), 0,
                                                ACCESSION_ROWS);
    GString *out = arena_string(cx->arena, 128 * rows.n + 256);
    g_string_append(out, SHEET_BEGIN);
    sheet_write_row(out, header, G_N_ELEMENTS(header));
    for (size_t i = 0; i < rows.n; i++)
        write_row(cx, out, accession, &rows.at[i]);
    Response *res = respond_bytes(req, "text/csv; charset=utf-8", (Bytes){out->str, out->len});
    respond_header(res, "Content-Disposition",
                   arena_printf(cx->arena, "attachment; filename=\"publications-%" PRId64 ".csv\"",
                                accession->id));
    res->private = true;
    return res;
}
