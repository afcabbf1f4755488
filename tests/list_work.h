/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * list_work - the worker of lists, without its job.
 */
#pragma once
#include "import/import.h"
#include "testing.h"

/** Work on a list until its state or its time ends.  False if the state did not. */
bool list_work(Fixture *fx, const ImportWork *work);
