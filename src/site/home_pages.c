/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The home page: who we are, how many and where, what is next, what is new.
 */
#include "site/home.h"

#include "site/home.html.h"
#include "site/pages.h"

/* How many of the newest stand on the home page. */
#define N_LATEST 5

Response *
get_home(Request *req)
{
    Ctx *cx = req->cx;
    MonthCountSpan months = figure_growth(cx);
    CountryCountSpan counts = figure_members_by_country(cx, NULL);
    ItemCards year = {.items = year_list(cx, year_now(cx), NULL)};
    ItemCards latest = {.items = item_cards(cx, item_list(cx, &(ItemFilter){.limit = N_LATEST}))};
    /* The last month is the one that runs: its end is now. */
    const MonthCount *last = months.n > 0 ? &months.at[months.n - 1] : &(MonthCount){0};

    Home view = {.settings = settings(cx),
                 .members = last->members,
                 .countries = last->countries,
                 .now = cx->now,
                 .has_sentence = *settings(cx)->sentence != '\0',
                 .has_introduction = *settings(cx)->introduction != '\0',
                 .is_new = latest.items.n == 0 && (cx->me.roles & ROLE_SECRETARIAT) != 0,
                 .has_map = counts.n > 0,
                 .has_chart = months.n > 1,
                 .map = home_map(req, counts, false),
                 .chart = home_chart(req, months, false),
                 .finding = home_map_finding(cx, counts),
                 .growth = home_growth_finding(cx, months, false),
                 .year = year_now(cx),
                 .n_opportunities = (int64_t)year.items.n,
                 .n_latest = (int64_t)latest.items.n,
                 .opportunities = &year,
                 .latest = &latest};
    Page page = {.title = view.settings->name,
                 .summary = view.settings->introduction,
                 .feed = "/new.atom",
                 .bare = true};
    return respond_page(req, 200, &page, home, &view);
}
