/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "lang/format.h"
#include "site/sign_in.h"
#include "site/site.h"

static bool
compose_sign_in(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const char *token = mail_argument(cx, row, "token");
    const char *name = mail_argument(cx, row, "name");
    const char *alliance = mail_argument(cx, row, "alliance");
    const char *text = lang_text(
        out->lang,
        N_("Hello {name},\n\n"
           "this link signs you in. It works once, within half an hour of being asked for. Nothing "
           "happens before you press the button on its page.\n\n"
           "If you did not ask for it, do nothing: without the link nobody can sign in."));
    *ret_draft = (MailDraft){
        .subject = lang_fill(cx->arena, lang_text(out->lang, N_("Sign in to {alliance}")),
                             "alliance", alliance, NULL),
        .body = lang_fill(cx->arena, text, "name", name, NULL),
        .action = lang_text(out->lang, N_("Sign in")),
        .url = arena_printf(cx->arena, "/sign-in/%s", token),
        .reason = lang_text(out->lang, N_("You get this mail because somebody asked for a sign-in "
                                          "link for your address."))};
    return true;
}

const MailKind MAIL_SIGN_IN = {.name = "sign-in",
                               .label = N_("Link for signing in"),
                               .priority = 0,
                               .compose = compose_sign_in};
