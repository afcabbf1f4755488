/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What who leaves, or asks to be erased, is written.
 */
#include "alliance/leaving.h"
#include "alliance/standing_link.h"
#include "lang/format.h"

#include <string.h>

static bool
compose_left(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const char *alliance = mail_argument(cx, row, "alliance");
    bool unseen = strcmp(mail_argument(cx, row, "why"), "not seen") == 0;
    const char *text = lang_text(
        out->lang,
        unseen
            ? N_("Hello {name},\n\n"
                 "we have not seen you for a long time and wrote to you twice. Your membership of "
                 "{alliance} has ended today, and so have all mails that you had agreed to.\n\n"
                 "If you would like to come back, fill in the form \"Join\" with this address: you "
                 "find everything as it was.")
            : N_("Hello {name},\n\n"
                 "your membership of {alliance} has ended today, as you wished. Thank you for the "
                 "time with us.\n\n"
                 "If you would like to come back, fill in the form \"Join\" with this address: you "
                 "find everything as it was. Your record stays for that; to have it erased, "
                 "sign in and open \"My data\"."));
    *ret_draft = (MailDraft){
        .subject = lang_fill(cx->arena,
                             lang_text(out->lang, N_("Your membership of {alliance} has ended")),
                             "alliance", alliance, NULL),
        .body = lang_fill(cx->arena, text, "name", mail_argument(cx, row, "name"), "alliance",
                          alliance, NULL),
        .action = lang_text(out->lang, N_("Join again")),
        .url = "/join",
        .reason = lang_text(out->lang, N_("You get this mail because your membership has ended."))};
    return true;
}

static bool
compose_erasure(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    int64_t due = mail_argument_number(cx, row, "due");
    bool own = strcmp(mail_argument(cx, row, "own"), "1") == 0;
    const char *alliance = mail_argument(cx, row, "alliance");
    const char *text = lang_text(
        out->lang,
        own ? N_("Hello {name},\n\n"
                 "you asked us to erase what {alliance} knows of you. We do it on {day}. Until "
                 "then you can change your mind with the link below.\n\n"
                 "You are signed out everywhere, and mails that you had agreed to have ended "
                 "already. After {day} we cannot write to you any more: this is the last mail "
                 "about it.\n\n"
                 "If it was not you, press the link, too: nothing is erased then.")
            : N_("Hello {name},\n\n"
                 "the secretariat of {alliance} understood that you wish to be erased. We do it "
                 "on {day}. If you did not ask for it, or changed your mind, use the link below: "
                 "nothing is erased then.\n\n"
                 "After {day} we cannot write to you any more: this is the last mail about it."));
    *ret_draft = (MailDraft){
        .subject = lang_fill(cx->arena,
                             lang_text(out->lang, N_("You will be erased from {alliance}")),
                             "alliance", alliance, NULL),
        .body = lang_fill(cx->arena, text, "name", mail_argument(cx, row, "name"), "alliance",
                          alliance, "day", format_day(cx->arena, out->lang, due, out->zone), NULL),
        .action = lang_text(out->lang, N_("Do not erase me")),
        .url = arena_printf(cx->arena, "/erasure/%s",
                            standing_link_token(cx, LINK_KEEP_ME, row->person_id, row->links_n)),
        .reason = lang_text(out->lang, N_("You get this mail because somebody asked to have your "
                                          "record erased. It can not be switched off."))};
    return true;
}

const MailKind MAIL_LEFT = {
    .name = "left", .label = N_("End of a membership"), .priority = 3, .compose = compose_left};
const MailKind MAIL_ERASURE = {
    .name = "erasure", .label = N_("Wish to be erased"), .priority = 1, .compose = compose_erasure};
