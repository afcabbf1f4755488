/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What other sites show of a post: link previews, search engines, texts to be pasted.
 */
#include "alliance/setting.h"
#include "base/moment.h"
#include "base/text.h"
#include "blog/pages.h"
#include "web/app.h"

#include <string.h>

#define MOST_TAGS 24

static const char *
file_address(const Ctx *cx, int64_t id)
{
    return id != 0 ? page_address(cx, arena_printf(cx->arena, "/files/%" PRId64, id)) : NULL;
}

/* All that its author wrote here. */
static const char *
author_address(const Ctx *cx, const PostExtra *extra)
{
    return extra->handle != NULL
               ? page_address(cx, arena_printf(cx->arena, "/blog/by/%s", extra->handle))
               : NULL;
}

static int64_t
changed_at(const PostFacts *facts)
{
    return MAX(facts->item->published_at, facts->extra->corrected_at);
}

static void
add(Pair *tags, size_t *n, const char *name, const char *value)
{
    if (value != NULL && *value != '\0' && *n < MOST_TAGS)
        tags[(*n)++] = (Pair){name, value};
}

PairSpan
share_properties(Ctx *cx, const PostFacts *facts)
{
    const Item *item = facts->item;
    Pair *tags = arena_array_of(cx->arena, Pair, MOST_TAGS);
    size_t n = 0;
    add(tags, &n, "og:type", "article");
    add(tags, &n, "og:site_name", settings(cx)->name);
    add(tags, &n, "og:title", item->title);
    add(tags, &n, "og:description", item->summary);
    add(tags, &n, "og:url", page_address(cx, item->path));
    add(tags, &n, "og:image", file_address(cx, item->image_id));
    add(tags, &n, "og:image:alt", item->image_id != 0 ? facts->picture : NULL);
    add(tags, &n, "article:published_time", moment_iso(cx->arena, item->published_at));
    add(tags, &n, "article:modified_time", moment_iso(cx->arena, changed_at(facts)));
    add(tags, &n, "article:author", author_address(cx, facts->extra));
    add(tags, &n, "article:section", item->pillar);
    for (size_t i = 0; i < facts->topics.n; i++)
        add(tags, &n, "article:tag", facts->topics.at[i].label);
    return (PairSpan){tags, n};
}

/* ---- schema.org ---- */

static void
say(Json *json, const char *name, const char *value)
{
    if (value != NULL && *value != '\0')
        json_str(json, name, value);
}

static void
named(Json *json, const char *name, const char *type, const char *called, const char *url)
{
    if (called == NULL || *called == '\0')
        return;
    json_open_object(json, name);
    json_str(json, "@type", type);
    json_str(json, "name", called);
    say(json, "url", url);
    json_close_object(json);
}

SafeHtml
share_linked_data(Ctx *cx, const PostFacts *facts)
{
    const Item *item = facts->item;
    const char *url = page_address(cx, item->path);
    GString *text = arena_string(cx->arena, 512);
    Json json;
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_str(&json, "@context", "https://schema.org");
    json_str(&json, "@type", "BlogPosting");
    json_str(&json, "@id", url);
    json_str(&json, "url", url);
    json_str(&json, "headline", item->title);
    say(&json, "description", item->summary);
    json_str(&json, "inLanguage", item->language);
    json_str(&json, "datePublished", moment_iso(cx->arena, item->published_at));
    json_str(&json, "dateModified", moment_iso(cx->arena, changed_at(facts)));
    say(&json, "image", file_address(cx, item->image_id));
    say(&json, "correction", facts->extra->correction);
    named(&json, "author", "Person", item->author, author_address(cx, facts->extra));
    named(&json, "publisher", "Organization", settings(cx)->name, page_address(cx, "/"));
    if (facts->series != NULL)
        named(&json, "isPartOf", "CreativeWorkSeries", facts->series->title,
              page_address(cx, facts->series->path));
    json_close_object(&json);
    return json_script(cx->arena, text->str);
}

/* ---- texts ---- */

/* What networks take, in characters; an address counts as it stands, which is more than some ask.
 */
static const struct {
    const char *label;
    size_t most;
} LENGTHS[] = {
    {N_("Short: at most 280 characters"),  280 },
    {N_("Longer: at most 500 characters"), 500 },
    {N_("Long: at most 1200 characters"),  1200},
};

/* Title and sentence as far as they fit before @end. */
static const char *
share_text(Ctx *cx, const Item *item, const char *end, size_t most)
{
    const char *words = *item->summary != '\0'
                            ? arena_printf(cx->arena, "%s — %s", item->title, item->summary)
                            : item->title;
    size_t n_end = (size_t)g_utf8_strlen(end, -1) + 1;
    size_t room = most > n_end ? most - n_end : 0;
    return arena_printf(cx->arena, "%s\n%s",
                        text_shorten(cx->arena, text_fold_space(cx->arena, words), room), end);
}

ShareTextSpan
share_texts(Ctx *cx, const Item *item, const char *hashtag)
{
    ShareText *texts = arena_array_of(cx->arena, ShareText, G_N_ELEMENTS(LENGTHS));
    const char *url = page_address(cx, item->path);
    const char *end = *hashtag != '\0' ? arena_printf(cx->arena, "#%s\n%s", hashtag, url) : url;
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(LENGTHS); i++) {
        const char *text = share_text(cx, item, end, LENGTHS[i].most);
        /* A longer one that says no more is the same. */
        if (n > 0 && strcmp(texts[n - 1].text, text) == 0)
            continue;
        texts[n] = (ShareText){(int64_t)n + 1, lang_text(cx->lang, LENGTHS[i].label), text};
        n++;
    }
    return (ShareTextSpan){texts, n};
}
