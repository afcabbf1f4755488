/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A topic for readers: what it covers, and what has it.
 */
#include "base/limits.h"
#include "desk/desk.h"
#include "topic/pages.h"
#include "topic/topic_show.html.h"

#include <string.h>

/* The topic at the address; NULL: *@ret_res is the answer, which leads to its present address. */
static const VocabularyTopic *
find(Request *req, const Vocabulary *v, const char *rest, Response **ret_res)
{
    const char *slug = req_text(req, "slug");
    const VocabularyTopic *topic = vocabulary_find_slug(v, slug);
    if (topic != NULL && strcmp(topic->slug, slug) == 0)
        return topic;
    *ret_res = topic == NULL
                   ? respond_not_found(req)
                   : respond_moved(req, arena_printf(req->cx->arena, "/topics/%s%s%s", topic->slug,
                                                     rest, req->wants_json ? ".json" : ""));
    return NULL;
}

static int64_t
sum_of(TopicKindSpan kinds, const char *kind)
{
    int64_t n = 0;
    for (size_t i = 0; i < kinds.n; i++)
        n += *kind == '\0' || strcmp(kinds.at[i].kind, kind) == 0 ? kinds.at[i].n : 0;
    return n;
}

/* Links to each kind that there is, in the order of ITEM_KINDS. */
static LinkSpan
links_of(Request *req, TopicKindSpan kinds, const char *chosen)
{
    Ctx *cx = req->cx;
    Link *links = arena_array_of(cx->arena, Link, kinds.n + 1);
    size_t n = 1;
    links[0] = (Link){.label = lang_text(cx->lang, N_("All")),
                      .url = link_with(req, "kind", NULL),
                      .here = *chosen == '\0'};
    for (const ItemKind *kind = ITEM_KINDS; kind->name != NULL; kind++)
        if (sum_of(kinds, kind->name) > 0 && n <= kinds.n)
            links[n++] = (Link){.label = arena_printf(cx->arena, "%s (%" PRId64 ")",
                                                      lang_text(cx->lang, kind->plural),
                                                      sum_of(kinds, kind->name)),
                                .url = link_with(req, "kind", kind->name),
                                .here = strcmp(kind->name, chosen) == 0};
    return (LinkSpan){links, kinds.n > 1 ? n : 0};
}

static const ItemCards *
cards_of(Request *req, const char *slug, const char *kind, int64_t n)
{
    ItemCards *cards = arena_new_of(req->cx->arena, ItemCards);
    const ItemFilter filter = {.topic = slug,
                               .kind = kind,
                               .every_kind = true,
                               .limit = LIMIT_PAGE_ROWS,
                               .offset = (req_page(req) - 1) * LIMIT_PAGE_ROWS};
    *cards = (ItemCards){.items = item_cards(req->cx, item_list(req->cx, &filter)),
                         .pages = link_pages(req, n)};
    return cards;
}

static const char *
joined(Arena *arena, const char *const *names)
{
    GString *text = arena_string(arena, 64);
    for (; *names != NULL; names++)
        g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", *names);
    return text->str;
}

/* What it is, and where it stands among the others. */
static TopicShow
show(Ctx *cx, const Vocabulary *v, const VocabularyTopic *topic)
{
    const VocabularyTopic *whole = vocabulary_row(v, topic->broader_id);
    TopicCounts counts = topic_counts(cx);
    TopicShow view = {.labels = joined(cx->arena, topic_labels(cx, v, topic)),
                      .parts = topic_parts(cx, v, topic, counts),
                      .feed = arena_printf(cx->arena, "/topics/%s/feed.atom", topic->slug)};
    view.name = vocabulary_name(cx, topic, &view.language);
    view.scope = vocabulary_scope(cx, topic, &view.scope_language);
    view.linked_data = topic_linked_data(cx, v, topic, view.parts);
    if (desk_is_editor(cx))
        view.edit = topic_desk_path(cx, topic->id, "");
    if (whole == NULL)
        return view;
    TopicLink *link = arena_new_of(cx->arena, TopicLink);
    *link = topic_link(cx, whole, counts);
    view.whole = link;
    return view;
}

Response *
get_topic(Request *req)
{
    Ctx *cx = req->cx;
    const Vocabulary *v = vocabulary(cx);
    Response *elsewhere = NULL;
    const char *kind = req_query(req, "kind");
    const VocabularyTopic *topic = find(req, v, "", &elsewhere);
    if (topic == NULL)
        return elsewhere;
    TopicKindSpan kinds = topic_kinds(cx, topic->slug);
    if (kinds.n == 0)
        return respond_not_found(req);
    if (sum_of(kinds, kind) == 0)
        kind = "";
    TopicShow view = show(cx, v, topic);
    view.kinds = links_of(req, kinds, kind);
    view.n = sum_of(kinds, kind);
    view.cards = cards_of(req, topic->slug, kind, view.n);
    if (sum_of(kinds, "work") > 0)
        view.library = arena_printf(cx->arena, "/library?topic=%s", topic->slug);
    Page page = {.title = view.name,
                 .summary = *view.scope != '\0' ? view.scope : NULL,
                 .section = "knowledge",
                 .here = HERE({N_("Knowledge"), "/knowledge"}, {N_("Topics"), "/topics"}),
                 .feed = view.feed,
                 .hidden = *kind != '\0' || req_page(req) > 1};
    return respond_page(req, 200, &page, topic_show, &view);
}

Response *
get_topic_atom(Request *req)
{
    Ctx *cx = req->cx;
    const Vocabulary *v = vocabulary(cx);
    Response *elsewhere = NULL;
    const VocabularyTopic *topic = find(req, v, "/feed.atom", &elsewhere);
    if (topic == NULL)
        return elsewhere;
    if (topic_kinds(cx, topic->slug).n == 0)
        return respond_not_found(req);
    return respond_feed_of(req, vocabulary_name(cx, topic, NULL),
                           &(ItemFilter){.topic = topic->slug, .every_kind = true},
                           arena_printf(cx->arena, "/topics/%s", topic->slug));
}
