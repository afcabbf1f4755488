/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A curated list for feed readers.
 */
#include "base/moment.h"
#include "curated/pages.h"
#include "site/atom.h"
#include "web/app.h"

/* The id stays when the work's title or address change. */
static void
append_entry(Html *out, Ctx *cx, const CuratedCard *card)
{
    const CuratedEntry *entry = card->entry;
    atom_entry(
        out, entry->reason_language,
        arena_printf(cx->arena, "%s/library/lists/entries/%" PRId64, cx->app->base_url, entry->id),
        card->work->item->title);
    html_element(out, "updated", moment_iso(cx->arena, entry->changed_at));
    atom_link(out, cx, "alternate", "text/html", card->work->item->path);
    html_element(out, "summary", entry->reason);
    atom_entry_end(out);
}

static int64_t
last_change(const Item *list, CuratedCardSpan cards)
{
    int64_t last = MAX(list->updated_at, list->published_at);
    for (size_t i = 0; i < cards.n; i++)
        last = MAX(last, cards.at[i].entry->changed_at);
    return last;
}

Response *
respond_curated_atom(Request *req, const Item *list, CuratedCardSpan cards)
{
    Ctx *cx = req->cx;
    Html *out = atom_begin(
        req, &(AtomFeed){item_with_figures(cx, list)->title, list->path, last_change(list, cards)});
    for (size_t i = 0; i < cards.n; i++)
        append_entry(out, cx, &cards.at[i]);
    return atom_end(req, out);
}
