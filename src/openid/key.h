/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * key - the keys that sign ID tokens: which one signs, which ones are published.
 */
#pragma once
#include "db/ctx.h"
#include "openid/jws.h"
#include "openid/openid.h"

typedef struct JwsKeySpan {
    const JwsKey *at;
    size_t n;
} JwsKeySpan;

/** Are there keys? */
bool openid_key_exists(Ctx *cx);

/** Put in the first ones, which sign from now on, unless there are some by now. */
void openid_key_begin(Ctx *cx, const OpenidKeys *keys);

/** Put a pair into the database: published now, signing from @signs_at. */
void openid_key_insert(Ctx *cx, const JwsKey *key, int64_t signs_at);

/** The key that signs now; NULL before the first tool was registered. */
const JwsKey *openid_key_find(Ctx *cx, const char *algorithm);

/** All that are published. */
JwsKeySpan openid_key_list(Ctx *cx);
