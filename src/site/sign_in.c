/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/sign_in.h"

#include "base/limits.h"
#include "base/secret.h"
#include "lang/lang.h"
#include "site/site.sql.h"
#include "web/app.h"

const char *
sign_in_token(Ctx *cx, int64_t person, const char *next)
{
    uint8_t bytes[SECRET_SIZE];
    cx->app->random(cx->app, bytes, sizeof bytes);
    const char *token = secret_encode(cx->arena, bytes, sizeof bytes);
    db_insert(cx, &SQL_mail_token_insert,
              DB_ARGS(secret_hash(cx->arena, token), person, path_is_local(next) ? next : "",
                      cx->now, cx->now + LIMIT_LOGIN_SECONDS));
    return token;
}

const char *
sign_in_link(Ctx *cx, int64_t person, const char *next)
{
    return arena_printf(cx->arena, "%s/sign-in/%s", cx->app->base_url,
                        sign_in_token(cx, person, next));
}
