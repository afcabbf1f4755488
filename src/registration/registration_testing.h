/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * registration_testing - what the tests of this room have in common.
 */
#pragma once
#include "alliance/registration.h"
#include "testing.h"

/** The published event "/events/call", on 16 March 2017 at 9:00 in New York. */
int64_t a_call(Fixture *fx, const RegistrationTerms *terms);

/** The token of the newest mail of this kind. */
const char *mailed_secret(Fixture *fx, const char *template);

/** The path of the page of a person's registration. */
const char *own_path(Fixture *fx, int64_t me, int64_t item_id);

/** The path into the room that only this person has. */
const char *own_room(Fixture *fx, int64_t me, int64_t item_id);
