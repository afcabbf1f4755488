/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * door_testing - what the tests of this room have in common.
 */
#pragma once
#include "alliance/registration.h"
#include "testing.h"

/** An event with a door, today at 12:00 UTC, three hours after the tests begin, until 14:00.  Ann
 *  and Bob have a seat. */
int64_t a_meeting(Fixture *fx);

/** Another one at the same time; nobody is registered for it. */
int64_t another_meeting(Fixture *fx);

/** The path of the door of an event for who leads it, with what follows ("/code"). */
const char *door_path(Fixture *fx, int64_t event, const char *rest);

/** Make a link to the door as Edna; its path. */
const char *a_door_link(Fixture *fx, int64_t event);

/** The number of a person's registration, and its ticket as it is now; "" without one. */
int64_t registration_of(Fixture *fx, int64_t person);
const char *ticket_of(Fixture *fx, int64_t person);

/** When a registration came, as it stands: 0 if it did not. */
int64_t came_at(Fixture *fx, int64_t registration);
