/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/credential.h"

#include <string.h>

static const struct {
    const char *what, *subject;
} changes[] = {
    {"password.set",    N_("A password was set for your account")          },
    {"password.change", N_("The password of your account was changed")     },
    {"password.remove", N_("The password of your account was removed")     },
    {"second.set",      N_("A second factor was set up for your account")  },
    {"second.remove",   N_("The second factor of your account was removed")},
    {"second.codes",    N_("New recovery codes were made for your account")},
    {"second.recovery", N_("A recovery code of your account was used")     },
    {"second.reset",    N_("The second factor of your account was reset")  },
    {"passkey.add",     N_("A passkey was added to your account")          },
    {"passkey.remove",  N_("A passkey of your account was removed")        },
};

static bool
compose_credential(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const char *what = mail_argument(cx, row, "what"), *subject = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++)
        if (strcmp(changes[i].what, what) == 0)
            subject = lang_text(out->lang, changes[i].subject);
    if (subject == NULL)
        return false;
    const char *text = lang_text(
        out->lang,
        N_("Hello {name},\n\n"
           "{subject}. If it was you, there is nothing to do.\n\n"
           "If it was not you, somebody else can sign in as you. Open your account by the "
           "link below, sign in by a mailed link, sign out everywhere else and set "
           "another password. Then tell the secretariat."));
    *ret_draft = (MailDraft){
        .subject = subject,
        .body = lang_fill(cx->arena, text, "name", mail_argument(cx, row, "name"), "subject",
                          subject, NULL),
        .action = lang_text(out->lang, N_("Look at your account")),
        .url = "/desk/account",
        .reason = lang_text(out->lang, N_("You get this mail because how you sign in was changed. "
                                          "It can not be switched off."))};
    return true;
}

const MailKind MAIL_CREDENTIAL = {.name = "credential",
                                  .label = N_("Change of how somebody signs in"),
                                  .priority = 1,
                                  .compose = compose_credential};
