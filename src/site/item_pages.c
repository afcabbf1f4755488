/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Lists and pages of items: one mechanism for every kind of ITEM_KINDS.
 */
#include "alliance/pillar.h"
#include "base/limits.h"
#include "base/moment.h"
#include "lang/format.h"
#include "site/item_list.h"
#include "site/item_list.html.h"
#include "site/pages.h"
#include "site/pillar.html.h"
#include "site/site.h"
#include "site/unwritten.html.h"
#include "site/year.html.h"

#include <string.h>

static const ItemKind *
kind_of_root(const char *root)
{
    return item_kind_find_root(root, strlen(root));
}

/* Links that show only one pillar's, "all" first. */
static LinkSpan
pillar_filters(Request *req, const char *chosen)
{
    PillarSpan pillars = pillar_list(req->cx);
    Link *links = arena_array_of(req->cx->arena, Link, pillars.n + 1);
    links[0] = (Link){.label = lang_text(req->cx->lang, N_("All")),
                      .url = link_with(req, "pillar", NULL),
                      .here = *chosen == '\0'};
    for (size_t i = 0; i < pillars.n; i++)
        links[i + 1] = (Link){.label = pillar_name(req->cx, &pillars.at[i]),
                              .url = link_with(req, "pillar", pillars.at[i].slug),
                              .here = strcmp(pillars.at[i].slug, chosen) == 0};
    return (LinkSpan){links, pillars.n > 0 ? pillars.n + 1 : 0};
}

/* The page of the list that was asked for, and links to the others. */
static const ItemCards *
cards_page(Request *req, ItemFilter filter, int64_t *ret_n)
{
    ItemCards *cards = arena_new_of(req->cx->arena, ItemCards);
    filter.limit = LIMIT_PAGE_ROWS;
    filter.offset = (req_page(req) - 1) * LIMIT_PAGE_ROWS;
    cards->items = item_cards(req->cx, item_list(req->cx, &filter));
    *ret_n = (int64_t)cards->items.n;
    if (filter.offset > 0 || *ret_n == LIMIT_PAGE_ROWS)
        *ret_n = item_count(req->cx, &filter);
    cards->pages = link_pages(req, *ret_n);
    return cards;
}

static Response *
respond_list(Request *req, const ItemKind *kind)
{
    Ctx *cx = req->cx;
    const char *pillar = req_query(req, "pillar");
    ItemList view = {.title = kind->plural, .filters = pillar_filters(req, pillar)};
    view.is_mailed = kind->mailed != NULL;
    if (kind->listed)
        view.feed = arena_printf(cx->arena, "%s.atom", kind->root);
    view.cards = cards_page(
        req, (ItemFilter){.kind = kind->name, .pillar = pillar, .every_kind = true}, &view.n);
    Page page = {.title = lang_text(cx->lang, kind->plural),
                 .section = kind->section,
                 .here = section_crumbs(kind->section),
                 .feed = view.feed,
                 .hidden = req_page(req) > 1};
    return respond_page(req, 200, &page, item_list, &view);
}

/* The footer leads to these on every page, so they are there before the alliance has written them.
 */
static const struct {
    const char *slug, *title;
} footer_pages[] = {
    {"data-handling", N_("How we handle your data")},
    {"accessibility", N_("Accessibility")          },
};

static Response *
respond_unwritten(Request *req, const char *slug)
{
    for (size_t i = 0; i < G_N_ELEMENTS(footer_pages); i++) {
        if (strcmp(footer_pages[i].slug, slug) != 0)
            continue;
        Unwritten view = {.title = lang_text(req->cx->lang, footer_pages[i].title),
                          .contact = settings(req->cx)->contact};
        Page page = {.title = view.title, .hidden = true};
        return respond_page(req, 200, &page, unwritten, &view);
    }
    return respond_unknown(req);
}

Response *
get_root(Request *req)
{
    const char *root = req_text(req, "root");
    const ItemKind *kind = kind_of_root(root);
    if (kind != NULL)
        return respond_list(req, kind);

    if (g_str_has_suffix(root, ".atom")) {
        kind = kind_of_root(arena_strndup(req->cx->arena, root, strlen(root) - strlen(".atom")));
        return kind != NULL && kind->listed ? respond_feed(req, kind) : respond_unknown(req);
    }
    const Item *page = item_find(req->cx, "page", root);
    return page != NULL ? respond_item(req, page) : respond_unwritten(req, root);
}

Response *
get_root_item(Request *req)
{
    const ItemKind *kind = kind_of_root(req_text(req, "root"));
    const Item *item = kind != NULL ? item_find(req->cx, kind->name, req_text(req, "slug")) : NULL;
    return item != NULL ? respond_item(req, item) : respond_unknown(req);
}

/* ---- the year ---- */

static LinkSpan
years_around(Request *req, const char *year)
{
    int64_t middle = g_ascii_strtoll(year, NULL, 10);
    Link *links = arena_array_of(req->cx->arena, Link, 3);
    for (int i = 0; i < 3; i++) {
        const char *label = arena_printf(req->cx->arena, "%04" PRId64, middle + i - 1);
        links[i] = (Link){.label = label, .url = link_with(req, "year", label), .here = i == 1};
    }
    return (LinkSpan){links, 3};
}

Response *
get_year(Request *req)
{
    Ctx *cx = req->cx;
    const char *year = req_query(req, "year"), *pillar = req_query(req, "pillar");
    if (strlen(year) != 4 || !date_is_valid(year) || strcmp(year, "9999") == 0 ||
        strcmp(year, "0001") < 0)
        year = year_now(cx);
    ItemCards entries = {.items = year_list(cx, year, pillar)};
    YearShow view = {.year = year,
                     .years = years_around(req, year),
                     .filters = pillar_filters(req, pillar),
                     .n = (int64_t)entries.items.n,
                     .entries = &entries};
    Page page = {.title = lang_fill(cx->arena,
                                    lang_text(cx->lang, N_("{year}: what you can be part of")),
                                    "year", format_date(cx->arena, cx->lang, year), NULL),
                 .section = "take-part",
                 .here = section_crumbs("take-part")};
    return respond_page(req, 200, &page, year, &view);
}

/* ---- pillars ---- */

static LinkSpan
lists_of_section(Ctx *cx, const char *section)
{
    Link *links = arena_array_of(cx->arena, Link, 32);
    size_t n = 0;
    for (const ItemKind *kind = ITEM_KINDS; kind->name != NULL && n < 32; kind++)
        if (*kind->root != '\0' && strcmp(kind->section, section) == 0)
            links[n++] = (Link){.label = kind->plural, .url = kind->root};
    return (LinkSpan){links, n};
}

Response *
get_pillar(Request *req)
{
    Ctx *cx = req->cx;
    const char *section = req->path + 1;
    const PillarKind *kind = PILLAR_KINDS;
    while (strcmp(kind->section, section) != 0)
        kind++;
    const Item *text = item_find(cx, "page", section);
    ItemCards year = {.items = year_list(cx, year_now(cx), kind->slug)};
    ItemCards cards = {
        .items = item_cards(cx, item_list(cx, &(ItemFilter){.pillar = kind->slug, .limit = 10}))};
    PillarShow view = {.text = text != NULL ? item_show_new(req, text) : NULL,
                       .name = text != NULL ? text->title : lang_text(cx->lang, kind->title),
                       .sentence = text != NULL ? text->summary : "",
                       .n_year = (int64_t)year.items.n,
                       .n_cards = (int64_t)cards.items.n,
                       .year = &year,
                       .cards = &cards,
                       .year_name = year_now(cx),
                       .lists = lists_of_section(cx, section)};
    Page page = {.title = view.name, .summary = view.sentence, .section = section};
    return respond_page(req, 200, &page, pillar, &view);
}
