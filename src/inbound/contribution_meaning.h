/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * contribution_meaning - a mail to the library's own address becomes a contribution.
 */
#pragma once
#include "inbound/inbound.h"

/** Meaning.run of MAIL_LIBRARY: the subject is the title, the words are the description, what hangs
 *  on it are the files.  Without a file that can be taken and without an address it stays a draft.
 *  The sender gets a mail that says what was understood. */
MeaningOutcome contribution_run(Ctx *cx, const Arrival *arrival, const char **ret_note);
