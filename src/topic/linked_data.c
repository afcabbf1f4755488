/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Topics for machines: terms of schema.org that are concepts of SKOS, both in one JSON-LD.
 */
#include "topic/pages.h"
#include "web/app.h"

#include <string.h>

#define CONTEXT_SKOS "http://www.w3.org/2004/02/skos/core#"

/* The same in every language. */
static const char *
id_of(Ctx *cx, const char *path)
{
    return arena_printf(cx->arena, "%s%s", cx->app->base_url, path);
}

static void
begin(Json *json, GString *text, const char *type, const char *skos)
{
    json_init(json, text);
    json_open_object(json, NULL);
    json_open_object(json, "@context");
    json_str(json, "@vocab", "https://schema.org/");
    json_str(json, "skos", CONTEXT_SKOS);
    json_close_object(json);
    json_open_array(json, "@type");
    json_str(json, NULL, type);
    json_str(json, NULL, skos);
    json_close_array(json);
}

static void
reference(Json *json, const char *name, const char *id)
{
    json_open_object(json, name);
    json_str(json, "@id", id);
    json_close_object(json);
}

static void
value_in(Json *json, const char *language, const char *value)
{
    if (*value == '\0')
        return;
    json_open_object(json, NULL);
    json_str(json, "@value", value);
    json_str(json, "@language", language);
    json_close_object(json);
}

/* Names, or with @scopes what it covers, in every language in which that is said. */
static void
in_languages(Json *json, Ctx *cx, const VocabularyTopic *topic, const char *name, bool scopes)
{
    json_open_array(json, name);
    value_in(json, vocabulary_language(cx)->code, scopes ? topic->scope : topic->name);
    for (size_t i = 0; i < topic->n_words; i++)
        if (strcmp(topic->words[i].kind, "text") == 0)
            value_in(json, topic->words[i].language,
                     scopes ? topic->words[i].scope : topic->words[i].name);
    json_close_array(json);
}

const char *const *
topic_labels(Ctx *cx, const Vocabulary *v, const VocabularyTopic *topic)
{
    GPtrArray *names = g_ptr_array_new();
    for (size_t i = 0; i < topic->n_words; i++)
        if (strcmp(topic->words[i].kind, "label") == 0)
            g_ptr_array_add(names, (gpointer)(uintptr_t)topic->words[i].name);
    for (size_t i = 0; i < v->n; i++)
        if (v->at[i].merged_into == topic->id)
            g_ptr_array_add(names, (gpointer)(uintptr_t)vocabulary_name(cx, &v->at[i], NULL));
    const char **list = arena_array_of(cx->arena, const char *, names->len + 1);
    for (guint i = 0; i < names->len; i++)
        list[i] = g_ptr_array_index(names, i);
    list[names->len] = NULL;
    g_ptr_array_unref(names);
    return list;
}

static void
relations(Json *json, Ctx *cx, const VocabularyTopic *whole, TopicLinkSpan parts)
{
    json_open_object(json, "inDefinedTermSet");
    json_str(json, "@type", "DefinedTermSet");
    json_str(json, "@id", id_of(cx, "/topics"));
    json_close_object(json);
    reference(json, "skos:inScheme", id_of(cx, "/topics"));
    if (whole != NULL)
        reference(json, "skos:broader",
                  id_of(cx, arena_printf(cx->arena, "/topics/%s", whole->slug)));
    json_open_array(json, "skos:narrower");
    for (size_t i = 0; i < parts.n; i++)
        reference(json, NULL, id_of(cx, parts.at[i].url));
    json_close_array(json);
}

SafeHtml
topic_linked_data(Ctx *cx, const Vocabulary *v, const VocabularyTopic *topic, TopicLinkSpan parts)
{
    GString *text = arena_string(cx->arena, 512);
    Json json;
    begin(&json, text, "DefinedTerm", "skos:Concept");
    const char *url = id_of(cx, arena_printf(cx->arena, "/topics/%s", topic->slug));
    json_str(&json, "@id", url);
    json_str(&json, "url", url);
    json_str(&json, "name", vocabulary_name(cx, topic, NULL));
    json_str(&json, "termCode", topic->slug);
    if (*vocabulary_scope(cx, topic, NULL) != '\0')
        json_str(&json, "description", vocabulary_scope(cx, topic, NULL));
    in_languages(&json, cx, topic, "skos:prefLabel", false);
    in_languages(&json, cx, topic, "skos:scopeNote", true);
    json_open_array(&json, "skos:altLabel");
    for (const char *const *label = topic_labels(cx, v, topic); *label != NULL; label++)
        json_str(&json, NULL, *label);
    json_close_array(&json);
    relations(&json, cx, vocabulary_row(v, topic->broader_id), parts);
    json_close_object(&json);
    return json_script(cx->arena, text->str);
}

SafeHtml
topics_linked_data(Ctx *cx, TopicBranchSpan branches)
{
    GString *text = arena_string(cx->arena, 512);
    Json json;
    begin(&json, text, "DefinedTermSet", "skos:ConceptScheme");
    json_str(&json, "@id", id_of(cx, "/topics"));
    json_str(&json, "url", id_of(cx, "/topics"));
    json_str(&json, "name", lang_text(cx->lang, N_("Topics")));
    json_open_array(&json, "skos:hasTopConcept");
    for (size_t i = 0; i < branches.n; i++)
        reference(&json, NULL, id_of(cx, branches.at[i].topic->url));
    json_close_array(&json);
    json_close_object(&json);
    return json_script(cx->arena, text->str);
}
