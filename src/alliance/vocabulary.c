/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/vocabulary.h"
#include "alliance/search_excerpt.h"
#include "alliance/topic.sql.h"
#include "base/spelling.h"
#include "db/memo.h"
#include "lang/lang.h"
#include "web/app.h"

#include <string.h>

static const DbType ROW = DB_TYPE(
    VocabularyTopic, DB_FIELD(VocabularyTopic, id), DB_FIELD(VocabularyTopic, version),
    DB_FIELD(VocabularyTopic, broader_id), DB_FIELD(VocabularyTopic, slug),
    DB_FIELD(VocabularyTopic, name), DB_FIELD(VocabularyTopic, scope),
    DB_FIELD(VocabularyTopic, merged_into), DB_FIELD(VocabularyTopic, merged_first),
    DB_FIELD(VocabularyTopic, merged_at), DB_FIELD(VocabularyTopic, merged_version));

static const DbType WORD = DB_TYPE(VocabularyWord, DB_FIELD(VocabularyWord, topic_id),
                                   DB_FIELD(VocabularyWord, kind),
                                   DB_FIELD(VocabularyWord, language),
                                   DB_FIELD(VocabularyWord, name), DB_FIELD(VocabularyWord, scope));

/* ---- finding ---- */

const VocabularyTopic *
vocabulary_row(const Vocabulary *v, int64_t id)
{
    return g_hash_table_lookup(v->by_id, &id);
}

const VocabularyTopic *
vocabulary_standing(const Vocabulary *v, const VocabularyTopic *topic)
{
    return topic != NULL && topic->merged_into != 0 ? vocabulary_row(v, topic->merged_into) : topic;
}

const VocabularyTopic *
vocabulary_find_slug(const Vocabulary *v, const char *slug)
{
    return g_hash_table_lookup(v->by_slug, slug);
}

const char *
vocabulary_leads_to(const Vocabulary *v, const char *slug)
{
    const VocabularyTopic *topic = vocabulary_find_slug(v, slug);
    return topic != NULL && strcmp(topic->slug, slug) != 0 ? topic->slug : NULL;
}

/* Names are the same whose words are. */
static const char *
key_of(Arena *arena, const char *name)
{
    return search_words(arena, name, SEARCH_WORDS_ALL);
}

const VocabularyTopic *
vocabulary_find_name(Arena *arena, const Vocabulary *v, const char *name)
{
    return g_hash_table_lookup(v->by_word, key_of(arena, name));
}

const VocabularyTopic *
vocabulary_find_near(Arena *arena, const Vocabulary *v, const char *name)
{
    SpellingWord typed, known;
    const VocabularyTopic *near = NULL;
    if (!spelling_word(key_of(arena, name), &typed) || typed.n < 3)
        return NULL;
    int most = spelling_most(typed.n);
    GHashTableIter iter;
    gpointer key = NULL, topic = NULL;
    g_hash_table_iter_init(&iter, v->by_word);
    while (g_hash_table_iter_next(&iter, &key, &topic)) {
        if (!spelling_word(key, &known))
            continue;
        int far = spelling_distance(&typed, &known, most);
        const VocabularyTopic *found = topic;
        bool is_first = near != NULL && found->id < near->id;
        if (far < most || (far == most && (near == NULL || is_first))) {
            near = found;
            most = far;
        }
    }
    return near;
}

/* ---- in the reader's language ---- */

const Lang *
vocabulary_language(const Ctx *cx)
{
    return cx->app->lang != NULL ? cx->app->lang : LANG_ENGLISH;
}

const VocabularyWord *
vocabulary_text(const VocabularyTopic *topic, const char *language)
{
    for (size_t i = 0; i < topic->n_words; i++)
        if (strcmp(topic->words[i].kind, "text") == 0 &&
            strcmp(topic->words[i].language, language) == 0)
            return &topic->words[i];
    return NULL;
}

/* @translated if there is one, else the alliance's @own words. */
static const char *
pick(const Ctx *cx, const char *translated, const char *own, const char **ret_language)
{
    const char *code = vocabulary_language(cx)->code;
    bool falls_back = translated == NULL || *translated == '\0';
    if (ret_language != NULL)
        *ret_language = falls_back && strcmp(code, cx->lang->code) != 0 ? code : NULL;
    return falls_back ? own : translated;
}

const char *
vocabulary_name(const Ctx *cx, const VocabularyTopic *topic, const char **ret_language)
{
    const VocabularyWord *text = vocabulary_text(topic, cx->lang->code);
    return pick(cx, text != NULL ? text->name : NULL, topic->name, ret_language);
}

const char *
vocabulary_scope(const Ctx *cx, const VocabularyTopic *topic, const char **ret_language)
{
    const VocabularyWord *text = vocabulary_text(topic, cx->lang->code);
    return pick(cx, text != NULL ? text->scope : NULL, topic->scope, ret_language);
}

/* ---- reading all of it ---- */

/* The first that has a key keeps it. */
static void
learn(GHashTable *table, const char *key, const VocabularyTopic *topic)
{
    if (topic != NULL && *key != '\0' && !g_hash_table_contains(table, key))
        g_hash_table_insert(table, (gpointer)(uintptr_t)key, (gpointer)(uintptr_t)topic);
}

static void
learn_words(Arena *arena, const Vocabulary *v, const VocabularyTopic *topic, const char *kind)
{
    const VocabularyTopic *standing = vocabulary_standing(v, topic);
    for (size_t i = 0; i < topic->n_words; i++) {
        const VocabularyWord *word = &topic->words[i];
        if (strcmp(word->kind, kind) != 0)
            continue;
        if (strcmp(kind, "slug") == 0)
            learn(v->by_slug, word->name, standing);
        learn(v->by_word, key_of(arena, word->name), standing);
    }
}

/* Present names go before translations, these before labels, these before what was merged. */
static void
learn_all(Arena *arena, const Vocabulary *v, bool merged)
{
    static const char *const kinds[] = {"text", "label", "slug"};
    for (size_t i = 0; i < v->n; i++) {
        const VocabularyTopic *topic = &v->at[i];
        if ((topic->merged_into != 0) != merged)
            continue;
        learn(v->by_slug, topic->slug, vocabulary_standing(v, topic));
        learn(v->by_word, key_of(arena, topic->name), vocabulary_standing(v, topic));
    }
    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
        for (size_t i = 0; i < v->n; i++)
            if ((v->at[i].merged_into != 0) == merged)
                learn_words(arena, v, &v->at[i], kinds[k]);
    for (size_t i = 0; i < v->n; i++)
        learn(v->by_word, key_of(arena, v->at[i].slug), vocabulary_standing(v, &v->at[i]));
}

/* Both are in the order of the topics. */
static void
give_words(VocabularyTopic *topics, size_t n, DbRows words)
{
    const VocabularyWord *at = words.at;
    size_t next = 0;
    for (size_t i = 0; i < n; i++) {
        size_t first = next;
        while (next < words.n && at[next].topic_id == topics[i].id)
            next++;
        topics[i].words = at + first;
        topics[i].n_words = next - first;
    }
}

static void
free_tables(void *data)
{
    Vocabulary *v = data;
    g_hash_table_unref(v->by_id);
    g_hash_table_unref(v->by_slug);
    g_hash_table_unref(v->by_word);
}

static void *
make(Ctx *cx, const void *unused G_GNUC_UNUSED)
{
    DbRows rows = db_all(cx, &SQL_topic_all, &ROW, DB_NO_ARGS);
    give_words(rows.at, rows.n, db_all(cx, &SQL_topic_words, &WORD, DB_NO_ARGS));
    Vocabulary *v = arena_new_of(cx->arena, Vocabulary);
    *v = (Vocabulary){.at = rows.at,
                      .n = rows.n,
                      .by_id = g_hash_table_new(g_int64_hash, g_int64_equal),
                      .by_slug = g_hash_table_new(g_str_hash, g_str_equal),
                      .by_word = g_hash_table_new(g_str_hash, g_str_equal)};
    arena_defer(cx->arena, free_tables, v);
    for (size_t i = 0; i < v->n; i++)
        g_hash_table_insert(v->by_id, (gpointer)(uintptr_t)&v->at[i].id,
                            (gpointer)(uintptr_t)&v->at[i]);
    learn_all(cx->arena, v, false);
    learn_all(cx->arena, v, true);
    return v;
}

const Vocabulary *
vocabulary(Ctx *cx)
{
    return db_made(cx, "alliance.vocabulary", make, NULL);
}
