/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * All topics: for readers those of which something can be seen, for editors each with its uses.
 */
#include "alliance/search_excerpt.h"
#include "base/limits.h"
#include "desk/desk.h"
#include "lang/format.h"
#include "topic/pages.h"
#include "topic/topic_desk.html.h"
#include "topic/topic_list.html.h"

#include <string.h>

/* ---- for readers ---- */

TopicCounts
topic_counts(Ctx *cx)
{
    TopicSpan topics = topic_list(cx);
    return (TopicCounts){topics.at, topics.n};
}

static int64_t
count_of(TopicCounts counts, int64_t id)
{
    for (size_t i = 0; i < counts.n; i++)
        if (counts.at[i].id == id)
            return counts.at[i].n_items;
    return 0;
}

TopicLink
topic_link(Ctx *cx, const VocabularyTopic *topic, TopicCounts counts)
{
    TopicLink link = {.url = arena_printf(cx->arena, "/topics/%s", topic->slug),
                      .n_texts = count_of(counts, topic->id)};
    link.name = vocabulary_name(cx, topic, &link.language);
    return link;
}

static int
by_name(const void *a, const void *b, void *lang)
{
    return format_compare(lang, ((const TopicLink *)a)->name, ((const TopicLink *)b)->name);
}

/* From what has items to its row: so many topics cost one look at each. */
TopicLinkSpan
topic_parts(Ctx *cx, const Vocabulary *v, const VocabularyTopic *whole, TopicCounts counts)
{
    TopicLink *parts = arena_array_of(cx->arena, TopicLink, counts.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < counts.n; i++) {
        const VocabularyTopic *topic = vocabulary_row(v, counts.at[i].id);
        if (topic != NULL && topic->broader_id == whole->id)
            parts[n++] = topic_link(cx, topic, (TopicCounts){&counts.at[i], 1});
    }
    g_qsort_with_data(parts, (int)n, sizeof *parts, by_name, (void *)(uintptr_t)cx->lang);
    return (TopicLinkSpan){parts, n};
}

static int
by_branch(const void *a, const void *b, void *lang)
{
    return format_compare(lang, ((const TopicBranch *)a)->topic->name,
                          ((const TopicBranch *)b)->topic->name);
}

static TopicBranchSpan
branches_of(Ctx *cx, TopicCounts counts)
{
    const Vocabulary *v = vocabulary(cx);
    TopicBranch *branches = arena_array_of(cx->arena, TopicBranch, v->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++) {
        if (v->at[i].broader_id != 0 || v->at[i].merged_into != 0)
            continue;
        TopicBranch *branch = &branches[n];
        TopicLink *link = arena_new_of(cx->arena, TopicLink);
        *link = topic_link(cx, &v->at[i], counts);
        *branch = (TopicBranch){.topic = link, .parts = topic_parts(cx, v, &v->at[i], counts)};
        branch->scope = vocabulary_scope(cx, &v->at[i], &branch->scope_language);
        n += link->n_texts > 0 || branch->parts.n > 0 ? 1 : 0;
    }
    g_qsort_with_data(branches, (int)n, sizeof *branches, by_branch, (void *)(uintptr_t)cx->lang);
    return (TopicBranchSpan){branches, n};
}

Response *
get_topics(Request *req)
{
    Ctx *cx = req->cx;
    TopicBranchSpan branches = branches_of(cx, topic_counts(cx));
    const TopicList view = {branches, topics_linked_data(cx, branches)};
    Page page = {.title = lang_text(cx->lang, N_("Topics")),
                 .section = "knowledge",
                 .here = section_crumbs("knowledge")};
    return respond_page(req, 200, &page, topic_list, &view);
}

/* ---- for editors ---- */

/* Do the words begin one of its names, in whatever language, or stand inside one? */
static bool
has_words(Arena *arena, const VocabularyTopic *topic, const char *words)
{
    bool found = strstr(search_words(arena, topic->name, SEARCH_WORDS_ALL), words) != NULL;
    for (size_t i = 0; i < topic->n_words && !found; i++)
        found = strstr(search_words(arena, topic->words[i].name, SEARCH_WORDS_ALL), words) != NULL;
    return found;
}

static const char *
missing_of(Ctx *cx, const VocabularyTopic *topic)
{
    GString *names = arena_string(cx->arena, 32);
    g_auto(GStrv) codes = g_strsplit(settings(cx)->languages, ",", -1);
    for (char **code = codes; *code != NULL; code++) {
        const char *name = g_strstrip(*code);
        const VocabularyWord *text = vocabulary_text(topic, name);
        if (strcmp(name, vocabulary_language(cx)->code) != 0 &&
            (text == NULL || *text->name == '\0'))
            g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
                                   format_language(cx->arena, cx->lang, name));
    }
    return names->str;
}

static int
by_row(const void *a, const void *b, void *lang)
{
    return format_compare(lang, ((const TopicRow *)a)->name, ((const TopicRow *)b)->name);
}

/* All that stand and have the words. */
static TopicRowSpan
rows_of(Ctx *cx, const char *words)
{
    const Vocabulary *v = vocabulary(cx);
    TopicRow *rows = arena_array_of(cx->arena, TopicRow, v->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++) {
        const VocabularyTopic *topic = &v->at[i], *whole = vocabulary_row(v, topic->broader_id);
        if (topic->merged_into != 0 || (*words != '\0' && !has_words(cx->arena, topic, words)))
            continue;
        rows[n] = (TopicRow){.id = topic->id,
                             .slug = topic->slug,
                             .url = topic_desk_path(cx, topic->id, ""),
                             .whole = whole != NULL ? vocabulary_name(cx, whole, NULL) : NULL,
                             .missing = missing_of(cx, topic)};
        rows[n].name = vocabulary_name(cx, topic, &rows[n].language);
        n++;
    }
    g_qsort_with_data(rows, (int)n, sizeof *rows, by_row, (void *)(uintptr_t)cx->lang);
    return (TopicRowSpan){rows, n};
}

/* Uses only of those that are shown: one statement. */
static TopicRowSpan
page_of(Request *req, TopicRowSpan all)
{
    size_t start = MIN((size_t)(req_page(req) - 1) * LIMIT_PAGE_ROWS, all.n);
    TopicRowSpan rows = {all.at + start, MIN(all.n - start, LIMIT_PAGE_ROWS)};
    int64_t *ids = arena_array_of(req->cx->arena, int64_t, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        ids[i] = rows.at[i].id;
    TopicUseSpan uses = topic_uses(req->cx, ids, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        rows.at[i].uses = topic_use_rows(req->cx, uses, rows.at[i].id, &rows.at[i].n,
                                         &rows.at[i].last_at);
    return rows;
}

Response *
get_desk_topics(Request *req)
{
    Ctx *cx = req->cx;
    const char *words = req_query(req, "q");
    TopicRowSpan all = rows_of(cx, search_asked(cx, words));
    const TopicDesk view = {.words = words,
                            .n = (int64_t)all.n,
                            .rows = page_of(req, all),
                            .pages = link_pages(req, (int64_t)all.n)};
    Page page = {.title = lang_text(cx->lang, N_("Topics")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, 200, &page, topic_desk, &view);
}
