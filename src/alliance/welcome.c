/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/welcome.h"

#include "alliance/consent.h"
#include "alliance/item.h"
#include "alliance/person.h"
#include "alliance/setting.h"
#include "alliance/welcome.sql.h"
#include "base/moment.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "render/markdown.h"
#include "web/app.h"
#include "web/session.h"

bool
welcome_queue(Ctx *cx, int64_t person_id)
{
    if (!settings(cx)->welcome || db_run(cx, &SQL_welcome_note, DB_ARGS(person_id, cx->now)) != 1)
        return false;
    const Person *person = person_find(cx, person_id);
    if (person != NULL)
        mail_queue(cx, &MAIL_WELCOME, person->id, person->email, person->language,
                   (const MailArgument[]){{0}});
    return true;
}

/* Links of the text are whole in a mail. */
static const char *
address_in_mail(const void *data, const char *url)
{
    const Ctx *cx = data;
    return *url == '/' ? arena_printf(cx->arena, "%s%s", cx->app->base_url, url) : url;
}

bool
welcome_is_due(Ctx *cx, int64_t person_id)
{
    return settings(cx)->welcome &&
           db_count(cx, &SQL_welcome_is_due, DB_ARGS(person_id, cx->now)) == 1;
}

void
welcome_subscriber(Ctx *cx, int64_t person_id)
{
    const Person *person = person_find(cx, person_id);
    if (person != NULL)
        mail_queue(cx, &MAIL_WELCOME_SUBSCRIBER, person->id, person->email, person->language,
                   (const MailArgument[]){{0}});
}

/* What the secretariat has written at @slug, as the reader may see it; NULL: nothing. */
static const Item *
find_text(Ctx *cx, const OutboxMail *row, const Lang *lang, const char *slug)
{
    const Viewer before = cx->me;
    const Lang *own = cx->lang;
    cx->me = session_viewer(cx, row->person_id);
    cx->lang = lang;
    const Item *item = item_find(cx, "page", slug);
    cx->me = before;
    cx->lang = own;
    bool is_written = item != NULL && !item_is_unfinished(item->status) && item->body != NULL;
    return is_written ? item : NULL;
}

static void
fill(Ctx *cx, Html *out, const char *hello, const char *source, MailDraft *draft)
{
    const MarkdownMail mail = {address_in_mail, cx};
    const char *whole = arena_printf(out->arena, "%s\n\n%s", hello, source);
    draft->body = markdown_mail_text(out->arena, whole, &mail);
    draft->html = markdown_mail_html(out->arena, whole, &mail);
}

static const char *
subject_of(Ctx *cx, const Html *out, const char *words)
{
    return lang_fill(out->arena, lang_text(out->lang, words), "alliance", settings(cx)->name, NULL);
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const Person *person = person_find(cx, row->person_id);
    if (person == NULL || person->left_at != 0)
        return false; /* left in the meantime */
    GString *name = arena_string(out->arena, 80);
    markdown_append_plain(name, person->name);
    const char *hello = mail_greeting(out->arena, out->lang, name->str);
    const char *standard = N_(
        "you are a member now. Welcome!\n\n"
        "- [Say a little about yourself](/profile), so that others find you.\n"
        "- [Come into a group](/groups): each meets and talks, also by mail.\n"
        "- [Choose what we send you](/preferences), and in which language.\n\n"
        "If something is not clear, answer or write to us.");
    const Item *item = find_text(cx, row, out->lang, WELCOME_SLUG);
    *ret_draft = (MailDraft){
        .subject = subject_of(cx, out, N_("Welcome to {alliance}")),
        .action = lang_text(out->lang, N_("Sign in")),
        .url = "/sign-in",
        .reason = lang_text(out->lang, N_("You get this mail once, because you have joined.")),
    };
    fill(cx, out, hello, item != NULL ? item->body : lang_text(out->lang, standard), ret_draft);
    return true;
}

const MailKind MAIL_WELCOME = {
    .name = "welcome", .label = N_("Welcome"), .priority = 3, .compose = compose};

/* ---- who takes mails and is no member ---- */

/* What the reader has agreed to, a line each; "" : nothing any more. */
static const char *
agreed_lines(Ctx *cx, const Html *out, int64_t person_id)
{
    GString *lines = arena_string(out->arena, 64);
    for (const Purpose *purpose = PURPOSES; purpose->name != NULL; purpose++)
        if (purpose->open && consent_holds(cx, person_id, purpose->name))
            g_string_append_printf(lines, "- %s\n", lang_text(out->lang, purpose->label));
    return lines->str;
}

/* How often, as it was: a promise would be somebody's guess. */
static const char *
frequency(Ctx *cx, const Html *out)
{
    int64_t n = db_count(cx, &SQL_welcome_count_issues, DB_ARGS(cx->now - 365 * MOMENT_DAY));
    if (n == 0)
        return "";
    const char *words = lang_plural(out->lang, "In the last twelve months there was {n} issue.\n\n",
                                    "In the last twelve months there were {n} issues.\n\n", n);
    return lang_fill(out->arena, words, "n", format_number(out->arena, out->lang, n), NULL);
}

/* The newest issue, as everybody may read it; or NULL. */
static const Item *
latest_issue(Ctx *cx, const Lang *lang)
{
    const Viewer before = cx->me;
    const Lang *own = cx->lang;
    cx->me = (Viewer){0};
    cx->lang = lang;
    ItemSpan issues = item_list(cx, &(ItemFilter){.kind = "newsletter", .limit = 1});
    cx->me = before;
    cx->lang = own;
    return issues.n > 0 ? &issues.at[0] : NULL;
}

static bool
compose_subscriber(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const Person *person = person_find(cx, row->person_id);
    const char *agreed = agreed_lines(cx, out, row->person_id);
    if (person == NULL || person->left_at == 0 || *agreed == '\0')
        return false; /* is a member now, or wants nothing any more */
    const char *standard = N_(
        "it is confirmed. From now on you get:\n\n{agreed}\n{frequency}"
        "Each of these mails ends with a link that stops it: one click, without signing in. The "
        "other link, \"What we send you, and why\", is for choosing, and for the language.\n\n"
        "If something is not clear, answer or write to us.");
    const char *text = lang_fill(out->arena, lang_text(out->lang, standard), "agreed", agreed,
                                 "frequency", frequency(cx, out), NULL);
    const Item *item = find_text(cx, row, out->lang, WELCOME_SUBSCRIBER_SLUG);
    const Item *latest = latest_issue(cx, out->lang);
    *ret_draft = (MailDraft){
        .subject = subject_of(cx, out, N_("You get mails of {alliance} now")),
        .action = latest != NULL ? lang_text(out->lang, N_("Read the latest issue")) : NULL,
        .url = latest != NULL ? latest->path : NULL,
        .reason = lang_text(out->lang, N_("You get this mail once, because you have subscribed.")),
    };
    fill(cx, out, mail_greeting(out->arena, out->lang, ""), item != NULL ? item->body : text,
         ret_draft);
    return true;
}

const MailKind MAIL_WELCOME_SUBSCRIBER = {.name = "welcome-subscriber",
                                          .label = N_("Welcome to who subscribed"),
                                          .priority = 3,
                                          .compose = compose_subscriber};
