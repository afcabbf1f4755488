/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "newsletter/letter.h"

#include "alliance/block.h"
#include "alliance/figure.h"
#include "alliance/file.h"
#include "alliance/item.h"
#include "alliance/setting.h"
#include "db/memo.h"
#include "newsletter/letter.sql.h"
#include "newsletter/line.h"
#include "newsletter/link.h"
#include "newsletter/newsletter.h"
#include "newsletter/newsletter_letter.html.h"
#include "render/markdown.h"
#include "site/views.h"
#include "web/app.h"

#include <string.h>

#define PORTRAIT_WIDTH 96 /* pixels; shown half as wide, so it is sharp on a good screen */
#define PORTRAIT_MOST (8 * 1024)

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
    int64_t mailing_id; /* that counts its links, or 0 */
} Wanted;

/* What the addresses of a text need to become those of a mail. */
typedef struct Addresses {
    Ctx *cx;
    const Lang *lang;
    int64_t mailing_id;
    MailingLinkSpan counted;
} Addresses;

/* Pages exist in every language; files and what is elsewhere do not. */
const char *
issue_address(Ctx *cx, const Lang *lang, const char *url)
{
    if (url[0] != '/' || url[1] == '/')
        return url;
    bool is_own = strcmp(lang->code, settings(cx)->language) == 0;
    bool has_prefix = !is_own && html_url_has_languages(url);
    return arena_printf(cx->arena, "%s%s%s%s", cx->app->base_url, has_prefix ? "/" : "",
                        has_prefix ? lang->code : "", url);
}

static const char *
address_in_mail(const void *data, const char *url)
{
    const Addresses *to = data;
    const char *whole = issue_address(to->cx, to->lang, url);
    for (size_t i = 0; i < to->counted.n; i++)
        if (strcmp(to->counted.at[i].url, whole) == 0)
            return arena_printf(to->cx->arena, "%s/go/%" PRId64 "/%" PRId64, to->cx->app->base_url,
                                to->mailing_id, to->counted.at[i].number);
    return whole;
}

/* A mail is read and passed on by whoever has it: only a picture that everybody may see stands in
 * it.
 */
static MailPictureSpan
portrait_of(Ctx *cx, const Item *item)
{
    const int64_t nobody = 0, no_roles = 0;
    int64_t id = *item->author == '\0' ? 0
                                       : db_count(cx, &SQL_letter_author_picture,
                                                  DB_ARGS(item->id, nobody, no_roles));
    const File *file = id != 0 ? file_find_width(cx, id, PORTRAIT_WIDTH) : NULL;
    if (file == NULL || file->size > PORTRAIT_MOST)
        return (MailPictureSpan){0};
    MailPicture *picture = arena_new_of(cx->arena, MailPicture);
    *picture = (MailPicture){
        .name = arena_printf(cx->arena, "portrait.%s@baraza", file->hash),
        .type = file->type,
        .content = file_read(cx, file, 0, file->size),
    };
    return (MailPictureSpan){picture, picture->content.n > 0 ? 1 : 0};
}

/* The texts of @item as those who get it see them: everybody who gets it may read what members may.
 * Without a translation all is in the original's language, dates of lists too. */
static Issue *
issue_of(Ctx *cx, const Item *item, const Wanted *wanted)
{
    bool is_own = strcmp(item->language, wanted->lang->code) == 0;
    const Lang *lang = is_own ? wanted->lang : lang_find(item->language);
    Ctx reader = *cx;
    reader.lang = lang != NULL ? lang : LANG_ENGLISH;
    reader.me = (Viewer){.roles = ROLE_MEMBER};
    Addresses addresses = {.cx = cx, .lang = wanted->lang, .mailing_id = wanted->mailing_id};
    if (wanted->mailing_id != 0)
        addresses.counted = link_list(cx, wanted->mailing_id);
    const MarkdownMail mail = {address_in_mail, &addresses};
    const char *body = figure_fill(&reader, item->id, with_blocks(&reader, item->body));
    Issue *issue = arena_new_of(cx->arena, Issue);
    *issue = (Issue){.title = figure_fill(&reader, item->id, item->title),
                     .summary = figure_fill(&reader, item->id, item->summary),
                     .author = item->author,
                     .portrait = portrait_of(cx, item),
                     .path = item->path,
                     .url = address_in_mail(&addresses, item->path),
                     .lang = reader.lang,
                     .source = body,
                     .text = markdown_mail_text(cx->arena, body, &mail),
                     .html = markdown_mail_html(cx->arena, body, &mail),
                     .missing = is_own ? NULL : wanted->lang->name,
                     .is_original = strcmp(item->language, item->original_language) == 0,
                     .is_stale = item->stale};
    return issue;
}

static const Item *
find_as(Ctx *cx, unsigned roles, const Wanted *wanted)
{
    Ctx reader = *cx;
    reader.lang = wanted->lang;
    reader.me = (Viewer){.roles = roles};
    return item_find_id(&reader, wanted->item_id);
}

static void *
make_issue(Ctx *cx, const void *data)
{
    const Wanted *wanted = data;
    const Item *item = find_as(cx, ROLE_MEMBER, wanted);
    bool is_out = item != NULL && item->published_at != 0;
    return is_out ? issue_of(cx, item, wanted) : NULL;
}

const Issue *
issue_counted(Ctx *cx, int64_t item_id, const Lang *lang, int64_t mailing_id)
{
    const Wanted wanted = {item_id, lang, mailing_id};
    const char *name = arena_printf(cx->arena, "newsletter.issue %" PRId64 " %s %" PRId64, item_id,
                                    lang->code, mailing_id);
    return db_made(cx, name, make_issue, &wanted);
}

const Issue *
issue_for(Ctx *cx, int64_t item_id, const Lang *lang)
{
    return issue_counted(cx, item_id, lang, 0);
}

const Issue *
issue_draft(Ctx *cx, int64_t item_id, const Lang *lang)
{
    const Wanted wanted = {item_id, lang, 0};
    const Item *item = find_as(cx, ROLE_MEMBER | ROLE_EDITOR, &wanted);
    return item != NULL ? issue_of(cx, item, &wanted) : NULL;
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

static int64_t
item_of(Ctx *cx, const OutboxMail *row)
{
    return mail_argument_number(cx, row, "item");
}

/* The subject that its mailing gave it, if that is in the language of the texts: who reads a
 * translation gets the translated title. */
static const char *
subject_of(Ctx *cx, const OutboxMail *row, const Issue *issue)
{
    const char *subject = mail_argument(cx, row, "subject");
    return *subject != '\0' && issue->is_original ? subject : issue->title;
}

/* False: there is no issue. */
static bool
compose_issue(Ctx *cx, Html *out, const OutboxMail *row, const Issue *issue, MailDraft *ret_draft)
{
    if (issue == NULL)
        return false;
    NewsletterLetter view = {
        .greeting = mail_greeting(cx->arena, out->lang, row->name),
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
    if (issue->portrait.n > 0)
        view.portrait = arena_printf(cx->arena, "cid:%s", issue->portrait.at[0].name);
    Html inner = *out; /* the whole mail is written into @out */
    inner.text = arena_string(cx->arena, issue->html.len + 1024);
    newsletter_letter_html(&inner, &view);
    *ret_draft = (MailDraft){
        .subject = subject_of(cx, row, issue),
        .preheader = *issue->summary != '\0' ? issue->summary : NULL,
        .body = join(cx->arena, paragraphs, G_N_ELEMENTS(paragraphs)),
        .html = html_taken(&inner),
        .pictures = issue->portrait,
        .action = lang_text(out->lang, N_("Read it on our site")),
        .url = issue->url,
        .reason = lang_text(out->lang, N_("You get this mail because you agreed to get our "
                                          "newsletter.")),
    };
    return true;
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const char *counts = mail_argument(cx, row, "counts"); /* the mailing that counts its links */
    int64_t mailing_id = g_ascii_strtoll(counts, NULL, 10);
    const Issue *issue = issue_counted(cx, item_of(cx, row), out->lang, mailing_id);
    if (!compose_issue(cx, out, row, issue, ret_draft))
        return false;
    if (mailing_id != 0)
        ret_draft->reason = arena_printf(
            cx->arena, "%s %s", ret_draft->reason,
            lang_text(out->lang, N_("Its links are counted, those of all readers together; who "
                                    "follows one is not known.")));
    return true;
}

/* Who looks at it, or tries it, is an editor: it need not be published yet. */
static bool
compose_preview(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const Issue *issue = issue_draft(cx, item_of(cx, row), out->lang);
    return compose_issue(cx, out, row, issue, ret_draft);
}

static bool
compose_test(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    if (!compose_preview(cx, out, row, ret_draft))
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
                                  .archive = "/newsletter",
                                  .is_circular = true,
                                  .waits = true};
const MailKind MAIL_NEWSLETTER_TEST = {.name = "newsletter.test",
                                       .label = N_("Newsletter, to be tried"),
                                       .priority = 2,
                                       .compose = compose_test};

const MailKind ISSUE_PREVIEW = {.name = "newsletter.preview", .compose = compose_preview};
