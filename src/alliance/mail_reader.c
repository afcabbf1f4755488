/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/mail_reader.h"

#include "web/session.h"

bool
mail_write_as_reader(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft,
                     MailWrite *write)
{
    const Viewer before = cx->me;
    const Lang *lang = cx->lang;
    cx->me = session_viewer(cx, row->person_id);
    cx->lang = out->lang;
    bool written = cx->me.id != 0 && write(cx, out, row, ret_draft);
    cx->me = before;
    cx->lang = lang;
    return written;
}
