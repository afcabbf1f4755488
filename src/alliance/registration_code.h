/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * registration_code - a registration's number with a proof, in digits that are typed from paper
 * without mistakes.
 *
 * The proof is a MAC under the instance's key, so nothing is stored.  Capitals do
 * not matter, "o" is read as "0", "i" and "l" as "1".
 *
 * Read with: registration.h, docs/decisions/0055-certificates.md, 0057-the-door.md.
 */
#pragma once
#include "alliance/registration.h"

/** What a code is for; a code for one thing is none for the other. */
typedef struct RegistrationCodeKind {
    const char *purpose;
    size_t digits; /* of the proof, 5 bits each, at most 16 */
    bool of_seat;  /* it is another one when the state has changed */
} RegistrationCodeKind;

extern const RegistrationCodeKind CODE_CERTIFICATE, CODE_TICKET;

/** "2f-7k3m9xq2ab" */
const char *registration_code(Ctx *cx, const RegistrationCodeKind *kind,
                              const Registration *registration);

/** Whose code it is, as it was typed; NULL: nobody's. */
const Registration *registration_find_code(Ctx *cx, const RegistrationCodeKind *kind,
                                           const char *code);

/** The code that is looked at at the event's door; NULL: it has no seat there, or there is no
 *  door. */
const char *registration_ticket(Ctx *cx, const Registration *registration);

/** The whole address of its page, which its square code leads to; opening it notes nothing. */
const char *registration_ticket_url(Ctx *cx, const char *ticket);

/** Whose ticket it is; NULL: nobody's, or not any more. */
const Registration *registration_find_ticket(Ctx *cx, const char *code);

/** Of a ticket what tells it from others and is too little to make one: "2f-7k3m".  "" of NULL. */
const char *registration_ticket_head(Ctx *cx, const char *ticket);
