/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/signpost.h"

#include "base/limits.h"
#include "render/json.h"

#include <string.h>

/* A header is read by programs that stop at some kilobytes; the link set has all files. */
#define FILES_IN_HEADER 10
#define PAGE_TYPE "text/html"
#define LINKSET_TYPE "application/linkset+json"

/* One link; links of one relation stand together. */
typedef struct Signpost {
    const char *rel, *href, *type; /* type: of what is there; NULL: not said */
} Signpost;

typedef struct SignpostSpan {
    Signpost *at;
    size_t n;
} SignpostSpan;

static void
add(SignpostSpan *posts, const char *rel, const char *href, const char *type)
{
    if (href != NULL && *href != '\0')
        posts->at[posts->n++] = (Signpost){rel, href, type};
}

/* From the page of the edition, with at most @n_files of its files. */
static SignpostSpan
posts_of(Arena *arena, const Citation *citation, size_t n_files)
{
    enum { OTHERS = 12 };
    SignpostSpan posts = {
        arena_array_of(arena, Signpost, LIMIT_AUTHORS + citation->files.n + OTHERS), 0};
    bool has_doi = *citation->doi != '\0';
    add(&posts, "cite-as", has_doi ? doi_url(arena, citation->doi) : citation->url, NULL);
    for (size_t i = 0; i < citation->authors.n; i++)
        if (!citation->authors.at[i].is_gone)
            add(&posts, "author", citation->authors.at[i].identifier, NULL);
    add(&posts, "type", "https://schema.org/AboutPage", NULL);
    add(&posts, "type", arena_printf(arena, "https://schema.org/%s", cite_schema_type(citation)),
        NULL);
    add(&posts, "license", citation->licence, NULL);
    for (const CiteFormat *format = CITE_FORMATS; format->name != NULL; format++)
        add(&posts, "describedby", arena_printf(arena, "%s/cite/%s", citation->url, format->name),
            arena_strndup(arena, format->media_type, strcspn(format->media_type, ";")));
    for (size_t i = 0; i < MIN(n_files, citation->files.n); i++)
        add(&posts, "item", cite_file_url(arena, citation, &citation->files.at[i]),
            citation->files.at[i].type);
    return posts;
}

const char *
signpost_header(Arena *arena, const Citation *citation)
{
    SignpostSpan posts = posts_of(arena, citation, FILES_IN_HEADER);
    GString *out = arena_string(arena, 1024);
    add(&posts, "linkset", arena_printf(arena, "%s/linkset", citation->url), LINKSET_TYPE);
    for (size_t i = 0; i < posts.n; i++) {
        g_string_append_printf(out, "%s<%s>; rel=\"%s\"", i > 0 ? ", " : "", posts.at[i].href,
                               posts.at[i].rel);
        if (posts.at[i].type != NULL)
            g_string_append_printf(out, "; type=\"%s\"", posts.at[i].type);
    }
    return out->str;
}

static void
write_target(Json *json, const char *href, const char *type)
{
    json_open_object(json, NULL);
    json_str(json, "href", href);
    if (type != NULL)
        json_str(json, "type", type);
    json_close_object(json);
}

static void
write_page(Json *json, const Citation *citation, SignpostSpan posts)
{
    json_open_object(json, NULL);
    json_str(json, "anchor", citation->url);
    for (size_t i = 0; i < posts.n; i++) {
        if (i == 0 || strcmp(posts.at[i - 1].rel, posts.at[i].rel) != 0)
            json_open_array(json, posts.at[i].rel);
        write_target(json, posts.at[i].href, posts.at[i].type);
        if (i + 1 == posts.n || strcmp(posts.at[i + 1].rel, posts.at[i].rel) != 0)
            json_close_array(json);
    }
    json_close_object(json);
}

/* From a file back to the page that it belongs to. */
static void
write_file(Json *json, Arena *arena, const Citation *citation, const File *file)
{
    json_open_object(json, NULL);
    json_str(json, "anchor", cite_file_url(arena, citation, file));
    json_open_array(json, "collection");
    write_target(json, citation->url, PAGE_TYPE);
    json_close_array(json);
    json_close_object(json);
}

const char *
signpost_linkset(Arena *arena, const Citation *citation)
{
    GString *text = arena_string(arena, 2048);
    Json json;
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_open_array(&json, "linkset");
    write_page(&json, citation, posts_of(arena, citation, citation->files.n));
    for (size_t i = 0; i < citation->files.n; i++)
        write_file(&json, arena, citation, &citation->files.at[i]);
    json_close_array(&json);
    json_close_object(&json);
    return text->str;
}
