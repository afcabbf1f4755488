/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Members by country and by what else is known of them, today or on a day of the past: as drawing,
 * as table, as CSV.
 */
#include "base/moment.h"
#include "draw/chart.h"
#include "lang/format.h"
#include "sheet/sheet_write.h"
#include "site/breakdown_show.h"
#include "site/breakdown_show.html.h"
#include "site/figure_ask.h"
#include "site/home.h"
#include "site/pages.h"

#include <string.h>

#define CSV_TYPE "text/csv; charset=utf-8"

static LinkSpan
list_kinds(Ctx *cx, const BreakdownKind *chosen)
{
    size_t n = 0;
    for (const BreakdownKind *kind = BREAKDOWNS; kind->dimension != NULL; kind++)
        n++;
    Link *at = arena_array_of(cx->arena, Link, n);
    n = 0;
    for (const BreakdownKind *kind = BREAKDOWNS; kind->dimension != NULL; kind++)
        if (breakdown_find(cx, kind->dimension) != NULL)
            at[n++] = (Link){lang_text(cx->lang, roster_dimension_find(kind->dimension)->label),
                             kind->dimension, kind == chosen};
    return (LinkSpan){at, n};
}

static BreakdownRowSpan
list_rows(Request *req, const BreakdownShow *view, const Breakdown *counted)
{
    Ctx *cx = req->cx;
    const RosterDimension *dimension = roster_dimension_find(view->kind->dimension);
    BreakdownRow *at = arena_array_of(cx->arena, BreakdownRow, counted->counts.n);
    for (size_t i = 0; i < counted->counts.n; i++) {
        const RosterCount *count = &counted->counts.at[i];
        at[i] = (BreakdownRow){
            .value = count->value,
            .label = roster_label(view->ask->labels, dimension, count->value),
            .n = count->n,
            .url = breakdown_is_open(cx) ? link_with(req, dimension->name, count->value) : NULL};
    }
    return (BreakdownRowSpan){at, counted->counts.n};
}

/* A map of countries, bars of all else. */
static void
draw(Request *req, BreakdownShow *view, RosterCountSpan counts)
{
    view->is_map = strcmp(view->kind->dimension, "country") == 0;
    if (view->is_map) {
        view->drawing = home_map(req, counts, true);
        view->key = home_map_key(req, counts);
        return;
    }
    ChartBar *bars = arena_array_of(req->cx->arena, ChartBar, view->rows.n);
    for (size_t i = 0; i < view->rows.n; i++)
        bars[i] = (ChartBar){.label = view->rows.at[i].label, .value = view->rows.at[i].n};
    Html *out = html_begin(req);
    chart_bars(out, (ChartBarSpan){bars, view->rows.n},
               lang_text(req->cx->lang, N_("The table has the numbers")));
    view->drawing = html_taken(out);
}

/* Which value stands out, if one does. */
static const char *
find_most(Ctx *cx, const BreakdownShow *view)
{
    const BreakdownRow *row = view->rows.at;
    if (view->rows.n < 2 || row[0].n == row[1].n)
        return NULL;
    return lang_fill(cx->arena,
                     lang_text(cx->lang, N_("{value}: {n} of {m} members, more than any other")),
                     "value", row->label, "n", format_number(cx->arena, cx->lang, row->n), "m",
                     format_number(cx->arena, cx->lang, view->value), NULL);
}

/* Quarters end with a month. */
static const char *
as_of(Ctx *cx, const BreakdownShow *view, const Breakdown *counted)
{
    if (counted->rounded)
        return arena_strndup(cx->arena, moment_date(cx->arena, counted->end - 1),
                             strlen("2016-12"));
    return view->ask->is_now ? NULL : view->ask->date;
}

static void
count(Request *req, BreakdownShow *view)
{
    Breakdown counted = breakdown_ask(req->cx, view->kind, view->ask->filter, view->ask->end);
    view->value = counted.members;
    view->without = counted.without;
    view->rounded = counted.rounded;
    view->rows = list_rows(req, view, &counted);
    view->as_of = as_of(req->cx, view, &counted);
    view->finding = find_most(req->cx, view);
    draw(req, view, counted.counts);
    view->counted = true;
}

/* What the address asks; NULL for a dimension that there is not, or not for this viewer. */
static BreakdownShow *
read_show(Request *req)
{
    Ctx *cx = req->cx;
    const char *by = req_query(req, "by");
    const BreakdownKind *kind = *by == '\0' ? BREAKDOWNS : breakdown_find(cx, by);
    if (kind == NULL)
        return NULL;
    FigureAsk *ask = arena_new_of(cx->arena, FigureAsk);
    *ask = figure_ask(req);
    BreakdownShow *view = arena_new_of(cx->arena, BreakdownShow);
    *view = (BreakdownShow){
        .figure = figure_kind_find("members"),
        .ask = ask,
        .kind = kind,
        .kinds = list_kinds(cx, kind),
        .column = lang_text(cx->lang, roster_dimension_find(kind->dimension)->label),
        .csv = figure_link(req, "/figures/members.csv"),
        .growth = figure_link(req, "/figures/growth"),
        .now = cx->now,
        .few = BREAKDOWN_FEW};
    if (ask->problem == NULL)
        count(req, view);
    return view;
}

Response *
get_figure_members(Request *req)
{
    BreakdownShow *view = read_show(req);
    if (view == NULL)
        return respond_not_found(req);
    Page page = {
        .title = lang_text(req->cx->lang, view->kind->title),
        .section = "about",
        .here = HERE({N_("About"), "/about"}, {N_("Figures and how we know them"), "/figures"})};
    return respond_page(req, figure_status(view->ask), &page, breakdown_show, view);
}

Response *
get_figure_members_csv(Request *req)
{
    BreakdownShow *view = read_show(req);
    if (view == NULL)
        return respond_not_found(req);
    if (!view->counted)
        return respond_error(req, 422, view->ask->problem);

    Ctx *cx = req->cx;
    const char *members = lang_text(cx->lang, N_("Members"));
    GString *out = arena_string(cx->arena, 1024);
    g_string_append(out, SHEET_BEGIN);
    sheet_write_row(out, (const char *[]){view->kind->dimension, view->column, members}, 3);
    for (size_t i = 0; i < view->rows.n; i++) {
        const BreakdownRow *row = &view->rows.at[i];
        const char *n = arena_printf(cx->arena, "%" PRId64, row->n);
        sheet_write_row(out, (const char *[]){row->value, row->label, n}, 3);
    }
    const char *few = lang_fill(cx->arena, lang_text(cx->lang, N_("fewer than {n}")), "n",
                                format_number(cx->arena, cx->lang, BREAKDOWN_FEW), NULL);
    const char *rest = lang_text(cx->lang,
                                 view->rounded ? N_("All others, each") : N_("Not known"));
    const char *without = arena_printf(cx->arena, "%" PRId64, view->without);
    sheet_write_row(out, (const char *[]){"", rest, view->rounded ? few : without}, 3);
    return respond_bytes(req, CSV_TYPE, (Bytes){out->str, out->len});
}
