/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/route.h"

#include <string.h>

/* The length of what a "{x}" at @pattern takes of @path: one segment, or the rest. */
static size_t
value_length(const char *pattern, const char *path)
{
    size_t name = strcspn(pattern, "}");
    bool rest = name > 3 && strncmp(pattern + name - 3, "...", 3) == 0;
    return rest ? strlen(path) : strcspn(path, "/");
}

static bool
path_matches(const char *pattern, const char *path)
{
    for (; *pattern != '\0'; pattern++) {
        if (*pattern == '{') {
            size_t n = value_length(pattern, path);
            if (n == 0)
                return false;
            pattern += strcspn(pattern, "}");
            path += n;
        } else if (*pattern != *path++) {
            return false;
        }
    }
    return *path == '\0';
}

/* A route without parameters goes before one with: "/events/new" before "/events/{slug}". */
static bool
is_better(const Route *candidate, const Route *found)
{
    return found == NULL || strcspn(candidate->path, "{") > strcspn(found->path, "{");
}

const Route *
route_find(const RouteTable *const *tables, Method method, const char *path, bool *ret_other)
{
    const Route *found = NULL;
    bool other = false;

    for (; *tables != NULL; tables++)
        for (const Route *r = (*tables)->at; r < (*tables)->at + (*tables)->n; r++) {
            if (!path_matches(r->path, path))
                continue;
            other |= r->method != method;
            if (r->method == method && is_better(r, found))
                found = r;
        }
    if (found == NULL)
        *ret_other = other;
    return found;
}

const char *
route_value(const Route *route, const char *path, const char *name, size_t *ret_n)
{
    size_t n = strlen(name);
    for (const char *p = route->path; *p != '\0'; p++) {
        if (*p != '{') {
            path++;
            continue;
        }
        size_t length = value_length(p, path);
        if (strncmp(p + 1, name, n) == 0 && (p[n + 1] == '}' || p[n + 1] == '.')) {
            *ret_n = length;
            return path;
        }
        p += strcspn(p, "}");
        path += length;
    }
    return NULL;
}

int64_t
req_id(const Request *req, const char *name)
{
    size_t n = 0;
    guint64 id = 0;
    const char *value = route_value(req->route, req->path, name, &n);
    g_assert(value != NULL);

    g_autofree char *text = g_strndup(value, n);
    if (!g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT64, &id, NULL))
        return 0;
    return (int64_t)id;
}

const char *
req_text(const Request *req, const char *name)
{
    size_t n = 0;
    const char *value = route_value(req->route, req->path, name, &n);
    g_assert(value != NULL);
    return arena_strndup(req->cx->arena, value, n);
}

/* What is wrong with a pattern, or NULL. */
static const char *
pattern_fault(const char *path)
{
    if (path == NULL || path[0] != '/' || strstr(path, "//") != NULL)
        return "a path starts with / and has no empty segment";
    if (path[1] != '\0' && path[strlen(path) - 1] == '/')
        return "a path does not end with /";
    for (const char *p = strchr(path, '{'); p != NULL; p = strchr(p, '{')) {
        size_t n = strcspn(p, "}");
        bool rest = n > 3 && strncmp(p + n - 3, "...", 3) == 0;
        if (p[n] == '\0' || n < 2 || strcspn(p, "/") < n)
            return "a parameter is {name}";
        if (p[-1] != '/' || (p[n + 1] != '/' && p[n + 1] != '\0'))
            return "a parameter is a whole segment";
        if (rest && p[n + 1] != '\0')
            return "{name...} comes last";
        p += n;
    }
    return NULL;
}

/* Two patterns that differ only in the names of parameters are one. */
static char *
shape_of(const Route *route)
{
    GString *shape = g_string_new(NULL);
    g_string_printf(shape, "%d ", (int)route->method);
    for (const char *p = route->path; *p != '\0'; p++) {
        g_string_append_c(shape, *p);
        if (*p == '{')
            p += strcspn(p, "}") - 1;
    }
    return g_string_free(shape, FALSE);
}

static bool
has_parameter(const Route *route, const char *name)
{
    g_autofree char *parameter = g_strdup_printf("{%s}", name);
    return strstr(route->path, parameter) != NULL;
}

static bool
check_row(const Route *route, GHashTable *seen)
{
    const char *fault = pattern_fault(route->path);
    if (route->access < PUBLIC || route->access > SECRETARIAT)
        fault = "the access column is missing";
    if (route->method < GET || route->method > OPTIONS)
        fault = "the method is missing";
    if (route->handler == NULL)
        fault = "the handler is missing";
    if (route->prepare != NULL && route->method != POST)
        fault = "only a post has something to prepare";
    if (route->turn != NULL && (route->method != POST || !has_parameter(route, route->turn)))
        fault = "only a post takes turns, at what its path names";

    if (fault == NULL && !g_hash_table_add(seen, shape_of(route)))
        fault = "the route stands twice";
    if (fault != NULL)
        g_printerr("route %s: %s\n", route->path != NULL ? route->path : "(null)", fault);
    return fault == NULL;
}

bool
web_check(const RouteTable *const *tables)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bool ok = true;
    for (; *tables != NULL; tables++)
        for (const Route *r = (*tables)->at; r < (*tables)->at + (*tables)->n; r++)
            ok &= check_row(r, seen);
    return ok;
}
