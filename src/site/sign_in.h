/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * sign_in - links that sign a person in: they work once, for LIMIT_LOGIN_SECONDS.
 *
 * The database keeps only the token's hash.  Asking for the page of a link
 * changes nothing, since mail programs and scanners open links by themselves;
 * the button on that page is what signs in.
 */
#pragma once
#include "alliance/person.h"
#include "mail/mail.h"
#include "web/form.h"

/** Make a link for @person and return the whole address.  @next: the path to go to afterwards,
 *  "" for the home page; one that is not local is ignored. */
const char *sign_in_link(Ctx *cx, int64_t person, const char *next);

/** As sign_in_link(), but only the link's secret part. */
const char *sign_in_token(Ctx *cx, int64_t person, const char *next);

/** Make a form whose fields "next" and "email" are what the address brings along. */
Form *sign_in_form(Request *req, const Field *fields, size_t n);

/** Sign @person in and answer: to @next, in the own language unless the path brings one, or first
 *  to what the session still owes.  @made_by, @proved: as in session_start().  Audited. */
Response *sign_in_as(Request *req, const Person *person, const char *next, const char *made_by,
                     bool proved);

/** Mail @person a link. */
void sign_in_send_link(Ctx *cx, const Person *person, const char *next);

extern const MailKind MAIL_SIGN_IN;
