/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/plain.h"

#include <string.h>

#define NAME_MAX_CHARS 12 /* of an element that matters here */
#define QUOTE_DEPTH 20    /* deeper quotations are marked no more */
#define HREF_MAX 500

typedef enum Effect {
    EFFECT_NONE = 0,
    EFFECT_LINE,  /* begins and ends a line */
    EFFECT_BLOCK, /* with an empty line around it */
    EFFECT_ITEM,  /* a line with a dash */
    EFFECT_CELL,  /* a space */
    EFFECT_RULE,  /* a line of underscores, as mail programs write it */
    EFFECT_BREAK,
    EFFECT_QUOTE,
    EFFECT_LINK,
    EFFECT_HIDDEN, /* all up to its end */
    EFFECT_PRE,
} Effect;

typedef struct Element {
    const char *name;
    Effect effect;
} Element;

static const Element elements[] = {
    {"a",          EFFECT_LINK  },
    {"address",    EFFECT_LINE  },
    {"article",    EFFECT_LINE  },
    {"blockquote", EFFECT_QUOTE },
    {"br",         EFFECT_BREAK },
    {"center",     EFFECT_LINE  },
    {"dd",         EFFECT_LINE  },
    {"div",        EFFECT_LINE  },
    {"dl",         EFFECT_BLOCK },
    {"dt",         EFFECT_LINE  },
    {"h1",         EFFECT_BLOCK },
    {"h2",         EFFECT_BLOCK },
    {"h3",         EFFECT_BLOCK },
    {"h4",         EFFECT_BLOCK },
    {"h5",         EFFECT_BLOCK },
    {"h6",         EFFECT_BLOCK },
    {"head",       EFFECT_HIDDEN},
    {"hr",         EFFECT_RULE  },
    {"li",         EFFECT_ITEM  },
    {"ol",         EFFECT_BLOCK },
    {"p",          EFFECT_BLOCK },
    {"pre",        EFFECT_PRE   },
    {"script",     EFFECT_HIDDEN},
    {"section",    EFFECT_LINE  },
    {"style",      EFFECT_HIDDEN},
    {"table",      EFFECT_BLOCK },
    {"td",         EFFECT_CELL  },
    {"template",   EFFECT_HIDDEN},
    {"th",         EFFECT_CELL  },
    {"title",      EFFECT_HIDDEN},
    {"tr",         EFFECT_LINE  },
    {"ul",         EFFECT_BLOCK },
};

typedef struct Entity {
    const char *name;
    gunichar value;
} Entity;

/* Those that mail programs write; every other one can come as a number. */
static const Entity entities[] = {
    {"amp",    '&'   },
    {"lt",     '<'   },
    {"gt",     '>'   },
    {"quot",   '"'   },
    {"apos",   '\''  },
    {"nbsp",   ' '   },
    {"shy",    0     },
    {"zwnj",   0x200c},
    {"zwj",    0x200d},
    {"lrm",    0x200e},
    {"rlm",    0x200f},
    {"laquo",  0xab  },
    {"raquo",  0xbb  },
    {"hellip", 0x2026},
    {"ndash",  0x2013},
    {"mdash",  0x2014},
    {"lsquo",  0x2018},
    {"rsquo",  0x2019},
    {"ldquo",  0x201c},
    {"rdquo",  0x201d},
    {"bull",   0x2022},
    {"middot", 0xb7  },
    {"copy",   0xa9  },
    {"reg",    0xae  },
    {"euro",   0x20ac},
    {"agrave", 0xe0  },
    {"aacute", 0xe1  },
    {"acirc",  0xe2  },
    {"atilde", 0xe3  },
    {"auml",   0xe4  },
    {"ccedil", 0xe7  },
    {"egrave", 0xe8  },
    {"eacute", 0xe9  },
    {"ecirc",  0xea  },
    {"iacute", 0xed  },
    {"icirc",  0xee  },
    {"iuml",   0xef  },
    {"ntilde", 0xf1  },
    {"oacute", 0xf3  },
    {"ocirc",  0xf4  },
    {"otilde", 0xf5  },
    {"ouml",   0xf6  },
    {"ugrave", 0xf9  },
    {"uacute", 0xfa  },
    {"ucirc",  0xfb  },
    {"uuml",   0xfc  },
    {"szlig",  0xdf  },
    {"Agrave", 0xc0  },
    {"Eacute", 0xc9  },
};

typedef struct Writer {
    Arena *arena;
    GString *out;
    size_t max;
    size_t depth;    /* of quotations */
    int want_lines;  /* line ends to be written before the next word */
    bool want_space; /* likewise a space */
    bool is_pre;
    const char *href; /* of the link that is open, or NULL */
    size_t href_from; /* where its words begin in out */
} Writer;

static void
begin_line(Writer *w)
{
    for (size_t i = 0; i < MIN(w->depth, QUOTE_DEPTH); i++)
        g_string_append(w->out, i + 1 < MIN(w->depth, QUOTE_DEPTH) ? ">" : "> ");
}

static void
end_lines(Writer *w)
{
    if (w->out->len == 0)
        w->want_lines = 0;
    for (int i = 0; i < w->want_lines; i++) {
        g_string_append_c(w->out, '\n');
        if (i + 1 < w->want_lines && w->depth > 0)
            g_string_append_c(w->out, '>');
    }
    if (w->want_lines > 0 || w->out->len == 0)
        begin_line(w);
    else if (w->want_space)
        g_string_append_c(w->out, ' ');
    w->want_lines = 0;
    w->want_space = false;
}

static void
want_lines(Writer *w, int n)
{
    w->want_lines = MAX(w->want_lines, n);
    w->want_space = false;
}

static void
write_unichar(Writer *w, gunichar c)
{
    if (w->out->len >= w->max || c == 0)
        return;
    if (c == '\n' && w->is_pre)
        w->want_lines++;
    else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0xa0) {
        if (w->is_pre && w->want_lines == 0)
            g_string_append_c(w->out, ' ');
        else
            w->want_space = w->want_lines == 0;
    } else if (c >= ' ' && c != 0x7f) {
        end_lines(w);
        g_string_append_unichar(w->out, c);
    }
}

/* ---- character references ---- */

/* Read the one at @at, which begins with "&"; returns how many bytes it has, 0: it is none. */
static size_t
read_reference(const char *at, gunichar *ret_value)
{
    size_t n = 1 +
               strspn(at + 1, "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (n < 3 || n > 12)
        return 0;
    if (at[1] == '#') {
        bool hex = at[2] == 'x' || at[2] == 'X';
        guint64 value = g_ascii_strtoull(at + (hex ? 3 : 2), NULL, hex ? 16 : 10);
        if (value == 0 || value > 0x10ffff || !g_unichar_validate((gunichar)value))
            return 0;
        *ret_value = (gunichar)value;
        return n + (at[n] == ';');
    }
    for (size_t i = 0; i < G_N_ELEMENTS(entities); i++)
        if (strlen(entities[i].name) == n - 1 && strncmp(entities[i].name, at + 1, n - 1) == 0) {
            *ret_value = entities[i].value;
            return n + (at[n] == ';');
        }
    return 0;
}

/* ---- elements ---- */

typedef struct Tag {
    const Element *element; /* or NULL: of no effect */
    bool is_end;
    const char *attributes; /* between name and ">" */
    size_t n_attributes;
    const char *after;
} Tag;

static const Element *
element_find(const char *name, size_t n)
{
    for (size_t i = 0; i < G_N_ELEMENTS(elements); i++)
        if (strlen(elements[i].name) == n && g_ascii_strncasecmp(elements[i].name, name, n) == 0)
            return &elements[i];
    return NULL;
}

/* Read what begins with "<" at @at; false: it is not a tag but the character. */
static bool
read_tag(const char *at, Tag *ret_tag)
{
    if (g_str_has_prefix(at, "<!--")) {
        const char *end = strstr(at + 4, "-->");
        *ret_tag = (Tag){.after = end != NULL ? end + 3 : at + strlen(at)};
        return true;
    }
    const char *name = at + 1 + (at[1] == '/');
    if (!g_ascii_isalpha(*name) && *name != '!' && *name != '?')
        return false;
    size_t n = 1 + strcspn(name + 1, " \t\r\n/>");
    /* A ">" in an attribute's value ends the tag here; its rest becomes text, which is harmless. */
    const char *end = strchr(name, '>');
    if (end == NULL)
        end = at + strlen(at);
    *ret_tag = (Tag){.element = n <= NAME_MAX_CHARS ? element_find(name, n) : NULL,
                     .is_end = at[1] == '/',
                     .attributes = name + MIN(n, (size_t)(end - name)),
                     .n_attributes = (size_t)(end - name) - MIN(n, (size_t)(end - name)),
                     .after = end + (*end == '>')};
    return true;
}

/* The address that a link's attributes name, if it is one of the web; or NULL. */
static const char *
find_href(Arena *arena, const Tag *tag)
{
    g_autofree char *text = g_strndup(tag->attributes, tag->n_attributes);
    g_autofree char *lower = g_ascii_strdown(text, -1);
    const char *found = strstr(lower, "href=");
    if (found == NULL)
        return NULL;
    const char *value = text + (found - lower) + 5;
    const char *ends = *value == '"' ? "\"" : *value == '\'' ? "'" : " \t\r\n";
    value += *value == '"' || *value == '\'';
    size_t n = strcspn(value, ends);
    bool is_web = g_ascii_strncasecmp(value, "http://", 7) == 0 ||
                  g_ascii_strncasecmp(value, "https://", 8) == 0;
    return is_web && n <= HREF_MAX ? arena_strndup(arena, value, n) : NULL;
}

static void
end_link(Writer *w)
{
    if (w->href == NULL)
        return;
    const char *words = w->out->str + MIN(w->href_from, w->out->len);
    /* "example.org" says where "https://example.org/" leads. */
    const char *host = strstr(w->href, "://") + 3;
    g_autofree char *short_host = g_strndup(host, strcspn(host, "/?#"));
    if (strstr(words, w->href) == NULL && strstr(words, short_host) == NULL && *words != '\0') {
        g_string_append_printf(w->out, " <%s>", w->href);
    }
    w->href = NULL;
}

/* Where the hidden element ends, or the end of all. */
static const char *
skip_hidden(const char *at, const char *name)
{
    size_t n = strlen(name);
    while ((at = strstr(at, "</")) != NULL) {
        if (g_ascii_strncasecmp(at + 2, name, n) == 0) {
            const char *end = strchr(at, '>');
            return end != NULL ? end + 1 : at + strlen(at);
        }
        at += 2;
    }
    return NULL;
}

static void
quote(Writer *w, bool is_end)
{
    want_lines(w, w->out->len > 0 && !is_end ? 2 : 1);
    /* Line ends that are due belong to what was before, not to the quotation. */
    if (!is_end) {
        size_t depth = w->depth++;
        if (w->out->len > 0) {
            for (int i = 0; i < w->want_lines; i++)
                g_string_append(w->out, depth > 0 && i > 0 ? ">\n" : "\n");
            begin_line(w);
            w->want_lines = 0;
        }
    } else if (w->depth > 0) {
        w->depth--;
        want_lines(w, 2);
    }
}

static void
apply(Writer *w, const Tag *tag)
{
    switch (tag->element->effect) {
    case EFFECT_NONE:
    case EFFECT_HIDDEN: break;
    case EFFECT_LINE: want_lines(w, 1); break;
    case EFFECT_BLOCK: want_lines(w, 2); break;
    case EFFECT_CELL: w->want_space = w->want_lines == 0; break;
    case EFFECT_BREAK: w->want_lines = MIN(w->want_lines + 1, 3); break;
    case EFFECT_QUOTE: quote(w, tag->is_end); break;
    case EFFECT_PRE:
        want_lines(w, 1);
        w->is_pre = !tag->is_end;
        break;
    case EFFECT_ITEM:
        want_lines(w, 1);
        if (!tag->is_end) {
            end_lines(w);
            g_string_append(w->out, "- ");
        }
        break;
    case EFFECT_RULE:
        want_lines(w, 1);
        end_lines(w);
        g_string_append(w->out, "________________________________");
        want_lines(w, 1);
        break;
    case EFFECT_LINK:
        end_link(w);
        if (!tag->is_end) {
            w->href = find_href(w->arena, tag);
            w->href_from = w->out->len;
        }
        break;
    }
}

/* Work on the tag at @at; returns where to go on. */
static const char *
handle_tag(Writer *w, const Tag *tag)
{
    if (tag->element == NULL)
        return tag->after;
    if (tag->element->effect == EFFECT_HIDDEN) {
        const char *end = tag->is_end ? tag->after : skip_hidden(tag->after, tag->element->name);
        return end != NULL ? end : tag->after;
    }
    if (w->out->len < w->max)
        apply(w, tag);
    return tag->after;
}

const char *
plain_from_html(Arena *arena, const char *html, size_t max)
{
    Writer w = {.arena = arena, .out = arena_string(arena, 1024), .max = max};
    while (*html != '\0' && w.out->len < max) {
        Tag tag;
        gunichar c;
        size_t n = *html == '&' ? read_reference(html, &c) : 0;
        if (*html == '<' && read_tag(html, &tag)) {
            html = handle_tag(&w, &tag);
        } else if (n > 0) {
            write_unichar(&w, c);
            html += n;
        } else {
            write_unichar(&w, g_utf8_get_char(html));
            html = g_utf8_next_char(html);
        }
    }
    end_link(&w);
    return w.out->str;
}
