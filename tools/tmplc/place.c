/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "place.h"

#include <string.h>

/* Attributes that are addresses.  A value at their start is checked as a whole. */
static const char *const links[] = {"href", "src",  "action",     "formaction", "poster",
                                    "cite", "data", "xlink:href", NULL};
/* Those that lead to pages, which exist in every language. */
static const char *const pages[] = {"href", "action", "formaction", NULL};
/* Attributes in which no escaping is safe: code, style, markup, lists of addresses. */
static const char *const refused[] = {"style",       "srcdoc",        "srcset",
                                      "imagesrcset", "ping",          "method",
                                      "http-equiv",  "attributename", NULL};
/* Elements whose attributes animate others', links included, or act on the whole page. */
static const char *const refused_tags[] = {"script", "base",  "set",    "animate",
                                           "object", "embed", "iframe", NULL};
static const char *const raw_tags[] = {"script", "style", "xmp", "noembed", "noframes", NULL};
static const char *const plain_tags[] = {"title", "textarea", NULL};

static void
name_add(char name[PLACE_NAME], char c)
{
    size_t n = strlen(name);
    if (n < PLACE_NAME - 1) {
        name[n] = g_ascii_tolower(c);
        name[n + 1] = '\0';
    }
}

static bool
is_link(const Place *place)
{
    return g_strv_contains(links, place->attr);
}

static void
end_tag(Place *place)
{
    place->apart = false;
    if (!place->closing && g_strv_contains(raw_tags, place->tag))
        place->state = RAW_TEXT;
    else if (!place->closing && g_strv_contains(plain_tags, place->tag))
        place->state = PLAIN_TEXT;
    else
        place->state = TEXT;
}

static void
end_value(Place *place)
{
    if (strcmp(place->tag, "form") == 0 && strcmp(place->attr, "method") == 0)
        place->post = strcmp(place->value, "post") == 0;
    place->state = IN_TAG;
}

static const char *
step_text(Place *place, const char *at)
{
    if (*at != '<')
        return NULL;
    if (strncmp(at, "<!--", 4) == 0)
        place->state = COMMENT;
    else if (at[1] == '!')
        place->state = DECLARATION;
    else if (g_ascii_isalpha(at[1]) || at[1] == '/')
        *place = (Place){.state = TAG_OPEN};
    else
        return "write &lt; for a < that opens no tag";
    return NULL;
}

static const char *
step_tag_open(Place *place, const char *at)
{
    if (*at == '/') {
        place->closing = true;
        return NULL;
    }
    place->state = TAG_NAME;
    name_add(place->tag, *at);
    return NULL;
}

static const char *
step_tag_name(Place *place, const char *at)
{
    if (*at == '>')
        end_tag(place);
    else if (g_ascii_isspace(*at) || *at == '/')
        place->state = IN_TAG;
    else
        name_add(place->tag, *at);
    return NULL;
}

static const char *
step_in_tag(Place *place, const char *at)
{
    if (*at == '>') {
        end_tag(place);
    } else if (g_ascii_isspace(*at) || *at == '/') {
        place->apart = false;
    } else if (place->apart) {
        return "white space is missing between two attributes";
    } else if (strchr("\"'<=", *at) != NULL) {
        return "this is no attribute's name";
    } else {
        place->attr[0] = '\0';
        name_add(place->attr, *at);
        place->state = ATTR_NAME;
    }
    return NULL;
}

static const char *
step_attr_name(Place *place, const char *at)
{
    if (*at == '=') {
        place->state = BEFORE_VALUE;
        place->value[0] = '\0';
        place->empty = true;
        place->open_scheme = false;
        place->refresh |= strcmp(place->attr, "http-equiv") == 0;
    } else if (*at == '>') {
        end_tag(place);
    } else if (g_ascii_isspace(*at)) {
        place->state = AFTER_NAME;
    } else if (strchr("\"'<", *at) != NULL) {
        return "this is no attribute's name";
    } else if (*at == '/') {
        place->state = IN_TAG;
    } else {
        name_add(place->attr, *at);
    }
    return NULL;
}

static const char *
step_after_name(Place *place, const char *at)
{
    if (g_ascii_isspace(*at))
        return NULL;
    if (*at == '=')
        return step_attr_name(place, at);
    place->state = IN_TAG;
    return step_in_tag(place, at);
}

static const char *
step_before_value(Place *place, const char *at)
{
    if (g_ascii_isspace(*at))
        return NULL;
    if (*at == '>')
        return "the attribute has no value";
    place->state = *at == '"' ? VALUE_DQ : *at == '\'' ? VALUE_SQ : VALUE_BARE;
    if (place->state == VALUE_BARE)
        name_add(place->value, *at);
    return NULL;
}

static const char *
step_value(Place *place, const char *at)
{
    static const char *const schemes[] = {"javascript:", "data:", "vbscript:", NULL};

    if (*at == (place->state == VALUE_DQ ? '"' : '\'')) {
        end_value(place);
        place->apart = true;
        return NULL;
    }
    place->empty = false;
    name_add(place->value, *at);
    if (!is_link(place))
        return NULL;
    if (place->open_scheme && *at == ':')
        return "a value may not become the scheme of a link";
    if (strchr("/?#", *at) != NULL)
        place->open_scheme = false;
    if (g_strv_contains(schemes, place->value))
        return "a link may not hold code or data";
    return NULL;
}

static const char *
step_value_bare(Place *place, const char *at)
{
    if (g_ascii_isspace(*at)) {
        end_value(place);
    } else if (*at == '>') {
        end_value(place);
        end_tag(place);
    } else {
        name_add(place->value, *at);
    }
    return NULL;
}

static const char *
step_raw(Place *place, const char *at)
{
    size_t n = strlen(place->tag);
    if (*at == '<' && at[1] == '/' && g_ascii_strncasecmp(at + 2, place->tag, n) == 0)
        *place = (Place){.state = TAG_OPEN};
    return NULL;
}

static const char *
step_comment(Place *place, const char *at)
{
    if (*at == '-' && strncmp(at, "-->", 3) == 0)
        place->state = DECLARATION; /* until its ">" */
    return NULL;
}

static const char *
step_declaration(Place *place, const char *at)
{
    if (*at == '>')
        place->state = TEXT;
    return NULL;
}

static const char *(*const steps[])(Place *, const char *) = {
    [TEXT] = step_text,
    [TAG_OPEN] = step_tag_open,
    [TAG_NAME] = step_tag_name,
    [IN_TAG] = step_in_tag,
    [ATTR_NAME] = step_attr_name,
    [AFTER_NAME] = step_after_name,
    [BEFORE_VALUE] = step_before_value,
    [VALUE_DQ] = step_value,
    [VALUE_SQ] = step_value,
    [VALUE_BARE] = step_value_bare,
    [RAW_TEXT] = step_raw,
    [PLAIN_TEXT] = step_raw,
    [COMMENT] = step_comment,
    [DECLARATION] = step_declaration,
};

const char *
place_step(Place *place, const char *at)
{
    return steps[place->state](place, at);
}

static const char *
escape_in_value(const Place *place, const char **ret_call)
{
    if (g_str_has_prefix(place->attr, "on"))
        return "a value may not stand in an attribute that is code";
    if (g_strv_contains(refused, place->attr))
        return "a value may not stand in this attribute";
    if (g_strv_contains(refused_tags, place->tag) || g_str_has_prefix(place->tag, "animate"))
        return "a value may not stand in an attribute of this element";
    if (place->refresh)
        return "a value may not stand in a meta element with http-equiv";
    if (!is_link(place))
        *ret_call = "html_text";
    else
        *ret_call = place->empty ? "html_url" : "html_url_part";
    return NULL;
}

const char *
place_escape(const Place *place, const char **ret_call)
{
    switch (place->state) {
    case TEXT:
    case PLAIN_TEXT: *ret_call = "html_text"; return NULL;
    case VALUE_DQ:
    case VALUE_SQ: return escape_in_value(place, ret_call);
    case BEFORE_VALUE:
    case VALUE_BARE: return "put quotes around the attribute's value";
    case RAW_TEXT: return "a value may not stand in a script or a style";
    case COMMENT:
    case DECLARATION: return "a value may not stand in a comment or a declaration";
    default: return "a value may not stand inside a tag";
    }
}

void
place_after_value(Place *place)
{
    place->open_scheme |= place->empty;
    place->empty = false;
    name_add(place->value, '\1'); /* no literal value any more */
}

bool
place_begins_link(const Place *place, const char *at)
{
    return (place->state == VALUE_DQ || place->state == VALUE_SQ) && place->empty &&
           g_strv_contains(pages, place->attr) && at[0] == '/' && at[1] != '/' &&
           !g_str_has_prefix(at, "/assets/") && !g_str_has_prefix(at, "/files/");
}

bool
place_takes_address(const Place *place)
{
    return (place->state == VALUE_DQ || place->state == VALUE_SQ) && place->empty && is_link(place);
}

/* An attribute without value ends where its branch ends. */
static void
settle(Place *place)
{
    if (place->state == ATTR_NAME || place->state == AFTER_NAME) {
        place->state = IN_TAG;
        place->apart = true;
    }
}

bool
place_join(Place *place, const Place *other)
{
    Place a = *place, b = *other;
    settle(&a);
    settle(&b);
    if (a.state != b.state)
        return false;
    bool in_tag = a.state != TEXT && a.state != COMMENT && a.state != DECLARATION;
    if (in_tag && (strcmp(a.tag, b.tag) != 0 || a.post != b.post))
        return false;
    bool in_value = a.state == VALUE_DQ || a.state == VALUE_SQ;
    if (in_value && (strcmp(a.attr, b.attr) != 0 || (is_link(&a) && a.empty != b.empty)))
        return false;
    a.apart |= b.apart;
    a.refresh |= b.refresh;
    a.open_scheme |= b.open_scheme;
    a.empty &= b.empty;
    if (strcmp(a.value, b.value) != 0)
        g_strlcpy(a.value, "\1", sizeof a.value);
    *place = a;
    return true;
}
