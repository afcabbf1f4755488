/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/client.h"

#include "alliance/audit.h"
#include "base/limits.h"
#include "base/secret.h"
#include "openid/client.sql.h"
#include "web/app.h"
#include "web/session.h"

#include <string.h>

#define CLIENT_ID_BYTES 16

static const DbType CLIENT = DB_TYPE(
    OpenidClient, DB_FIELD(OpenidClient, id), DB_FIELD(OpenidClient, client_id),
    DB_FIELD(OpenidClient, name), DB_FIELD(OpenidClient, is_public),
    DB_FIELD(OpenidClient, secret_hash), DB_FIELD(OpenidClient, redirect_uris),
    DB_FIELD(OpenidClient, logout_uris), DB_FIELD(OpenidClient, scopes),
    DB_FIELD(OpenidClient, audience), DB_FIELD(OpenidClient, algorithm),
    DB_FIELD(OpenidClient, is_demo), DB_FIELD(OpenidClient, created_at),
    DB_FIELD(OpenidClient, used_at));

const OpenidClient *
openid_client_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_openid_client_find, &CLIENT, DB_ARGS(id));
}

const OpenidClient *
openid_client_find_name(Ctx *cx, const char *client_id)
{
    return db_one(cx, &SQL_openid_client_find_name, &CLIENT, DB_ARGS(client_id));
}

OpenidClientSpan
openid_client_list(Ctx *cx)
{
    return DB_SPAN(OpenidClientSpan, db_all(cx, &SQL_openid_client_list, &CLIENT, DB_NO_ARGS));
}

static void
note(Ctx *cx, const char *action, int64_t id, const char *name)
{
    audit(cx, action, 0, arena_printf(cx->arena, "#%" PRId64 " %s", id, name));
}

int64_t
openid_client_insert(Ctx *cx, const OpenidClient *c, const char **ret_secret)
{
    uint8_t name[CLIENT_ID_BYTES];
    cx->app->random(cx->app, name, sizeof name);
    const char *secret = c->is_public ? NULL : session_token(cx);
    DbValue hash = secret != NULL ? db_bytes(secret_hash(cx->arena, secret)) : DB_NONE;
    int64_t id = db_insert(cx, &SQL_openid_client_insert,
                           DB_ARGS(secret_encode(cx->arena, name, sizeof name), c->name,
                                   c->is_public, hash, c->redirect_uris, c->logout_uris, c->scopes,
                                   c->audience, c->algorithm, c->is_demo, cx->now));
    note(cx, "openid.register", id, c->name);
    *ret_secret = secret;
    return id;
}

bool
openid_client_update(Ctx *cx, const OpenidClient *c)
{
    if (db_run(cx, &SQL_openid_client_update,
               DB_ARGS(c->id, c->name, c->redirect_uris, c->logout_uris, c->scopes, c->audience,
                       c->algorithm)) == 0)
        return false;
    note(cx, "openid.change", c->id, c->name);
    return true;
}

const char *
openid_client_new_secret(Ctx *cx, int64_t id)
{
    const char *secret = session_token(cx);
    if (db_run(cx, &SQL_openid_client_set_secret, DB_ARGS(id, secret_hash(cx->arena, secret))) == 0)
        return NULL;
    note(cx, "openid.secret", id, "");
    return secret;
}

bool
openid_client_delete(Ctx *cx, int64_t id)
{
    if (db_run(cx, &SQL_openid_client_delete, DB_ARGS(id)) == 0)
        return false;
    note(cx, "openid.remove", id, "");
    return true;
}

bool
openid_client_secret_fits(Ctx *cx, const OpenidClient *client, const char *secret)
{
    static const uint8_t nobodys[SECRET_SIZE];
    bool has = client != NULL && client->secret_hash.n == SECRET_SIZE;
    Bytes hash = secret_hash(cx->arena, secret);
    return secret_equal(hash.at, has ? client->secret_hash.at : nobodys) && has;
}

const char *
openid_client_uri(Ctx *cx, const char *uris, const char *uri)
{
    const char *found = NULL;
    g_auto(GStrv) lines = g_strsplit(uris, "\n", -1);
    for (char **line = lines; *line != NULL && found == NULL; line++)
        if (**line != '\0' && strcmp(*line, uri) == 0)
            found = arena_strdup(cx->arena, *line);
    return found;
}

/* Does the part after "scheme://" begin with a host of this machine? */
static bool
is_own_machine(const char *rest)
{
    static const char *const hosts[] = {"127.0.0.1", "[::1]", "localhost"};
    for (size_t i = 0; i < G_N_ELEMENTS(hosts); i++)
        if (g_str_has_prefix(rest, hosts[i]) && strchr(":/?", rest[strlen(hosts[i])]) != NULL)
            return true;
    return false;
}

/* Characters of RFC 3986; no white space, no letters beyond ASCII, no fragment. */
static bool
has_clean_characters(const char *uri)
{
    for (const char *c = uri; *c != '\0'; c++)
        if (!g_ascii_isalnum(*c) && strchr("-._~:/?[]@!$&'()*+,;=%", *c) == NULL)
            return false;
    return true;
}

/* "host:port" and no name before it, which people take for the host. */
static bool
has_plain_host(const char *rest)
{
    size_t n = strcspn(rest, "/?");
    return n > 0 && memchr(rest, '@', n) == NULL;
}

bool
openid_uri_is_fine(const char *uri)
{
    if (strlen(uri) > LIMIT_OPENID_URI || !has_clean_characters(uri))
        return false;
    if (g_str_has_prefix(uri, "https://"))
        return has_plain_host(uri + strlen("https://"));
    return g_str_has_prefix(uri, "http://") && has_plain_host(uri + strlen("http://")) &&
           is_own_machine(uri + strlen("http://"));
}
