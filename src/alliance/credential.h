/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * credential - what a person proves with who he is, beside a mailed link.
 *
 * A password is optional and kept as argon2id only.  Every change is audited and mailed to its
 * owner.  Read with: docs/decisions/0015-credentials.md.
 */
#pragma once
#include "alliance/person.h"
#include "mail/mail.h"

#define PASSWORD_LEAST 10 /* characters */

/** When @person's password was set; 0: there is none. */
int64_t password_set_at(Ctx *cx, int64_t person);

/** What is wrong with @password for @person, as N_(); NULL: nothing. */
const char *password_fault(Ctx *cx, const Person *person, const char *password);

/** Is @password the one of @person?  NULL, or somebody without one, costs as much time and is
 *  false.  A hash with limits of the past is made anew. */
bool password_fits(Ctx *cx, const Person *person, const char *password);

/** Set or change it; @password has no fault.  Tells its owner. */
void password_set(Ctx *cx, const Person *person, const char *password);

/** Remove it.  False: there was none.  Tells its owner. */
bool password_remove(Ctx *cx, const Person *person);

extern const MailKind MAIL_CREDENTIAL;
