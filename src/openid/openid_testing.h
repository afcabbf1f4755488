/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * openid_testing - a tool and its program, for the tests of this room.
 */
#pragma once
#include "openid/client.h"
#include "testing.h"

#define TOOL_BACK "https://learn.example/back"
#define TOOL_LEFT "https://learn.example/left?by=us"

/* Of RFC 7636, appendix B. */
#define VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

typedef struct Tool {
    int64_t id;
    const char *client_id, *secret; /* secret NULL: public */
} Tool;

/** Register a tool with all scopes; @audience "" for all members. */
Tool a_tool(Fixture *fx, const char *name, bool is_public, const char *audience);

/** The address to which the tool sends people, with PKCE and "&" and @more behind. */
const char *authorize_url(Fixture *fx, const Tool *tool, const char *more);

/** The same request at the address where people agree. */
const char *agree_url(Fixture *fx, const Tool *tool, const char *more);

/** The person presses "Agree and go on"; the answer. */
Response *press_agree(Fixture *fx, int64_t me, const Tool *tool, const char *more);

/** The parameter @name of an address to which an answer sends; NULL without it. */
const char *sent_back(Fixture *fx, const Response *res, const char *name);

/** Agree, and return the code. */
const char *a_code(Fixture *fx, int64_t me, const Tool *tool, const char *more);

/** Post as a program does: without a cookie, from nowhere.  Names and values, ends with NULL. */
Response *post_program(Fixture *fx, const char *authorization, const char *path,
                       ...) G_GNUC_NULL_TERMINATED;

/** Exchange a code with all that belongs to it. */
Response *exchange_code(Fixture *fx, const Tool *tool, const char *code);

/** The text of "name":"..." in a JSON answer. */
const char *json_text(Fixture *fx, const Response *res, const char *name);

/** An access token of @me for the tool. */
const char *an_access_token(Fixture *fx, int64_t me, const Tool *tool);

/** Ask userinfo with a token; NULL: without. */
Response *ask_userinfo(Fixture *fx, const char *token);
