/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What who wants to join is written.
 */
#include "alliance/joining.h"
#include "lang/lang.h"

/* @text and @subject with the name, the alliance and the reason. */
static void
fill(Ctx *cx, Html *out, const OutboxMail *row, const char *subject, const char *text,
     MailDraft *draft)
{
    const char *name = mail_argument(cx, row, "name"),
               *alliance = mail_argument(cx, row, "alliance");
    draft->subject = lang_fill(cx->arena, lang_text(out->lang, subject), "alliance", alliance,
                               NULL);
    draft->body = lang_fill(cx->arena, lang_text(out->lang, text), "name", name, "alliance",
                            alliance, NULL);
    draft->reason = lang_text(out->lang, N_("You get this mail because somebody filled in the "
                                            "form \"Join\" with your address."));
}

static void
lead_to_sign_in(const Html *out, MailDraft *draft)
{
    draft->action = lang_text(out->lang, N_("Sign in"));
    draft->url = "/sign-in";
}

static bool
compose_confirm(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    fill(cx, out, row, N_("Please confirm: {alliance}"),
         N_("Hello {name},\n\n"
            "one step is left: the link shows what you wrote and has a button to confirm it. It "
            "works for two weeks.\n\n"
            "If it was not you, do nothing: without the button nothing is kept."),
         ret_draft);
    ret_draft->action = lang_text(out->lang, N_("Look and confirm"));
    ret_draft->url = arena_printf(cx->arena, "/join/%s", mail_argument(cx, row, "token"));
    return true;
}

static bool
compose_known(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    fill(cx, out, row, N_("You are a member of {alliance}"),
         N_("Hello {name},\n\n"
            "somebody, probably you, asked to join {alliance} with this address. You are a member "
            "already: nothing was changed, and you can sign in."),
         ret_draft);
    lead_to_sign_in(out, ret_draft);
    return true;
}

static bool
compose_taken(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    fill(cx, out, row, N_("Welcome to {alliance}"),
         N_("Hello {name},\n\nthe secretariat has looked at it: you are a member of {alliance} "
            "now."),
         ret_draft);
    lead_to_sign_in(out, ret_draft);
    return true;
}

static bool
compose_refused(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    fill(cx, out, row, N_("Your request to join {alliance}"),
         N_("Hello {name},\n\nthe secretariat of {alliance} could not make you a member. What you "
            "wrote has been deleted."),
         ret_draft);
    const char *reason = mail_argument(cx, row, "reason");
    if (*reason != '\0')
        ret_draft->body = arena_printf(cx->arena, "%s\n\n%s", ret_draft->body, reason);
    return true;
}

const MailKind MAIL_JOIN_CONFIRM = {"join.confirm", N_("Link for joining"), 0, compose_confirm};
const MailKind MAIL_JOIN_KNOWN = {"join.known", N_("Member already"), 0, compose_known};
const MailKind MAIL_JOIN_TAKEN = {"join.taken", N_("Welcome"), 1, compose_taken};
const MailKind MAIL_JOIN_REFUSED = {"join.refused", N_("Request to join refused"), 1,
                                    compose_refused};
