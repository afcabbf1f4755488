/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/search.h"

#include "alliance/search.sql.h"
#include "alliance/search_excerpt.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "render/markdown.h"

#include <string.h>

/* Items to index in one transaction. */
#define PORTION 200

/* Items at once, when what was held is indexed. */
#define HELD_MOST 100

typedef struct SearchText {
    int64_t id, item_id;
    const char *kind, *title, *summary, *body;
} SearchText;

typedef struct SearchRow {
    int64_t id;
    const char *language;
} SearchRow;

/* Items whose rows wait, each once; in the arena of who holds them. */
typedef struct SearchHeld {
    GHashTable *known; /* int64_t */
    GArray *ids;       /* the same, in their order */
} SearchHeld;

static const DbType HIT = DB_TYPE(
    SearchHit, DB_FIELD(SearchHit, item_id), DB_FIELD(SearchHit, kind), DB_FIELD(SearchHit, slug),
    DB_FIELD(SearchHit, title), DB_FIELD(SearchHit, language), DB_FIELD(SearchHit, published_at),
    DB_FIELD(SearchHit, summary), DB_FIELD(SearchHit, body), DB_FIELD(SearchHit, n_pages),
    DB_FIELD(SearchHit, file_id), DB_FIELD(SearchHit, page), DB_FIELD(SearchHit, page_text),
    DB_FIELD(SearchHit, format), DB_FIELD(SearchHit, file_name));

static const DbType TEXT = DB_TYPE(
    SearchText, DB_FIELD(SearchText, id), DB_FIELD(SearchText, item_id), DB_FIELD(SearchText, kind),
    DB_FIELD(SearchText, title), DB_FIELD(SearchText, summary), DB_FIELD(SearchText, body));

static const DbType ROW = DB_TYPE(SearchRow, DB_FIELD(SearchRow, id),
                                  DB_FIELD(SearchRow, language));

static const DbType TITLE = DB_TYPE(SearchTitle, DB_FIELD(SearchTitle, item_id),
                                    DB_FIELD(SearchTitle, slug), DB_FIELD(SearchTitle, title),
                                    DB_FIELD(SearchTitle, language));

typedef struct SearchWords {
    int64_t item_id;
    const char *words;
} SearchWords;

static const DbType WORDS = DB_TYPE(SearchWords, DB_FIELD(SearchWords, item_id),
                                    DB_FIELD(SearchWords, words));

/* ---- finding ---- */

/* A query in the form in which the statements take it. */
typedef struct Asked {
    const char *words; /* folded, divided by spaces; "" : nothing to look for */
    const char *kind, *pillar, *language;
    int64_t since, until; /* of publication; since 0: any time */
} Asked;

/* The moments between which @year lies; a year that is none is as if none had been chosen. */
static void
ask_year(Ctx *cx, const char *year, Asked *asked)
{
    if (strlen(year) != 4 || !date_is_valid(year))
        return;
    const char *before = arena_printf(cx->arena, "%04d", (int)g_ascii_strtoll(year, NULL, 10) - 1);
    if (date_end(before, &asked->since))
        date_end(year, &asked->until);
}

static Asked
ask(Ctx *cx, const SearchQuery *query)
{
    Asked asked = {.words = search_asked(cx, query->words),
                   .kind = text_or_empty(query->kind),
                   .pillar = text_or_empty(query->pillar),
                   .language = text_or_empty(query->language)};
    ask_year(cx, text_or_empty(query->year), &asked);
    return asked;
}

SearchHitSpan
search_find(Ctx *cx, const SearchQuery *query)
{
    Asked asked = ask(cx, query);
    int64_t offset = (MAX(query->page, 1) - 1) * SEARCH_PAGE_ROWS;

    if (*asked.words == '\0')
        return (SearchHitSpan){0};
    DbRows rows = db_all(cx, &SQL_search_find, &HIT,
                         DB_ARGS(asked.words, SEARCH_CANDIDATES, SEARCH_PAGES, asked.kind,
                                 asked.pillar, asked.language, asked.since, asked.until,
                                 cx->lang->code, cx->me.id, cx->me.roles, SEARCH_PAGE_ROWS,
                                 offset));
    SearchHit *hits = rows.at;
    for (size_t i = 0; i < rows.n; i++) {
        const ItemKind *kind = item_kind_find(hits[i].kind);
        hits[i].path = arena_printf(cx->arena, "%s/%s", kind != NULL ? kind->root : "",
                                    hits[i].slug);
        search_excerpt(cx, asked.words, &hits[i]);
        search_excerpt_page(cx, asked.words, &hits[i]);
    }
    return (SearchHitSpan){.at = hits, .n = rows.n};
}

SearchTitleSpan
search_titles(Ctx *cx, const char *words, const char *kind)
{
    const char *asked = search_asked(cx, words);

    if (*asked == '\0')
        return (SearchTitleSpan){0};
    return DB_SPAN(SearchTitleSpan,
                   db_all(cx, &SQL_search_titles, &TITLE,
                          DB_ARGS(asked, SEARCH_TITLES, kind, cx->me.id, cx->me.roles)));
}

int64_t
search_count(Ctx *cx, const SearchQuery *query)
{
    Asked asked = ask(cx, query);

    if (*asked.words == '\0')
        return 0;
    return db_count(cx, &SQL_search_count,
                    DB_ARGS(asked.words, SEARCH_CANDIDATES, SEARCH_PAGES, asked.kind, asked.pillar,
                            asked.language, asked.since, asked.until, cx->me.id, cx->me.roles));
}

/* ---- the index ---- */

static void
take_out(Ctx *cx, int64_t id)
{
    db_run(cx, &SQL_search_take_out, DB_ARGS(id));
    db_run(cx, &SQL_search_text_delete, DB_ARGS(id));
}

/* Rows of words that are found with each text of an item. */
typedef struct Beside {
    DbRows words, answers;
} Beside;

static void
append_words(GString *words, DbRows rows, int64_t item_id)
{
    const SearchWords *at = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        if (at[i].item_id == item_id)
            g_string_append_printf(words, "\n%s", at[i].words);
}

/* As plain text. */
static const char *
words_beside(Arena *arena, const Beside *beside, int64_t item_id)
{
    GString *words = arena_string(arena, 64);
    append_words(words, beside->words, item_id);
    append_words(words, beside->answers, item_id);
    return words->str;
}

/* Questions from the floor are those of events and their sessions. */
static bool
has_floor(DbRows texts)
{
    const SearchText *text = texts.at;
    for (size_t i = 0; i < texts.n; i++)
        if (strcmp(text[i].kind, "event") == 0 || strcmp(text[i].kind, "session") == 0)
            return true;
    return false;
}

static void
put(Ctx *cx, const SearchText *text, const Beside *beside)
{
    const char *body = arena_printf(cx->arena, "%s%s", markdown_text(cx->arena, text->body),
                                    words_beside(cx->arena, beside, text->item_id));

    db_run(cx, &SQL_search_put,
           DB_ARGS(text->id, search_words(cx->arena, text->title, SEARCH_WORDS_ALL),
                   search_words(cx->arena, text->summary, SEARCH_WORDS_ALL),
                   search_words(cx->arena, body, SEARCH_WORDS_ALL)));
}

/* What is asked of many items costs as much as of one; only the words of each text are written by
 * themselves. */
static void
index_items(Ctx *cx, const int64_t *ids, size_t n)
{
    const char *items = db_numbers(cx->arena, ids, n);
    const DbIds stale = db_ids(cx, &SQL_search_stale, DB_ARGS(items));
    for (size_t i = 0; i < stale.n; i++)
        take_out(cx, stale.at[i]);
    db_run(cx, &SQL_search_text_insert, DB_ARGS(items));
    DbRows texts = db_all(cx, &SQL_search_texts, &TEXT, DB_ARGS(items));
    Beside beside = {.words = db_all(cx, &SQL_search_beside, &WORDS, DB_ARGS(items))};
    if (has_floor(texts))
        beside.answers = db_all(cx, &SQL_search_answers, &WORDS, DB_ARGS(items));
    const SearchText *text = texts.at;
    for (size_t i = 0; i < texts.n && !db_failed(cx->db); i++)
        put(cx, &text[i], &beside);
    db_run(cx, &SQL_search_unlearnt_insert, DB_ARGS(items));
}

void
search_index(Ctx *cx, int64_t item_id)
{
    if (cx->held == NULL) {
        index_items(cx, &item_id, 1);
        return;
    }
    int64_t *key = arena_new_of(cx->arena, int64_t);
    *key = item_id;
    if (g_hash_table_add(cx->held->known, key))
        g_array_append_val(cx->held->ids, item_id);
}

void
search_hold(Ctx *cx)
{
    g_assert(cx->held == NULL);
    cx->held = arena_new_of(cx->arena, SearchHeld);
    *cx->held = (SearchHeld){.known = g_hash_table_new(g_int64_hash, g_int64_equal),
                             .ids = g_array_new(FALSE, FALSE, sizeof(int64_t))};
    arena_defer(cx->arena, (GDestroyNotify)g_hash_table_unref, cx->held->known);
    arena_defer(cx->arena, (GDestroyNotify)g_array_unref, cx->held->ids);
}

void
search_release(Ctx *cx)
{
    const GArray *held = cx->held->ids;
    cx->held = NULL;
    for (guint i = 0; i < held->len && !db_failed(cx->db); i += HELD_MOST)
        index_items(cx, &g_array_index(held, int64_t, i), MIN(held->len - i, HELD_MOST));
}

void
search_index_of(Ctx *cx, const Sql *items, int64_t person_id)
{
    const DbIds ids = db_ids(cx, items, DB_ARGS(person_id));
    for (size_t i = 0; i < ids.n && !db_failed(cx->db); i++)
        search_index(cx, ids.at[i]);
}

/* Index the items after @after in memory of their own; returns the last one, 0 at the end. */
static int64_t
index_portion(Ctx *cx, int64_t after, int64_t *count)
{
    g_autoptr(Arena) arena = arena_new();
    Ctx portion = *cx;
    portion.arena = arena;

    const DbIds ids = db_ids(&portion, &SQL_search_items_after, DB_ARGS(after, PORTION));
    for (size_t i = 0; i < ids.n; i++)
        search_index(&portion, ids.at[i]);
    *count += (int64_t)ids.n;
    return ids.n > 0 && !db_failed(cx->db) ? ids.at[ids.n - 1] : 0;
}

/* Take out texts whose items are gone; returns false when there are no more. */
static bool
clean_portion(Ctx *cx)
{
    g_autoptr(Arena) arena = arena_new();
    Ctx portion = *cx;
    portion.arena = arena;

    DbRows rows = db_all(&portion, &SQL_search_orphans, &ROW, DB_ARGS(PORTION));
    const SearchRow *row = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        take_out(&portion, row[i].id);
    return rows.n > 0 && !db_failed(cx->db);
}

int64_t
search_reindex(Ctx *cx)
{
    bool portions = !db_in_transaction(cx->db), cleaning = true;
    int64_t count = 0, after = 0;

    do {
        if (portions && db_begin(cx->db, true) != DB_OK)
            return count;
        if (cleaning) {
            cleaning = clean_portion(cx);
            after = cleaning ? 0 : -1;
        } else {
            after = index_portion(cx, MAX(after, 0), &count);
        }
        if (portions && db_end(cx->db, true) != DB_OK)
            return count;
    } while (cleaning || after != 0);
    return count;
}
