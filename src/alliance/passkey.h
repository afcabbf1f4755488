/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * passkey - keys on devices that sign a person in.
 *
 * The browser asks for a challenge, has the device sign it, and sends what the
 * device said.  A challenge is taken by the first try that brings it, so the
 * caller lets the transaction stand also when the try is refused.
 *
 * Read with: webauthn/webauthn.h (what is checked),
 * docs/decisions/0021-second-factor-and-passkeys.md.
 */
#pragma once
#include "alliance/person.h"

#define PASSKEYS_MOST 20 /* of one person */

struct App;

typedef struct Passkey {
    int64_t id, person_id, counter, created_at, used_at; /* used_at 0: never */
    Bytes credential, public_key;
    const char *name;
} Passkey;

typedef struct PasskeySpan {
    const Passkey *at;
    size_t n;
} PasskeySpan;

/** What a browser sent, decoded. */
typedef struct PasskeyAnswer {
    Bytes holder; /* which browser: session_holder() */
    Bytes client_data;
    Bytes attestation;                               /* of a new key */
    Bytes credential, authenticator_data, signature; /* of one that signs in */
} PasskeyAnswer;

/** Browsers have passkeys for names of hosts only, over TLS or on the machine itself. */
bool passkey_is_possible(const struct App *app);

/** The name for which keys are made: the host's, without port. */
const char *passkey_site(Ctx *cx);

/** What a device knows @person by: says nothing to anybody else. */
const char *passkey_user(Ctx *cx, const Person *person);

/** Make a challenge for the browser @holder. */
const char *passkey_challenge_create(Ctx *cx, Bytes holder);
const char *passkey_challenge_get(Ctx *cx, Bytes holder);

/** Add the new key to @person's.  False: refused.  Tells its owner. */
bool passkey_add(Ctx *cx, const Person *person, const PasskeyAnswer *answer, const char *name);

/** The key that signed, as it was before; NULL: refused.  @ret_verified: the device made sure who
 *  its user is. */
const Passkey *passkey_use(Ctx *cx, const PasskeyAnswer *answer, bool *ret_verified);

PasskeySpan passkey_list(Ctx *cx, int64_t person);

/** Remove one of @person's.  False: there is none such.  Tells its owner. */
bool passkey_remove(Ctx *cx, const Person *person, int64_t id);

/** Delete challenges that nobody answered; for the daily job.  Returns how many. */
int64_t passkey_delete_expired(Ctx *cx);
