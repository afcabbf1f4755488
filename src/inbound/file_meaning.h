/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file_meaning - one word by mail fetches a file of an item, or its text.
 */
#pragma once
#include "inbound/inbound.h"

/** As Meaning.run, of MAIL_FETCH: "file", "text", with numbers of files behind it ("file 2, 3"), or
 *  of a file and the page from which its text goes on ("text 2 41"). */
MeaningOutcome file_run(Ctx *cx, const Arrival *arrival, const char **ret_note);
