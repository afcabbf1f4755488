/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What is written to both addresses when two records became one.
 */
#include "lang/lang.h"
#include "merge/merge.h"

static bool
compose_merged(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const char *alliance = mail_argument(cx, row, "alliance");
    const char *text = lang_text(
        out->lang, N_("Hello {name},\n\n"
                      "{alliance} had two records of you, with the addresses {addresses}. The "
                      "secretariat has made one of them, with everything that belonged to both.\n\n"
                      "If these are two people, write to {contact} within a month: it can be "
                      "undone."));
    ret_draft->subject = lang_fill(cx->arena,
                                   lang_text(out->lang, N_("Your two records at {alliance} are one "
                                                           "now")),
                                   "alliance", alliance, NULL);
    ret_draft->body = lang_fill(cx->arena, text, "name", mail_argument(cx, row, "name"), "alliance",
                                alliance, "addresses", mail_argument(cx, row, "addresses"),
                                "contact", mail_argument(cx, row, "contact"), NULL);
    ret_draft->reason = lang_text(out->lang, N_("You get this mail because it is about your "
                                                "record."));
    return true;
}

const MailKind MAIL_MERGED = {.name = "person.merged",
                              .label = N_("Two records became one"),
                              .priority = 3,
                              .compose = compose_merged,
                              .waits = true};
