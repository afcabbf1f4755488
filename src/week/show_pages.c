/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A themed week, and one of its days, as readers see them.
 */
#include "alliance/access.h"
#include "alliance/consent.h"
#include "site/site.h"
#include "week/day_show.html.h"
#include "week/pages.h"
#include "week/week_show.html.h"

#include <string.h>

#define OTHER_YEARS 12

/* ---- the posts of days ---- */

static PostCardSpan
cards_of(Ctx *cx, WeekPostSpan posts)
{
    return post_cards(cx, week_post_items(cx, posts));
}

/* Posts come in the order of their days, so those of one stand beside each other. */
static PostCardSpan
cards_of_day(Arena *arena, WeekPostSpan posts, PostCardSpan cards, int64_t day_id)
{
    PostCard *mine = arena_array_of(arena, PostCard, cards.n);
    size_t n = 0;
    for (size_t i = 0; i < cards.n; i++)
        for (size_t p = 0; p < posts.n; p++)
            if (posts.at[p].id == cards.at[i].item->id && posts.at[p].day_id == day_id)
                mine[n++] = cards.at[i];
    return (PostCardSpan){mine, n};
}

static DayCardSpan
days_of(Ctx *cx, const Item *item)
{
    WeekDaySpan days = week_days(cx, item->id);
    WeekPostSpan posts = days.n > 0 ? week_posts(cx, item->id, 0, false) : (WeekPostSpan){NULL, 0};
    PostCardSpan cards = cards_of(cx, posts);
    DayCard *rows = arena_array_of(cx->arena, DayCard, days.n);
    const char *today = week_today(cx);
    for (size_t i = 0; i < days.n; i++) {
        int order = strcmp(days.at[i].held_on, today);
        rows[i] = (DayCard){.day = &days.at[i],
                            .is_today = order == 0,
                            .is_over = order < 0,
                            .posts = cards_of_day(cx->arena, posts, cards, days.at[i].id)};
    }
    return (DayCardSpan){rows, days.n};
}

/* ---- the week ---- */

/* The event that comes again each year, and its other years. */
static void
show_observance(Ctx *cx, WeekShow *view)
{
    int64_t id = view->week->observance_id;
    view->observance = id != 0 ? item_find_id(cx, id) : NULL;
    if (view->observance == NULL)
        return;
    ItemSpan all = week_list_of(cx, id, OTHER_YEARS);
    Item *others = arena_array_of(cx->arena, Item, all.n);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].id != view->item->id)
            others[n++] = all.at[i];
    view->others = (ItemSpan){others, n};
}

static void
show_days(Ctx *cx, WeekShow *view)
{
    view->days = days_of(cx, view->item);
    if (view->days.n == 0)
        return;
    const WeekFigures *figures = week_figures(cx, &view->item->id, 1);
    if (figures->posts > 0 || figures->comments > 0)
        view->figures = figures;
}

/* Whether one can still sign up: the last day is not over, or not known. */
static bool
takes_mail(Ctx *cx, const Week *week)
{
    return *week->mail_at != '\0' &&
           (week->last_on == NULL || strcmp(week_today(cx), week->last_on) <= 0);
}

static Response *
respond_week(Request *req, const Item *item)
{
    Ctx *cx = req->cx;
    const Week *week = week_find(cx, item->id);
    ItemShow *text = item_show_headed(req, item);
    WeekShow view = {.item = text->item,
                     .week = week,
                     .pillar = text->pillar,
                     .first_on = week->first_on != NULL ? week->first_on : item->actual_on,
                     .last_on = week_end(week),
                     .planned = item->planned_on,
                     .draft = item_is_unfinished(item->status),
                     .may_edit = text->may_edit,
                     .signed_in = cx->me.id != 0,
                     .text = text};
    show_days(cx, &view);
    show_observance(cx, &view);
    if (week->changed_at != 0) {
        view.calls = week_calls(cx, week) && !view.draft;
        view.can_write = view.calls && (cx->me.roles & ROLE_MEMBER) != 0;
        view.mine = week_writer_mine(cx, item->id);
        view.takes_mail = takes_mail(cx, week) && !view.draft;
    }
    Page *page = item_page(cx, text->item);
    page->hidden = view.draft;
    return respond_page(req, 200, page, week_show, &view);
}

Response *
get_week(Request *req)
{
    const Item *item = item_find(req->cx, "campaign", req_text(req, "slug"));
    return item != NULL ? respond_week(req, item) : respond_unknown(req);
}

/* ---- one day ---- */

static void
place_among(DayShow *view, WeekDaySpan days)
{
    view->n_days = (int64_t)days.n;
    for (size_t i = 0; i < days.n; i++) {
        if (days.at[i].id != view->day->id)
            continue;
        view->n = (int64_t)i + 1;
        view->before = i > 0 ? &days.at[i - 1] : NULL;
        view->after = i + 1 < days.n ? &days.at[i + 1] : NULL;
    }
}

static Response *
respond_day(Request *req, const Item *item, const Item *campaign, const WeekDay *day)
{
    Ctx *cx = req->cx;
    ItemShow *text = item_show_headed(req, item);
    DayShow view = {.campaign = campaign,
                    .day = day,
                    .posts = cards_of(cx, week_posts(cx, 0, day->id, false)),
                    .draft = item_is_unfinished(item->status),
                    .may_edit = may(cx, ACTION_EDIT, campaign),
                    .text = text};
    place_among(&view, week_days(cx, campaign->id));
    Page *page = item_page(cx, text->item);
    page->here = HERE({N_("Advocate"), "/advocate"}, {N_("Campaigns"), "/campaigns"},
                      {campaign->title, campaign->path});
    page->hidden = view.draft;
    return respond_page(req, 200, page, day_show, &view);
}

Response *
get_day(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = item_find(cx, "day", req_text(req, "slug"));
    const WeekDay *day = item != NULL ? week_day_find(cx, item->id) : NULL;
    const Item *campaign = day != NULL ? item_find_id(cx, day->week_id) : NULL;
    return campaign != NULL ? respond_day(req, item, campaign, day) : respond_unknown(req);
}
