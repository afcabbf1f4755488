/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/mail_key.h"

#include "alliance/audit.h"
#include "alliance/mail_key.sql.h"
#include "alliance/setting.h"
#include "base/error.h"
#include "base/moment.h"
#include "web/app.h"

#include <string.h>

static const SignKind kinds[] = {SIGN_ED25519, SIGN_RSA};

enum { N_KINDS = G_N_ELEMENTS(kinds) };

static const char *const algorithms[] = {[SIGN_RSA] = "rsa", [SIGN_ED25519] = "ed25519"};

struct NewMailKeys {
    Bytes private[N_KINDS];
    const char *record[N_KINDS];
};

static const DbType KEY = DB_TYPE(MailKey, DB_FIELD(MailKey, id), DB_FIELD(MailKey, selector),
                                  DB_FIELD(MailKey, record), DB_FIELD(MailKey, created_at),
                                  DB_FIELD(MailKey, seen_at), DB_FIELD(MailKey, looked_at),
                                  DB_FIELD(MailKey, answered));

/* The domain of the sender's address, "" if there is none. */
static const char *
domain_of(Ctx *cx)
{
    const char *at = strrchr(settings(cx)->mail_from, '@');
    return at != NULL ? at + 1 : "";
}

MailKeySpan
mail_key_list(Ctx *cx)
{
    DbRows rows = db_all(cx, &SQL_mail_key_list, &KEY, DB_NO_ARGS);
    MailKey *keys = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        keys[i].name = arena_printf(cx->arena, "%s._domainkey.%s", keys[i].selector, domain_of(cx));
    return (MailKeySpan){keys, rows.n};
}

static char *
without_blanks(const char *text)
{
    GString *out = g_string_new(NULL);
    for (; *text != '\0'; text++)
        if (!g_ascii_isspace(*text))
            g_string_append_c(out, *text);
    return g_string_free(out, false);
}

bool
mail_key_is_in(const MailKey *key, const char *lines)
{
    g_autofree char *wanted = without_blanks(key->record);
    g_auto(GStrv) all = g_strsplit(lines, "\n", -1);
    bool found = false;
    for (char **line = all; *line != NULL && !found; line++) {
        g_autofree char *published = without_blanks(*line);
        found = strcmp(published, wanted) == 0;
    }
    return found;
}

const NewMailKeys *
mail_key_new_pair(Arena *arena)
{
    NewMailKeys *new = arena_new_of(arena, NewMailKeys);
    for (size_t i = 0; i < N_KINDS; i++) {
        g_autoptr(SignKey) key = sign_key_new(kinds[i]);
        new->private[i] = sign_key_private(arena, key);
        new->record[i] = dkim_record(arena, key);
    }
    return new;
}

/* "rsa-2017-01-02-90003": never twice, since keys are made in different seconds. */
static const char *
new_selector(Ctx *cx, const char *algorithm)
{
    return arena_printf(cx->arena, "%s-%s-%" PRId64, algorithm, moment_date(cx->arena, cx->now),
                        cx->now % MOMENT_DAY);
}

void
mail_key_insert(Ctx *cx, const NewMailKeys *keys)
{
    for (size_t i = 0; i < N_KINDS; i++) {
        const char *algorithm = algorithms[kinds[i]];
        db_run(cx, &SQL_mail_key_insert,
               DB_ARGS(new_selector(cx, algorithm), algorithm, keys->private[i], keys->record[i],
                       cx->now));
    }
    audit(cx, "mail.keys", 0, "");
}

/* ---- looking ---- */

int64_t
mail_key_count_unseen(Ctx *cx)
{
    return db_count(cx, &SQL_mail_key_count_unseen, DB_NO_ARGS);
}

/* The DNS has this key's record: it signs from now on, and the older ones of its kind end. */
static void
begin_to_sign(Ctx *cx, int64_t id)
{
    if (db_run(cx, &SQL_mail_key_seen, DB_ARGS(id, cx->now)) == 0)
        return;
    db_run(cx, &SQL_mail_key_end_older, DB_ARGS(id, cx->now));
    audit(cx, "mail.key-seen", 0, arena_printf(cx->arena, "#%" PRId64, id));
}

/* @found[i]: what the DNS says where the key of that place should stand; NULL: nobody answered. */
static void
keep_look(Ctx *cx, MailKeySpan keys, const char *const *found)
{
    for (size_t i = 0; i < keys.n; i++) {
        const MailKey *key = &keys.at[i];
        if (key->seen_at != 0)
            continue;
        db_run(cx, &SQL_mail_key_looked, DB_ARGS(key->id, (int64_t)(found[i] != NULL), cx->now));
        if (found[i] != NULL && mail_key_is_in(key, found[i]))
            begin_to_sign(cx, key->id);
    }
}

static bool
look(Ctx *cx)
{
    if (db_begin(cx->db, false) != DB_OK)
        return false;
    MailKeySpan keys = mail_key_list(cx);
    if (db_end(cx->db, true) != DB_OK)
        return false;
    const char **found = arena_array_of(cx->arena, const char *, keys.n + 1);
    for (size_t i = 0; i < keys.n; i++)
        if (keys.at[i].seen_at == 0)
            found[i] = cx->app->dns(cx->arena, "TXT", keys.at[i].name);
    if (db_begin(cx->db, true) != DB_OK)
        return false;
    keep_look(cx, keys, found);
    return db_end(cx->db, true) == DB_OK;
}

const char *
mail_key_look(Ctx *cx, const char *argument G_GNUC_UNUSED, GError **error)
{
    if (!look(cx))
        g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "the database kept nothing");
    return NULL;
}

/* ---- signing ---- */

typedef struct Stored {
    const char *selector;
    Bytes private;
} Stored;

static const DbType STORED = DB_TYPE(Stored, DB_FIELD(Stored, selector), DB_FIELD(Stored, private));

Dkim
mail_key_signing(Ctx *cx)
{
    DbRows rows = db_all(cx, &SQL_mail_key_signing, &STORED, DB_NO_ARGS);
    const Stored *stored = rows.at;
    DkimKey *keys = arena_array_of(cx->arena, DkimKey, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        SignKey *key = sign_key_parse(stored[i].private);
        arena_defer(cx->arena, (GDestroyNotify)sign_key_free, key);
        keys[i] = (DkimKey){stored[i].selector, key};
    }
    return (Dkim){domain_of(cx), keys, rows.n};
}
