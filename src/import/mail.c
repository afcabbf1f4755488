/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What who was added by a list is written, if the secretariat wants that.
 */
#include "import/import.h"
#include "lang/lang.h"

static bool
compose_invite(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const char *alliance = mail_argument(cx, row, "alliance");
    const char *text = lang_text(
        out->lang,
        N_("Hello {name},\n\n"
           "{inviter} has put you on the list of members of {alliance}. Sign in with this address "
           "to see what is kept about you, to correct it, and to say what you want to get.\n\n"
           "If you do not want to be a member, answer this mail or write to {contact}: then you "
           "are taken off the list, and nobody puts you on it again."));
    ret_draft->subject = lang_fill(
        cx->arena, lang_text(out->lang, N_("You are on the list of members of {alliance}")),
        "alliance", alliance, NULL);
    ret_draft->body = lang_fill(cx->arena, text, "name", mail_argument(cx, row, "name"), "inviter",
                                mail_argument(cx, row, "inviter"), "alliance", alliance, "contact",
                                mail_argument(cx, row, "contact"), NULL);
    ret_draft->action = lang_text(out->lang, N_("Sign in"));
    ret_draft->url = "/sign-in";
    ret_draft->reason = lang_text(out->lang, N_("You get this mail once, because you were added to "
                                                "the list of members."));
    return true;
}

const MailKind MAIL_IMPORT_INVITE = {.name = "import.invite",
                                     .label = N_("Added by a list"),
                                     .priority = 7,
                                     .compose = compose_invite,
                                     .waits = true};
