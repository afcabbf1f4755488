/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/outbox.h"

#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "mail/outbox.sql.h"
#include "render/json.h"

/* Without a server, or with one that refuses all, mail is news for so long. */
#define KEEP_AFTER (7 * MOMENT_DAY)

/* What stands in the place of a secret for everybody but its receiver. */
#define MASK "…"

const DbType OUTBOX_MAIL = DB_TYPE(
    OutboxMail, DB_FIELD(OutboxMail, id), DB_FIELD(OutboxMail, person_id),
    DB_FIELD(OutboxMail, created_at), DB_FIELD(OutboxMail, send_at), DB_FIELD(OutboxMail, sent_at),
    DB_FIELD(OutboxMail, attempts), DB_FIELD(OutboxMail, priority), DB_FIELD(OutboxMail, links_n),
    DB_FIELD(OutboxMail, message_id), DB_FIELD(OutboxMail, template), DB_FIELD(OutboxMail, address),
    DB_FIELD(OutboxMail, zone), DB_FIELD(OutboxMail, country), DB_FIELD(OutboxMail, name),
    DB_FIELD(OutboxMail, language), DB_FIELD(OutboxMail, argument), DB_FIELD(OutboxMail, secret),
    DB_FIELD(OutboxMail, state), DB_FIELD(OutboxMail, last_error));

/* As JSON either the secret arguments, "" if there are none, or all of them with the secret ones
 * masked. */
static const char *
pack(Arena *arena, const MailArgument *arguments, bool secret)
{
    GString *text = arena_string(arena, 128);
    Json out;
    bool any = false;

    json_init(&out, text);
    json_open_object(&out, NULL);
    for (const MailArgument *a = arguments; a->name != NULL; a++) {
        if (secret && !a->secret)
            continue;
        const char *value = a->value != NULL ? a->value : "";
        json_str(&out, a->name, a->secret && !secret ? MASK : value);
        any = true;
    }
    json_close_object(&out);
    return any ? text->str : "";
}

void
mail_queue(Ctx *cx, const MailKind *kind, int64_t person_id, const char *address,
           const char *language, const MailArgument *arguments)
{
    if (!text_is_email(address))
        return;
    db_run(cx, &SQL_outbox_insert,
           DB_ARGS(kind->name, DB_OR_NULL(person_id), address, language,
                   pack(cx->arena, arguments, false), pack(cx->arena, arguments, true),
                   kind->priority, cx->now));
}

int64_t
mail_queue_role(Ctx *cx, const MailKind *kind, const char *role, const MailArgument *arguments)
{
    return db_run(cx, &SQL_outbox_insert_role,
                  DB_ARGS(kind->name, role, pack(cx->arena, arguments, false),
                          pack(cx->arena, arguments, true), kind->priority, cx->now));
}

OutboxSpan
mail_list(Ctx *cx, const char *state, int64_t page)
{
    int64_t offset = (MAX(page, 1) - 1) * LIMIT_PAGE_ROWS;

    return DB_SPAN(OutboxSpan,
                   db_all(cx, &SQL_outbox_list, &OUTBOX_MAIL,
                          DB_ARGS(state != NULL ? state : "", LIMIT_PAGE_ROWS, offset)));
}

const OutboxMail *
mail_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_outbox_find, &OUTBOX_MAIL, DB_ARGS(id));
}

const OutboxMail *
mail_find_whole(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_outbox_find_whole, &OUTBOX_MAIL, DB_ARGS(id));
}

int64_t
mail_count_due(Ctx *cx)
{
    return db_count(cx, &SQL_outbox_count_due, DB_ARGS(cx->now));
}

int64_t
mail_clean(Ctx *cx)
{
    return mail_forget_destinations(cx) +
           db_run(cx, &SQL_outbox_clean_secrets, DB_ARGS(cx->now - LIMIT_LOGIN_SECONDS)) +
           db_run(cx, &SQL_outbox_keep, DB_ARGS(cx->now - KEEP_AFTER)) +
           db_run(cx, &SQL_outbox_after_clock,
                  DB_ARGS(cx->now, cx->now + OUTBOX_LEASE, cx->now + OUTBOX_BACKOFF_MOST,
                          cx->now + 2 * OUTBOX_LEASE, OUTBOX_BACKOFF_MOST));
}

bool
mail_has_secret(const OutboxMail *row)
{
    return strstr(row->argument, "\"" MASK "\"") != NULL;
}

bool
mail_retry(Ctx *cx, int64_t id)
{
    return db_run(cx, &SQL_outbox_retry, DB_ARGS(id, MASK, cx->now)) == 1;
}

bool
mail_cancel(Ctx *cx, int64_t id)
{
    return db_run(cx, &SQL_outbox_cancel, DB_ARGS(id)) == 1;
}

/* ---- arguments ---- */

/* Read one hexadecimal \u escape; lone surrogates cannot be in what json_str() wrote. */
static const char *
read_escape(const char *at, GString *out)
{
    static const char plain[] = "\"\"\\\\//b\bf\fn\nr\rt\t";

    if (*at == 'u' && strlen(at) >= 5) {
        char digits[5] = {at[1], at[2], at[3], at[4], '\0'};
        g_string_append_unichar(out, (gunichar)g_ascii_strtoull(digits, NULL, 16));
        return at + 5;
    }
    for (const char *p = plain; *p != '\0'; p += 2)
        if (*p == *at) {
            g_string_append_c(out, p[1]);
            return at + 1;
        }
    return *at != '\0' ? at + 1 : at;
}

/* Read the JSON string after the quotation mark before @at; returns what follows it. */
static const char *
read_string(Arena *arena, const char *at, const char **ret_text)
{
    GString *out = arena_string(arena, 64);

    while (*at != '\0' && *at != '"') {
        if (*at == '\\') {
            at = read_escape(at + 1, out);
        } else {
            g_string_append_c(out, *at++);
        }
    }
    *ret_text = out->str;
    return *at == '"' ? at + 1 : at;
}

/* The arguments are flat and were written by pack(): name and text alternate. */
static const char *
find_in(Arena *arena, const char *json, const char *wanted)
{
    for (const char *at = strchr(json, '"'); at != NULL; at = strchr(at, '"')) {
        const char *name, *value = "";
        at = strchr(read_string(arena, at + 1, &name), '"');
        if (at == NULL)
            return NULL;
        at = read_string(arena, at + 1, &value);
        if (strcmp(name, wanted) == 0)
            return value;
    }
    return NULL;
}

const char *
mail_argument(Ctx *cx, const OutboxMail *row, const char *name)
{
    const char *value = find_in(cx->arena, row->secret, name);

    if (value == NULL)
        value = find_in(cx->arena, row->argument, name);
    return value != NULL ? value : "";
}

int64_t
mail_argument_number(Ctx *cx, const OutboxMail *row, const char *name)
{
    return g_ascii_strtoll(mail_argument(cx, row, name), NULL, 10);
}
