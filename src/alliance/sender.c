/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/sender.h"

#include "alliance/setting.h"
#include "web/app.h"

MailSender
mail_sender(Ctx *cx)
{
    const Settings *set = settings(cx);

    return (MailSender){.smtp_url = set->smtp_url,
                        .address = set->mail_from,
                        .name = set->name,
                        .base_url = cx->app->base_url,
                        .language = set->language};
}

const OutboxMail *
sender_find(Ctx *cx, int64_t id)
{
    return settings(cx)->demo ? mail_find_whole(cx, id) : mail_find(cx, id);
}

bool
sender_show(Ctx *cx, const OutboxMail *row, Mail *ret_mail)
{
    const MailSender sender = mail_sender(cx);

    return mail_compose(cx, cx->app->mails, &sender, row, ret_mail);
}
