/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * key - the keys that sign ID tokens: which one signs, which ones are published.
 */
#pragma once
#include "db/ctx.h"
#include "openid/jws.h"

typedef struct JwsKeySpan {
    const JwsKey *at;
    size_t n;
} JwsKeySpan;

/** Make the first keys if there are none. */
void openid_key_ensure(Ctx *cx);

/** Put a pair into the database: published now, signing from @signs_at. */
void openid_key_insert(Ctx *cx, const JwsKey *key, int64_t signs_at);

/** The key that signs now; NULL before the first tool was registered. */
const JwsKey *openid_key_find(Ctx *cx, const char *algorithm);

/** All that are published. */
JwsKeySpan openid_key_list(Ctx *cx);
