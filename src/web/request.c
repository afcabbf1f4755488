/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/request.h"

#include "base/limits.h"
#include "base/text.h"
#include "web/app.h"
#include "web/multipart.h"

#include <string.h>

Method
request_method(const char *name)
{
    static const char *const names[] = {"HEAD", "GET", "POST", "OPTIONS"};
    size_t i = 0;
    while (i < G_N_ELEMENTS(names) && !g_str_equal(names[i], name))
        i++;
    return i == 0 ? GET : i < G_N_ELEMENTS(names) ? (Method)i : 0;
}

const char *
request_decode(Arena *arena, const char *text, size_t n, bool plus)
{
    char *out = arena_alloc(arena, n + 1);
    size_t length = 0;

    for (size_t i = 0; i < n; i++) {
        char c = text[i];
        if (c == '%') {
            if (n - i < 3 || !g_ascii_isxdigit(text[i + 1]) || !g_ascii_isxdigit(text[i + 2]))
                return NULL;
            c = (char)(g_ascii_xdigit_value(text[i + 1]) * 16 + g_ascii_xdigit_value(text[i + 2]));
            i += 2;
        } else if (plus && c == '+') {
            c = ' ';
        }
        out[length++] = c;
    }
    return text_is_clean(out, length) ? out : NULL;
}

/* One "name=value". */
static int
decode_pair(Arena *arena, const char *text, size_t n, Pair *ret_pair)
{
    const char *equals = memchr(text, '=', n);
    size_t name_n = equals != NULL ? (size_t)(equals - text) : n;
    size_t value_at = equals != NULL ? name_n + 1 : n;

    if (name_n > LIMIT_FIELD_NAME)
        return 400;
    ret_pair->name = request_decode(arena, text, name_n, true);
    ret_pair->value = request_decode(arena, text + value_at, n - value_at, true);
    return ret_pair->name != NULL && ret_pair->value != NULL ? 0 : 400;
}

int
request_decode_pairs(Arena *arena, const char *text, size_t n, PairSpan *ret_pairs)
{
    size_t count = n > 0 ? 1 : 0;
    for (size_t i = 0; i < n; i++)
        count += text[i] == '&';
    if (count > LIMIT_FIELDS)
        return 413;

    Pair *pairs = arena_array_of(arena, Pair, count + 1);
    size_t found = 0;
    for (size_t at = 0; at < n;) {
        const char *end = memchr(text + at, '&', n - at);
        size_t length = end != NULL ? (size_t)(end - (text + at)) : n - at;
        int status = length > 0 ? decode_pair(arena, text + at, length, &pairs[found]) : 0;
        if (status != 0)
            return status;
        found += length > 0;
        at += length + 1;
    }
    *ret_pairs = (PairSpan){pairs, found};
    return 0;
}

/* One segment, decoded: no way out of the tree, no second meaning. */
static int
check_segment(const char *segment)
{
    if (strlen(segment) > LIMIT_SEGMENT)
        return 414;
    if (strpbrk(segment, "/\\") != NULL || strcmp(segment, ".") == 0 || strcmp(segment, "..") == 0)
        return 400;
    return strpbrk(segment, "\t\r\n") != NULL ? 400 : 0;
}

/* Decode segment by segment, so that "%2F" is not a separator. */
static int
read_path(Arena *arena, const char *target, size_t n, const char **ret_path)
{
    GString *path = arena_string(arena, n + 1);
    if (n == 0 || target[0] != '/')
        return 400;
    if (n > LIMIT_PATH)
        return 414;

    for (size_t at = 0; at < n;) {
        const char *end = memchr(target + at + 1, '/', n - at - 1);
        size_t length = end != NULL ? (size_t)(end - (target + at)) : n - at;
        const char *segment = request_decode(arena, target + at + 1, length - 1, false);
        int status = segment == NULL ? 400 : check_segment(segment);
        if (status != 0)
            return status;
        if (*segment == '\0' && end != NULL)
            return 400; /* "//" */
        g_string_append_c(path, '/');
        g_string_append(path, segment);
        at += length;
    }
    *ret_path = path->str;
    return 0;
}

/* How much an Accept header wants @type, 0 to 1; @ret_at: where it says so. */
static double
quality(const char *accept, const char *type, const char **ret_at)
{
    size_t n = strlen(type);
    for (const char *p = accept; *p != '\0';) {
        p += strspn(p, ", \t");
        size_t length = strcspn(p, ",");
        if (length >= n && g_ascii_strncasecmp(p, type, n) == 0 && strchr(";, \t", p[n]) != NULL) {
            const char *q = memmem(p + n, length - n, "q=", 2);
            *ret_at = p;
            return q != NULL ? g_ascii_strtod(q + 2, NULL) : 1;
        }
        p += length;
    }
    return 0;
}

bool
request_accepts_json(const char *accept)
{
    const char *json_at = NULL, *html_at = NULL;
    double json = accept != NULL ? quality(accept, "application/json", &json_at) : 0;
    if (!(json > 0))
        return false;
    double html = quality(accept, "text/html", &html_at);
    return json > html || (json == html && json_at < html_at);
}

/* "/fr/about" is "/about" in French; the alliance's own language has no prefix. */
static const char *
read_language(Ctx *cx, const char *path)
{
    const Lang *own = cx->app->lang != NULL ? cx->app->lang : LANG_ENGLISH;
    size_t n = strcspn(path + 1, "/");
    char code[16];

    cx->lang = own;
    if (n == 0 || n >= sizeof code)
        return path;
    memcpy(code, path + 1, n);
    code[n] = '\0';
    const Lang *lang = lang_find(code);
    if (lang == NULL || lang == own)
        return path;
    cx->lang = lang;
    return path[n + 1] != '\0' ? path + n + 1 : "/";
}

static const struct {
    const char *name;
    size_t offset;
} wanted_headers[] = {
    {"Host",            G_STRUCT_OFFSET(Incoming, host)           },
    {"Origin",          G_STRUCT_OFFSET(Incoming, origin)         },
    {"Referer",         G_STRUCT_OFFSET(Incoming, referer)        },
    {"Cookie",          G_STRUCT_OFFSET(Incoming, cookie)         },
    {"Authorization",   G_STRUCT_OFFSET(Incoming, authorization)  },
    {"Accept",          G_STRUCT_OFFSET(Incoming, accept)         },
    {"Accept-Language", G_STRUCT_OFFSET(Incoming, accept_language)},
    {"If-None-Match",   G_STRUCT_OFFSET(Incoming, if_none_match)  },
    {"Range",           G_STRUCT_OFFSET(Incoming, range)          },
    {"If-Range",        G_STRUCT_OFFSET(Incoming, if_range)       },
    {"Sec-Fetch-Site",  G_STRUCT_OFFSET(Incoming, sec_fetch_site) },
    {"User-Agent",      G_STRUCT_OFFSET(Incoming, user_agent)     },
    {"Content-Type",    G_STRUCT_OFFSET(Incoming, content_type)   },
};

void
request_read_headers(Incoming *in, const char *(*find)(void *data, const char *name), void *data)
{
    for (size_t i = 0; i < G_N_ELEMENTS(wanted_headers); i++) {
        const char **slot = (const char **)((char *)in + wanted_headers[i].offset);
        *slot = find(data, wanted_headers[i].name);
    }
}

int
request_read_target(Request *req)
{
    Ctx *cx = req->cx;
    const char *target = req->in->target;
    size_t n = strcspn(target, "?");
    const char *path = NULL;

    cx->lang = cx->app->lang != NULL ? cx->app->lang : LANG_ENGLISH;
    req->path = "/";
    req->wants_json = request_accepts_json(req->in->accept);
    int status = read_path(cx->arena, target, n, &path);
    if (status != 0)
        return status;
    req->whole_path = read_language(cx, path);
    req->path = req->whole_path;
    if (g_str_has_suffix(path, ".json")) {
        req->wants_json = true;
        path = arena_strndup(cx->arena, path, strlen(path) - strlen(".json"));
        if (g_str_has_suffix(path, "/.") || g_str_has_suffix(path, "/.."))
            return 400; /* "...json" was a name like any other until here */
        req->path = read_language(cx, strlen(path) > 1 ? path : "/");
    }
    if (target[n] != '?')
        return 0;
    size_t query = strlen(target + n + 1);
    if (query > LIMIT_PATH)
        return 414;
    return request_decode_pairs(cx->arena, target + n + 1, query, &req->query) == 0 ? 0 : 400;
}

static bool
type_is(const char *content_type, const char *type)
{
    size_t n = strlen(type);
    return g_ascii_strncasecmp(content_type, type, n) == 0 &&
           (content_type[n] == '\0' || content_type[n] == ';' || content_type[n] == ' ');
}

int64_t
request_body_most(const Request *req)
{
    unsigned flags = req->route != NULL ? req->route->flags : 0;
    if ((flags & ROUTE_LARGE) != 0)
        return app_file_most(req->cx->app) + LIMIT_BODY_BESIDE;
    return (flags & ROUTE_UPLOAD) != 0 ? LIMIT_UPLOAD : LIMIT_BODY;
}

int
request_read_body(Request *req)
{
    const Incoming *in = req->in;

    if ((int64_t)in->body.n > request_body_most(req))
        return 413;
    if (in->body.n == 0)
        return 0;
    if (in->content_type == NULL)
        return 415;
    if (type_is(in->content_type, "application/x-www-form-urlencoded")) {
        if (in->body.n > LIMIT_BODY)
            return 413;
        return request_decode_pairs(req->cx->arena, in->body.at, in->body.n, &req->fields);
    }
    if (type_is(in->content_type, "multipart/form-data"))
        return multipart_read(req->cx->arena, in->content_type, in->body, &req->fields,
                              &req->uploads);
    return 415;
}

const char *
request_cookie(Arena *arena, const char *header, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = header; p != NULL && *p != '\0';) {
        p += strspn(p, "; ");
        size_t length = strcspn(p, ";");
        if (length > n && p[n] == '=' && memcmp(p, name, n) == 0)
            return arena_strndup(arena, p + n + 1, length - n - 1);
        p += length;
    }
    return NULL;
}

const char *
req_query(const Request *req, const char *name)
{
    for (size_t i = 0; i < req->query.n; i++)
        if (strcmp(req->query.at[i].name, name) == 0)
            return text_fold_space(req->cx->arena, req->query.at[i].value);
    return "";
}

const char *
req_field(const Request *req, const char *name)
{
    for (size_t i = 0; i < req->fields.n; i++)
        if (strcmp(req->fields.at[i].name, name) == 0)
            return req->fields.at[i].value;
    return "";
}

int64_t
req_page(const Request *req)
{
    guint64 page = 1;
    if (!g_ascii_string_to_unsigned(req_query(req, "page"), 10, 1, 100000, &page, NULL))
        return 1;
    return (int64_t)page;
}

bool
request_names_etag(const char *if_none_match, const char *etag)
{
    return if_none_match != NULL &&
           (strstr(if_none_match, etag) != NULL || strcmp(if_none_match, "*") == 0);
}
