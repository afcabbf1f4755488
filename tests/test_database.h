/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The database of a test: a copy of one that was made once for the process, with the whole schema
 * and the people of testing.h.
 */
#pragma once

#include "testing.h"

void open_database(Fixture *fx, bool postgres);
void close_database(Fixture *fx);

/** Run statements that a test wrote; rows may bring their own "id" if it is the first column. */
void fill_script(Db *db, const char *sql);
