/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/client.h"
#include "openid/jws.h"
#include "openid/key.h"

void
openid_build_demo(Ctx *cx)
{
    const char *secret = NULL; /* nobody has it: the tool is invented */
    const OpenidClient tool = {.name = "Learning platform",
                               .redirect_uris = "https://learn.example/auth/oidc/callback",
                               .logout_uris = "https://learn.example/",
                               .scopes = "profile email",
                               .audience = "",
                               .algorithm = JWS_RS256,
                               .is_demo = true};
    openid_key_begin(cx, openid_new_keys(cx->arena));
    openid_client_insert(cx, &tool, &secret);
}
