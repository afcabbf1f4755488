/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What machines read: Atom feeds (RFC 4287), sitemaps, robots.txt.
 */
#include "base/moment.h"
#include "base/text.h"
#include "lang/format.h"
#include "render/markdown.h"
#include "site/atom.h"
#include "site/feeds.html.h"
#include "site/pages.h"
#include "site/site.sql.h"
#include "site/views.h"
#include "web/app.h"

#include <string.h>

#define FEED_ENTRIES 30

/* A sitemap may name 50,000 addresses (sitemaps.org); each page has one per language. */
#define SITEMAP_ROWS 10000

Response *
get_feeds(Request *req)
{
    Ctx *cx = req->cx;
    size_t n = 0;
    for (const ItemKind *kind = ITEM_KINDS; kind->name != NULL; kind++)
        n++;
    Link *links = arena_array_of(cx->arena, Link, n + 1);
    links[0] = (Link){.label = N_("Everything new"), .url = "/new.atom"};
    n = 1;
    for (const ItemKind *kind = ITEM_KINDS; kind->name != NULL; kind++)
        if (kind->listed)
            links[n++] = (Link){.label = kind->plural,
                                .url = arena_printf(cx->arena, "%s.atom", kind->root)};
    FeedList view = {
        .feeds = {links, n}
    };
    Page page = {.title = lang_text(cx->lang, N_("Feeds"))};
    return respond_page(req, 200, &page, feeds, &view);
}

/* ---- Atom ---- */

/* The id stays when title, language or address of the item change. */
static void
append_entry(Html *out, Ctx *cx, const Item *listed)
{
    const Item *item = item_with_figures(cx, listed);
    atom_entry(out, item->language,
               arena_printf(cx->arena, "%s/items/%" PRId64, cx->app->base_url, item->id),
               item->title);
    html_element(out, "published", moment_iso(cx->arena, item->published_at));
    html_element(out, "updated", moment_iso(cx->arena, MAX(item->updated_at, item->published_at)));
    if (*item->author != '\0')
        atom_author(out, item->author, NULL);
    atom_link(out, cx, "alternate", "text/html", item->path);
    if (*item->summary != '\0')
        html_element(out, "summary", item->summary);
    atom_entry_end(out);
}

static int64_t
last_update(ItemSpan items)
{
    int64_t last = 0;
    for (size_t i = 0; i < items.n; i++)
        last = MAX(last, MAX(items.at[i].updated_at, items.at[i].published_at));
    return last;
}

Response *
respond_feed_of(Request *req, const char *name, const ItemFilter *wanted, const char *page)
{
    Ctx *cx = req->cx;
    ItemFilter filter = *wanted;
    filter.status = "published";
    filter.limit = FEED_ENTRIES;
    ItemSpan items = item_list(cx, &filter);
    Html *out = atom_begin(req, &(AtomFeed){name, page, last_update(items)});
    for (size_t i = 0; i < items.n; i++)
        append_entry(out, cx, &items.at[i]);
    return atom_end(req, out);
}

Response *
respond_feed(Request *req, const ItemKind *kind)
{
    return respond_feed_of(req, lang_text(req->cx->lang, kind->plural),
                           &(ItemFilter){.kind = kind->name}, kind->root);
}

Response *
get_new_feed(Request *req)
{
    return respond_feed_of(req, NULL, &(ItemFilter){0}, "/");
}

/* ---- sitemaps ---- */

typedef struct SitemapRow {
    int64_t id, updated_at;
    const char *kind, *slug;
} SitemapRow;

static const DbType SITEMAP_ROW = DB_TYPE(SitemapRow, DB_FIELD(SitemapRow, id),
                                          DB_FIELD(SitemapRow, updated_at),
                                          DB_FIELD(SitemapRow, kind), DB_FIELD(SitemapRow, slug));

typedef struct Sitemap {
    Request *req;
    Html *out;
    const Lang *langs[32];
    size_t n_langs;
    const char *own; /* code of the language without a prefix */
} Sitemap;

static Sitemap
sitemap_begin(Request *req)
{
    Ctx *cx = req->cx;
    Sitemap map = {.req = req, .out = html_begin(req)};
    map.own = (cx->app->lang != NULL ? cx->app->lang : LANG_ENGLISH)->code;
    g_auto(GStrv) codes = g_strsplit(settings(cx)->languages, ",", -1);
    for (char **code = codes; *code != NULL && map.n_langs < G_N_ELEMENTS(map.langs); code++) {
        const Lang *lang = lang_find(g_strstrip(*code));
        if (lang != NULL)
            map.langs[map.n_langs++] = lang;
    }
    return map;
}

static void
append_in(Sitemap *map, const Lang *lang, const char *path)
{
    bool own = strcmp(lang->code, map->own) == 0;
    html_text(map->out, map->req->cx->app->base_url);
    if (!own) {
        html_lit(map->out, "/");
        html_text(map->out, lang->code);
    }
    g_autofree char *escaped = g_uri_escape_string(path, "/?=", false);
    html_text(map->out, strcmp(path, "/") == 0 && !own ? "" : escaped);
}

/* One page in every language, each naming the others. */
static void
append_page(Sitemap *map, const char *path, int64_t updated_at)
{
    Html *out = map->out;
    for (size_t i = 0; i < map->n_langs; i++) {
        html_lit(out, "<url><loc>");
        append_in(map, map->langs[i], path);
        html_lit(out, "</loc>");
        if (updated_at != 0) {
            html_lit(out, "<lastmod>");
            html_text(out, moment_iso(out->arena, updated_at));
            html_lit(out, "</lastmod>");
        }
        for (size_t k = 0; map->n_langs > 1 && k < map->n_langs; k++) {
            html_lit(out, "<xhtml:link rel=\"alternate\" hreflang=\"");
            html_text(out, map->langs[k]->code);
            html_lit(out, "\" href=\"");
            append_in(map, map->langs[k], path);
            html_lit(out, "\"/>");
        }
        html_lit(out, "</url>\n");
    }
}

static const char *const FIXED[] = {"/",         "/about",  "/take-part", "/knowledge",
                                    "/advocate", "/year",   "/members",   "/figures",
                                    "/feeds",    "/topics", NULL};

static bool
append_row(const void *row, void *data)
{
    const SitemapRow *item = row;
    Sitemap *map = data;
    const ItemKind *kind = item_kind_find(item->kind);
    if (kind == NULL)
        return true;
    g_autofree char *path = g_strdup_printf("%s/%s", kind->root, item->slug);
    /* The text of a menu page is an item, too: once is enough. */
    if (!g_strv_contains(FIXED, path))
        append_page(map, path, item->updated_at);
    return true;
}

typedef struct SitemapTopic {
    const char *slug;
} SitemapTopic;

static const DbType SITEMAP_TOPIC = DB_TYPE(SitemapTopic, DB_FIELD(SitemapTopic, slug));

static bool
append_topic(const void *row, void *data)
{
    const SitemapTopic *topic = row;
    g_autofree char *path = g_strdup_printf("/topics/%s", topic->slug);
    append_page(data, path, 0);
    return true;
}

static void
append_fixed(Sitemap *map)
{
    for (size_t i = 0; FIXED[i] != NULL; i++)
        append_page(map, FIXED[i], 0);
    for (const ItemKind *kind = ITEM_KINDS; kind->name != NULL; kind++)
        if (kind->listed)
            append_page(map, kind->root, 0);
}

static Response *
respond_xml(Request *req, const Html *out)
{
    return respond_bytes(req, "application/xml; charset=utf-8",
                         (Bytes){out->text->str, out->text->len});
}

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static Response *
sitemap_part(Request *req, int64_t part)
{
    Sitemap map = sitemap_begin(req);
    html_lit(map.out, XML_HEAD "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                               "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    if (part == 1) {
        append_fixed(&map);
        db_each(req->cx, &SQL_sitemap_topics, &SITEMAP_TOPIC, DB_NO_ARGS, append_topic, &map);
    }
    db_each(req->cx, &SQL_sitemap_list, &SITEMAP_ROW,
            DB_ARGS((int64_t)SITEMAP_ROWS, (part - 1) * SITEMAP_ROWS), append_row, &map);
    html_lit(map.out, "</urlset>\n");
    return respond_xml(req, map.out);
}

/* The whole, or when that is too much an index of its parts. */
Response *
get_sitemap(Request *req)
{
    int64_t n_parts = (db_count(req->cx, &SQL_sitemap_count, DB_NO_ARGS) + SITEMAP_ROWS - 1) /
                      SITEMAP_ROWS;
    if (n_parts <= 1)
        return sitemap_part(req, 1);
    Html *out = html_begin(req);
    html_lit(out,
             XML_HEAD "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (int64_t part = 1; part <= n_parts; part++) {
        html_lit(out, "<sitemap><loc>");
        html_text(out, req->cx->app->base_url);
        g_string_append_printf(out->text, "/sitemap/%" PRId64, part);
        html_lit(out, "</loc></sitemap>\n");
    }
    html_lit(out, "</sitemapindex>\n");
    return respond_xml(req, out);
}

Response *
get_sitemap_part(Request *req)
{
    int64_t part = req_id(req, "part");
    return part >= 1 && part <= 100000 ? sitemap_part(req, part) : respond_not_found(req);
}

Response *
get_robots(Request *req)
{
    Html *out = html_begin(req);
    html_lit(out,
             "User-agent: *\nDisallow: /desk\nDisallow: /sign-in\nDisallow: /search\nSitemap: ");
    g_string_append_printf(out->text, "%s/sitemap.xml\n", req->cx->app->base_url);
    return respond_bytes(req, "text/plain; charset=utf-8", (Bytes){out->text->str, out->text->len});
}
