/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Members over time: how many there were, in how many countries, who joined and who left.
 */
#include "sheet/sheet_write.h"
#include "site/growth_show.h"
#include "site/growth_show.html.h"
#include "site/home.h"
#include "site/pages.h"

#include <string.h>

#define CSV_TYPE "text/csv; charset=utf-8"
#define YEAR_LETTERS 4 /* of "2016-12" */

/* Months as years: those who came and went added up, the others as at the last month's end. */
static RosterMonthSpan
by_year(Ctx *cx, RosterMonthSpan months)
{
    RosterMonth *at = arena_array_of(cx->arena, RosterMonth, months.n);
    size_t n = 0;
    for (size_t i = 0; i < months.n; i++) {
        const RosterMonth *month = &months.at[i];
        if (n == 0 || strncmp(at[n - 1].month, month->month, YEAR_LETTERS) != 0)
            at[n++] = (RosterMonth){.month = arena_strndup(cx->arena, month->month, YEAR_LETTERS)};
        RosterMonth *year = &at[n - 1];
        year->members = month->members;
        year->countries = month->countries;
        year->joined += month->joined;
        year->left += month->left;
    }
    return (RosterMonthSpan){at, n};
}

static RosterMonthSpan
newest_first(Ctx *cx, RosterMonthSpan rows)
{
    RosterMonth *at = arena_array_of(cx->arena, RosterMonth, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        at[i] = rows.at[rows.n - 1 - i];
    return (RosterMonthSpan){at, rows.n};
}

static void
count(Request *req, GrowthShow *view)
{
    Ctx *cx = req->cx;
    RosterQuestion question = {
        .filter = view->ask->filter, .eye = ROSTER_SECRETARIAT, .at = view->ask->end};
    RosterMonthSpan months = roster_months(cx, &question);
    view->has_chart = months.n > 1;
    view->members_chart = home_chart(req, months, false);
    view->countries_chart = home_chart(req, months, true);
    view->members_finding = home_growth_finding(cx, months, false);
    view->countries_finding = home_growth_finding(cx, months, true);
    view->rows = newest_first(cx, view->per_month ? months : by_year(cx, months));
    view->counted = true;
}

static GrowthShow *
read_show(Request *req)
{
    Ctx *cx = req->cx;
    FigureAsk *ask = arena_new_of(cx->arena, FigureAsk);
    *ask = figure_ask(req);
    GrowthShow *view = arena_new_of(cx->arena, GrowthShow);
    bool per_month = strcmp(req_query(req, "per"), "month") == 0;
    *view = (GrowthShow){.ask = ask,
                         .per_month = per_month,
                         .column = lang_text(cx->lang, per_month ? N_("Month") : N_("Year")),
                         .csv = figure_link(req, "/figures/growth.csv"),
                         .breakdown = figure_link(req, "/figures/members"),
                         .now = cx->now};
    if (ask->problem == NULL)
        count(req, view);
    return view;
}

Response *
get_figure_growth(Request *req)
{
    const GrowthShow *view = read_show(req);
    Page page = {
        .title = lang_text(req->cx->lang, N_("Members over time")),
        .section = "about",
        .here = HERE({N_("About"), "/about"}, {N_("Figures and how we know them"), "/figures"})};
    return respond_page(req, figure_status(view->ask), &page, growth_show, view);
}

Response *
get_figure_growth_csv(Request *req)
{
    Ctx *cx = req->cx;
    const GrowthShow *view = read_show(req);
    if (!view->counted)
        return respond_error(req, 422, view->ask->problem);

    const char *heads[] = {view->column, N_("Joined"), N_("Left"), N_("Members"), N_("Countries")};
    for (size_t i = 1; i < G_N_ELEMENTS(heads); i++)
        heads[i] = lang_text(cx->lang, heads[i]);
    GString *out = arena_string(cx->arena, 4096);
    g_string_append(out, SHEET_BEGIN);
    sheet_write_row(out, heads, G_N_ELEMENTS(heads));
    for (size_t i = 0; i < view->rows.n; i++) {
        const RosterMonth *row = &view->rows.at[i];
        const int64_t numbers[] = {row->joined, row->left, row->members, row->countries};
        const char *cells[1 + G_N_ELEMENTS(numbers)] = {row->month};
        for (size_t k = 0; k < G_N_ELEMENTS(numbers); k++)
            cells[k + 1] = arena_printf(cx->arena, "%" PRId64, numbers[k]);
        sheet_write_row(out, cells, G_N_ELEMENTS(cells));
    }
    return respond_bytes(req, CSV_TYPE, (Bytes){out->str, out->len});
}
