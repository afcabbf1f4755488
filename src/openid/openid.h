/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * openid - the alliance's account for its other tools: OpenID Connect Core 1.0.
 *
 * Read with: docs/decisions/0022-openid.md, docs/admin/openid.md.
 */
#pragma once
#include "web/web.h"

extern const RouteTable openid_routes;

/** New keys, one of each algorithm.  Making them takes a tenth of a second, and up to ten: before
 *  the transaction. */
typedef struct OpenidKeys OpenidKeys;
const OpenidKeys *openid_new_keys(Arena *arena);

/** Put in new keys, which sign a day from now; the old ones stay published for a day more.  With
 *  @leaked the new ones sign now and the old ones are gone. */
void openid_rotate_keys(Ctx *cx, const OpenidKeys *keys, bool leaked);

/** Delete tokens and keys that are of no use any more; for the daily job.  Returns how many. */
int64_t openid_delete_expired(Ctx *cx);

/** Register the tool that is invented for the demo, and make the first keys. */
void openid_build_demo(Ctx *cx);
