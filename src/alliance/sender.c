/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/sender.h"

#include "alliance/consent.h"
#include "alliance/mail_key.h"
#include "alliance/setting.h"
#include "alliance/standing_link.h"
#include "web/app.h"

#include "alliance/sender.sql.h"

#include <string.h>

static const char *
preferences_path(Ctx *cx, const OutboxMail *row)
{
    if (row->person_id == 0)
        return NULL;
    const char *token = standing_link_token(cx, LINK_PREFERENCES, row->person_id, row->links_n);
    return arena_printf(cx->arena, "/preferences/%s", token);
}

/* Who reads the mail in the desk is not who got it. */
static const char *
masked_path(Ctx *cx G_GNUC_UNUSED, const OutboxMail *row)
{
    return row->person_id != 0 ? "/preferences/…" : NULL;
}

static const char *
unsubscribe_path(Ctx *cx, const OutboxMail *row, const char *list)
{
    if (row->person_id == 0 || !consent_holds(cx, row->person_id, list))
        return NULL;
    const char *use = standing_link_to_end(cx->arena, list);
    const char *token = standing_link_token(cx, use, row->person_id, row->links_n);
    return arena_printf(cx->arena, "/unsubscribe/%s/%s", list, token);
}

static const char *
masked_unsubscribe_path(Ctx *cx, const OutboxMail *row G_GNUC_UNUSED, const char *list)
{
    return arena_printf(cx->arena, "/unsubscribe/%s/…", list);
}

/* Where mails came back from gets only what somebody waits for: a link for signing in, and the mail
 * by which the owner sees whether it works again. */
static bool
reaches(Ctx *cx, const OutboxMail *row)
{
    bool is_awaited = row->priority == 0 || strcmp(row->template, "reach.test") == 0;
    return is_awaited || db_count(cx, &SQL_sender_is_paused, DB_ARGS(row->address)) == 0;
}

/* The domain to which mail servers report, if what comes there is handed to us. */
static const char *
returns_to(const Settings *set)
{
    const char *at = strrchr(set->mail_from, '@');
    return set->mail_in && at != NULL ? at + 1 : NULL;
}

static int64_t
time_now(const Ctx *cx)
{
    return cx->app->clock(cx->app);
}

MailSender
mail_sender(Ctx *cx)
{
    const Settings *set = settings(cx);

    return (MailSender){.smtp_url = set->smtp_url,
                        .address = set->mail_from,
                        .name = set->name,
                        .base_url = cx->app->base_url,
                        .language = set->language,
                        .preferences = preferences_path,
                        .unsubscribe = unsubscribe_path,
                        .reaches = reaches,
                        .returns_to = returns_to(set),
                        .key = cx->app->key,
                        .clock = time_now,
                        .dkim = mail_key_signing(cx),
                        .memo = cx->app->memo};
}

const OutboxMail *
sender_find(Ctx *cx, int64_t id)
{
    return settings(cx)->demo ? mail_find_whole(cx, id) : mail_find(cx, id);
}

bool
sender_show(Ctx *cx, const OutboxMail *row, Mail *ret_mail)
{
    MailSender sender = mail_sender(cx);

    if (!settings(cx)->demo) {
        sender.preferences = masked_path;
        sender.unsubscribe = masked_unsubscribe_path;
    }
    return mail_compose(cx, cx->app->mails, &sender, row, ret_mail);
}
