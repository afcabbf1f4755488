/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * floor_testing - what the tests of this room have in common.
 */
#pragma once
#include "alliance/floor.h"
#include "testing.h"

#define QUESTIONS "/events/call/questions"

/** The published event "/events/call" for which ANN and BOB are registered, with its floor open. */
int64_t a_floor(Fixture *fx, const FloorTerms *terms);

/** ANN's link to it, without signing in; "" : a guest's, who is registered as well. */
const char *floor_link(Fixture *fx, int64_t item_id, int64_t me);

/** The event has ended so many seconds ago. */
void floor_ended(Fixture *fx, int64_t seconds);

/** Put a question; its number of the row. */
int64_t a_question(Fixture *fx, int64_t me, const char *text);

/** A path on the desk. */
const char *desk_of(Fixture *fx, int64_t id);  /* of the event */
const char *desk_one(Fixture *fx, int64_t id); /* of the question */

/** The number of a question's voices, and its state. */
int64_t voices_of(Fixture *fx, int64_t id);
const char *status_of(Fixture *fx, int64_t id);
