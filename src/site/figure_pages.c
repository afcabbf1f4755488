/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Figures, how they are known, and where members are.
 */
#include "base/moment.h"
#include "draw/map.h"
#include "lang/format.h"
#include "render/markdown.h"
#include "site/figure_show.h"
#include "site/figure_show.html.h"
#include "site/figures.html.h"
#include "site/home.h"
#include "site/members.html.h"
#include "site/pages.h"

#include <string.h>

Response *
get_figures(Request *req)
{
    Ctx *cx = req->cx;
    size_t n = 0;
    while (FIGURES[n].name != NULL)
        n++;
    FigureRow *rows = arena_array_of(cx->arena, FigureRow, n);
    for (size_t i = 0; i < n; i++)
        rows[i] = (FigureRow){&FIGURES[i], figure_count(cx, FIGURES[i].name, NULL)};
    FigureList view = {
        .rows = {rows, n},
          .now = cx->now
    };
    Page page = {.title = lang_text(cx->lang, N_("Figures and how we know them")),
                 .section = "about",
                 .here = HERE({N_("About"), "/about"})};
    return respond_page(req, 200, &page, figures, &view);
}

static MonthCountSpan
newest_first(Ctx *cx, MonthCountSpan months)
{
    MonthCount *at = arena_array_of(cx->arena, MonthCount, months.n);
    for (size_t i = 0; i < months.n; i++)
        at[i] = months.at[months.n - 1 - i];
    return (MonthCountSpan){at, months.n};
}

Response *
get_figure(Request *req)
{
    Ctx *cx = req->cx;
    const FigureKind *kind = figure_kind_find(req_text(req, "name"));
    if (kind == NULL)
        return respond_not_found(req);

    const char *date = req_query(req, "date");
    bool valid = *date == '\0' || date_is_valid(date);
    bool countries = strcmp(kind->name, "countries") == 0;
    FigureShow view = {.kind = kind, .date = date, .now = cx->now, .has_value = valid};
    if (valid)
        view.value = figure_count(cx, kind->name, date);
    else
        view.problem = lang_text(cx->lang, N_("This is not a date. Write 2016-07-31, 2016-07 or "
                                              "2016."));
    if (countries || strcmp(kind->name, "members") == 0) {
        MonthCountSpan months = figure_growth(cx);
        view.by_month = months.n > 0;
        view.has_chart = months.n > 1;
        view.chart = home_chart(req, months, countries);
        view.finding = home_growth_finding(cx, months, countries);
        view.months = newest_first(cx, months);
    }
    Page page = {
        .title = lang_text(cx->lang, kind->label),
        .section = "about",
        .here = HERE({N_("About"), "/about"}, {N_("Figures and how we know them"), "/figures"})};
    return respond_page(req, valid ? 200 : 422, &page, figure_show, &view);
}

static CountryRowSpan
country_rows(Ctx *cx, CountryCountSpan counts)
{
    CountryRow *rows = arena_array_of(cx->arena, CountryRow, counts.n);
    for (size_t i = 0; i < counts.n; i++)
        rows[i] = (CountryRow){.iso2 = counts.at[i].iso2,
                               .name = format_country(cx->arena, cx->lang, counts.at[i].iso2),
                               .n = counts.at[i].n};
    return (CountryRowSpan){rows, counts.n};
}

Response *
get_members(Request *req)
{
    Ctx *cx = req->cx;
    MonthCountSpan months = figure_growth(cx);
    CountryCountSpan counts = figure_members_by_country(cx, NULL);
    MapValue *values = arena_array_of(cx->arena, MapValue, counts.n);
    for (size_t i = 0; i < counts.n; i++)
        values[i] = (MapValue){.iso2 = counts.at[i].iso2, .n = counts.at[i].n};
    Html *key = html_begin(req);
    MapBreaks breaks = map_breaks((MapSpan){values, counts.n});
    map_key(key, (MapSpan){values, counts.n}, &breaks);

    Members view = {.settings = settings(cx),
                    .members = months.n > 0 ? months.at[months.n - 1].members : 0,
                    .n_countries = (int64_t)counts.n,
                    .now = cx->now,
                    .map = home_map(req, counts, true),
                    .key = html_taken(key),
                    .chart = home_chart(req, months, false),
                    .join = markdown_html(cx->arena, settings(cx)->join_text),
                    .finding = home_map_finding(cx, counts),
                    .growth = home_growth_finding(cx, months, false),
                    .countries = country_rows(cx, counts),
                    .has_chart = months.n > 1};
    Page page = {.title = lang_text(cx->lang, N_("Members")), .section = "members"};
    return respond_page(req, 200, &page, members, &view);
}
