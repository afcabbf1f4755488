/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/mail_testing.h"

#include "alliance/sender.h"

#include <string.h>

const char *
newest_mail(Fixture *fx, const MailKind *kind, int64_t me)
{
    const MailKind *const kinds[] = {kind, NULL};
    int64_t id = query_int(fx, arena_printf(fx->arena,
                                            "SELECT coalesce(max(id), 0) FROM outbox WHERE "
                                            "template = '%s' AND person_id = %" PRId64,
                                            kind->name, me));
    Mail mail;
    Ctx *cx = fixture_begin(fx, NOBODY);
    const MailSender sender = mail_sender(cx);
    const char *text = "";
    if (id != 0 && mail_compose(cx, kinds, &sender, mail_find(cx, id), &mail))
        text = arena_printf(fx->arena, "%s\n%s", mail.subject, mail.text);
    fixture_commit(fx);
    return text;
}

bool
newest_letter(Fixture *fx, const MailKind *const *kinds, Mail *ret_mail, const char **ret_message)
{
    int64_t id = query_int(fx, "SELECT max(id) FROM outbox");
    Ctx *cx = fixture_begin(fx, NOBODY);
    const MailSender sender = mail_sender(cx);
    const OutboxMail *row = mail_find_whole(cx, id);
    bool says = mail_compose(cx, kinds, &sender, row, ret_mail) && mail_read_files(cx, ret_mail);
    *ret_message = says ? arena_strdup(fx->arena,
                                       mail_message(fx->arena, row, ret_mail, &sender, cx->now).at)
                        : "";
    if (says) {
        ret_mail->text = arena_strdup(fx->arena, ret_mail->text);
        ret_mail->html = arena_strdup(fx->arena, ret_mail->html);
        ret_mail->subject = arena_strdup(fx->arena, ret_mail->subject);
    }
    ret_mail->files.n = says ? ret_mail->files.n : 0;
    fixture_commit(fx);
    return says;
}

void
assert_says(const char *text, const char *words)
{
    if (strstr(text, words) == NULL)
        g_error("“%s” is not in: %s", words, text);
}
