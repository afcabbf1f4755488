/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * All curated lists, and one of them, as readers see them.
 */
#include "base/limits.h"
#include "curated/curated_list.html.h"
#include "curated/curated_show.html.h"
#include "curated/pages.h"
#include "site/site.h"

#include <string.h>

/* ---- all of them ---- */

static ItemSpan
with_figures(Ctx *cx, ItemSpan items)
{
    Item *filled = arena_array_of(cx->arena, Item, items.n);
    for (size_t i = 0; i < items.n; i++)
        filled[i] = *item_with_figures(cx, &items.at[i]);
    return (ItemSpan){filled, items.n};
}

Response *
get_lists(Request *req)
{
    Ctx *cx = req->cx;
    ItemFilter filter = {
        .kind = "list", .limit = LIMIT_PAGE_ROWS, .offset = (req_page(req) - 1) * LIMIT_PAGE_ROWS};
    ItemSpan items = item_list(cx, &filter);
    CuratedList view = {.lists = with_figures(cx, items), .n = (int64_t)items.n};
    if (filter.offset > 0 || items.n == LIMIT_PAGE_ROWS)
        view.n = item_count(cx, &filter);
    view.pages = link_pages(req, view.n);
    Page page = {.title = lang_text(cx->lang, N_("Lists of publications")),
                 .section = "knowledge",
                 .here = HERE({N_("Knowledge"), "/knowledge"}, {N_("Library"), "/library"}),
                 .feed = "/library/lists.atom",
                 .hidden = req_page(req) > 1};
    return respond_page(req, 200, &page, curated_list, &view);
}

Response *
get_lists_atom(Request *req)
{
    return respond_feed_of(req, lang_text(req->cx->lang, N_("Lists of publications")),
                           &(ItemFilter){.kind = "list"}, "/library/lists");
}

/* ---- one ---- */

CuratedCardSpan
curated_cards(Ctx *cx, CuratedEntrySpan entries)
{
    int64_t *ids = arena_array_of(cx->arena, int64_t, entries.n);
    for (size_t i = 0; i < entries.n; i++)
        ids[i] = entries.at[i].work_id;
    if (entries.n == 0)
        return (CuratedCardSpan){NULL, 0};
    WorkCardSpan works = work_cards_of(cx, item_list_ids(cx, ids, entries.n));
    CuratedCard *cards = arena_array_of(cx->arena, CuratedCard, entries.n);
    size_t n = 0;
    for (size_t i = 0; i < entries.n && n < works.n; i++)
        if (works.at[n].item->id == entries.at[i].work_id) {
            cards[n] = (CuratedCard){&entries.at[i], &works.at[n]};
            n++;
        }
    return (CuratedCardSpan){cards, n};
}

/* Works under the same heading that stand beside each other. */
static CuratedPartSpan
parts_of(Ctx *cx, CuratedCardSpan cards)
{
    CuratedPart *parts = arena_array_of(cx->arena, CuratedPart, cards.n);
    size_t n = 0;
    for (size_t i = 0; i < cards.n; i++) {
        const CuratedEntry *entry = cards.at[i].entry;
        if (n == 0 || strcmp(parts[n - 1].heading, entry->heading) != 0)
            parts[n++] = (CuratedPart){
                .heading = entry->heading,
                .language = entry->heading_language,
                .first = (int64_t)i + 1,
                .cards = {&cards.at[i], 0}
            };
        parts[n - 1].cards.n++;
    }
    return (CuratedPartSpan){parts, n};
}

static const char *
atom_of(Ctx *cx, const Item *list)
{
    return arena_printf(cx->arena, "%s/feed.atom", list->path);
}

Response *
get_list(Request *req)
{
    Ctx *cx = req->cx;
    const Item *list = item_find(cx, "list", req_text(req, "slug"));
    if (list == NULL)
        return respond_unknown(req);
    ItemShow *text = item_show_headed(req, list);
    CuratedCardSpan cards = curated_cards(cx, curated_entries(cx, list->id));
    const CuratedShow view = {.item = text->item,
                              .pillar = text->pillar,
                              .parts = parts_of(cx, cards),
                              .n = (int64_t)cards.n,
                              .atom = atom_of(cx, list),
                              .may_edit = text->may_edit,
                              .draft = item_is_unfinished(list->status),
                              .text = text};
    Page *page = item_page(cx, text->item);
    page->feed = view.atom;
    return respond_page(req, 200, page, curated_show, &view);
}

Response *
get_list_atom(Request *req)
{
    Ctx *cx = req->cx;
    const Item *list = item_find(cx, "list", req_text(req, "slug"));
    if (list == NULL)
        return respond_unknown(req);
    return respond_curated_atom(req, list, curated_cards(cx, curated_entries(cx, list->id)));
}
