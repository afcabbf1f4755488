/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * respond - answers that the dispatcher itself makes: refusals and failures.
 *
 * Handlers use what web.h declares.
 */
#pragma once
#include "web/web.h"

/** An answer without a body. */
Response *respond_empty(Request *req, int status);

/** A friendly page for @status that needs no database: without the alliance's frame.  @why NULL:
 *  the usual words. */
Response *respond_bare(Request *req, int status, const char *why);

/** The answer to a transaction that came to nothing. */
Response *respond_outcome(Request *req, DbOutcome outcome);

bool respond_has_header(const Header *headers, const char *name);

/** The headers that every answer has besides @own: fills in @ret_headers, returns how many. */
#define SECURITY_HEADERS 8
size_t respond_security(const struct App *app, const Header *own,
                        Header ret_headers[SECURITY_HEADERS]);

/** What is said in plain text, in English, to a request that is not even taken apart. */
typedef struct Refusal {
    int status;
    const char *text;
    Header header; /* or {NULL} */
} Refusal;

const Refusal *respond_refusal(int status);
