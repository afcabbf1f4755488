/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "blog/check.h"

#include "alliance/file.h"
#include "base/text.h"
#include "lang/format.h"
#include "render/markdown.h"

#include <string.h>

#define FAULTS 60 /* more are not listed; whoever repairs these sees the next ones */

typedef struct Check {
    Ctx *cx;
    const Item *item;
    ReviewFault *at;
    size_t n, n_stops, n_followed;
} Check;

/* @words N_(), with {what} in it. */
static void
add(Check *check, bool stops, const char *words, const char *what)
{
    Ctx *cx = check->cx;
    check->n_stops += stops;
    if (check->n < FAULTS)
        check->at[check->n++] = (ReviewFault){
            lang_fill(cx->arena, lang_text(cx->lang, words), "what", what, NULL), stops};
}

/* ---- pictures ---- */

static void
check_picture(Check *check, const MarkdownLink *link)
{
    if (*link->words == '\0')
        add(check, true,
            N_("The picture {what} does not say what it shows: write it between [ and ]."),
            link->url);
    if (!g_str_has_prefix(link->url, "/files/"))
        add(check, false,
            N_("The picture {what} stands on another site, so readers get a link to it. Add it to "
               "the post as a file of its own."),
            link->url);
}

/* The one above the text hangs on the post, with or without words. */
static void
check_own_picture(Check *check)
{
    int64_t image = check->item->image_id;
    FileSpan files = image != 0 ? file_list(check->cx, check->item->id) : (FileSpan){NULL, 0};
    for (size_t i = 0; i < files.n; i++)
        if (files.at[i].id == image && *text_or_empty(files.at[i].alt) == '\0')
            add(check, true, N_("The picture above the text does not say what it shows."), "");
}

/* ---- links ---- */

/* Is what @path names there for readers?  Only what has an address of its own is asked for. */
static bool
leads_somewhere(Ctx *cx, const char *path)
{
    const char *after = path + 1;
    const char *slash = strchr(after, '/');
    if (g_str_has_prefix(path, "/files/"))
        return file_may_see(cx, g_ascii_strtoll(path + strlen("/files/"), NULL, 10));
    if (slash == NULL)
        return true;
    const ItemKind *kind = item_kind_find_root(after, (size_t)(slash - after));
    size_t n = strcspn(slash + 1, "/?#");
    if (kind == NULL || slash[1 + n] == '/')
        return true;
    const Item *item = item_find(cx, kind->name, arena_strndup(cx->arena, slash + 1, n));
    return item != NULL && !item_is_unfinished(item->status);
}

/* "/fr/blog/x" is "/blog/x". */
static const char *
without_language(const char *path)
{
    const char *slash = strchr(path + 1, '/');
    g_autofree char *code = slash != NULL ? g_strndup(path + 1, (size_t)(slash - path) - 1) : NULL;
    return code != NULL && lang_find(code) != NULL ? slash : path;
}

static void
check_link(Check *check, const MarkdownLink *link)
{
    Ctx *cx = check->cx;
    if (*link->words == '\0')
        add(check, true, N_("The link to {what} has no words."), link->url);
    else if (link->is_alone && strcmp(link->words, link->url) == 0)
        add(check, false,
            N_("The address {what} stands alone in its line. Give it a title, so that readers know "
               "what it is: [The title]({what})"),
            link->url);
    bool is_own = *link->url == '/' && link->url[1] != '/';
    if (is_own && check->n_followed++ < CHECK_LINKS &&
        !leads_somewhere(cx, without_language(link->url)))
        add(check, false, N_("The link {what} leads to nothing that readers can open."), link->url);
    if (!html_url_is_safe(link->url))
        add(check, true, N_("{what} is no address that can be linked to."), link->url);
}

/* ---- the text ---- */

static void
check_headings(Check *check, const char *body)
{
    MarkdownHeadingSpan headings = markdown_headings(check->cx->arena, body);
    for (size_t i = 0; i < headings.n; i++) {
        if (*headings.at[i].words == '\0')
            add(check, true, N_("A heading has no words."), "");
        if (i > 0 && headings.at[i].level > headings.at[i - 1].level + 1)
            add(check, false,
                N_("The heading “{what}” skips a level: one below the heading before it is "
                   "enough."),
                headings.at[i].words);
    }
}

static void
check_notes(Check *check, const char *body)
{
    const char *missing = markdown_missing_note(check->cx->arena, body);
    if (missing != NULL)
        add(check, false,
            N_("The footnote {what} has no text: add a line that begins with {what}:"), missing);
}

ReviewFaultSpan
post_check(Ctx *cx, const Item *item)
{
    Check check = {.cx = cx, .item = item, .at = arena_array_of(cx->arena, ReviewFault, FAULTS)};
    const char *body = text_or_empty(item->body);
    if (*body == '\0')
        add(&check, true, N_("There is no text yet."), "");
    if (*text_or_empty(item->summary) == '\0')
        add(&check, false,
            N_("There is no sentence that says what it is about. It stands in lists, in feeds, and "
               "where somebody shares it."),
            "");
    check_own_picture(&check);
    MarkdownLinkSpan links = markdown_links(cx->arena, body);
    for (size_t i = 0; i < links.n; i++) {
        if (links.at[i].is_picture)
            check_picture(&check, &links.at[i]);
        else
            check_link(&check, &links.at[i]);
    }
    check_headings(&check, body);
    check_notes(&check, body);
    return (ReviewFaultSpan){check.at, check.n, check.n_stops};
}
