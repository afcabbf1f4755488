/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The record: each remark and proposal with what became of it, as a page and as a sheet.
 */
#include "drafting/pages.h"
#include "drafting/record_show.html.h"

#include "base/limits.h"
#include "base/moment.h"
#include "lang/lang.h"
#include "sheet/sheet_write.h"

#define RECORD_OUT 100000 /* rows in a sheet: more than any consultation had */

static RecordLineSpan
lines_of(Ctx *cx, RecordSpan rows)
{
    RecordLine *lines = arena_array_of(cx->arena, RecordLine, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        lines[i] = (RecordLine){&rows.at[i], wording_state_label(rows.at[i].state)};
    return (RecordLineSpan){lines, rows.n};
}

Response *
get_record(Request *req)
{
    Ctx *cx = req->cx;
    const DraftAsked *asked = draft_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    int64_t limit = LIMIT_PAGE_ROWS;
    RecordShow view = {.asked = asked,
                       .n = drafting_count_record(cx, asked->item->id),
                       .lines = lines_of(cx, drafting_record(cx, asked->item->id, limit,
                                                             (req_page(req) - 1) * limit))};
    view.pages = link_pages(req, view.n);
    return respond_page(
        req, 200,
        item_page_below(cx, asked->item, lang_text(cx->lang, N_("Record of the remarks"))),
        record_show, &view);
}

/* ---- as a sheet ---- */

static const char *const headings[] = {
    N_("Paragraph"),
    N_("When"),
    N_("Name"),
    N_("Kind"),
    N_("Words"),
    N_("It said"),
    N_("Proposed wording"),
    N_("Agree"),
    N_("Decision"),
    N_("Reason"),
    N_("Decided by"),
    N_("Decided on"),
};

static const char *
number_or_none(Arena *arena, int64_t number)
{
    return number != 0 ? arena_printf(arena, "%" PRId64, number) : "";
}

static const char *
day_or_none(Arena *arena, int64_t moment)
{
    return moment != 0 ? arena_strndup(arena, moment_local(arena, moment, "UTC"), 10) : "";
}

static void
write_row(Ctx *cx, GString *out, const RecordRow *row)
{
    Arena *arena = cx->arena;
    const char *kind = row->proposes ? N_("Proposal") : N_("Comment");
    const char *name = *row->name != '\0' ? row->name : lang_text(cx->lang, N_("A former member"));
    const char *wording = row->proposes && *row->wording == '\0' && *row->base != '\0'
                              ? lang_text(cx->lang, N_("(strike it out)"))
                              : row->wording;
    const char *state = wording_state_label(row->state);
    const char *const cells[] = {number_or_none(arena, row->paragraph),
                                 day_or_none(arena, row->created_at),
                                 name,
                                 lang_text(cx->lang, kind),
                                 row->words,
                                 row->base,
                                 wording,
                                 row->proposes ? arena_printf(arena, "%" PRId64, row->n_agree) : "",
                                 *state != '\0' ? lang_text(cx->lang, state) : "",
                                 row->reason,
                                 row->decider,
                                 day_or_none(arena, row->decided_at)};
    G_STATIC_ASSERT(G_N_ELEMENTS(cells) == G_N_ELEMENTS(headings));
    sheet_write_row(out, cells, G_N_ELEMENTS(cells));
}

Response *
get_record_csv(Request *req)
{
    Ctx *cx = req->cx;
    const DraftAsked *asked = draft_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    RecordSpan rows = drafting_record(cx, asked->item->id, RECORD_OUT, 0);
    GString *out = arena_string(cx->arena, 256 * (rows.n + 1));
    const char *cells[G_N_ELEMENTS(headings)];
    for (size_t i = 0; i < G_N_ELEMENTS(headings); i++)
        cells[i] = lang_text(cx->lang, headings[i]);
    g_string_append(out, SHEET_BEGIN);
    sheet_write_row(out, cells, G_N_ELEMENTS(cells));
    for (size_t i = 0; i < rows.n; i++)
        write_row(cx, out, &rows.at[i]);
    return respond_draft_file(req, "text/csv; charset=utf-8", out,
                              arena_printf(cx->arena, "%s-record.csv", asked->item->slug));
}
