/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_testing.h"

#include "alliance/sender.h"

#include <string.h>

int64_t
a_document(Fixture *fx, int64_t item, const char *name, Bytes content)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = file_insert(cx, content);
    file_attach(cx, item, id, &(FileWords){.name = name});
    fixture_commit(fx);
    return id;
}

void
read_documents(Fixture *fx)
{
    g_autoptr(GError) error = NULL;
    Ctx *cx = fixture_begin(fx, NOBODY);
    fixture_commit(fx);
    document_run(cx, "", &error);
    g_assert_no_error(error);
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
assert_has(const char *text, const char *words)
{
    if (strstr(text, words) == NULL)
        g_error("\"%s\" is not in:\n%s", words, text);
}
