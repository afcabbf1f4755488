/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "profile/linked_data.h"
#include "render/json.h"

#include <string.h>

static void
add(Json *json, const char *name, const char *text)
{
    if (text != NULL && *text != '\0')
        json_str(json, name, text);
}

static void
add_lists(Json *json, const Profile *p)
{
    if (p->languages != NULL && *p->languages != '\0') {
        g_auto(GStrv) codes = g_strsplit(p->languages, ",", -1);
        json_open_array(json, "knowsLanguage");
        for (char **code = codes; *code != NULL; code++)
            json_str(json, NULL, *code);
        json_close_array(json);
    }
    if (p->links.n > 0) {
        json_open_array(json, "sameAs");
        for (size_t i = 0; i < p->links.n; i++)
            json_str(json, NULL, p->links.at[i].url);
        json_close_array(json);
    }
}

SafeHtml
linked_data_person(Arena *arena, const Profile *p, const char *base_url, const char *url)
{
    GString *text = arena_string(arena, 512);
    Json json;
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_str(&json, "@context", "https://schema.org");
    json_str(&json, "@type", "Person");
    json_str(&json, "url", url);
    add(&json, "name", p->name);
    add(&json, "alternateName", p->name_latin);
    add(&json, "jobTitle", p->position);
    add(&json, "description", p->headline);
    if (p->picture_id != 0)
        json_str(&json, "image",
                 arena_printf(arena, "%s/files/%" PRId64 "?width=256", base_url, p->picture_id));
    if (p->organisation != NULL && *p->organisation != '\0') {
        json_open_object(&json, "worksFor");
        json_str(&json, "@type", "Organization");
        json_str(&json, "name", p->organisation);
        json_close_object(&json);
    }
    if (p->country != NULL) {
        json_open_object(&json, "workLocation");
        json_str(&json, "@type", "Country");
        json_str(&json, "name", p->country);
        json_close_object(&json);
    }
    add_lists(&json, p);
    json_close_object(&json);
    return json_script(arena, text->str);
}
