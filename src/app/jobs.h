/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * jobs - the background work of the house, and its mails: one line each.
 */
#pragma once
#include "alliance/job.h"
#include "mail/mail.h"

extern const JobKind JOBS[];          /* ends with {0} */
extern const MailKind *const MAILS[]; /* ends with NULL */
