/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Issues: which there are, and one of them as the mail that its readers get.
 */
#include "alliance/access.h"
#include "alliance/sender.h"
#include "alliance/setting.h"
#include "desk/desk.h"
#include "newsletter/issue_list.html.h"
#include "newsletter/issue_show.html.h"
#include "newsletter/newsletter.h"
#include "newsletter/pages.h"
#include "roster/label.h"
#include "web/app.h"

#include <string.h>

#define ISSUES_SHOWN 20

/* clang-format off */
static const struct {
    const char *state, *words;
} states[] = {
    {"planned",  N_("planned")           },
    {"queueing", N_("mails are written") },
    {"sending",  N_("on its way")        },
    {"held",     N_("held")              },
    {"stopped",  N_("stopped")           },
    {"done",     N_("sent")              },
};
/* clang-format on */

static const char *
state_words(const char *state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
        if (strcmp(states[i].state, state) == 0)
            return states[i].words;
    return state;
}

MailingRowSpan
mailing_rows(Ctx *cx, MailingSpan mailings)
{
    MailingRow *rows = arena_array_of(cx->arena, MailingRow, mailings.n + 1);
    RosterLabels labels = roster_labels(cx);
    for (size_t i = 0; i < mailings.n; i++) {
        const char *fault = NULL;
        const RosterFilter *filter = roster_filter_parse(cx->arena, mailings.at[i].filter, &fault);
        rows[i] = (MailingRow){.mailing = &mailings.at[i],
                               .state = state_words(mailings.at[i].state),
                               .who = roster_filter_label(&labels, filter)};
    }
    return (MailingRowSpan){rows, mailings.n};
}

const char *
issue_url(Ctx *cx, int64_t item_id)
{
    return arena_printf(cx->arena, "/desk/newsletter/%" PRId64, item_id);
}

const char *
mailing_text_url(Ctx *cx, const Mailing *mailing)
{
    bool is_issue = strcmp(mailing->kind, "newsletter") == 0;
    return is_issue ? issue_url(cx, mailing->item_id)
                    : arena_printf(cx->arena, "/desk/pages/%" PRId64, mailing->item_id);
}

const Item *
issue_find(Request *req, Response **ret_refused)
{
    Ctx *cx = req->cx;
    const Item *item = item_find_in(cx, req_id(req, "id"), "");
    if (item == NULL || strcmp(item->kind, "newsletter") != 0)
        *ret_refused = respond_not_found(req);
    else if (!may(cx, ACTION_PUBLISH, item))
        *ret_refused = respond_forbidden(req);
    else
        return item;
    return NULL;
}

static bool
is_out(const Item *item)
{
    return item->published_at != 0 && strcmp(item->status, "published") == 0;
}

const Item *
issue_find_out(Request *req, Response **ret_refused)
{
    const Item *item = issue_find(req, ret_refused);
    if (item == NULL || is_out(item))
        return item;
    *ret_refused = respond_error(req, 409,
                                 lang_text(req->cx->lang, N_("Publish the issue first: its mails "
                                                             "lead to its page.")));
    return NULL;
}

Response *
get_newsletters(Request *req)
{
    Ctx *cx = req->cx;
    const ItemFilter filter = {.kind = "newsletter", .unfinished = true, .limit = ISSUES_SHOWN};
    const IssueList view = {.year = period_last_year(cx->arena, cx->now),
                            .readers = readership(req),
                            .may_list = (cx->me.roles & ROLE_SECRETARIAT) != 0,
                            .issues = item_list(cx, &filter),
                            .mailings = mailing_rows(cx, mailing_list_all(cx, req_page(req)))};
    Page page = {.title = lang_text(cx->lang, N_("Newsletter")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, 200, &page, issue_list, &view);
}

/* ---- one issue as a mail ---- */

/* The language that is looked at: of the address, else the alliance's own. */
static const Lang *
wanted_language(Request *req)
{
    const Lang *lang = lang_find(req_query(req, "language"));
    const Lang *own = lang_find(settings(req->cx)->language);
    return lang != NULL ? lang : own != NULL ? own : LANG_ENGLISH;
}

/* The mail that the acting person would get.  False: there is no such issue any more. */
static bool
compose_for_me(Ctx *cx, const Item *item, const Lang *lang, Mail *ret_mail)
{
    static const MailKind *const kinds[] = {&ISSUE_PREVIEW, NULL};
    MailSender sender = mail_sender(cx);
    const OutboxMail row = {
        .template = ISSUE_PREVIEW.name,
        .address = cx->me.email,
        .name = cx->me.name,
        .language = lang->code,
        .zone = "UTC",
        .argument = arena_printf(cx->arena, "{\"item\":\"%" PRId64 "\"}", item->id),
        .secret = "",
    };
    return mail_compose(cx, kinds, &sender, &row, ret_mail);
}

static LinkSpan
language_links(Request *req, const Lang *shown)
{
    Link *links = arena_array_of(req->cx->arena, Link, N_LANGS);
    for (size_t i = 0; i < N_LANGS; i++)
        links[i] = (Link){.label = LANGS[i]->name,
                          .url = link_with(req, "language", LANGS[i]->code),
                          .here = LANGS[i] == shown};
    return (LinkSpan){links, N_LANGS};
}

static const char *
mail_url(Ctx *cx, const Item *item, const Lang *lang, const char *look)
{
    return arena_printf(cx->arena, "%s/mail?language=%s&look=%s", issue_url(cx, item->id),
                        lang->code, look);
}

Response *
get_issue(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    Mail mail;
    const Item *item = issue_find(req, &refused);
    if (item == NULL)
        return refused;
    const Lang *lang = wanted_language(req);
    const Issue *issue = issue_draft(cx, item->id, lang);
    if (issue == NULL || !compose_for_me(cx, item, lang, &mail))
        return respond_not_found(req);
    const IssueShow view = {.item = item,
                            .is_out = is_out(item),
                            .light = mail_url(cx, item, lang, "light"),
                            .dark = mail_url(cx, item, lang, "dark"),
                            .bare = mail_url(cx, item, lang, "bare"),
                            .mail = &mail,
                            .language = lang->code,
                            .html_size = mail_html_size(&mail),
                            .text_size = (int64_t)strlen(mail.text),
                            .flaws = issue_flaws(cx, issue, &mail),
                            .languages = language_links(req, lang),
                            .mailings = mailing_rows(cx, mailing_list(cx, item->id)),
                            .to = cx->me.email};
    Page page = {.title = item->title, .here = HERE(DESK_CRUMB, NEWSLETTER_CRUMB)};
    return respond_desk(req, 200, &page, issue_show, &view);
}

/* How a mail looks on a light or a dark screen, whatever this one is, or where pictures are off; as
 * it is sent it asks. */
static const struct {
    const char *look, *sent, *shown;
} looks[] = {
    {"light", "(prefers-color-scheme:dark)", "not all"          },
    {"light", "content=\"light dark\"",      "content=\"light\""},
    {"dark",  "(prefers-color-scheme:dark)", "all"              },
    {"dark",  "content=\"light dark\"",      "content=\"dark\"" },
    {"bare",  "src=\"cid:",                  "data-cid=\""      },
};

static const char *
html_in(Arena *arena, const char *html, const char *look)
{
    GString *out = arena_string(arena, strlen(html) + 1);
    g_string_append(out, html);
    for (size_t i = 0; i < G_N_ELEMENTS(looks); i++)
        if (strcmp(looks[i].look, look) == 0)
            g_string_replace(out, looks[i].sent, looks[i].shown, 0);
    return out->str;
}

Response *
get_issue_mail(Request *req)
{
    Response *refused = NULL;
    Mail mail;
    const Item *item = issue_find(req, &refused);
    if (item == NULL)
        return refused;
    if (!compose_for_me(req->cx, item, wanted_language(req), &mail))
        return respond_not_found(req);
    mail.html = html_in(req->cx->arena, mail.html, req_query(req, "look"));
    return respond_mail_html(req, &mail);
}

Response *
post_issue_test(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = issue_find(req, &refused);
    if (item == NULL)
        return refused;
    const Lang *lang = lang_find(req_field(req, "language"));
    const char *number = arena_printf(cx->arena, "%" PRId64, item->id);
    mail_queue(cx, &MAIL_NEWSLETTER_TEST, cx->me.id, cx->me.email,
               lang != NULL ? lang->code : settings(cx)->language,
               (const MailArgument[]){
                   {"item", number, false},
                   {0}
    });
    return respond_done(req, issue_url(cx, item->id),
                        lang_text(cx->lang, N_("The test is on its way to you.")));
}
