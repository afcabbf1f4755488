/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * week_meaning - who was asked to write for a themed week says yes or no by mail.
 */
#pragma once
#include "inbound/inbound.h"

/** Meaning.item of MAIL_WRITER: the campaign. */
int64_t writer_item(Ctx *cx, int64_t number);

/** As Meaning.run. */
MeaningOutcome writer_run(Ctx *cx, const Arrival *arrival, const char **ret_note);
