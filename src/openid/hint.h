/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * hint - ID tokens: made for a tool, and recognised when it sends one back as a hint.
 */
#pragma once
#include "openid/grant.h"

/** Who a token of ours is about, and for which tool. */
typedef struct OpenidHint {
    const char *subject, *client_id;
} OpenidHint;

/** Make the ID token that goes with @access_token.  @nonce "" for none. */
const char *openid_id_token(Ctx *cx, const OpenidClient *client, const OpenidHolder *holder,
                            const char *access_token, const char *nonce);

/** Read a token of ours, however old; false if we did not sign it with a key that is published. */
bool openid_hint_read(Ctx *cx, const char *text, OpenidHint *ret_hint);
