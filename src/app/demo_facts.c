/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/demo_facts.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#define RESOURCE_ROOT "/baraza/data/"

Bytes
facts_bytes(Arena *arena, const char *name)
{
    g_autofree char *path = g_strconcat(RESOURCE_ROOT, name, NULL);
    GBytes *bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    if (bytes == NULL)
        return (Bytes){0};
    arena_defer(arena, (GDestroyNotify)g_bytes_unref, bytes);
    size_t n = 0;
    const void *at = g_bytes_get_data(bytes, &n);
    return (Bytes){at, n};
}

const char *
facts_file(Arena *arena, const char *name)
{
    Bytes bytes = facts_bytes(arena, name);
    return bytes.at != NULL ? arena_strndup(arena, bytes.at, bytes.n) : NULL;
}

static JsonArray *
load_list(Arena *arena, const char *name)
{
    const char *text = facts_file(arena, "alliance.json");
    g_assert(text != NULL);
    JsonParser *parser = json_parser_new_immutable();
    arena_defer(arena, g_object_unref, parser);
    bool well_formed = json_parser_load_from_data(parser, text, -1, NULL);
    g_assert(well_formed);
    JsonObject *root = json_node_get_object(json_parser_get_root(parser));
    g_assert(json_object_has_member(root, name));
    return json_object_get_array_member(root, name);
}

FactSpan
facts_list(Arena *arena, const char *name)
{
    JsonArray *array = load_list(arena, name);
    size_t n = json_array_get_length(array);
    const Fact **at = arena_array_of(arena, const Fact *, n);
    for (size_t i = 0; i < n; i++)
        at[i] = (const Fact *)json_array_get_object_element(array, (guint)i);
    return (FactSpan){at, n};
}

const char *const *
facts_texts(Arena *arena, const char *name)
{
    JsonArray *array = load_list(arena, name);
    size_t n = json_array_get_length(array);
    const char **texts = arena_array_of(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        texts[i] = json_array_get_string_element(array, (guint)i);
    return texts;
}

/* The value node of @name if it is a plain value, or NULL.  A Fact is a JsonObject. */
static JsonNode *
member_of(const Fact *fact, const char *name)
{
    JsonObject *object = (JsonObject *)(uintptr_t)fact;
    JsonNode *node = json_object_get_member(object, name);
    return node != NULL && JSON_NODE_HOLDS_VALUE(node) ? node : NULL;
}

const char *
fact_text(const Fact *fact, const char *name)
{
    JsonNode *node = member_of(fact, name);
    return node != NULL ? json_node_get_string(node) : NULL;
}

int64_t
fact_int(const Fact *fact, const char *name)
{
    JsonNode *node = member_of(fact, name);
    return node != NULL ? json_node_get_int(node) : 0;
}
