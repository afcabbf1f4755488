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

/** A password that somebody typed to show who he is: looked at in one transaction, computed
 *  without any, believed in another. */
typedef struct PasswordTry {
    const char *stored; /* the hash as it was looked at; nobody's if there is none */
    bool fits;          /* what was typed is the one of @stored */
    const char *anew;   /* the same with today's limits where @stored has older ones, or NULL */
} PasswordTry;

/** Look at the hash of @person.  NULL, or somebody without one, costs as much here and later. */
PasswordTry *password_look(Ctx *cx, const Person *person);

/** Compute whether @typed is the password.  Takes tens of milliseconds, so no transaction may be
 *  open; the same for password_hash(). */
void password_compute(Ctx *cx, PasswordTry *attempt, const char *typed);

/** Does @person have the password that was computed?  False if it has been changed since it was
 *  looked at.  A hash with limits of the past is made anew. */
bool password_fits(Ctx *cx, const Person *person, const PasswordTry *attempt);

/** Hash @password, which has no fault. */
const char *password_hash(Ctx *cx, const char *password);

/** Set or change it to that of password_hash().  Tells its owner. */
void password_set(Ctx *cx, const Person *person, const char *hash);

/** Remove it.  False: there was none.  Tells its owner. */
bool password_remove(Ctx *cx, const Person *person);

/** Note in the audit log, and mail its owner, that a way of proving who @person is has changed:
 *  @what of the table in credential_mail.c. */
void credential_tell(Ctx *cx, const Person *person, const char *what);

extern const MailKind MAIL_CREDENTIAL;
