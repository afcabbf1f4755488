/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/sender.h"

#include "alliance/consent.h"
#include "alliance/mail_key.h"
#include "alliance/setting.h"
#include "alliance/standing_link.h"
#include "mail/address.h"
#include "render/json.h"
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
    if (row->person_id == 0)
        return NULL;
    const char *use = standing_link_to_end(cx->arena, list);
    const char *token = standing_link_token(cx, use, row->person_id, row->links_n);
    const char *mark = mail_argument(cx, row, "from"); /* of its mailing, see mailing_count.h */
    return arena_printf(cx->arena, "/unsubscribe/%s/%s%s%s", list, token,
                        *mark != '\0' ? "?from=" : "", mark);
}

static const char *
masked_unsubscribe_path(Ctx *cx, const OutboxMail *row G_GNUC_UNUSED, const char *list)
{
    return arena_printf(cx->arena, "/unsubscribe/%s/…", list);
}

static const char *
token(Ctx *cx, const OutboxMail *row, const char *use)
{
    return standing_link_token(cx, use, row->person_id, row->links_n);
}

static const char *
masked_token(Ctx *cx G_GNUC_UNUSED, const OutboxMail *row G_GNUC_UNUSED,
             const char *use G_GNUC_UNUSED)
{
    return "…";
}

/* Where mails came back from gets only what somebody waits for: a link for signing in, and the mail
 * by which the owner sees whether it works again. */
static bool
is_awaited(const OutboxMail *row)
{
    return row->priority == 0 || strcmp(row->template, "reach.test") == 0;
}

typedef struct Paused {
    const char *address;
} Paused;

static const DbType PAUSED = DB_TYPE(Paused, DB_FIELD(Paused, address));

static void
find_bouncing(Ctx *cx, MailTurn *turns, size_t n)
{
    Json out;
    GString *text = arena_string(cx->arena, 32 * n + 8);
    json_init(&out, text);
    json_open_array(&out, NULL);
    for (size_t i = 0; i < n; i++)
        json_str(&out, NULL, turns[i].row->address);
    json_close_array(&out);
    DbRows rows = db_all(cx, &SQL_sender_paused, &PAUSED, DB_ARGS(text->str));
    const Paused *paused = rows.at;
    g_autoptr(GHashTable) addresses = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < rows.n; i++)
        g_hash_table_add(addresses, (char *)paused[i].address);
    for (size_t i = 0; i < n; i++)
        turns[i].bounces = !is_awaited(turns[i].row) &&
                           g_hash_table_contains(addresses, turns[i].row->address);
}

/* Who agrees to @list, of those to whom a mail of it is to go. */
static void
find_agreeing(Ctx *cx, MailTurn *turns, size_t n, const char *list)
{
    int64_t *ids = arena_array_of(cx->arena, int64_t, n);
    size_t n_ids = 0;
    for (size_t i = 0; i < n; i++)
        if (turns[i].list != NULL && strcmp(turns[i].list, list) == 0)
            ids[n_ids++] = turns[i].row->person_id;
    if (n_ids == 0)
        return;
    const DbIds agreeing = db_ids(cx, &SQL_sender_agreeing,
                                  DB_ARGS(db_numbers(cx->arena, ids, n_ids), list));
    g_autoptr(GHashTable) people = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (size_t i = 0; i < agreeing.n; i++)
        g_hash_table_add(people, (int64_t *)&agreeing.at[i]);
    for (size_t i = 0; i < n; i++)
        if (turns[i].list != NULL && strcmp(turns[i].list, list) == 0)
            turns[i].agrees = g_hash_table_contains(people, &turns[i].row->person_id);
}

static void
screen(Ctx *cx, MailTurn *turns, size_t n)
{
    find_bouncing(cx, turns, n);
    for (const Purpose *purpose = PURPOSES; purpose->name != NULL; purpose++)
        find_agreeing(cx, turns, n, purpose->name);
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
                        .token = token,
                        .screen = screen,
                        .returns_to = returns_to(set),
                        .key = cx->app->key,
                        .clock = time_now,
                        .dkim = mail_key_signing(cx),
                        .memo = cx->app->memo,
                        .underway = cx->app->underway,
                        .relays = cx->app->relays,
                        .quiet = quiet_parse(set->quiet),
                        .paces = set->pacing,
                        .rates = set->pace_rates,
                        .patience = cx->app->smtp_seconds};
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
        sender.screen = NULL;
        sender.token = masked_token;
    }
    return mail_compose(cx, cx->app->mails, &sender, row, ret_mail);
}

const char *
sender_answer_address(Ctx *cx, const char *purpose, int64_t number, int64_t person_id)
{
    const char *domain = returns_to(settings(cx));
    if (domain == NULL)
        return NULL;
    return mail_address_sign(cx->arena, cx->app->key, purpose, number, person_id, domain);
}
