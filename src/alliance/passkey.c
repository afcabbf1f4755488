/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/passkey.h"

#include "alliance/credential.h"
#include "alliance/passkey.sql.h"
#include "base/limits.h"
#include "base/secret.h"
#include "web/app.h"
#include "web/session.h"
#include "webauthn/webauthn.h"

#include <string.h>

#define CREATE "create"
#define GET_ONE "get"

static const DbType PASSKEY = DB_TYPE(Passkey, DB_FIELD(Passkey, id), DB_FIELD(Passkey, person_id),
                                      DB_FIELD(Passkey, counter), DB_FIELD(Passkey, created_at),
                                      DB_FIELD(Passkey, used_at), DB_FIELD(Passkey, credential),
                                      DB_FIELD(Passkey, public_key), DB_FIELD(Passkey, name));

static const char *
host_of(const App *app)
{
    const char *host = strstr(app->base_url, "://");
    return host != NULL ? host + strlen("://") : app->base_url;
}

bool
passkey_is_possible(const App *app)
{
    const char *host = host_of(app);
    size_t n = strcspn(host, ":/");
    g_autofree char *name = g_strndup(host, n);
    bool is_number = *host == '[' || g_hostname_is_ip_address(name);
    return n > 0 && !is_number && (app->secure || strcmp(name, "localhost") == 0);
}

const char *
passkey_site(Ctx *cx)
{
    const char *host = host_of(cx->app);
    return arena_strndup(cx->arena, host, strcspn(host, ":/"));
}

const char *
passkey_user(Ctx *cx, const Person *person)
{
    uint8_t mac[SECRET_SIZE];
    const char *whose = arena_printf(cx->arena, "%" PRId64, person->id);
    const Bytes parts[] = {
        {"passkey user", strlen("passkey user")},
        {whose,          strlen(whose)         },
    };
    secret_mac(cx->app->key, parts, G_N_ELEMENTS(parts), mac);
    return secret_encode(cx->arena, mac, sizeof mac);
}

static const char *
challenge(Ctx *cx, Bytes holder, const char *purpose)
{
    const char *text = session_token(cx);
    db_run(
        cx, &SQL_passkey_insert_challenge,
        DB_ARGS(secret_hash(cx->arena, text), holder, purpose, cx->now + LIMIT_CHALLENGE_SECONDS));
    return text;
}

const char *
passkey_challenge_create(Ctx *cx, Bytes holder)
{
    return challenge(cx, holder, CREATE);
}

const char *
passkey_challenge_get(Ctx *cx, Bytes holder)
{
    return challenge(cx, holder, GET_ONE);
}

/* Take the challenge that the answer names.  False: it is not one of this browser's. */
static bool
take_challenge(Ctx *cx, const PasskeyAnswer *answer, const char *purpose, WebauthnAnswer *ret)
{
    const char *text = webauthn_challenge(cx->arena, answer->client_data);
    if (text == NULL || answer->holder.n == 0)
        return false;
    *ret = (WebauthnAnswer){
        .site = {.id = passkey_site(cx), .origin = cx->app->base_url},
        .challenge = text,
        .client_data = answer->client_data
    };
    return db_run(cx, &SQL_passkey_take_challenge,
                  DB_ARGS(secret_hash(cx->arena, text), answer->holder, purpose, cx->now)) == 1;
}

bool
passkey_add(Ctx *cx, const Person *person, const PasskeyAnswer *answer, const char *name)
{
    WebauthnAnswer asked;
    Authenticator made;
    if (!take_challenge(cx, answer, CREATE, &asked) ||
        !webauthn_create(cx->arena, &asked, answer->attestation, &made) ||
        db_count(cx, &SQL_passkey_count, DB_ARGS(person->id)) >= PASSKEYS_MOST)
        return false;
    if (db_insert(cx, &SQL_passkey_insert,
                  DB_ARGS(person->id, made.credential, made.public_key, (int64_t)made.counter, name,
                          cx->now)) == 0)
        return false;
    credential_tell(cx, person, "passkey.add");
    return true;
}

const Passkey *
passkey_use(Ctx *cx, const PasskeyAnswer *answer, bool *ret_verified)
{
    WebauthnAnswer asked;
    Authenticator seen;
    if (!take_challenge(cx, answer, GET_ONE, &asked))
        return NULL;
    const Passkey *key = db_one(cx, &SQL_passkey_find, &PASSKEY, DB_ARGS(answer->credential));
    if (key == NULL || !webauthn_get(cx->arena, &asked, answer->authenticator_data,
                                     answer->signature, key->public_key, &seen))
        return NULL;
    if (db_run(cx, &SQL_passkey_use, DB_ARGS(key->id, (int64_t)seen.counter, cx->now)) == 0)
        return NULL;
    *ret_verified = seen.verified;
    return key;
}

PasskeySpan
passkey_list(Ctx *cx, int64_t person)
{
    return DB_SPAN(PasskeySpan, db_all(cx, &SQL_passkey_list, &PASSKEY, DB_ARGS(person)));
}

bool
passkey_remove(Ctx *cx, const Person *person, int64_t id)
{
    if (db_run(cx, &SQL_passkey_delete, DB_ARGS(person->id, id)) == 0)
        return false;
    credential_tell(cx, person, "passkey.remove");
    return true;
}

int64_t
passkey_delete_expired(Ctx *cx)
{
    return db_run(cx, &SQL_passkey_delete_expired, DB_ARGS(cx->now));
}
