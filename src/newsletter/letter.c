/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "newsletter/letter.h"

#include "alliance/block.h"
#include "alliance/figure.h"
#include "alliance/item.h"
#include "base/text.h"
#include "db/memo.h"
#include "lang/format.h"
#include "newsletter/line.h"
#include "newsletter/newsletter.h"
#include "newsletter/newsletter_letter.html.h"
#include "render/markdown.h"
#include "site/views.h"
#include "web/app.h"

#include <string.h>

#define MAIL_MOST                                                                                  \
    (30 * 1024)         /* bytes of HTML: large hosts cut what is longer, phones load slowly */
#define SUBJECT_MOST 78 /* characters that a list of mails shows at most */

/* ---- the text ---- */

/* The Markdown with lists in the place of blocks. */
static const char *
with_blocks(Ctx *cx, const char *text)
{
    GString *out = arena_string(cx->arena, strlen(text) + 1024);
    Block block;
    const char *after;
    for (const char *at; (at = block_find(cx->arena, text, &block, &after)) != NULL; text = after) {
        g_string_append_len(out, text, at - text);
        g_string_append(out, "\n\n");
        ItemCardSpan cards = item_cards(cx, block_items(cx, &block));
        for (size_t i = 0; i < cards.n; i++)
            line_append(cx, out, &cards.at[i]);
        g_string_append(out, "\n\n");
    }
    g_string_append(out, text);
    return out->str;
}

typedef struct Wanted {
    int64_t item_id;
    const Lang *lang;
} Wanted;

/* Everybody who gets it may read it: it is seen as a member. */
static void *
make_issue(Ctx *cx, const void *data)
{
    const Wanted *wanted = data;
    Ctx reader = *cx;
    reader.lang = wanted->lang;
    reader.me = (Viewer){.roles = ROLE_MEMBER};
    const Item *item = item_find_id(&reader, wanted->item_id);
    if (item == NULL || item->published_at == 0)
        return NULL;
    const char *base = cx->app->base_url;
    const char *body = figure_fill(&reader, item->id, with_blocks(&reader, item->body));
    bool is_own = strcmp(item->language, wanted->lang->code) == 0;
    const Lang *lang = is_own ? wanted->lang : lang_find(item->language);
    Issue *issue = arena_new_of(cx->arena, Issue);
    *issue = (Issue){.title = figure_fill(&reader, item->id, item->title),
                     .summary = figure_fill(&reader, item->id, item->summary),
                     .author = item->author,
                     .path = item->path,
                     .lang = lang != NULL ? lang : LANG_ENGLISH,
                     .text = markdown_mail_text(cx->arena, body, base),
                     .html = markdown_mail_html(cx->arena, body, base),
                     .missing = is_own ? NULL : wanted->lang->name};
    return issue;
}

const Issue *
issue_for(Ctx *cx, int64_t item_id, const Lang *lang)
{
    const Wanted wanted = {item_id, lang};
    const char *name = arena_printf(cx->arena, "newsletter.issue %" PRId64 " %s", item_id,
                                    lang->code);
    return db_made(cx, name, make_issue, &wanted);
}

/* ---- as a mail ---- */

static const char *
note_of(const Html *out, const Issue *issue)
{
    if (issue->missing == NULL)
        return NULL;
    const char *note = N_("This issue has not been translated into {language} yet.");
    return lang_fill(out->arena, lang_text(out->lang, note), "language", issue->missing, NULL);
}

static const char *
join(Arena *arena, const char *const *paragraphs, size_t n)
{
    GString *out = arena_string(arena, 4096);
    for (size_t i = 0; i < n; i++)
        if (paragraphs[i] != NULL && *paragraphs[i] != '\0')
            g_string_append_printf(out, "%s%s", out->len > 0 ? "\n\n" : "", paragraphs[i]);
    return out->str;
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    int64_t item_id = g_ascii_strtoll(mail_argument(cx, row, "item"), NULL, 10);
    const Issue *issue = issue_for(cx, item_id, out->lang);
    if (issue == NULL)
        return false;
    const NewsletterLetter view = {
        .greeting = *row->name != '\0'
                        ? lang_fill(cx->arena, lang_text(out->lang, N_("Hello {name},")), "name",
                                    row->name, NULL)
                        : lang_text(out->lang, N_("Hello,")),
        .note = note_of(out, issue),
        .lang = issue->lang->code,
        .dir = issue->lang->dir,
        .title = issue->title,
        .summary = issue->summary,
        .author = issue->author,
        .body = issue->html,
    };
    const char *const paragraphs[] = {view.greeting,  view.note,     issue->title,
                                      issue->summary, issue->author, issue->text};
    Html inner = *out; /* the whole mail is written into @out */
    inner.text = arena_string(cx->arena, issue->html.len + 1024);
    newsletter_letter_html(&inner, &view);
    *ret_draft = (MailDraft){
        .subject = issue->title,
        .preheader = *issue->summary != '\0' ? issue->summary : NULL,
        .body = join(cx->arena, paragraphs, G_N_ELEMENTS(paragraphs)),
        .html = html_taken(&inner),
        .action = lang_text(out->lang, N_("Read it on our site")),
        .url = issue->path,
        .reason = lang_text(out->lang, N_("You get this mail because you agreed to get our "
                                          "newsletter.")),
    };
    return true;
}

static bool
compose_test(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    if (!compose(cx, out, row, ret_draft))
        return false;
    ret_draft->subject = lang_fill(cx->arena, lang_text(out->lang, N_("Test: {subject}")),
                                   "subject", ret_draft->subject, NULL);
    ret_draft->reason = lang_text(out->lang, N_("You get this mail because you wanted to see it "
                                                "before it is sent."));
    return true;
}

const MailKind MAIL_NEWSLETTER = {.name = "newsletter",
                                  .label = N_("Newsletter"),
                                  .priority = 8,
                                  .compose = compose,
                                  .list = "newsletter",
                                  .is_circular = true};
const MailKind MAIL_NEWSLETTER_TEST = {.name = "newsletter.test",
                                       .label = N_("Newsletter, to be tried"),
                                       .priority = 2,
                                       .compose = compose_test};

const MailKind ISSUE_PREVIEW = {.name = "newsletter.preview", .compose = compose};

/* ---- what is wrong with it ---- */

static void
add_flaw(GArray *flaws, const char *text)
{
    const Flaw flaw = {text};
    g_array_append_val(flaws, flaw);
}

FlawSpan
issue_flaws(Ctx *cx, const Issue *issue, const Mail *mail)
{
    GArray *flaws = g_array_new(false, false, sizeof(Flaw));
    arena_defer(cx->arena, (GDestroyNotify)g_array_unref, flaws);
    size_t size = strlen(mail->html);
    if (size > MAIL_MOST)
        add_flaw(flaws,
                 lang_fill(cx->arena,
                           lang_text(cx->lang, N_("The mail has {size}; some hosts cut what is "
                                                  "above {most}.")),
                           "size", format_size(cx->arena, cx->lang, (int64_t)size), "most",
                           format_size(cx->arena, cx->lang, MAIL_MOST), NULL));
    if (text_length(mail->subject) > SUBJECT_MOST)
        add_flaw(flaws, lang_text(cx->lang, N_("The subject is longer than most programs show.")));
    if (*issue->summary == '\0')
        add_flaw(flaws, lang_text(cx->lang, N_("There is no summary; in lists of mails it stands "
                                               "behind the subject.")));
    if (issue->missing != NULL)
        add_flaw(flaws, lang_fill(cx->arena,
                                  lang_text(cx->lang, N_("There is no translation into {language}: "
                                                         "its readers get the original.")),
                                  "language", issue->missing, NULL));
    if (strstr(issue->html.markup, "href=\"#\"") != NULL)
        add_flaw(flaws, lang_text(cx->lang, N_("A link leads nowhere.")));
    return (FlawSpan){(const Flaw *)(const void *)flaws->data, flaws->len};
}
