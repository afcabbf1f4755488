/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * mail_testing - mails as their readers get them, for tests.
 */
#pragma once
#include "testing.h"

#include "mail/mail.h"

/** The newest mail of @kind to @me as text, below its subject; "" if there is none, or it says
 * nothing any more. */
const char *newest_mail(Fixture *fx, const MailKind *kind, int64_t me);

/** The newest mail as it would be sent now, one of @kinds, with its files read, and the whole
 * message. False: it says nothing. */
bool newest_letter(Fixture *fx, const MailKind *const *kinds, Mail *ret_mail,
                   const char **ret_message);

/** Fail unless @words stand in @text. */
void assert_says(const char *text, const char *words);
