/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * client - a tool that the secretariat registered, "client" in the standard's words.
 */
#pragma once
#include "db/ctx.h"

typedef struct OpenidClient {
    int64_t id;
    const char *client_id, *name;
    bool is_public; /* it cannot keep a secret */
    Bytes secret_hash;
    const char *redirect_uris, *logout_uris; /* one a line */
    const char *scopes;                      /* what it may ask for, spaces between */
    const char *audience;                    /* "": all members; or a role */
    const char *algorithm;                   /* of its ID tokens, as in jws.h */
    bool is_demo;
    int64_t created_at, used_at; /* used_at 0: never */
} OpenidClient;

typedef struct OpenidClientSpan {
    const OpenidClient *at;
    size_t n;
} OpenidClientSpan;

const OpenidClient *openid_client_find(Ctx *cx, int64_t id);                 /* or NULL */
const OpenidClient *openid_client_find_name(Ctx *cx, const char *client_id); /* or NULL */
OpenidClientSpan openid_client_list(Ctx *cx);                                /* by name */

/** Register a tool and return its id; makes its client_id.  @ret_secret is shown once; NULL for a
 *  public one.  Audited, as all that follows. */
int64_t openid_client_insert(Ctx *cx, const OpenidClient *client, const char **ret_secret);

/** Change name, addresses, scopes, audience and algorithm.  False: there is none. */
bool openid_client_update(Ctx *cx, const OpenidClient *client);

/** Make a new secret; the old one is of no use any more.  NULL: there is none, or it is public. */
const char *openid_client_new_secret(Ctx *cx, int64_t id);

/** Remove it with all that people agreed to.  False: there is none. */
bool openid_client_delete(Ctx *cx, int64_t id);

/** Is @secret that of @client?  As fast for NULL, which is nobody. */
bool openid_client_secret_fits(Ctx *cx, const OpenidClient *client, const char *secret);

/** The line of @uris that is @uri, byte by byte; NULL if there is none. */
const char *openid_client_uri(Ctx *cx, const char *uris, const char *uri);

/** May people be sent to this address?  It is https, or http on the own machine, without a fragment
 *  and without a name before its host. */
bool openid_uri_is_fine(const char *uri);
