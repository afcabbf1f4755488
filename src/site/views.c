/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/views.h"

#include "alliance/figure.h"
#include "base/limits.h"
#include "base/moment.h"
#include "web/app.h"

#include <string.h>

SafeHtml
html_taken(const Html *out)
{
    return (SafeHtml){out->text->str, out->text->len};
}

/* ---- items in lists ---- */

/* Was the first plan another one than what is shown now?  More exact is not other. */
static const char *
slipped_from(const Item *item, const char *shown)
{
    const char *first = item->planned_first != NULL ? item->planned_first : item->planned_on;
    if (first == NULL || shown == NULL || g_str_has_prefix(shown, first))
        return NULL;
    return first;
}

static ItemCard
item_card(const Item *item)
{
    const ItemKind *kind = item_kind_find(item->kind);
    ItemCard card = {.item = item, .label = kind != NULL ? kind->label : item->kind};
    card.planned = item->actual_on == NULL;
    card.date = card.planned ? item->planned_on : item->actual_on;
    card.first = slipped_from(item, card.date);
    return card;
}

const Item *
item_with_figures(Ctx *cx, const Item *item)
{
    const char *title = figure_fill(cx, item->id, item->title);
    const char *summary = figure_fill(cx, item->id, item->summary);
    if (title == item->title && summary == item->summary)
        return item;
    Item *filled = arena_new_of(cx->arena, Item);
    *filled = *item;
    filled->title = title;
    filled->summary = summary;
    return filled;
}

ItemCardSpan
item_cards(Ctx *cx, ItemSpan items)
{
    ItemCard *cards = arena_array_of(cx->arena, ItemCard, items.n);
    for (size_t i = 0; i < items.n; i++)
        cards[i] = item_card(item_with_figures(cx, &items.at[i]));
    return (ItemCardSpan){cards, items.n};
}

ItemCardSpan
year_list(Ctx *cx, const char *year, const char *pillar)
{
    ItemFilter filter = {.kind = "opportunity", .year = year, .pillar = pillar, .planned = true};
    return item_cards(cx, item_list(cx, &filter));
}

const char *
year_now(Ctx *cx)
{
    const char *zone = cx->me.zone != NULL ? cx->me.zone : settings(cx)->zone;
    return arena_strndup(cx->arena, moment_date_in(cx->arena, cx->now, zone), 4);
}

/* ---- links ---- */

static void
append_pair(GString *url, const char *name, const char *value)
{
    g_autofree char *escaped = g_uri_escape_string(value, NULL, false);
    g_string_append_printf(url, "%c%s=%s", strchr(url->str, '?') == NULL ? '?' : '&', name,
                           escaped);
}

const char *
link_with(Request *req, const char *name, const char *value)
{
    g_autofree char *path = g_uri_escape_string(req->path, "/", true);
    GString *url = arena_string(req->cx->arena, 64);
    g_string_append(url, path);
    for (size_t i = 0; i < req->query.n; i++) {
        const Pair *pair = &req->query.at[i];
        bool plain = g_ascii_isalpha(*pair->name) && strpbrk(pair->name, "&=#%+ ") == NULL;
        if (plain && *pair->value != '\0' && strcmp(pair->name, name) != 0 &&
            strcmp(pair->name, "page") != 0)
            append_pair(url, pair->name, pair->value);
    }
    if (value != NULL && *value != '\0')
        append_pair(url, name, value);
    return url->str;
}

const char *
link_in(const Request *req, const Lang *lang, const char *path)
{
    const Lang *own = req->cx->app->lang != NULL ? req->cx->app->lang : LANG_ENGLISH;
    GString *url = arena_string(req->cx->arena, 64);
    const char *target = req->in->target, *end = target + strcspn(target, "?");
    if (*target != '\0')
        for (target++; target < end; target++)
            if (*target == '/')
                g_string_append(url, "../");
    if (url->len == 0)
        g_string_append(url, "./");
    if (lang != own)
        g_string_append_printf(url, "%s%s", lang->code, path[1] != '\0' ? "/" : "");
    g_string_append(url, path + 1);
    return url->str;
}

/* Numbers around the current page, and the first and last one. */
#define PAGES_AROUND 3

LinkSpan
link_pages(Request *req, int64_t n_rows)
{
    return link_pages_at(req, link_with(req, "page", NULL), n_rows, LIMIT_PAGE_ROWS);
}

LinkSpan
link_pages_at(Request *req, const char *url, int64_t n_rows, int64_t rows_each)
{
    int64_t n_pages = (n_rows + rows_each - 1) / rows_each;
    int64_t here = MIN(req_page(req), n_pages);
    if (n_pages < 2)
        return (LinkSpan){NULL, 0};
    Link *links = arena_array_of(req->cx->arena, Link, 2 * PAGES_AROUND + 3);
    size_t n = 0;
    for (int64_t page = 1; page <= n_pages; page++) {
        if (page != 1 && page != n_pages && ABS(page - here) > PAGES_AROUND) {
            /* Straight to the next number that is shown. */
            page = page < here ? here - PAGES_AROUND - 1 : n_pages - 1;
            continue;
        }
        const char *label = arena_printf(req->cx->arena, "%" PRId64, page);
        GString *at = arena_string(req->cx->arena, strlen(url) + 16);
        g_string_append(at, url);
        if (page > 1)
            append_pair(at, "page", label);
        links[n++] = (Link){.label = label, .url = at->str, .here = page == here};
    }
    return (LinkSpan){links, n};
}

/* ---- where one is ---- */

CrumbSpan
section_crumbs(const char *section)
{
    static const Crumb sections[] = {
        {N_("About"),     "/about"    },
        {N_("Take part"), "/take-part"},
        {N_("Knowledge"), "/knowledge"},
        {N_("Advocate"),  "/advocate" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
        if (g_strcmp0(sections[i].url + 1, section) == 0)
            return (CrumbSpan){&sections[i], 1};
    return (CrumbSpan){NULL, 0};
}
