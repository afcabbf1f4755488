/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * second_factor - one-time codes of a device, and recovery codes for when it is lost.
 *
 * Whether a session still owes the second factor is not decided here but where
 * the session is loaded (web/session.h), so that no way of signing in can
 * forget to ask.  Codes that are tried are limited by the caller.
 *
 * Read with: docs/decisions/0021-second-factor-and-passkeys.md.
 */
#pragma once
#include "alliance/person.h"

#define RECOVERY_CODES 10

typedef struct SecondFactor {
    int64_t confirmed_at; /* in force since then; 0: begun, not in force */
    int64_t n_codes;      /* recovery codes that are left */
    const char *secret;   /* base32, for an authenticator, until it is in force; then NULL */
    const char *address;  /* "otpauth://totp/...": the same for a camera; NULL likewise */
} SecondFactor;

/** Recovery codes as they are shown, once: "abcd-efgh-ijkl-mnop". */
typedef struct RecoveryCodes {
    const char *at[RECOVERY_CODES];
} RecoveryCodes;

/** What @person has; NULL: none, nor one begun within LIMIT_LOGIN_SECONDS. */
const SecondFactor *second_factor_find(Ctx *cx, const Person *person);

/** Has @person codes or passkeys in force, so that second_factor_reset() finds something? */
bool second_factor_is_set(Ctx *cx, const Person *person);

/** Make a secret for @person, who has none in force. */
void second_factor_begin(Ctx *cx, const Person *person);

/** Put the begun one in force if @typed is a code of it.  Tells its owner. */
bool second_factor_confirm(Ctx *cx, const Person *person, const char *typed);

/** Is @typed a code that @person may pass with now?  It is spent then.  A recovery code counts as
 *  well, and its owner is told. */
bool second_factor_passes(Ctx *cx, const Person *person, const char *typed);

/** Make new recovery codes; those before are worth nothing any more.  Tells their owner unless they
 *  are his @first. */
RecoveryCodes second_factor_make_codes(Ctx *cx, const Person *person, bool first);

/** Take it away with its recovery codes, as its owner asks.  False: there was none. */
bool second_factor_remove(Ctx *cx, const Person *person);

/** Let somebody begin anew who has lost his device: second factor, recovery codes and passkeys go,
 *  and every session of his ends.  False: there was nothing.  Tells him. */
bool second_factor_reset(Ctx *cx, const Person *person);
