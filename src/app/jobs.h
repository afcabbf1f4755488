/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * jobs - the background work of the house, its mails, and what it forgets: one line each.
 */
#pragma once
#include "alliance/job.h"
#include "mail/mail.h"

extern const JobKind JOBS[];          /* ends with {0} */
extern const MailKind *const MAILS[]; /* ends with NULL */

/** What rooms empty when a person is erased, see App.forgets. */
extern void (*const FORGETS[])(Ctx *cx, int64_t person_id);
