/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/origin.h"

#include "base/secret.h"
#include "web/app.h"

#include <string.h>

#define NONCE_SIZE 16

static const char *
host_of(const char *url)
{
    const char *host = strstr(url, "://");
    return host != NULL ? host + 3 : url;
}

bool
origin_host_is_ours(const App *app, const Incoming *in)
{
    return in->host != NULL && g_ascii_strcasecmp(in->host, host_of(app->base_url)) == 0;
}

bool
origin_is_ours(const Request *req)
{
    const Incoming *in = req->in;
    const char *base = req->cx->app->base_url;
    size_t n = strlen(base);

    if (in->sec_fetch_site != NULL && strcmp(in->sec_fetch_site, "same-origin") != 0 &&
        strcmp(in->sec_fetch_site, "none") != 0)
        return false;
    if (in->origin != NULL)
        return g_ascii_strcasecmp(in->origin, base) == 0;
    if (in->referer != NULL)
        return g_ascii_strncasecmp(in->referer, base, n) == 0 &&
               (in->referer[n] == '/' || in->referer[n] == '\0');
    return in->sec_fetch_site != NULL;
}

static void
token_mac(const Request *req, const uint8_t *nonce, uint8_t ret_mac[SECRET_SIZE])
{
    const Bytes parts[] = {
        {"form",               4                  },
        {req->session_hash.at, req->session_hash.n},
        {nonce,                NONCE_SIZE         },
    };
    secret_mac(req->cx->app->key, parts, G_N_ELEMENTS(parts), ret_mac);
}

const char *
origin_token(const Request *req)
{
    uint8_t token[NONCE_SIZE + SECRET_SIZE];
    if (req->session_hash.n == 0)
        return NULL;
    req->cx->app->random(req->cx->app, token, NONCE_SIZE);
    token_mac(req, token, token + NONCE_SIZE);
    return secret_encode(req->cx->arena, token, sizeof token);
}

bool
origin_token_is_valid(const Request *req)
{
    uint8_t token[NONCE_SIZE + SECRET_SIZE], expected[SECRET_SIZE];
    const char *sent = req_field(req, TOKEN_FIELD);

    if (*sent == '\0' || req->session_hash.n == 0 || !secret_decode(sent, token, sizeof token))
        return false;
    token_mac(req, token, expected);
    return secret_equal(token + NONCE_SIZE, expected);
}
