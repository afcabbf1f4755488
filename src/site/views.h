/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * views - what templates of the site share, and the functions that fill it.
 */
#pragma once
#include "alliance/item.h"
#include "alliance/setting.h"
#include "web/web.h"

/** An address with its text: menus, filters, pages of a list. */
typedef struct Link {
    const char *label, *url;
    bool here; /* the one that is shown now */
} Link;

typedef struct LinkSpan {
    const Link *at;
    size_t n;
} LinkSpan;

/** An item in a list (item_card.html). */
typedef struct ItemCard {
    const Item *item;
    const char *label; /* of its kind, English */
    const char *date;  /* actual, else planned, reduced precision; or NULL */
    bool planned;      /* the date is a plan */
    const char *first; /* the plan that slipped, or NULL */
} ItemCard;

typedef struct ItemCardSpan {
    const ItemCard *at;
    size_t n;
} ItemCardSpan;

/** A list of items with the pages it has (item_cards.html). */
typedef struct ItemCards {
    ItemCardSpan items;
    LinkSpan pages; /* empty if there is one only */
} ItemCards;

/** @item with numbers in the place of the figures that its title and summary quote. */
const Item *item_with_figures(Ctx *cx, const Item *item);

/** Make cards of items, with figures. */
ItemCardSpan item_cards(Ctx *cx, ItemSpan items);

/** The opportunities of @year ("2017"), soonest first; @pillar or NULL. */
ItemCardSpan year_list(Ctx *cx, const char *year, const char *pillar);

/** This request's address with the query parameter @name set to @value (NULL: without it), and
 *  without the page number. */
const char *link_with(Request *req, const char *name, const char *value);

/** @path ("/about") in another language, relative to this page, so that no prefix is put before. */
const char *link_in(const Request *req, const Lang *lang, const char *path);

/** Numbered links to the pages of a list of @n_rows; none if it fits on one. */
LinkSpan link_pages(Request *req, int64_t n_rows);

/** Likewise of a list whose first page is at @url, with so many rows on each. */
LinkSpan link_pages_at(Request *req, const char *url, int64_t n_rows, int64_t rows_each);

/** Year of the reader's now: "2017". */
const char *year_now(Ctx *cx);

/** What was written into @out, as markup for another template. */
SafeHtml html_taken(const Html *out);

/** The crumb of a menu entry, ItemKind.section; none if it has no page. */
CrumbSpan section_crumbs(const char *section);

/** Answer with an Atom feed (RFC 4287) at the request's address: what is new of the items that
 *  @wanted asks for and the acting person may see.  @name: behind the alliance's, or NULL; @page:
 * the path at which the same is read. */
Response *respond_feed_of(Request *req, const char *name, const ItemFilter *wanted,
                          const char *page);
