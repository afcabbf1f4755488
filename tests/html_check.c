/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "html_check.h"

#include <string.h>

#define MAX_DEPTH 200
#define MAX_ATTRS 40

typedef struct Attr {
    char *name, *value;
} Attr;

typedef struct Check {
    const char *start, *at, *end;
    char *stack[MAX_DEPTH];
    int depth;
    GHashTable *ids;
    GPtrArray *references, *labelled, *unlabelled; /* ids that must exist, have a label, need one */
    int heading, n_h1;
    bool has_lang, has_title, is_xml;
    char *fault;
} Check;

static const char *const void_elements[] = {"area",   "base",  "br",    "col",  "embed",
                                            "hr",     "img",   "input", "link", "meta",
                                            "source", "track", "wbr",   NULL};

static const char *const html_elements[] = {
    "a",        "abbr",       "address",  "article",  "aside",    "audio",   "b",       "bdi",
    "bdo",      "blockquote", "body",     "br",       "button",   "caption", "circle",  "cite",
    "code",     "col",        "colgroup", "data",     "datalist", "dd",      "defs",    "del",
    "desc",     "details",    "dfn",      "dialog",   "div",      "dl",      "dt",      "em",
    "fieldset", "figcaption", "figure",   "footer",   "form",     "g",       "h1",      "h2",
    "h3",       "h4",         "h5",       "h6",       "head",     "header",  "hr",      "html",
    "i",        "img",        "input",    "ins",      "kbd",      "label",   "legend",  "li",
    "line",     "link",       "main",     "mark",     "meta",     "meter",   "nav",     "noscript",
    "ol",       "optgroup",   "option",   "output",   "p",        "path",    "pattern", "picture",
    "polygon",  "polyline",   "pre",      "progress", "q",        "rect",    "s",       "samp",
    "script",   "search",     "section",  "select",   "small",    "source",  "span",    "strong",
    "style",    "sub",        "summary",  "sup",      "svg",      "symbol",  "table",   "tbody",
    "td",       "text",       "textarea", "tfoot",    "th",       "thead",   "time",    "title",
    "tr",       "tspan",      "u",        "ul",       "use",      "var",     "video",   "wbr",
    "clippath", "ellipse",    "template", "hgroup",   NULL};

/* Blocks close an open paragraph in a browser, so they may not stand inside one. */
static const char *const blocks[] = {
    "address",  "article", "aside",  "blockquote", "details", "div",  "dl",
    "fieldset", "figure",  "footer", "form",       "h1",      "h2",   "h3",
    "h4",       "h5",      "h6",     "header",     "hr",      "main", "nav",
    "ol",       "p",       "pre",    "section",    "table",   "ul",   NULL};

/* Which parents an element must have. */
static const struct {
    const char *child, *parents;
} parents[] = {
    {"li",         " ul ol menu "              },
    {"tr",         " thead tbody tfoot table " },
    {"td",         " tr "                      },
    {"th",         " tr "                      },
    {"dt",         " dl div "                  },
    {"dd",         " dl div "                  },
    {"option",     " select datalist optgroup "},
    {"legend",     " fieldset "                },
    {"summary",    " details "                 },
    {"caption",    " table "                   },
    {"thead",      " table "                   },
    {"tbody",      " table "                   },
    {"figcaption", " figure "                  },
    {"head",       " html "                    },
    {"body",       " html "                    },
};

static void fail(Check *c, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
fail(Check *c, const char *format, ...)
{
    if (c->fault != NULL)
        return;
    int line = 1;
    for (const char *p = c->start; p < c->at; p++)
        line += *p == '\n';
    va_list ap;
    va_start(ap, format);
    g_autofree char *what = g_strdup_vprintf(format, ap);
    va_end(ap);
    c->fault = g_strdup_printf("line %d: %s", line, what);
}

/* After "&": a reference that is complete. */
static void
check_reference(Check *c, const char *p, const char *end)
{
    const char *q = p + 1;
    if (q < end && *q == '#')
        q++;
    const char *name = q;
    while (q < end && g_ascii_isalnum(*q))
        q++;
    if (q == name || q == end || *q != ';')
        fail(c, "an & that is not escaped: %.30s", p);
}

static void
check_text(Check *c, const char *text, size_t n)
{
    for (const char *p = text; p < text + n; p++) {
        if (*p == '&')
            check_reference(c, p, text + n);
        if ((unsigned char)*p < 0x20 && strchr("\t\r\n", *p) == NULL)
            fail(c, "a control character");
    }
}

static bool
is_name(char ch)
{
    return g_ascii_isalnum(ch) || strchr("-_:.", ch) != NULL;
}

/* One name="value"; @attr->value stays NULL without one. */
static bool
read_attr(Check *c, Attr *attr)
{
    const char *name = c->at;
    while (c->at < c->end && is_name(*c->at))
        c->at++;
    if (c->at == name) {
        fail(c, "this is no attribute: %.20s", name);
        return false;
    }
    attr->name = g_strndup(name, (gsize)(c->at - name));
    if (c->at == c->end || *c->at != '=')
        return true;
    char quote = c->at + 1 < c->end ? c->at[1] : ' ';
    if (quote != '"' && quote != '\'') {
        fail(c, "the value of %s is not quoted", attr->name);
        return false;
    }
    const char *value = c->at + 2;
    const char *end = memchr(value, quote, (size_t)(c->end - value));
    if (end == NULL) {
        fail(c, "the value of %s has no end", attr->name);
        return false;
    }
    if (memchr(value, '<', (size_t)(end - value)) != NULL)
        fail(c, "< in the value of %s", attr->name);
    check_text(c, value, (size_t)(end - value));
    attr->value = g_strndup(value, (gsize)(end - value));
    c->at = end + 1;
    if (c->at < c->end && strchr(" \t\r\n/>", *c->at) == NULL)
        fail(c, "no space after the value of %s", attr->name);
    return true;
}

static const char *
value_of(const Attr *attrs, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (strcmp(attrs[i].name, name) == 0)
            return attrs[i].value != NULL ? attrs[i].value : "";
    return NULL;
}

static void
refer(Check *c, const char *ids)
{
    if (ids == NULL)
        return;
    g_auto(GStrv) each = g_strsplit(ids, " ", -1);
    for (char **id = each; *id != NULL; id++)
        if (**id != '\0')
            g_ptr_array_add(c->references, g_strdup(*id));
}

static bool
is_open(const Check *c, const char *name)
{
    for (int i = 0; i < c->depth; i++)
        if (strcmp(c->stack[i], name) == 0)
            return true;
    return false;
}

/* A field a person fills in needs a name that is read aloud. */
static void
check_field(Check *c, const char *name, const Attr *attrs, int n)
{
    const char *type = value_of(attrs, n, "type");
    bool field = strcmp(name, "select") == 0 || strcmp(name, "textarea") == 0 ||
                 (strcmp(name, "input") == 0 &&
                  (type == NULL || strstr(" hidden submit button image ", type) == NULL));
    if (!field || value_of(attrs, n, "aria-label") || value_of(attrs, n, "aria-labelledby") ||
        is_open(c, "label"))
        return;
    const char *id = value_of(attrs, n, "id");
    if (id == NULL)
        fail(c, "a %s without a label", name);
    else
        g_ptr_array_add(c->unlabelled, g_strdup(id));
}

static void
check_heading(Check *c, const char *name)
{
    if (name[0] != 'h' || name[1] < '1' || name[1] > '6' || name[2] != '\0')
        return;
    int level = name[1] - '0';
    c->n_h1 += level == 1;
    if (level > c->heading + 1)
        fail(c, "h%d follows h%d", level, c->heading);
    c->heading = level;
}

static void
check_attrs(Check *c, const char *name, const Attr *attrs, int n)
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++)
            if (strcmp(attrs[i].name, attrs[j].name) == 0)
                fail(c, "%s twice on <%s>", attrs[i].name, name);
        if (g_str_has_prefix(attrs[i].name, "on") || strcmp(attrs[i].name, "style") == 0)
            fail(c, "%s on <%s>: the policy does not run it", attrs[i].name, name);
    }
    const char *id = value_of(attrs, n, "id");
    if (id != NULL && (*id == '\0' || strchr(id, ' ') != NULL))
        fail(c, "an id that is empty or has a space");
    if (id != NULL && !g_hash_table_add(c->ids, g_strdup(id)))
        fail(c, "the id %s stands twice", id);
    refer(c, value_of(attrs, n, "aria-describedby"));
    refer(c, value_of(attrs, n, "aria-labelledby"));
    refer(c, value_of(attrs, n, "aria-controls"));
    const char *href = value_of(attrs, n, "href");
    if (href != NULL && href[0] == '#' && href[1] != '\0')
        refer(c, href + 1);
}

static void
check_element(Check *c, const char *name, const Attr *attrs, int n)
{
    check_attrs(c, name, attrs, n);
    check_heading(c, name);
    check_field(c, name, attrs, n);
    if (strcmp(name, "html") == 0)
        c->has_lang = value_of(attrs, n, "lang") != NULL;
    if (strcmp(name, "title") == 0 && !is_open(c, "svg"))
        c->has_title = true;
    if (strcmp(name, "img") == 0 && value_of(attrs, n, "alt") == NULL)
        fail(c, "<img> without alt");
    if (strcmp(name, "label") == 0 && value_of(attrs, n, "for") != NULL) {
        refer(c, value_of(attrs, n, "for"));
        g_ptr_array_add(c->labelled, g_strdup(value_of(attrs, n, "for")));
    }
    if ((strcmp(name, "a") == 0 || strcmp(name, "button") == 0) && is_open(c, name))
        fail(c, "<%s> inside <%s>", name, name);
    if (strcmp(name, "form") == 0 && is_open(c, "form"))
        fail(c, "a form inside a form");
}

static void
check_place(Check *c, const char *name)
{
    const char *parent = c->depth > 0 ? c->stack[c->depth - 1] : "";
    if (!g_strv_contains(html_elements, name) && !g_strv_contains(void_elements, name))
        fail(c, "<%s> is not an element we use", name);
    if (g_strv_contains(blocks, name) && is_open(c, "p"))
        fail(c, "<%s> inside <p>", name);
    for (size_t i = 0; i < G_N_ELEMENTS(parents); i++) {
        g_autofree char *padded = g_strdup_printf(" %s ", parent);
        if (strcmp(parents[i].child, name) == 0 && strstr(parents[i].parents, padded) == NULL)
            fail(c, "<%s> inside <%s>", name, parent);
    }
}

static void
open_element(Check *c, char *name, bool closed)
{
    if (c->depth == MAX_DEPTH) {
        fail(c, "too deep");
        g_free(name);
        return;
    }
    if (closed || (!c->is_xml && g_strv_contains(void_elements, name)))
        g_free(name);
    else
        c->stack[c->depth++] = name;
}

/* The text of <script>, <style>, <textarea> and <title> has no tags. */
static void
skip_raw(Check *c, const char *name)
{
    static const char *const raw[] = {"script", "style", "textarea", "title", NULL};
    if (c->is_xml || !g_strv_contains(raw, name))
        return;
    g_autofree char *close = g_strdup_printf("</%s>", name);
    const char *end = memmem(c->at, (size_t)(c->end - c->at), close, strlen(close));
    if (end == NULL) {
        fail(c, "<%s> has no end", name);
        return;
    }
    if (strcmp(name, "textarea") == 0 || strcmp(name, "title") == 0)
        check_text(c, c->at, (size_t)(end - c->at));
    c->at = end;
}

static void
read_start_tag(Check *c)
{
    Attr attrs[MAX_ATTRS] = {{0}};
    int n = 0;
    const char *start = ++c->at;
    while (c->at < c->end && is_name(*c->at))
        c->at++;
    char *name = c->is_xml ? g_strndup(start, (gsize)(c->at - start))
                           : g_ascii_strdown(start, c->at - start);
    while (c->fault == NULL && c->at < c->end && *c->at != '>' && *c->at != '/') {
        c->at += strspn(c->at, " \t\r\n");
        if (*c->at == '>' || *c->at == '/')
            break;
        if (n == MAX_ATTRS || !read_attr(c, &attrs[n]))
            break;
        n++;
    }
    bool closed = c->at < c->end && *c->at == '/';
    c->at += closed;
    if (c->at >= c->end || *c->at != '>')
        fail(c, "<%s is not closed", name);
    c->at++;
    if (!c->is_xml) {
        check_place(c, name);
        check_element(c, name, attrs, n);
        closed = closed && is_open(c, "svg");
    }
    for (int i = 0; i < MAX_ATTRS; i++) {
        g_free(attrs[i].name);
        g_free(attrs[i].value);
    }
    g_autofree char *copy = g_strdup(name);
    open_element(c, name, closed);
    if (c->fault == NULL && !closed)
        skip_raw(c, copy);
}

static void
read_end_tag(Check *c)
{
    const char *start = c->at + 2;
    const char *end = memchr(start, '>', (size_t)(c->end - start));
    if (end == NULL) {
        fail(c, "an end tag is cut off");
        return;
    }
    g_autofree char *name = c->is_xml ? g_strndup(start, (gsize)(end - start))
                                      : g_ascii_strdown(start, end - start);
    if (c->depth == 0 || strcmp(c->stack[c->depth - 1], name) != 0)
        fail(c, "</%s> closes <%s>", name, c->depth > 0 ? c->stack[c->depth - 1] : "nothing");
    else
        g_free(c->stack[--c->depth]);
    c->at = end + 1;
}

/* Comments, <!doctype>, <?xml ?>. */
static bool
skip_declaration(Check *c)
{
    const char *stop = strncmp(c->at, "<!--", 4) == 0 ? "-->"
                       : strncmp(c->at, "<?", 2) == 0 ? "?>"
                       : strncmp(c->at, "<!", 2) == 0 ? ">"
                                                      : NULL;
    if (stop == NULL)
        return false;
    const char *end = memmem(c->at, (size_t)(c->end - c->at), stop, strlen(stop));
    if (end == NULL)
        fail(c, "a comment or declaration has no end");
    c->at = end != NULL ? end + strlen(stop) : c->end;
    return true;
}

static void
walk(Check *c)
{
    while (c->fault == NULL && c->at < c->end) {
        if (*c->at != '<') {
            const char *next = memchr(c->at, '<', (size_t)(c->end - c->at));
            size_t n = next != NULL ? (size_t)(next - c->at) : (size_t)(c->end - c->at);
            check_text(c, c->at, n);
            c->at += n;
        } else if (c->at[1] == '/') {
            read_end_tag(c);
        } else if (!skip_declaration(c)) {
            if (!g_ascii_isalpha(c->at[1]))
                fail(c, "a < that is not escaped");
            read_start_tag(c);
        }
    }
    if (c->depth > 0)
        fail(c, "<%s> is never closed", c->stack[c->depth - 1]);
}

static bool
holds(const GPtrArray *array, const char *text)
{
    for (guint i = 0; i < array->len; i++)
        if (strcmp(array->pdata[i], text) == 0)
            return true;
    return false;
}

static void
check_whole(Check *c)
{
    for (guint i = 0; i < c->references->len; i++)
        if (!g_hash_table_contains(c->ids, c->references->pdata[i]))
            fail(c, "nothing has the id %s", (const char *)c->references->pdata[i]);
    for (guint i = 0; i < c->unlabelled->len; i++)
        if (!holds(c->labelled, c->unlabelled->pdata[i]))
            fail(c, "no label for %s", (const char *)c->unlabelled->pdata[i]);
    if (c->n_h1 != 1)
        fail(c, "%d h1 in a page", c->n_h1);
    if (!c->has_lang)
        fail(c, "<html> without lang");
    if (!c->has_title)
        fail(c, "no title");
}

static char *
check(const char *text, size_t n, bool is_xml)
{
    Check c = {.start = text, .at = text, .end = text + n, .is_xml = is_xml};
    c.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    c.references = g_ptr_array_new_with_free_func(g_free);
    c.labelled = g_ptr_array_new_with_free_func(g_free);
    c.unlabelled = g_ptr_array_new_with_free_func(g_free);

    if (!g_utf8_validate(text, (gssize)n, NULL))
        fail(&c, "not UTF-8");
    if (!is_xml && g_ascii_strncasecmp(text, "<!doctype html>", 15) != 0)
        fail(&c, "no <!doctype html>");
    walk(&c);
    if (!is_xml && c.fault == NULL)
        check_whole(&c);

    for (int i = 0; i < c.depth; i++)
        g_free(c.stack[i]);
    g_hash_table_unref(c.ids);
    g_ptr_array_unref(c.references);
    g_ptr_array_unref(c.labelled);
    g_ptr_array_unref(c.unlabelled);
    return c.fault;
}

char *
html_check(const char *page, size_t n)
{
    return check(page, n, false);
}

char *
xml_check(const char *text, size_t n)
{
    return check(text, n, true);
}
