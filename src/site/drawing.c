/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Members as map and line, for the home page and the pages behind it.
 */
#include "alliance/figure.h"
#include "base/moment.h"
#include "draw/chart.h"
#include "draw/map.h"
#include "lang/format.h"
#include "site/home.h"

void
home_count(Ctx *cx, RosterMonthSpan *ret_months, RosterCountSpan *ret_countries)
{
    RosterQuestion question = {.eye = ROSTER_SECRETARIAT};
    figure_end(cx, NULL, &question.at);
    *ret_months = roster_months(cx, &question);
    *ret_countries = roster_count_by(cx, &question, roster_dimension_find("country"));
}

static MapSpan
map_values(Ctx *cx, RosterCountSpan counts)
{
    MapValue *values = arena_array_of(cx->arena, MapValue, counts.n);
    for (size_t i = 0; i < counts.n; i++)
        values[i] = (MapValue){.iso2 = counts.at[i].value, .n = counts.at[i].n};
    return (MapSpan){values, counts.n};
}

SafeHtml
home_map(Request *req, RosterCountSpan counts, bool large)
{
    MapOptions options = {
        .label = lang_text(req->cx->lang, N_("World map of members by country; the table has the "
                                             "numbers")),
        .each = large};
    Html *out = html_begin(req);
    map_world(out, map_values(req->cx, counts), &options);
    return html_taken(out);
}

SafeHtml
home_map_key(Request *req, RosterCountSpan counts)
{
    MapSpan values = map_values(req->cx, counts);
    MapBreaks breaks = map_breaks(values);
    Html *out = html_begin(req);
    map_key(out, values, &breaks);
    return html_taken(out);
}

const char *
home_map_finding(Ctx *cx, RosterCountSpan counts)
{
    const char *name[3];
    if (counts.n < G_N_ELEMENTS(name))
        return lang_text(cx->lang, N_("Where members work"));
    for (size_t i = 0; i < G_N_ELEMENTS(name); i++)
        name[i] = format_country(cx->arena, cx->lang, counts.at[i].value);
    return lang_fill(cx->arena,
                     lang_text(cx->lang, N_("Members work in {n} countries, most of them in {a}, "
                                            "{b} and {c}")),
                     "n", format_number(cx->arena, cx->lang, (int64_t)counts.n), "a", name[0], "b",
                     name[1], "c", name[2], NULL);
}

SafeHtml
home_chart(Request *req, RosterMonthSpan months, bool countries)
{
    Ctx *cx = req->cx;
    ChartPoint *points = arena_array_of(cx->arena, ChartPoint, months.n);
    size_t n = 0;
    for (size_t i = 0; i < months.n; i++) {
        const RosterMonth *month = &months.at[i];
        int64_t end = 0;
        if (!date_end(month->month, &end))
            continue;
        points[n++] = (ChartPoint){.at = end,
                                   .value = countries ? month->countries : month->members,
                                   .when = format_date(cx->arena, cx->lang, month->month)};
    }
    Html *out = html_begin(req);
    chart_line(out, (ChartPointSpan){points, n},
               lang_text(cx->lang, countries ? N_("Countries with members over time; the table has "
                                                  "the numbers")
                                             : N_("Members over time; the table has the numbers")));
    return html_taken(out);
}

const char *
home_growth_finding(Ctx *cx, RosterMonthSpan months, bool countries)
{
    if (months.n < 2)
        return NULL;
    const RosterMonth *first = &months.at[0], *last = &months.at[months.n - 1];
    int64_t from = countries ? first->countries : first->members;
    int64_t to = countries ? last->countries : last->members;
    const char *text = countries ? N_("From {a} countries in {first} to {b} in {last}")
                                 : N_("From {a} members in {first} to {b} in {last}");
    return lang_fill(cx->arena, lang_text(cx->lang, text), "a",
                     format_number(cx->arena, cx->lang, from), "first",
                     format_date(cx->arena, cx->lang, first->month), "b",
                     format_number(cx->arena, cx->lang, to), "last",
                     format_date(cx->arena, cx->lang, last->month), NULL);
}
