/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * ask - an authentication request (OpenID Connect Core 3.1.2.1), taken apart and checked.
 *
 * The two ends are apart on purpose: as long as the tool and the address to return to are not known
 * to belong together, nobody is sent anywhere.
 */
#pragma once
#include "openid/client.h"
#include "openid/scope.h"
#include "web/web.h"

typedef struct OpenidAsk {
    const OpenidClient *client;
    const char *redirect_uri; /* as registered; NULL: no address to which anybody may be sent */
    const char *state;        /* or NULL */
    const char *nonce, *challenge, *login_hint, *id_token_hint; /* "": none */
    const Lang *lang; /* the first of ui_locales that the interface has, or NULL */
    unsigned scopes;  /* asked for, and allowed to the tool */
    bool silent;      /* prompt=none: nothing may be shown */
    bool again;       /* prompt=login: whoever is signed in proves it once more */
    bool consent;     /* prompt=consent: is asked, though he agreed before */
    int64_t max_age;  /* seconds since signing in; -1: any */

    const char *error;       /* of the standards, to be sent to redirect_uri; NULL: none */
    const char *description; /* for the tool's makers, or NULL */
} OpenidAsk;

/** Check a request's parameters. */
OpenidAsk openid_ask_read(Ctx *cx, PairSpan pairs);

/** The posted fields as a query; NULL if it would be too long for an address. */
const char *openid_query(const Request *req);

/** The parameter @name as it was sent, "" without one; one that comes twice is @ret_twice. */
const char *openid_parameter(PairSpan pairs, const char *name, bool *ret_twice);
