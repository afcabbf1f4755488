/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Figures, how they are known, and where members are.
 */
#include "alliance/figure.h"
#include "lang/format.h"
#include "render/markdown.h"
#include "site/figure_show.h"
#include "site/figure_show.html.h"
#include "site/figures.html.h"
#include "site/home.h"
#include "site/members.html.h"
#include "site/pages.h"

#include <string.h>

static FigureRowSpan
count_all(Ctx *cx, const char *date)
{
    size_t n = 0;
    while (FIGURES[n].name != NULL)
        n++;
    FigureRow *rows = arena_array_of(cx->arena, FigureRow, n);
    for (size_t i = 0; i < n; i++)
        rows[i] = (FigureRow){&FIGURES[i], figure_count(cx, FIGURES[i].name, date)};
    return (FigureRowSpan){rows, n};
}

Response *
get_figures(Request *req)
{
    Ctx *cx = req->cx;
    const FigureAsk ask = figure_ask(req);
    FigureList view = {.ask = &ask, .now = cx->now};
    if (ask.problem == NULL)
        view.rows = count_all(cx, ask.date);
    Page page = {.title = lang_text(cx->lang, N_("Figures and how we know them")),
                 .section = "about",
                 .here = HERE({N_("About"), "/about"})};
    return respond_page(req, figure_status(&ask), &page, figures, &view);
}

/* Countries over time; the other figures have no history of their own. */
static void
draw_growth(Request *req, FigureShow *view)
{
    RosterQuestion question = {.eye = ROSTER_SECRETARIAT, .at = view->ask->end};
    RosterMonthSpan months = roster_months(req->cx, &question);
    view->has_chart = months.n > 1;
    view->chart = home_chart(req, months, true);
    view->finding = home_growth_finding(req->cx, months, true);
}

Response *
get_figure(Request *req)
{
    Ctx *cx = req->cx;
    const FigureKind *kind = figure_kind_find(req_text(req, "name"));
    if (kind == NULL)
        return respond_not_found(req);

    const FigureAsk ask = figure_ask(req);
    FigureShow view = {.kind = kind, .ask = &ask, .now = cx->now, .counted = ask.problem == NULL};
    if (view.counted)
        view.value = figure_count(cx, kind->name, ask.date);
    if (view.counted && strcmp(kind->name, "countries") == 0)
        draw_growth(req, &view);
    Page page = {
        .title = lang_text(cx->lang, kind->label),
        .section = "about",
        .here = HERE({N_("About"), "/about"}, {N_("Figures and how we know them"), "/figures"})};
    return respond_page(req, figure_status(&ask), &page, figure_show, &view);
}

static CountryRowSpan
country_rows(Ctx *cx, RosterCountSpan counts)
{
    CountryRow *rows = arena_array_of(cx->arena, CountryRow, counts.n);
    for (size_t i = 0; i < counts.n; i++)
        rows[i] = (CountryRow){.iso2 = counts.at[i].value,
                               .name = format_country(cx->arena, cx->lang, counts.at[i].value),
                               .n = counts.at[i].n};
    return (CountryRowSpan){rows, counts.n};
}

Response *
get_members(Request *req)
{
    Ctx *cx = req->cx;
    RosterMonthSpan months;
    RosterCountSpan counts;
    home_count(cx, &months, &counts);
    Members view = {.settings = settings(cx),
                    .members = counts.found,
                    .n_countries = (int64_t)counts.n,
                    .now = cx->now,
                    .map = home_map(req, counts, true),
                    .key = home_map_key(req, counts),
                    .chart = home_chart(req, months, false),
                    .join = markdown_html(cx->arena, settings(cx)->join_text),
                    .finding = home_map_finding(cx, counts),
                    .growth = home_growth_finding(cx, months, false),
                    .countries = country_rows(cx, counts),
                    .has_chart = months.n > 1,
                    .is_member = cx->me.roles != 0};
    Page page = {.title = lang_text(cx->lang, N_("Members")), .section = "members"};
    return respond_page(req, 200, &page, members, &view);
}
