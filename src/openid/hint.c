/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/hint.h"

#include "base/limits.h"
#include "openid/key.h"
#include "render/json.h"
#include "web/app.h"

#include <string.h>

/* Tools live in the world's time, also beside a demo whose clock runs in another year. */
static int64_t
world_time(const Ctx *cx, int64_t moment)
{
    return moment - cx->app->clock_offset;
}

const char *
openid_id_token(Ctx *cx, const OpenidClient *client, const OpenidHolder *holder,
                const char *access_token, const char *nonce)
{
    const JwsKey *key = openid_key_find(cx, client->algorithm);
    if (key == NULL) /* the statement failed: there are keys since the first tool */
        return "";
    Json json;
    GString *text = arena_string(cx->arena, 512);
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_str(&json, "sub", holder->subject); /* openid_hint_read() looks for these two */
    json_str(&json, "aud", client->client_id);
    json_str(&json, "iss", cx->app->base_url);
    json_int(&json, "iat", world_time(cx, cx->now));
    json_int(&json, "exp", world_time(cx, cx->now) + LIMIT_TOKEN_SECONDS);
    json_int(&json, "auth_time", world_time(cx, holder->auth_time));
    json_str(&json, "at_hash", jws_half_hash(cx->arena, key->algorithm, access_token));
    if (*nonce != '\0')
        json_str(&json, "nonce", nonce);
    json_close_object(&json);
    return jws_sign(cx->arena, key, text->str);
}

/* The text after @before up to the next quote.  The payload is ours: we wrote it above, and both
 * values are base64url. */
static const char *
member(Arena *arena, const char *payload, const char *before)
{
    const char *at = strstr(payload, before);
    if (at == NULL)
        return "";
    at += strlen(before);
    return arena_strndup(arena, at, strcspn(at, "\""));
}

bool
openid_hint_read(Ctx *cx, const char *text, OpenidHint *ret_hint)
{
    const char *payload = NULL;
    JwsKeySpan keys = openid_key_list(cx);
    for (size_t i = 0; i < keys.n && payload == NULL; i++)
        (void)jws_verify(cx->arena, &keys.at[i], text, &payload);
    if (payload == NULL)
        return false;
    ret_hint->subject = member(cx->arena, payload, "{\"sub\":\"");
    ret_hint->client_id = member(cx->arena, payload, ",\"aud\":\"");
    return true;
}
