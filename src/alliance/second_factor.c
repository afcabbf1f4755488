/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/second_factor.h"

#include "alliance/credential.h"
#include "alliance/second_factor.sql.h"
#include "alliance/setting.h"
#include "base/limits.h"
#include "base/secret.h"
#include "base/totp.h"
#include "web/app.h"
#include "web/session.h"

#include <string.h>

#define CODE_BYTES                                                                                 \
    10                 /* random ones of a recovery code: 80 bits, so that its plain hash will do  \
                        */
#define CODE_LENGTH 16 /* letters and figures */
#define CODE_GROUP 4

typedef struct Row {
    const char *secret; /* sealed */
    int64_t begun_at, confirmed_at, last_step, n_codes;
} Row;

static const DbType ROW = DB_TYPE(Row, DB_FIELD(Row, secret), DB_FIELD(Row, begun_at),
                                  DB_FIELD(Row, confirmed_at), DB_FIELD(Row, last_step),
                                  DB_FIELD(Row, n_codes));

/* Each person's secret has a key of its own, so that one row opens as no other. */
static void
key_of(Ctx *cx, int64_t person, uint8_t ret_key[SECRET_SIZE])
{
    const char *whose = arena_printf(cx->arena, "%" PRId64, person);
    const Bytes parts[] = {
        {"second factor", strlen("second factor")},
        {whose,           strlen(whose)          },
    };
    secret_mac(cx->app->key, parts, G_N_ELEMENTS(parts), ret_key);
}

static Bytes
unsealed(Ctx *cx, int64_t person, const Row *row)
{
    Bytes secret = {0};
    uint8_t key[SECRET_SIZE];
    key_of(cx, person, key);
    return secret_open(cx->arena, key, row->secret, &secret) ? secret : (Bytes){0};
}

static const Row *
find_row(Ctx *cx, int64_t person)
{
    return db_one(cx, &SQL_second_factor_find, &ROW, DB_ARGS(person));
}

static bool
is_stale(Ctx *cx, const Row *row)
{
    return row->confirmed_at == 0 && cx->now - row->begun_at >= LIMIT_LOGIN_SECONDS;
}

/* The address that authenticators read from a QR code. */
static const char *
address_of(Ctx *cx, const Person *person, const char *secret)
{
    g_autofree char *issuer = g_uri_escape_string(settings(cx)->name, NULL, false);
    g_autofree char *email = g_uri_escape_string(person->email, NULL, false);
    return arena_printf(cx->arena, "otpauth://totp/%s:%s?secret=%s&issuer=%s", issuer, email,
                        secret, issuer);
}

const SecondFactor *
second_factor_find(Ctx *cx, const Person *person)
{
    const Row *row = find_row(cx, person->id);
    if (row == NULL || is_stale(cx, row))
        return NULL;
    SecondFactor *found = arena_new_of(cx->arena, SecondFactor);
    *found = (SecondFactor){.confirmed_at = row->confirmed_at, .n_codes = row->n_codes};
    Bytes secret = unsealed(cx, person->id, row);
    if (row->confirmed_at != 0)
        return found;
    if (secret.at == NULL) /* of another instance's key: it is begun anew */
        return NULL;
    found->secret = totp_base32(cx->arena, secret);
    found->address = address_of(cx, person, found->secret);
    return found;
}

bool
second_factor_is_set(Ctx *cx, const Person *person)
{
    return db_count(cx, &SQL_second_factor_count, DB_ARGS(person->id)) > 0;
}

void
second_factor_begin(Ctx *cx, const Person *person)
{
    uint8_t key[SECRET_SIZE], nonce[SECRET_NONCE_SIZE], secret[TOTP_SECRET];
    key_of(cx, person->id, key);
    cx->app->random(cx->app, secret, sizeof secret);
    cx->app->random(cx->app, nonce, sizeof nonce);
    const char *sealed = secret_seal(cx->arena, key, nonce, (Bytes){secret, sizeof secret});
    db_run(cx, &SQL_second_factor_begin, DB_ARGS(person->id, sealed, cx->now));
}

/* What people type between the letters and figures does not count, nor does their case. */
static const char *
normal(Ctx *cx, const char *typed)
{
    GString *text = arena_string(cx->arena, strlen(typed) + 1);
    for (const char *at = typed; *at != '\0'; at++)
        if (*at != ' ' && *at != '-')
            g_string_append_c(text, g_ascii_toupper(*at));
    return text->str;
}

static int64_t
step_of(Ctx *cx, int64_t person, const Row *row, const char *code)
{
    Bytes secret = unsealed(cx, person, row);
    return secret.at != NULL ? totp_match(cx->arena, secret, cx->now, row->last_step, code) : 0;
}

bool
second_factor_confirm(Ctx *cx, const Person *person, const char *typed)
{
    const Row *row = find_row(cx, person->id);
    if (row == NULL || row->confirmed_at != 0 || is_stale(cx, row))
        return false;
    int64_t step = step_of(cx, person->id, row, normal(cx, typed));
    if (step == 0 ||
        db_run(cx, &SQL_second_factor_confirm, DB_ARGS(person->id, step, cx->now)) == 0)
        return false;
    credential_tell(cx, person, "second.set");
    return true;
}

bool
second_factor_passes(Ctx *cx, const Person *person, const char *typed)
{
    const char *code = normal(cx, typed);
    const Row *row = find_row(cx, person->id);
    if (row == NULL || row->confirmed_at == 0)
        return false;
    if (strlen(code) != CODE_LENGTH) {
        int64_t step = step_of(cx, person->id, row, code);
        return step != 0 && db_run(cx, &SQL_second_factor_spend, DB_ARGS(person->id, step)) == 1;
    }
    Bytes hash = secret_hash(cx->arena, code);
    if (db_run(cx, &SQL_second_factor_spend_code, DB_ARGS(person->id, hash)) == 0)
        return false;
    credential_tell(cx, person, "second.recovery");
    return true;
}

/* "ABCDEFGHIJKLMNOP" as "abcd-efgh-ijkl-mnop". */
static const char *
in_groups(Arena *arena, const char *code)
{
    GString *text = arena_string(arena, CODE_LENGTH * 2);
    for (size_t i = 0; i < CODE_LENGTH; i++) {
        if (i > 0 && i % CODE_GROUP == 0)
            g_string_append_c(text, '-');
        g_string_append_c(text, g_ascii_tolower(code[i]));
    }
    return text->str;
}

RecoveryCodes
second_factor_make_codes(Ctx *cx, const Person *person, bool first)
{
    RecoveryCodes codes;
    db_run(cx, &SQL_second_factor_delete_codes, DB_ARGS(person->id));
    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        uint8_t bytes[CODE_BYTES];
        cx->app->random(cx->app, bytes, sizeof bytes);
        const char *code = totp_base32(cx->arena, (Bytes){bytes, sizeof bytes});
        db_run(cx, &SQL_second_factor_insert_code,
               DB_ARGS(person->id, secret_hash(cx->arena, code)));
        codes.at[i] = in_groups(cx->arena, code);
    }
    if (!first)
        credential_tell(cx, person, "second.codes");
    return codes;
}

static bool delete(Ctx *cx, const Person *person)
{
    db_run(cx, &SQL_second_factor_delete_codes, DB_ARGS(person->id));
    return db_run(cx, &SQL_second_factor_delete, DB_ARGS(person->id)) == 1;
}

bool
second_factor_remove(Ctx *cx, const Person *person)
{
    if (!delete (cx, person))
        return false;
    credential_tell(cx, person, "second.remove");
    return true;
}

bool
second_factor_reset(Ctx *cx, const Person *person)
{
    bool had = delete (cx, person);
    int64_t n_keys = db_run(cx, &SQL_second_factor_delete_passkeys, DB_ARGS(person->id));
    if (!had && n_keys == 0)
        return false;
    session_end_all(cx, person->id);
    credential_tell(cx, person, "second.reset");
    return true;
}
