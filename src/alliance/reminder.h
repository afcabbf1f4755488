/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * reminder - mails before an event to who has a seat.
 *
 * The organiser chooses from REMINDERS.  Each is noted with the moment at which
 * the event begins, in the transaction that queues its mails: so it goes out
 * once, however many programs run, and anew when the event moves.  What comes
 * too late is left out: "in a week" is not said three days before.
 *
 * Read with: registration.h.
 */
#pragma once
#include "mail/mail.h"

typedef struct Reminder {
    const char *name;     /* in registration_terms.reminders */
    int64_t before, late; /* seconds before it begins; and so long afterwards still, at most */
    const char *label;    /* N_("A week before") */
    const char *subject;  /* N_("In a week: {event}") */
} Reminder;

extern const Reminder REMINDERS[]; /* ends with {0} */

/** Queue the mails of what begins soon; returns of how many events.  A job. */
int64_t reminder_run(Ctx *cx);
int64_t reminder_count_due(Ctx *cx);

/** Arguments "registration", "reminder" and "starts", the moment. */
extern const MailKind MAIL_REMINDER;
