/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * inactivity - members who were not seen for years: warned, warned again, then let go.
 *
 * Only where the alliance wants it (setting inactive_years), and never who has
 * an office.  Any sign-in, and the button behind the mailed link, stops it.
 *
 * Read with: docs/decisions/0026-privacy.md.
 */
#pragma once
#include "db/ctx.h"
#include "mail/mail.h"

#define INACTIVITY_STEP ((int64_t)30 * 24 * 60 * 60) /* from a warning to the next step */

/** What one run did. */
typedef struct InactivityRun {
    int64_t warned, again, ended;
} InactivityRun;

/** Warn, warn again, and end what is due; tells the secretariat if there was anything.  A daily
 *  job. */
InactivityRun inactivity_run(Ctx *cx);

/** The person has said that he is still here. */
void inactivity_stop(Ctx *cx, int64_t person_id);

extern const MailKind MAIL_STILL_HERE, MAIL_INACTIVE;
