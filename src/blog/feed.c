/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Posts for feed readers: Atom (RFC 4287) and JSON Feed 1.1, whole, with the last correction on
 * top.
 */
#include "alliance/block.h"
#include "alliance/figure.h"
#include "alliance/setting.h"
#include "base/moment.h"
#include "base/text.h"
#include "blog/pages.h"
#include "lang/format.h"
#include "render/markdown.h"
#include "site/atom.h"
#include "web/app.h"

#include <string.h>

#define JSON_FEED_VERSION "https://jsonfeed.org/version/1.1"

/* One post as both forms have it. */
typedef struct Entry {
    const Item *item;
    const PostExtra *extra;
    const char *id; /* stays when title, language or address of the post change */
    const char *by; /* address of its author's posts, or NULL */
    SafeHtml content;
    int64_t updated_at;
} Entry;

typedef struct EntrySpan {
    const Entry *at;
    size_t n;
} EntrySpan;

/* A path of this site as a whole address; MarkdownMail.address. */
static const char *
whole(const void *data, const char *url)
{
    const Ctx *cx = data;
    return url[0] == '/' && url[1] != '/' ? page_address(cx, url) : url;
}

/* With numbers in the place of figures; lists, which change every day, are left to the page. */
static const char *
body_of(Ctx *cx, const Item *item, const char *body)
{
    GString *text = arena_string(cx->arena, strlen(body) + 1);
    Block block;
    const char *from = body, *after;
    for (const char *at; (at = block_find(cx->arena, from, &block, &after)) != NULL; from = after)
        g_string_append_len(text, from, at - from);
    g_string_append(text, from);
    return strstr(text->str, "{figure:") != NULL ? figure_fill(cx, item->id, text->str) : text->str;
}

static SafeHtml
content_of(Ctx *cx, const Item *item, const PostExtra *extra)
{
    const MarkdownMail feed = {.address = whole, .data = cx};
    Html out = {.text = arena_string(cx->arena, 2048), .arena = cx->arena, .lang = cx->lang};
    if (extra->corrected_at != 0) {
        html_lit(&out, "<p><b>");
        html_text(&out,
                  lang_fill(cx->arena, lang_text(cx->lang, N_("Correction of {date}:")), "date",
                            format_day(cx->arena, cx->lang, extra->corrected_at, "UTC"), NULL));
        html_lit(&out, "</b> ");
        html_text(&out, extra->correction);
        html_lit(&out, "</p>\n");
    }
    html_safe(&out, markdown_feed_html(cx->arena, cx->lang,
                                       body_of(cx, item, text_or_empty(extra->body)), &feed));
    return html_taken(&out);
}

static EntrySpan
entries_of(Ctx *cx, ItemSpan items)
{
    int64_t *ids = arena_array_of(cx->arena, int64_t, items.n);
    Entry *entries = arena_array_of(cx->arena, Entry, items.n);
    for (size_t i = 0; i < items.n; i++)
        ids[i] = items.at[i].id;
    const PostExtra *extras = items.n > 0 ? post_extras(cx, ids, items.n) : NULL;
    for (size_t i = 0; i < items.n; i++) {
        const Item *item = item_with_figures(cx, &items.at[i]);
        entries[i] = (Entry){
            .item = item,
            .extra = &extras[i],
            .id = arena_printf(cx->arena, "%s/items/%" PRId64, cx->app->base_url, item->id),
            .content = content_of(cx, item, &extras[i]),
            .updated_at = MAX(MAX(item->updated_at, item->published_at), extras[i].corrected_at)};
        if (extras[i].handle != NULL && *item->author != '\0')
            entries[i].by = page_address(cx,
                                         arena_printf(cx->arena, "/blog/by/%s", extras[i].handle));
    }
    return (EntrySpan){entries, items.n};
}

static const char *
title_of(Ctx *cx, const PostFeed *feed)
{
    return arena_printf(cx->arena, "%s · %s", settings(cx)->name, feed->name);
}

/* ---- Atom ---- */

static void
append_entry(Html *out, Ctx *cx, const Entry *entry)
{
    const Item *item = entry->item;
    atom_entry(out, item->language, entry->id, item->title);
    html_element(out, "published", moment_iso(cx->arena, item->published_at));
    html_element(out, "updated", moment_iso(cx->arena, entry->updated_at));
    if (*item->author != '\0')
        atom_author(out, item->author, entry->by);
    atom_link(out, cx, "alternate", "text/html", item->path);
    if (*item->summary != '\0')
        html_element(out, "summary", item->summary);
    html_lit(out, "<content type=\"html\">");
    html_text(out, entry->content.markup);
    html_lit(out, "</content>\n");
    atom_entry_end(out);
}

Response *
respond_post_atom(Request *req, const PostFeed *feed)
{
    Ctx *cx = req->cx;
    EntrySpan entries = entries_of(cx, feed->items);
    int64_t updated_at = 0;
    for (size_t i = 0; i < entries.n; i++)
        updated_at = MAX(updated_at, entries.at[i].updated_at);
    Html *out = atom_begin(req, &(AtomFeed){feed->name, feed->page, updated_at});
    for (size_t i = 0; i < entries.n; i++)
        append_entry(out, cx, &entries.at[i]);
    return atom_end(req, out);
}

/* ---- JSON Feed ---- */

static void
write_author(Json *json, Ctx *cx, const Entry *entry)
{
    if (*entry->item->author == '\0')
        return;
    json_open_array(json, "authors");
    json_open_object(json, NULL);
    json_str(json, "name", entry->item->author);
    if (entry->by != NULL)
        json_str(json, "url", entry->by);
    if (entry->item->author_picture_id != 0)
        json_str(json, "avatar",
                 page_address(cx, arena_printf(cx->arena, "/files/%" PRId64 "?width=256",
                                               entry->item->author_picture_id)));
    json_close_object(json);
    json_close_array(json);
}

static void
write_entry(Json *json, Ctx *cx, const Entry *entry)
{
    const Item *item = entry->item;
    json_open_object(json, NULL);
    json_str(json, "id", entry->id);
    json_str(json, "url", page_address(cx, item->path));
    json_str(json, "title", item->title);
    if (*item->summary != '\0')
        json_str(json, "summary", item->summary);
    json_html(json, "content_html", entry->content);
    if (item->image_id != 0)
        json_str(json, "image",
                 page_address(cx, arena_printf(cx->arena, "/files/%" PRId64, item->image_id)));
    json_str(json, "date_published", moment_iso(cx->arena, item->published_at));
    json_str(json, "date_modified", moment_iso(cx->arena, entry->updated_at));
    json_str(json, "language", item->language);
    write_author(json, cx, entry);
    json_close_object(json);
}

Response *
respond_post_json(Request *req, const PostFeed *feed)
{
    Ctx *cx = req->cx;
    EntrySpan entries = entries_of(cx, feed->items);
    GString *text = arena_string(cx->arena, 4096);
    Json json;
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_str(&json, "version", JSON_FEED_VERSION);
    json_str(&json, "title", title_of(cx, feed));
    json_str(&json, "home_page_url", page_address(cx, feed->page));
    json_str(&json, "feed_url", page_address(cx, req->path));
    json_str(&json, "language", cx->lang->code);
    json_open_array(&json, "items");
    for (size_t i = 0; i < entries.n; i++)
        write_entry(&json, cx, &entries.at[i]);
    json_close_array(&json);
    json_close_object(&json);
    return respond_bytes(req, "application/feed+json; charset=utf-8",
                         (Bytes){text->str, text->len});
}
