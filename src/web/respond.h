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
