/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What became of rows, to download.
 */
#include "import/pages.h"
#include "sheet/sheet_write.h"

#include <string.h>

static const char *
notes_of(Ctx *cx, const PartRow *row)
{
    GString *text = arena_string(cx->arena, 64);
    for (size_t i = 0; i < row->n_notes; i++) {
        NoteLine note = note_line(cx, &row->notes[i]);
        const char *label = lang_text(cx->lang, note.label);
        g_string_append_printf(text, "%s%s", text->len > 0 ? "; " : "", label);
        if (note.is_change)
            g_string_append_printf(text, ": %s%s%s", note.old, *note.old != '\0' ? " → " : "",
                                   note.value);
        else if (*note.value != '\0')
            g_string_append_printf(text, " %s%s%s", note.old, *note.old != '\0' ? ", " : "",
                                   note.value);
    }
    return text->str;
}

static void
write_rows(Ctx *cx, GString *out, const Import *import, PartRowSpan rows)
{
    bool planned = strcmp(import->state, "checked") == 0;
    const char *const header[] = {
        lang_text(cx->lang, N_("Row")), lang_text(cx->lang, N_("What happens")),
        lang_text(cx->lang, N_("E-mail address")), lang_text(cx->lang, N_("Name")),
        lang_text(cx->lang, N_("Details"))};
    g_string_append(out, SHEET_BEGIN);
    sheet_write_row(out, header, G_N_ELEMENTS(header));
    for (size_t i = 0; i < rows.n; i++) {
        const PartRow *row = &rows.at[i];
        const char *label = planned ? OUTCOME_PLANS[row->outcome] : OUTCOME_LABELS[row->outcome];
        const char *const cells[] = {arena_printf(cx->arena, "%" PRId64, row->line),
                                     lang_text(cx->lang, label), row->email, row->name,
                                     notes_of(cx, row)};
        sheet_write_row(out, cells, G_N_ELEMENTS(cells));
    }
}

Response *
get_desk_import_report(Request *req)
{
    Ctx *cx = req->cx;
    const Import *import = import_find(cx, req_id(req, "id"));
    if (import == NULL || import->cleared_at != 0)
        return respond_not_found(req);
    Outcome outcome = 0;
    for (int i = 1; i < N_OUTCOMES; i++)
        if (strcmp(OUTCOME_NAMES[i], req_query(req, "outcome")) == 0)
            outcome = (Outcome)i;
    PartRowSpan rows = part_list(cx, import->id, outcome, (req_page(req) - 1) * IMPORT_REPORT_ROWS,
                                 IMPORT_REPORT_ROWS);
    GString *out = arena_string(cx->arena, 128 * rows.n + 256);
    write_rows(cx, out, import, rows);
    Response *res = respond_bytes(req, "text/csv; charset=utf-8", (Bytes){out->str, out->len});
    respond_header(
        res, "Content-Disposition",
        arena_printf(cx->arena, "attachment; filename=\"list-%" PRId64 ".csv\"", import->id));
    res->private = true;
    return res;
}
