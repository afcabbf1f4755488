/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/welcome.h"

#include "alliance/item.h"
#include "alliance/person.h"
#include "alliance/setting.h"
#include "alliance/welcome.sql.h"
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

/* What the secretariat has written, as the new member may read it; NULL: nothing. */
static const Item *
find_text(Ctx *cx, const OutboxMail *row, const Lang *lang)
{
    const Viewer before = cx->me;
    const Lang *own = cx->lang;
    cx->me = session_viewer(cx, row->person_id);
    cx->lang = lang;
    const Item *item = item_find(cx, "page", WELCOME_SLUG);
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

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const Person *person = person_find(cx, row->person_id);
    if (person == NULL || person->left_at != 0)
        return false; /* left in the meantime */
    const char *alliance = settings(cx)->name;
    GString *name = arena_string(out->arena, 80);
    markdown_append_plain(name, person->name);
    const char *hello = lang_fill(out->arena, lang_text(out->lang, N_("Hello {name},")), "name",
                                  name->str, NULL);
    const char *standard = N_(
        "you are a member now. Welcome!\n\n"
        "- [Say a little about yourself](/profile), so that others find you.\n"
        "- [Come into a group](/groups): each meets and talks, also by mail.\n"
        "- [Choose what we send you](/preferences), and in which language.\n\n"
        "If something is not clear, answer or write to us.");
    const Item *item = find_text(cx, row, out->lang);
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, N_("Welcome to {alliance}")),
                             "alliance", alliance, NULL),
        .action = lang_text(out->lang, N_("Sign in")),
        .url = "/sign-in",
        .reason = lang_text(out->lang, N_("You get this mail once, because you have joined.")),
    };
    fill(cx, out, hello, item != NULL ? item->body : lang_text(out->lang, standard), ret_draft);
    return true;
}

const MailKind MAIL_WELCOME = {
    .name = "welcome", .label = N_("Welcome"), .priority = 3, .compose = compose};
