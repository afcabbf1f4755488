/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A curated list for feed readers.
 */
#include "base/moment.h"
#include "curated/pages.h"
#include "lang/lang.h"
#include "web/app.h"

static const char *
address(Ctx *cx, const char *path)
{
    return arena_printf(cx->arena, "%s%s%s", cx->app->base_url, lang_prefix(cx), path);
}

static void
append_link(Html *out, const char *rel, const char *type, const char *url)
{
    g_string_append_printf(out->text, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
    html_text(out, url);
    html_lit(out, "\"/>\n");
}

/* The id stays when the work's title or address change. */
static void
append_entry(Html *out, Ctx *cx, const CuratedCard *card)
{
    const CuratedEntry *entry = card->entry;
    html_lit(out, "<entry xml:lang=\"");
    html_text(out, entry->reason_language);
    html_lit(out, "\">\n");
    html_element(
        out, "id",
        arena_printf(cx->arena, "%s/library/lists/entries/%" PRId64, cx->app->base_url, entry->id));
    html_element(out, "title", card->work->item->title);
    html_element(out, "updated", moment_iso(cx->arena, entry->changed_at));
    append_link(out, "alternate", "text/html", address(cx, card->work->item->path));
    html_element(out, "summary", entry->reason);
    html_lit(out, "</entry>\n");
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
    Html *out = html_begin(req);
    html_lit(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    html_text(out, cx->lang->code);
    html_lit(out, "\">\n");
    html_element(
        out, "title",
        arena_printf(cx->arena, "%s · %s", settings(cx)->name, item_with_figures(cx, list)->title));
    html_element(out, "id", address(cx, req->path));
    append_link(out, "self", "application/atom+xml", address(cx, req->path));
    append_link(out, "alternate", "text/html", address(cx, list->path));
    html_element(out, "updated", moment_iso(cx->arena, last_change(list, cards)));
    html_lit(out, "<author>");
    html_element(out, "name", settings(cx)->name);
    html_lit(out, "</author>\n");
    for (size_t i = 0; i < cards.n; i++)
        append_entry(out, cx, &cards.at[i]);
    html_lit(out, "</feed>\n");
    return respond_bytes(req, "application/atom+xml; charset=utf-8",
                         (Bytes){out->text->str, out->text->len});
}
