/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * registration_request - who registers without being signed in: a form, a mail, a button.
 *
 * A request takes no seat and is in no list.  Page and mail are the same for
 * every address, so the form tells nobody who is known here.
 *
 * Read with: registration.h.
 */
#pragma once
#include "alliance/answer.h"
#include "alliance/registration.h"

#define REGISTRATION_REQUEST_DAYS 3 /* its link works so long */
#define REGISTRATION_REQUESTS 10    /* open ones of one address at most */

typedef struct RegistrationRequest {
    int64_t id, item_id;
    const char *email; /* folded */
    const char *name, *country, *language;
    const char *wish; /* "come", "recording" */
    const char *question;
    bool question_open; /* as RegistrationWish */
    int64_t people;
    AnswerSpan answers; /* of one that is made; kept elsewhere once it is */
} RegistrationRequest;

/** Keep it and mail the link; .id is not read.  Does nothing for an address that has too many; the
 *  caller's answer must not tell. */
void registration_request_make(Ctx *cx, const RegistrationRequest *request);

/** The one whose link has @token, while it works; or NULL. */
const RegistrationRequest *registration_request_find(Ctx *cx, const char *token);

/** The owner of the address has pressed the button.  As registration_ask(); in all cases but
 *  REGISTRATION_DONE the request stays. */
RegistrationOutcome registration_request_confirm(Ctx *cx, const Item *event,
                                                 const RegistrationRequest *request,
                                                 const Registration **ret_registration);

/** The link; arguments "event", "email", secret "token". */
extern const MailKind MAIL_REGISTRATION_CONFIRM;
