/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * inbound_testing - what the tests of mail that arrives have in common.
 */
#pragma once
#include "alliance/registration.h"
#include "inbound/deliver.h"
#include "mail/address.h"
#include "testing.h"

#define ANN_MAIL "ann@example.org"
#define GUEST "guest@example.org"

/** An item that everybody may read and members may comment on. */
int64_t an_item(Fixture *fx);

/** A signed address at alliance.example. */
const char *signed_address(Fixture *fx, const char *purpose, int64_t number, int64_t person_id);

/** A mail from @from with what is said in @more headers; its subject is hostile. */
const char *a_mail(Fixture *fx, const char *from, const char *more, const char *text);

/** It is handed over. */
Delivery arrives(Fixture *fx, const char *from, const char *to, const char *message);

/** "answer done": class and state of what arrived last. */
const char *state_of(Fixture *fx);

/** The published event "call", for which one registers like this; mail comes in. */
int64_t a_webinar(Fixture *fx, const RegistrationTerms *terms);

/** Register a person, NOBODY: a GUEST; the registration's number. */
int64_t register_one(Fixture *fx, int64_t me, int64_t item_id);

int64_t n_comments(Fixture *fx);
