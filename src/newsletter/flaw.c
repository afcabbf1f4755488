/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "newsletter/flaw.h"

#include "base/text.h"
#include "lang/format.h"
#include "newsletter/follow.h"
#include "render/markdown.h"

#include <string.h>

#define MAIL_MOST                                                                                  \
    (30 * 1024)         /* bytes of HTML: large hosts cut what is longer, phones load slowly */
#define SUBJECT_MOST 78 /* characters that a list of mails shows at most */
#define BRACES_MOST 60  /* characters of a quotation, shown in a flaw */
#define LINKS_MOST 100  /* that are followed; further ones are taken for good */

/* What is looked at, and what was found. */
typedef struct Look {
    Ctx *cx;
    const Issue *issue;
    const Mail *mail;
    MarkdownLinkSpan links;
    GArray *flaws; /* Flaw */
} Look;

/* Add a flaw: @text in the reader's language, with one value in the place of {what}. */
static void
add(Look *look, const char *text, const char *what)
{
    const Lang *lang = look->cx->lang;
    const Flaw flaw = {lang_fill(look->cx->arena, lang_text(lang, text), "what", what, NULL)};
    g_array_append_val(look->flaws, flaw);
}

static void
look_at_size(Look *look)
{
    Ctx *cx = look->cx;
    int64_t size = mail_html_size(look->mail);
    if (size <= MAIL_MOST)
        return;
    const char *text = lang_text(cx->lang, N_("The mail has {size}; some hosts cut what is above "
                                              "{most}."));
    const Flaw flaw = {lang_fill(cx->arena, text, "size", format_size(cx->arena, cx->lang, size),
                                 "most", format_size(cx->arena, cx->lang, MAIL_MOST), NULL)};
    g_array_append_val(look->flaws, flaw);
}

static void
look_at_words(Look *look)
{
    if (text_length(look->mail->subject) > SUBJECT_MOST)
        add(look, N_("The subject is longer than most programs show."), "");
    if (*look->issue->summary == '\0')
        add(look, N_("There is no summary; in lists of mails it stands behind the subject."), "");
    if (*look->issue->author == '\0')
        add(look, N_("It does not say who wrote it."), "");
}

static void
look_at_translation(Look *look)
{
    if (look->issue->missing != NULL)
        add(look, N_("There is no translation into {what}: its readers get the original."),
            look->issue->missing);
    if (look->issue->is_stale)
        add(look, N_("The translation is older than the original."), "");
}

static void
look_at_pictures(Look *look)
{
    for (size_t i = 0; i < look->links.n; i++)
        if (look->links.at[i].is_picture && *look->links.at[i].words == '\0')
            add(look, N_("A picture does not say what it shows: {what}"), look->links.at[i].url);
}

static void
look_at_links(Look *look)
{
    for (size_t i = 0; i < MIN(look->links.n, LINKS_MOST); i++) {
        const MarkdownLink *link = &look->links.at[i];
        const char *what = *link->words != '\0' && *link->url != '\0'
                               ? arena_printf(look->cx->arena, "%s (%s)", link->words, link->url)
                               : arena_printf(look->cx->arena, "%s%s", link->words, link->url);
        if (!follow(look->cx, link->url))
            add(look, N_("A link leads nowhere, or not where all readers may go: {what}"), what);
        else if (*link->words == '\0' && !link->is_picture)
            add(look, N_("A link has no words: {what}"), what);
    }
}

/* "{figure:membres}" stays as it was written; so do words in braces that name a list. */
static void
look_at_braces(Look *look)
{
    const char *texts[] = {look->issue->title, look->issue->summary, look->issue->source};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        for (const char *at = texts[i]; (at = strchr(at, '{')) != NULL; at++) {
            size_t n = strcspn(at, "}\n");
            if (at[n] == '}' && n < BRACES_MOST && memchr(at, ':', n) != NULL)
                add(look, N_("What stands in braces is not known, so it stays as it is: {what}"),
                    arena_strndup(look->cx->arena, at, n + 1));
        }
}

static void (*const LOOKS[])(Look *look) = {
    look_at_size,     look_at_words, look_at_translation,
    look_at_pictures, look_at_links, look_at_braces,
};

FlawSpan
issue_flaws(Ctx *cx, const Issue *issue, const Mail *mail)
{
    Look look = {.cx = cx,
                 .issue = issue,
                 .mail = mail,
                 .links = markdown_links(cx->arena, issue->source),
                 .flaws = g_array_new(false, false, sizeof(Flaw))};
    arena_defer(cx->arena, (GDestroyNotify)g_array_unref, look.flaws);
    for (size_t i = 0; i < G_N_ELEMENTS(LOOKS); i++)
        LOOKS[i](&look);
    return (FlawSpan){(const Flaw *)(const void *)look.flaws->data, look.flaws->len};
}
