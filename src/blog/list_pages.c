/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Lists of posts: all of them, by year, topic and pillar; those of one author; those of a series.
 */
#include "alliance/access.h"
#include "alliance/pillar.h"
#include "alliance/profile.h"
#include "alliance/vocabulary.h"
#include "base/limits.h"
#include "base/moment.h"
#include "blog/blog_list.html.h"
#include "blog/pages.h"
#include "blog/series_show.html.h"
#include "lang/format.h"
#include "site/site.h"

#include <string.h>

#define FEED_ENTRIES 30
#define MOST_TOPICS 12
#define MOST_YEARS 40
#define YEAR_POSTS 400 /* of a year that are shown, the latest */

/* ---- what one can choose ---- */

static Link
all_link(Request *req, const char *name)
{
    return (Link){.label = lang_text(req->cx->lang, N_("All")),
                  .url = link_with(req, name, NULL),
                  .here = *req_query(req, name) == '\0'};
}

static LinkSpan
pillar_links(Request *req)
{
    PillarSpan pillars = pillar_list(req->cx);
    Link *links = arena_array_of(req->cx->arena, Link, pillars.n + 1);
    links[0] = all_link(req, "pillar");
    for (size_t i = 0; i < pillars.n; i++)
        links[i + 1] = (Link){.label = pillar_name(req->cx, &pillars.at[i]),
                              .url = link_with(req, "pillar", pillars.at[i].slug),
                              .here = strcmp(pillars.at[i].slug, req_query(req, "pillar")) == 0};
    return (LinkSpan){links, pillars.n > 0 ? pillars.n + 1 : 0};
}

static LinkSpan
topic_links(Request *req)
{
    TopicSpan topics = post_topics(req->cx, MOST_TOPICS);
    Link *links = arena_array_of(req->cx->arena, Link, topics.n + 1);
    links[0] = all_link(req, "topic");
    for (size_t i = 0; i < topics.n; i++)
        links[i + 1] = (Link){.label = topics.at[i].name,
                              .url = link_with(req, "topic", topics.at[i].slug),
                              .here = strcmp(topics.at[i].slug, req_query(req, "topic")) == 0};
    return (LinkSpan){links, topics.n > 0 ? topics.n + 1 : 0};
}

static int64_t
year_of(Ctx *cx, int64_t moment)
{
    return g_ascii_strtoll(moment_iso(cx->arena, moment), NULL, 10);
}

/* When the first post came out that the reader may see; 0: none did.  A page on which all of them
 * stand knows it. */
static int64_t
first_came_out(Ctx *cx, PostCardSpan cards, bool all)
{
    int64_t first = 0;
    if (!all)
        return post_first_at(cx);
    for (size_t i = 0; i < cards.n; i++)
        if (!item_is_unfinished(cards.at[i].item->status))
            first = cards.at[i].item->published_at;
    return first;
}

/* From this year back to that of the first post, if there are several. */
static LinkSpan
year_links(Request *req, int64_t first_at)
{
    Ctx *cx = req->cx;
    int64_t last = year_of(cx, cx->now), first = first_at != 0 ? year_of(cx, first_at) : last;
    size_t n = 1;
    Link *links = arena_array_of(cx->arena, Link, MOST_YEARS + 1);
    links[0] = all_link(req, "year");
    for (int64_t year = last; year >= first && n <= MOST_YEARS; year--) {
        const char *label = arena_printf(cx->arena, "%04" PRId64, year);
        links[n++] = (Link){.label = format_date(cx->arena, cx->lang, label),
                            .url = link_with(req, "year", label),
                            .here = strcmp(label, req_query(req, "year")) == 0};
    }
    return (LinkSpan){links, n > 2 ? n : 0};
}

/* ---- all posts ---- */

/* Those of a year, the latest first: what came out in it. */
static ItemSpan
posts_of_year(Request *req, const Period *period)
{
    const ItemSearch search = {.kind = "post",
                               .pillar = req_query(req, "pillar"),
                               .topic = req_query(req, "topic"),
                               .period = *period,
                               .dated = ITEM_DATED_CAME_OUT,
                               .limit = YEAR_POSTS};
    ItemSpan items = item_list_in(req->cx, &search);
    Item *turned = arena_array_of(req->cx->arena, Item, items.n);
    for (size_t i = 0; i < items.n; i++)
        turned[i] = items.at[items.n - 1 - i];
    return (ItemSpan){turned, items.n};
}

/* A page of @filter into @view. */
static void
show_page(Request *req, BlogList *view, ItemFilter filter)
{
    filter.kind = "post";
    filter.limit = LIMIT_PAGE_ROWS;
    filter.offset = (req_page(req) - 1) * LIMIT_PAGE_ROWS;
    view->cards = post_cards(req->cx, item_list(req->cx, &filter));
    view->n = (int64_t)view->cards.n;
    if (filter.offset > 0 || view->n == LIMIT_PAGE_ROWS)
        view->n = item_count(req->cx, &filter);
    view->pages = link_pages(req, view->n);
}

static Response *
respond_list(Request *req, BlogList *view, CrumbSpan here)
{
    Page page = {.title = view->title,
                 .section = "knowledge",
                 .here = here,
                 .feed = view->atom,
                 .json_feed = view->json_feed,
                 .hidden = req_page(req) > 1};
    return respond_page(req, 200, &page, blog_list, view);
}

/* The same list under the present address of its topic; NULL: that is what was asked for. */
static Response *
moved(Request *req, const char *topic)
{
    const char *present = *topic != '\0' ? vocabulary_leads_to(vocabulary(req->cx), topic) : NULL;
    return present != NULL ? respond_moved(req, link_with(req, "topic", present)) : NULL;
}

Response *
get_blog(Request *req)
{
    Ctx *cx = req->cx;
    Response *elsewhere = moved(req, req_query(req, "topic"));
    if (elsewhere != NULL)
        return elsewhere;
    Period period;
    const char *year = req_query(req, "year");
    const char *pillar = req_query(req, "pillar"), *topic = req_query(req, "topic");
    bool of_year = strlen(year) == 4 && period_parse(cx->arena, year, &period);
    bool of_all = !of_year && *pillar == '\0' && *topic == '\0' && req_page(req) == 1;
    BlogList view = {.title = lang_text(cx->lang, N_("Blog")),
                     .atom = "/blog.atom",
                     .json_feed = "/feeds/blog.json",
                     .pillars = pillar_links(req),
                     .topics = topic_links(req),
                     .may_write = may_create(cx, "post")};
    if (of_year) {
        view.title = arena_printf(cx->arena, "%s %s", view.title,
                                  format_date(cx->arena, cx->lang, year));
        view.cards = post_cards(cx, posts_of_year(req, &period));
        view.n = (int64_t)view.cards.n;
    } else {
        show_page(req, &view, (ItemFilter){.pillar = pillar, .topic = topic});
    }
    bool has_all = of_all && view.cards.n < LIMIT_PAGE_ROWS;
    view.years = year_links(req, first_came_out(cx, view.cards, has_all));
    return respond_list(req, &view, section_crumbs("knowledge"));
}

static PostFeed
blog_feed(Request *req)
{
    return (PostFeed){
        .name = lang_text(req->cx->lang, N_("Blog")),
        .page = "/blog",
        .items = item_list(
            req->cx, &(ItemFilter){.kind = "post", .status = "published", .limit = FEED_ENTRIES})};
}

Response *
get_blog_atom(Request *req)
{
    const PostFeed feed = blog_feed(req);
    return respond_post_atom(req, &feed);
}

Response *
get_blog_json(Request *req)
{
    const PostFeed feed = blog_feed(req);
    return respond_post_json(req, &feed);
}

/* ---- one author ---- */

static const char *
author_path(Request *req, const char *rest)
{
    return arena_printf(req->cx->arena, "/blog/by/%s%s", req_text(req, "handle"), rest);
}

static const char *
posts_by(Ctx *cx, const char *name)
{
    return lang_fill(cx->arena, lang_text(cx->lang, N_("Posts by {name}")), "name", name, NULL);
}

Response *
get_blog_author(Request *req)
{
    Ctx *cx = req->cx;
    const char *handle = req_text(req, "handle");
    int64_t author = post_author_find(cx, handle);
    if (author == 0)
        return respond_not_found(req);
    BlogList view = {.atom = author_path(req, "/feed.atom"),
                     .json_feed = author_path(req, "/feed.json")};
    show_page(req, &view, (ItemFilter){.author_id = author});
    if (view.cards.n == 0)
        return respond_not_found(req);
    view.author = view.cards.at[0].item->author;
    view.title = posts_by(cx, view.author);
    const Profile *profile = profile_find(cx, handle);
    view.profile = profile != NULL ? profile->page : NULL;
    return respond_list(req, &view, HERE({N_("Knowledge"), "/knowledge"}, {N_("Blog"), "/blog"}));
}

/* False: there is no such author, or nothing to be seen of him. */
static bool
author_feed(Request *req, PostFeed *ret_feed)
{
    Ctx *cx = req->cx;
    int64_t author = post_author_find(cx, req_text(req, "handle"));
    if (author == 0)
        return false;
    ItemSpan items = item_list(
        cx, &(ItemFilter){
                .kind = "post", .author_id = author, .status = "published", .limit = FEED_ENTRIES});
    if (items.n == 0)
        return false;
    *ret_feed = (PostFeed){posts_by(cx, items.at[0].author), author_path(req, ""), items};
    return true;
}

Response *
get_blog_author_atom(Request *req)
{
    PostFeed feed;
    return author_feed(req, &feed) ? respond_post_atom(req, &feed) : respond_not_found(req);
}

Response *
get_blog_author_json(Request *req)
{
    PostFeed feed;
    return author_feed(req, &feed) ? respond_post_json(req, &feed) : respond_not_found(req);
}

/* ---- a series ---- */

static ItemSpan
parts_of(Ctx *cx, const Item *series)
{
    size_t n = 0;
    const int64_t *ids = post_parts(cx, series->id, &n);
    return n > 0 ? item_list_ids(cx, ids, n) : (ItemSpan){NULL, 0};
}

Response *
get_series(Request *req)
{
    Ctx *cx = req->cx;
    const Item *series = item_find(cx, "series", req_text(req, "slug"));
    if (series == NULL)
        return respond_unknown(req);
    ItemShow *text = item_show_headed(req, series);
    PostCardSpan cards = post_cards(cx, parts_of(cx, series));
    SeriesShow view = {.item = text->item,
                       .cards = cards,
                       .n = (int64_t)cards.n,
                       .atom = arena_printf(cx->arena, "%s/feed.atom", series->path),
                       .json_feed = arena_printf(cx->arena, "%s/feed.json", series->path),
                       .draft = item_is_unfinished(series->status),
                       .text = text};
    Page *page = item_page(cx, text->item);
    page->feed = view.atom;
    page->json_feed = view.json_feed;
    return respond_page(req, 200, page, series_show, &view);
}

/* In a feed the latest part stands first. */
static bool
series_feed(Request *req, PostFeed *ret_feed)
{
    Ctx *cx = req->cx;
    const Item *series = item_find(cx, "series", req_text(req, "slug"));
    if (series == NULL)
        return false;
    ItemSpan parts = parts_of(cx, series);
    size_t n = MIN(parts.n, FEED_ENTRIES);
    Item *latest = arena_array_of(cx->arena, Item, n);
    for (size_t i = 0; i < n; i++)
        latest[i] = parts.at[parts.n - 1 - i];
    *ret_feed = (PostFeed){
        series->title, series->path, {latest, n}
    };
    return true;
}

Response *
get_series_atom(Request *req)
{
    PostFeed feed;
    return series_feed(req, &feed) ? respond_post_atom(req, &feed) : respond_unknown(req);
}

Response *
get_series_json(Request *req)
{
    PostFeed feed;
    return series_feed(req, &feed) ? respond_post_json(req, &feed) : respond_unknown(req);
}
