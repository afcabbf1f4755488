/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "extract/markup.h"

#include <string.h>

#define PARAGRAPH_MOST (32 * 1024) /* bytes; it ends there, as if there were a new one */

typedef struct Markup {
    const MarkupRule *rules;
    Pages *pages;
    GString *paragraph;
    bool needs_text; /* the rules have MARKUP_TEXT */
    bool heading;
    int texts, skips; /* elements of the kind in which we are */
} Markup;

static MarkupAct
act_of(const Markup *markup, const char *name)
{
    for (const MarkupRule *rule = markup->rules; rule->name != NULL; rule++)
        if (strcmp(rule->name, name) == 0)
            return rule->act;
    return 0;
}

static void
end_paragraph(Markup *markup)
{
    pages_add(markup->pages, markup->paragraph->str, markup->heading);
    g_string_truncate(markup->paragraph, 0);
    markup->heading = false;
}

static void
note_style(Markup *markup, const char **attributes)
{
    const char *style = xml_attribute(attributes, "val");
    if (style != NULL && (g_str_has_prefix(style, "Heading") || g_str_has_prefix(style, "Title")))
        markup->heading = true;
}

static void
on_start(void *data, const char *name, const char **attributes)
{
    Markup *markup = data;
    MarkupAct act = act_of(markup, name);
    if (act == MARKUP_SKIP || markup->skips > 0) {
        markup->skips += act == MARKUP_SKIP ? 1 : 0;
        return;
    }
    if (act == MARKUP_BLOCK || act == MARKUP_HEADING) {
        end_paragraph(markup);
        markup->heading = act == MARKUP_HEADING;
    } else if (act == MARKUP_TEXT) {
        markup->texts++;
    } else if (act == MARKUP_SPACE) {
        g_string_append_c(markup->paragraph, ' ');
    } else if (act == MARKUP_STYLE) {
        note_style(markup, attributes);
    }
}

static void
on_end(void *data, const char *name)
{
    Markup *markup = data;
    MarkupAct act = act_of(markup, name);
    if (act == MARKUP_SKIP)
        markup->skips--;
    else if (markup->skips == 0 && act == MARKUP_TEXT)
        markup->texts--;
    else if (markup->skips == 0 && (act == MARKUP_BLOCK || act == MARKUP_HEADING))
        end_paragraph(markup);
}

static void
on_text(void *data, const char *text, int n)
{
    Markup *markup = data;
    if (markup->skips > 0 || (markup->needs_text && markup->texts == 0))
        return;
    g_string_append_len(markup->paragraph, text, n);
    if (markup->paragraph->len > PARAGRAPH_MOST)
        end_paragraph(markup);
}

bool
markup_read(Zip *zip, const MarkupRule *rules, Pages *pages)
{
    static const XmlEvents events = {
        .start = on_start, .end = on_end, .text = on_text, .plain_doctype = true};
    Markup markup = {.rules = rules, .pages = pages, .paragraph = g_string_new(NULL)};
    for (const MarkupRule *rule = rules; rule->name != NULL; rule++)
        markup.needs_text |= rule->act == MARKUP_TEXT;
    g_autoptr(Xml) xml = xml_new(zip, &events, &markup);
    bool whole = xml_run(xml) == XML_ENDED;
    end_paragraph(&markup);
    g_string_free(markup.paragraph, TRUE);
    return whole;
}
