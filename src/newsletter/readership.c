/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * How many take the newsletter: a line over time with what it says, for the desk.
 */
#include "alliance/figure.h"
#include "base/moment.h"
#include "draw/chart.h"
#include "lang/format.h"
#include "newsletter/pages.h"

static SafeHtml
chart_of(Request *req, ReaderMonthSpan months)
{
    Ctx *cx = req->cx;
    ChartPoint *points = arena_array_of(cx->arena, ChartPoint, months.n);
    for (size_t i = 0; i < months.n; i++) {
        int64_t end = 0;
        date_end(months.at[i].month, &end);
        points[i] = (ChartPoint){.at = end,
                                 .value = months.at[i].readers,
                                 .when = format_date(cx->arena, cx->lang, months.at[i].month)};
    }
    Html *out = html_begin(req);
    chart_line(out, (ChartPointSpan){points, months.n},
               lang_text(cx->lang, N_("Readers of the newsletter over time; the table has the "
                                      "numbers")));
    return html_taken(out);
}

static const char *
finding_of(Ctx *cx, ReaderMonthSpan months)
{
    const ReaderMonth *first = &months.at[0], *last = &months.at[months.n - 1];
    return lang_fill(cx->arena,
                     lang_text(cx->lang, N_("From {a} readers in {first} to {b} in {last}")), "a",
                     format_number(cx->arena, cx->lang, first->readers), "first",
                     format_date(cx->arena, cx->lang, first->month), "b",
                     format_number(cx->arena, cx->lang, last->readers), "last",
                     format_date(cx->arena, cx->lang, last->month), NULL);
}

static ReaderMonthSpan
newest_first(Ctx *cx, ReaderMonthSpan months)
{
    ReaderMonth *at = arena_array_of(cx->arena, ReaderMonth, months.n);
    for (size_t i = 0; i < months.n; i++)
        at[i] = months.at[months.n - 1 - i];
    return (ReaderMonthSpan){at, months.n};
}

const Readership *
readership(Request *req)
{
    Ctx *cx = req->cx;
    int64_t end = 0;
    figure_end(cx, NULL, &end);
    ReaderMonthSpan months = reader_months(cx, end);
    Readership *all = arena_new_of(cx->arena, Readership);
    if (months.n == 0)
        return all;
    all->now = &months.at[months.n - 1];
    all->months = newest_first(cx, months);
    all->has_chart = months.n > 1;
    if (all->has_chart) {
        all->chart = chart_of(req, months);
        all->finding = finding_of(cx, months);
    }
    return all;
}
