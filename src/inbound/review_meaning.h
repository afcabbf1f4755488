/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * review_meaning - what a mail to the author and the editors of a reviewed text does.
 */
#pragma once
#include "inbound/inbound.h"

/** Meaning.run of MAIL_REVIEW: its words become a note about the text. */
MeaningOutcome review_run(Ctx *cx, const Arrival *arrival, const char **ret_note);
