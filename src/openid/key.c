/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/key.h"

#include "alliance/audit.h"
#include "openid/key.sql.h"

#define DAY ((int64_t)24 * 3600) /* what clients keep of published keys is not older */

static const char *const algorithms[] = {JWS_RS256, JWS_EDDSA};

enum { N_ALGORITHMS = G_N_ELEMENTS(algorithms) };

struct OpenidKeys {
    const JwsKey *at[N_ALGORITHMS];
};

static const DbType KEY = DB_TYPE(JwsKey, DB_FIELD(JwsKey, algorithm), DB_FIELD(JwsKey, kid),
                                  DB_FIELD(JwsKey, private), DB_FIELD(JwsKey, jwk));

void
openid_key_insert(Ctx *cx, const JwsKey *key, int64_t signs_at)
{
    db_run(cx, &SQL_openid_key_insert,
           DB_ARGS(key->kid, key->algorithm, key->private, key->jwk, cx->now, signs_at));
}

const OpenidKeys *
openid_new_keys(Arena *arena)
{
    OpenidKeys *keys = arena_new_of(arena, OpenidKeys);
    for (size_t i = 0; i < N_ALGORITHMS; i++)
        keys->at[i] = jws_key_new(arena, algorithms[i]);
    return keys;
}

static void
insert_all(Ctx *cx, const OpenidKeys *keys, int64_t signs_at)
{
    for (size_t i = 0; i < N_ALGORITHMS; i++)
        openid_key_insert(cx, keys->at[i], signs_at);
}

bool
openid_key_exists(Ctx *cx)
{
    return db_count(cx, &SQL_openid_key_count, DB_ARGS(cx->now)) != 0;
}

void
openid_key_begin(Ctx *cx, const OpenidKeys *keys)
{
    if (!openid_key_exists(cx))
        insert_all(cx, keys, cx->now);
}

void
openid_rotate_keys(Ctx *cx, const OpenidKeys *keys, bool leaked)
{
    int64_t signs_at = leaked ? cx->now : cx->now + DAY;
    db_run(cx, &SQL_openid_key_hide, DB_ARGS(leaked ? cx->now : signs_at + DAY));
    insert_all(cx, keys, signs_at);
    audit(cx, "openid.rotate", 0, leaked ? "leaked" : "");
}

const JwsKey *
openid_key_find(Ctx *cx, const char *algorithm)
{
    return db_one(cx, &SQL_openid_key_find, &KEY, DB_ARGS(algorithm, cx->now));
}

JwsKeySpan
openid_key_list(Ctx *cx)
{
    return DB_SPAN(JwsKeySpan, db_all(cx, &SQL_openid_key_list, &KEY, DB_ARGS(cx->now)));
}
