/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * answer - what goes back to a tool: with the browser, or by itself.
 *
 * This is the only place from which a browser is sent to another site, and only to an address that
 * stands in the database.
 */
#pragma once
#include "openid/ask.h"

/** Send the browser to @ask's registered address with a code. */
Response *answer_code(Request *req, const OpenidAsk *ask, const char *code);

/** Or with an error of the standards; @description may be NULL. */
Response *answer_error(Request *req, const OpenidAsk *ask, const char *error,
                       const char *description);

/** The address that leads back with an error, for a link. */
const char *answer_error_url(Request *req, const OpenidAsk *ask, const char *error);

/** Send the browser to @uri, which is registered, after signing out; @state or NULL.  @name: of the
 *  tool. */
Response *answer_signed_out(Request *req, const char *uri, const char *name, const char *state);

/** The page for a request that belongs to no registered tool: nobody is sent anywhere. */
Response *answer_stranger(Request *req);

/** Answer a program with JSON that nobody keeps, open to programs in browsers (CORS). */
Response *answer_json(Request *req, int status, GString *json);

/** Answer a program with an error of RFC 6749, 5.2. */
Response *answer_json_error(Request *req, int status, const char *error, const char *description);

/** Answer a browser that asks beforehand what a page of another site may send. */
Response *answer_preflight(Request *req);
