/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * post_meaning - what a mail to the author and the editors of a post does.
 */
#pragma once
#include "inbound/inbound.h"

/** Meaning.run of MAIL_REVIEW: its words become a note about the post. */
MeaningOutcome post_run(Ctx *cx, const Arrival *arrival, const char **ret_note);
