/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/key.h"

#include "alliance/audit.h"
#include "openid/key.sql.h"
#include "openid/openid.h"

#define DAY ((int64_t)24 * 3600) /* what clients keep of published keys is not older */

static const char *const algorithms[] = {JWS_RS256, JWS_EDDSA};

static const DbType KEY = DB_TYPE(JwsKey, DB_FIELD(JwsKey, algorithm), DB_FIELD(JwsKey, kid),
                                  DB_FIELD(JwsKey, private), DB_FIELD(JwsKey, jwk));

void
openid_key_insert(Ctx *cx, const JwsKey *key, int64_t signs_at)
{
    db_run(cx, &SQL_openid_key_insert,
           DB_ARGS(key->kid, key->algorithm, key->private, key->jwk, cx->now, signs_at));
}

static void
insert_new(Ctx *cx, int64_t signs_at)
{
    for (size_t i = 0; i < G_N_ELEMENTS(algorithms) && !db_failed(cx->db); i++)
        openid_key_insert(cx, jws_key_new(cx->arena, algorithms[i]), signs_at);
}

void
openid_key_ensure(Ctx *cx)
{
    if (db_count(cx, &SQL_openid_key_count, DB_ARGS(cx->now)) == 0)
        insert_new(cx, cx->now);
}

void
openid_rotate_keys(Ctx *cx, bool leaked)
{
    int64_t signs_at = leaked ? cx->now : cx->now + DAY;
    db_run(cx, &SQL_openid_key_hide, DB_ARGS(leaked ? cx->now : signs_at + DAY));
    insert_new(cx, signs_at);
    audit(cx, "openid.rotate", 0, leaked ? "now" : "");
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
