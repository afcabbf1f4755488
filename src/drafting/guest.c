/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "drafting/guest.h"

#include "alliance/audit.h"
#include "alliance/comment.h"
#include "alliance/person.h"
#include "alliance/setting.h"
#include "base/secret.h"
#include "base/text.h"
#include "drafting/guest.sql.h"
#include "lang/lang.h"
#include "web/session.h"

#include <string.h>

static const DbType GUEST = DB_TYPE(Guest, DB_FIELD(Guest, id), DB_FIELD(Guest, item_id),
                                    DB_FIELD(Guest, paragraph_id), DB_FIELD(Guest, paragraph),
                                    DB_FIELD(Guest, email), DB_FIELD(Guest, name),
                                    DB_FIELD(Guest, words), DB_FIELD(Guest, base),
                                    DB_FIELD(Guest, wording), DB_FIELD(Guest, language));

bool
guest_may_write(const Ctx *cx, const Item *item, const Drafting *drafting)
{
    return (cx->me.roles & ROLE_MEMBER) == 0 && item->open_talk &&
           strcmp(item->audience, "public") == 0 && strcmp(item->status, "published") == 0 &&
           drafting_is_open(cx, drafting);
}

void
guest_ask(Ctx *cx, const Paragraph *paragraph, const Guest *guest)
{
    const char *token = session_token(cx), *language = cx->lang->code;
    int64_t n = db_run(cx, &SQL_guest_insert,
                       DB_ARGS(paragraph->id, secret_hash(cx->arena, token), guest->email,
                               guest->name, guest->words, paragraph->body, guest->wording, language,
                               cx->now, cx->now + GUEST_SECONDS, (int64_t)GUEST_MOST));
    if (n == 0)
        return;
    const MailArgument arguments[] = {
        {.name = "alliance", .value = settings(cx)->name},
        {.name = "words", .value = guest->words, .secret = true},
        {.name = "token", .value = token, .secret = true},
        {0},
    };
    /* Whether there is a record must not show: the mail is nobody's yet. */
    mail_queue(cx, &MAIL_GUEST, 0, guest->email, language, arguments);
}

const Guest *
guest_find(Ctx *cx, const char *token)
{
    return db_one(cx, &SQL_guest_find, &GUEST, DB_ARGS(secret_hash(cx->arena, token), cx->now));
}

/* The record of the address; 0: it was made at the same moment. */
static int64_t
record_of(Ctx *cx, const Guest *guest)
{
    const Person *person = person_find_email(cx, guest->email);
    if (person == NULL)
        return person_insert(cx, &(Person){.email = guest->email,
                                           .name = guest->name,
                                           .language = guest->language,
                                           .zone = settings(cx)->zone,
                                           .joined_at = cx->now,
                                           .left_at = cx->now});
    db_run(cx, &SQL_guest_name, DB_ARGS(person->id, guest->name));
    return person->id;
}

int64_t
guest_confirm(Ctx *cx, const Guest *guest)
{
    const Item *item = item_find_in(cx, guest->item_id, "");
    const Drafting *drafting = item != NULL ? drafting_find(cx, item->id) : NULL;
    Viewer before = cx->me;
    cx->me = (Viewer){0};
    bool open = drafting != NULL && guest_may_write(cx, item, drafting);
    cx->me = before;
    if (!open || db_run(cx, &SQL_guest_delete, DB_ARGS(guest->id)) == 0)
        return 0;
    int64_t person_id = record_of(cx, guest);
    if (person_id == 0)
        return 0;
    const CommentPlace place = {.item_id = item->id, .paragraph_id = guest->paragraph_id};
    int64_t id = comment_insert_held(cx, &place, person_id, guest->words);
    if (id != 0 && guest->wording != NULL)
        wording_attach(cx, id, guest->base, guest->wording);
    audit(cx, "drafting.guest", item->id, item->title);
    return id;
}

int64_t
guest_clean(Ctx *cx)
{
    return db_run(cx, &SQL_guest_delete_expired, DB_ARGS(cx->now));
}

/* ---- the mail ---- */

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const char *alliance = mail_argument(cx, row, "alliance");
    const char *text = lang_text(
        out->lang,
        N_("Hello,\n\n"
           "somebody, probably you, wrote this in a consultation of {alliance} and gave this "
           "address:\n\n"
           "{words}\n\n"
           "One step is left: the link shows it once more and has a button. It works for a week. "
           "If "
           "it was not you, do nothing: without the button we show nothing and forget the "
           "address."));
    *ret_draft = (MailDraft){
        .subject = lang_fill(cx->arena, lang_text(out->lang, N_("Please confirm: {alliance}")),
                             "alliance", alliance, NULL),
        .body = lang_fill(cx->arena, text, "alliance", alliance, "words",
                          mail_argument(cx, row, "words"), NULL),
        .action = lang_text(out->lang, N_("Look and confirm")),
        .url = arena_printf(cx->arena, "/remark/%s", mail_argument(cx, row, "token")),
        .reason = lang_text(out->lang, N_("You get this mail because somebody gave your address "
                                          "below a text that is open to everybody.")),
    };
    return true;
}

const MailKind MAIL_GUEST = {.name = "drafting.guest",
                             .label = N_("Link for a remark in a consultation"),
                             .priority = 0,
                             .compose = compose};
