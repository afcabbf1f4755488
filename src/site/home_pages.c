/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The home page: who we are, how many and where, what is next, what is new.
 */
#include "site/home.h"

#include "base/moment.h"
#include "db/memo.h"
#include "site/home.html.h"
#include "site/pages.h"

/* How many of the newest stand on the home page. */
#define N_LATEST 5

/* What is the same for everybody who reads the language, and costs more than all the rest. */
static void *
draw(Ctx *cx, const void *data)
{
    Request req = *(const Request *)data;
    req.cx = cx;
    RosterMonthSpan months;
    RosterCountSpan counts;
    home_count(cx, &months, &counts);
    Home *home = arena_new_of(cx->arena, Home);
    home->has_map = counts.n > 0;
    home->has_chart = months.n > 1;
    home->map = home_map(&req, counts, false);
    home->chart = home_chart(&req, months, false);
    home->finding = home_map_finding(cx, counts);
    home->growth = home_growth_finding(cx, months, false);
    home->members = counts.found;
    home->countries = (int64_t)counts.n;
    return home;
}

Response *
get_home(Request *req)
{
    Ctx *cx = req->cx;
    const char *name = arena_printf(cx->arena, "home %s %" PRId64, cx->lang->code,
                                    moment_quarter_end(cx->now));
    ItemCards year = {.items = year_list(cx, year_now(cx), NULL)};
    ItemCards latest = {.items = item_cards(cx, item_list(cx, &(ItemFilter){.limit = N_LATEST}))};

    Home view = *(const Home *)db_made(cx, name, draw, req);
    view.settings = settings(cx);
    view.now = cx->now;
    view.has_sentence = *view.settings->sentence != '\0';
    view.has_introduction = *view.settings->introduction != '\0';
    view.is_new = latest.items.n == 0 && (cx->me.roles & ROLE_SECRETARIAT) != 0;
    view.year = year_now(cx);
    view.n_opportunities = (int64_t)year.items.n;
    view.n_latest = (int64_t)latest.items.n;
    view.opportunities = &year;
    view.latest = &latest;
    Page page = {.title = view.settings->name,
                 .summary = view.settings->introduction,
                 .feed = "/new.atom",
                 .bare = true};
    return respond_page(req, 200, &page, home, &view);
}
