/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * All campaigns, year by year, with what came of each.
 */
#include "base/limits.h"
#include "week/pages.h"
#include "week/week_list.html.h"

static WeekRow
row_of(Ctx *cx, const Item *item, const Week *week, const WeekFigures *figures)
{
    return (WeekRow){.item = item_with_figures(cx, item),
                     .first_on = week->first_on != NULL ? week->first_on : item->actual_on,
                     .last_on = week_end(week),
                     .planned = item->planned_on,
                     .figures = figures->days > 0 ? figures : NULL};
}

static WeekRowSpan
rows_of(Ctx *cx, ItemSpan items)
{
    int64_t *ids = arena_array_of(cx->arena, int64_t, items.n);
    WeekRow *rows = arena_array_of(cx->arena, WeekRow, items.n);
    for (size_t i = 0; i < items.n; i++)
        ids[i] = items.at[i].id;
    const Week *weeks = week_find_each(cx, ids, items.n);
    const WeekFigures *figures = week_figures(cx, ids, items.n);
    for (size_t i = 0; i < items.n; i++)
        rows[i] = row_of(cx, &items.at[i], &weeks[i], &figures[i]);
    return (WeekRowSpan){rows, items.n};
}

Response *
get_weeks(Request *req)
{
    Ctx *cx = req->cx;
    ItemFilter filter = {.kind = "campaign",
                         .limit = LIMIT_PAGE_ROWS,
                         .offset = (req_page(req) - 1) * LIMIT_PAGE_ROWS};
    ItemSpan items = item_list(cx, &filter);
    WeekList view = {.rows = rows_of(cx, items), .n = (int64_t)items.n};
    if (filter.offset > 0 || items.n == LIMIT_PAGE_ROWS)
        view.n = item_count(cx, &filter);
    view.pages = link_pages(req, view.n);
    Page page = {.title = lang_text(cx->lang, N_("Campaigns")),
                 .section = "advocate",
                 .here = HERE({N_("Advocate"), "/advocate"}),
                 .feed = "/campaigns.atom",
                 .hidden = req_page(req) > 1};
    return respond_page(req, 200, &page, week_list, &view);
}
