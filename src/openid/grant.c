/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/grant.h"

#include "alliance/audit.h"
#include "alliance/profile.h"
#include "base/limits.h"
#include "base/secret.h"
#include "openid/client.sql.h"
#include "openid/grant.sql.h"
#include "openid/key.sql.h"
#include "openid/openid.h"
#include "web/app.h"
#include "web/session.h"

#include <string.h>

#define SUBJECT_BYTES 16

G_STATIC_ASSERT(PROFILE_PICTURE == 2); /* as grant.sql has it */

static const DbType GRANT = DB_TYPE(
    OpenidGrant, DB_FIELD(OpenidGrant, id), DB_FIELD(OpenidGrant, client_id),
    DB_FIELD(OpenidGrant, subject), DB_FIELD(OpenidGrant, scopes), DB_FIELD(OpenidGrant, name),
    DB_FIELD(OpenidGrant, is_demo), DB_FIELD(OpenidGrant, agreed_at),
    DB_FIELD(OpenidGrant, withdrawn_at), DB_FIELD(OpenidGrant, used_at));

static const DbType HOLDER = DB_TYPE(
    OpenidHolder, DB_FIELD(OpenidHolder, grant), DB_FIELD(OpenidHolder, client),
    DB_FIELD(OpenidHolder, person), DB_FIELD(OpenidHolder, auth_time),
    DB_FIELD(OpenidHolder, expires_at), DB_FIELD(OpenidHolder, subject),
    DB_FIELD(OpenidHolder, scopes), DB_FIELD(OpenidHolder, allowed), DB_FIELD(OpenidHolder, name),
    DB_FIELD(OpenidHolder, email), DB_FIELD(OpenidHolder, language), DB_FIELD(OpenidHolder, zone),
    DB_FIELD(OpenidHolder, picture_id));

static const DbType ROLE = DB_TYPE(OpenidRole, DB_FIELD(OpenidRole, role));

/* ---- agreements ---- */

const OpenidGrant *
openid_grant_find(Ctx *cx, int64_t person, int64_t client)
{
    return db_one(cx, &SQL_openid_grant_find, &GRANT, DB_ARGS(person, client));
}

OpenidGrantSpan
openid_grant_list(Ctx *cx, int64_t person)
{
    return DB_SPAN(OpenidGrantSpan, db_all(cx, &SQL_openid_grant_list, &GRANT, DB_ARGS(person)));
}

void
openid_grant_agree(Ctx *cx, const OpenidClient *client, unsigned scopes)
{
    uint8_t subject[SUBJECT_BYTES];
    const OpenidGrant *old = openid_grant_find(cx, cx->me.id, client->id);
    if (old != NULL && old->withdrawn_at == 0)
        scopes |= scopes_parse(old->scopes);
    cx->app->random(cx->app, subject, sizeof subject);
    const char *words = scopes_format(cx->arena, scopes);
    db_run(cx, &SQL_openid_grant_agree,
           DB_ARGS(cx->me.id, client->id, secret_encode(cx->arena, subject, sizeof subject), words,
                   cx->now));
    audit(cx, "openid.agree", 0, arena_printf(cx->arena, "%s: %s", client->name, words));
}

bool
openid_grant_withdraw(Ctx *cx, int64_t id)
{
    if (db_run(cx, &SQL_openid_grant_withdraw, DB_ARGS(id, cx->me.id, cx->now)) == 0)
        return false;
    db_run(cx, &SQL_openid_login_delete_of, DB_ARGS(id));
    audit(cx, "openid.withdraw", 0, arena_printf(cx->arena, "#%" PRId64, id));
    return true;
}

bool
openid_grant_may(Ctx *cx, const OpenidClient *client)
{
    return db_count(cx, &SQL_openid_grant_may, DB_ARGS(cx->me.id, client->id, cx->now)) != 0;
}

int64_t
openid_signed_in_at(Ctx *cx)
{
    return db_count(cx, &SQL_openid_session_began, DB_ARGS(cx->me.session, cx->now));
}

OpenidRoleSpan
openid_role_list(Ctx *cx, int64_t person)
{
    return DB_SPAN(OpenidRoleSpan,
                   db_all(cx, &SQL_openid_role_list, &ROLE, DB_ARGS(person, cx->now)));
}

/* ---- codes ---- */

#define CODE_FORMAT "(xxxxsss)" /* the fields of OpenidCode in their order */

/* Keys for other purposes are of no use here. */
static void
code_key(const Ctx *cx, uint8_t ret_key[SECRET_SIZE])
{
    static const char purpose[] = "openid code";
    secret_mac(cx->app->key, &(Bytes){purpose, sizeof purpose}, 1, ret_key);
}

const char *
openid_code_seal(Ctx *cx, const OpenidCode *code)
{
    uint8_t key[SECRET_SIZE], nonce[SECRET_NONCE_SIZE];
    g_autoptr(GVariant) content = g_variant_ref_sink(
        g_variant_new(CODE_FORMAT, code->grant, code->session, code->expires_at, code->scopes,
                      code->redirect_uri, code->challenge, code->nonce));
    code_key(cx, key);
    cx->app->random(cx->app, nonce, sizeof nonce);
    Bytes bytes = {g_variant_get_data(content), g_variant_get_size(content)};
    return secret_seal(cx->arena, key, nonce, bytes);
}

bool
openid_code_open(Ctx *cx, const char *text, OpenidCode *ret_code)
{
    Bytes bytes;
    uint8_t key[SECRET_SIZE];
    code_key(cx, key);
    if (!secret_open(cx->arena, key, text, &bytes))
        return false;
    OpenidCode code;
    const char *redirect_uri, *challenge, *nonce;
    g_autoptr(GBytes) copy = g_bytes_new(bytes.at, bytes.n); /* aligned as GVariant wants it */
    g_autoptr(GVariant) content = g_variant_ref_sink(
        g_variant_new_from_bytes(G_VARIANT_TYPE(CODE_FORMAT), copy, true));
    g_variant_get(content, "(xxxx&s&s&s)", &code.grant, &code.session, &code.expires_at,
                  &code.scopes, &redirect_uri, &challenge, &nonce);
    code.redirect_uri = arena_strdup(cx->arena, redirect_uri);
    code.challenge = arena_strdup(cx->arena, challenge);
    code.nonce = arena_strdup(cx->arena, nonce);
    *ret_code = code;
    return true;
}

/* ---- what tools hold ---- */

const OpenidHolder *
openid_holder_of_code(Ctx *cx, const OpenidCode *code)
{
    return db_one(cx, &SQL_openid_holder_of_code, &HOLDER,
                  DB_ARGS(code->grant, code->session, cx->now));
}

const OpenidHolder *
openid_holder_of_token(Ctx *cx, const char *token)
{
    return db_one(cx, &SQL_openid_holder_of_token, &HOLDER,
                  DB_ARGS(secret_hash(cx->arena, token), cx->now));
}

void
openid_login_revoke(Ctx *cx, const char *text)
{
    db_run(cx, &SQL_openid_login_revoke, DB_ARGS(secret_hash(cx->arena, text)));
}

unsigned
openid_holder_scopes(const OpenidHolder *holder)
{
    return scopes_parse(holder->scopes) & (scopes_parse(holder->allowed) | SCOPE_OPENID);
}

/* Of two that come at once the second waits for the first, and inserts nothing. */
const char *
openid_login_insert(Ctx *cx, const char *text, const OpenidCode *code, const OpenidHolder *holder)
{
    const char *token = session_token(cx);
    unsigned scopes = (unsigned)code->scopes & openid_holder_scopes(holder);
    int64_t id = db_insert(cx, &SQL_openid_login_insert,
                           DB_ARGS(secret_hash(cx->arena, text), secret_hash(cx->arena, token),
                                   holder->grant, code->session, scopes_format(cx->arena, scopes),
                                   cx->now + LIMIT_TOKEN_SECONDS));
    if (id == 0) {
        openid_login_revoke(cx, text);
        return NULL;
    }
    db_run(cx, &SQL_openid_grant_touch, DB_ARGS(holder->grant, cx->now));
    db_run(cx, &SQL_openid_client_touch, DB_ARGS(holder->client, cx->now));
    return token;
}

int64_t
openid_delete_expired(Ctx *cx)
{
    return db_run(cx, &SQL_openid_login_delete_expired, DB_ARGS(cx->now)) +
           db_run(cx, &SQL_openid_key_delete_hidden, DB_ARGS(cx->now));
}
