/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "newsletter/follow.h"

#include "alliance/file.h"
#include "alliance/redirect.h"
#include "render/html.h"
#include "web/app.h"
#include "web/route.h"

#include <string.h>

/* ---- elsewhere ---- */

/* "https://host.example/...": a host with a dot in it, or a number in brackets. */
static bool
is_web_address(const char *url)
{
    g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_ENCODED, NULL);
    const char *host = uri != NULL ? g_uri_get_host(uri) : NULL;
    return host != NULL &&
           (strchr(host, ':') != NULL || (strchr(host, '.') != NULL && *host != '.'));
}

static bool
is_good_form(const char *url)
{
    if (!html_url_is_safe(url) || strchr(url, ' ') != NULL)
        return false;
    if (g_ascii_strncasecmp(url, "mailto:", 7) == 0)
        return strchr(url + 7, '@') != NULL;
    if (g_ascii_strncasecmp(url, "tel:", 4) == 0)
        return url[4] != '\0';
    return is_web_address(url);
}

/* ---- here ---- */

/* The value of the pattern's {name} in @path; "" without one. */
static const char *
value_of(Ctx *cx, const Route *route, const char *path, const char *name)
{
    size_t n = 0;
    const char *value = route_value(route, path, name, &n);
    return value != NULL ? arena_strndup(cx->arena, value, n) : "";
}

static bool
is_root(Ctx *cx, const Route *route, const char *path)
{
    const char *root = value_of(cx, route, path, "root");
    const char *dot = strstr(root, ".atom");
    size_t n = dot != NULL ? (size_t)(dot - root) : strlen(root);
    return item_kind_find_root(root, n) != NULL || item_find(cx, "page", root) != NULL;
}

/* Below the address of an item, in its kind's own room too, nothing is there without the item. */
static bool
has_its_item(Ctx *cx, const Route *route, const char *path)
{
    const ItemKind *kind = item_kind_find_path(path);
    const char *slug = value_of(cx, route, path, "slug");
    if (kind == NULL || *slug == '\0')
        return strcmp(route->path, "/{root}/{slug}") != 0;
    return item_find(cx, kind->name, arena_strndup(cx->arena, slug, strcspn(slug, "."))) != NULL;
}

static bool
is_file(Ctx *cx, const Route *route, const char *path)
{
    const char *id = value_of(cx, route, path, "id");
    return file_may_see(cx, g_ascii_strtoll(id, NULL, 10));
}

/* Routes behind which something may be missing. */
static const struct {
    const char *pattern;
    bool (*is_there)(Ctx *cx, const Route *route, const char *path);
} LOOKUPS[] = {
    {"/{root}",            is_root},
    {"/files/{id}",        is_file},
    {"/files/{id}/{name}", is_file},
};

/* "/fr/about?x#y" -> "/about", decoded; NULL if it cannot be. */
static const char *
plain_path(Ctx *cx, const char *url)
{
    g_autofree char *path = g_uri_unescape_segment(url, url + strcspn(url, "?#"), NULL);
    if (path == NULL || !g_utf8_validate(path, -1, NULL))
        return NULL;
    size_t n = strcspn(path + 1, "/");
    const char *first = arena_strndup(cx->arena, path + 1, n);
    const char *rest = lang_find(first) != NULL ? path + 1 + n : path;
    return *rest != '\0' ? arena_strdup(cx->arena, rest) : "/";
}

static bool
is_here(Ctx *cx, const char *url)
{
    bool other = false;
    const char *path = plain_path(cx, url);
    if (path == NULL)
        return false;
    const Route *route = route_find(cx->app->routes, GET, path, &other);
    bool is_there = route != NULL && route->access <= MEMBER;
    for (size_t i = 0; is_there && i < G_N_ELEMENTS(LOOKUPS); i++)
        if (strcmp(LOOKUPS[i].pattern, route->path) == 0)
            is_there = LOOKUPS[i].is_there(cx, route, path);
    is_there = is_there && has_its_item(cx, route, path);
    return is_there || redirect_find(cx, path) != NULL;
}

bool
follow(Ctx *cx, const char *url)
{
    Ctx reader = *cx;
    reader.me = (Viewer){.roles = ROLE_MEMBER};
    const char *base = cx->app->base_url;
    size_t n = strlen(base);
    if (strncmp(url, base, n) == 0 && (url[n] == '/' || url[n] == '\0'))
        return is_here(&reader, url[n] == '/' ? url + n : "/");
    return url[0] == '/' && url[1] != '/' ? is_here(&reader, url) : is_good_form(url);
}
