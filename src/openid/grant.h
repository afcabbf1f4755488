/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * grant - what people agreed to give to tools, and what tools hold by it now.
 *
 * A code is sealed, not stored (docs/decisions/0022-openid.md): making one changes nothing.
 */
#pragma once
#include "openid/client.h"
#include "openid/scope.h"

/** One person and one tool. */
typedef struct OpenidGrant {
    int64_t id, client_id; /* client_id: of the row */
    const char *subject, *scopes;
    const char *name; /* of the tool */
    bool is_demo;     /* the tool is */
    int64_t agreed_at, withdrawn_at, used_at;
} OpenidGrant;

typedef struct OpenidGrantSpan {
    const OpenidGrant *at;
    size_t n;
} OpenidGrantSpan;

/** The person's agreement with the tool, also one that was taken back; NULL: there never was one.
 */
const OpenidGrant *openid_grant_find(Ctx *cx, int64_t person, int64_t client);

/** Those that hold, by the tool's name. */
OpenidGrantSpan openid_grant_list(Ctx *cx, int64_t person);

/** The acting person agrees to @scopes, beside what was agreed to already. */
void openid_grant_agree(Ctx *cx, const OpenidClient *client, unsigned scopes);

/** The acting person takes an agreement back; the tool's tokens end.  False: there is none. */
bool openid_grant_withdraw(Ctx *cx, int64_t id);

/** May the acting person use the tool? */
bool openid_grant_may(Ctx *cx, const OpenidClient *client);

/** When the acting person's session began; 0 without one. */
int64_t openid_signed_in_at(Ctx *cx);

/** What a code stands for. */
typedef struct OpenidCode {
    int64_t grant, session, expires_at, scopes;
    const char *redirect_uri, *challenge, *nonce; /* "": none */
} OpenidCode;

/** Seal a code. */
const char *openid_code_seal(Ctx *cx, const OpenidCode *code);

/** Open one; false if it is anything else.  It may be too old. */
bool openid_code_open(Ctx *cx, const char *text, OpenidCode *ret_code);

/** The person on whose behalf a tool may act now, as userinfo tells of him. */
typedef struct OpenidHolder {
    int64_t grant, client, person; /* client: of the row */
    int64_t auth_time;             /* signed in then */
    int64_t expires_at;            /* of the token; 0 for a code */
    const char *subject;
    const char *scopes;  /* of the token; agreed to, for a code */
    const char *allowed; /* what the tool may ask for today */
    const char *name, *email, *language, *zone;
    int64_t picture_id; /* 0: none, or not open to everybody */
} OpenidHolder;

/** Who stands behind a code; NULL if he agrees, is signed in or may use the tool no more. */
const OpenidHolder *openid_holder_of_code(Ctx *cx, const OpenidCode *code);

/** Who stands behind an access token; NULL likewise, or if it is too old or none. */
const OpenidHolder *openid_holder_of_token(Ctx *cx, const char *token);

/** What the tool may be told today: of @holder's scopes those that are still allowed. */
unsigned openid_holder_scopes(const OpenidHolder *holder);

/** Exchange a code for an access token.  NULL: it was exchanged before, and that token is revoked.
 */
const char *openid_login_insert(Ctx *cx, const char *text, const OpenidCode *code,
                                const OpenidHolder *holder);

/** Revoke the access token for which a code was exchanged, if it was. */
void openid_login_revoke(Ctx *cx, const char *text);

/** The person's roles in force, by name. */
typedef struct OpenidRole {
    const char *role;
} OpenidRole;

typedef struct OpenidRoleSpan {
    const OpenidRole *at;
    size_t n;
} OpenidRoleSpan;

OpenidRoleSpan openid_role_list(Ctx *cx, int64_t person);
