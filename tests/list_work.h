/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * list_work - a list that is sent, and its worker without its job.
 */
#pragma once
#include "import/import.h"
#include "testing.h"

/** Work on a list until its state or its time ends.  False if the state did not. */
bool list_work(Fixture *fx, const ImportWork *work);

/** Work on the newest list that is worked on until there is none. */
void list_end(Fixture *fx);

/** Sam sends a list with this name and text. */
Response *list_send(Fixture *fx, const char *name, const char *text);

/** Send it as the first one, look, and stand before the dry run; columns as guessed. */
void list_begin(Fixture *fx, const char *text);
