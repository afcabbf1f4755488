/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * accession_testing - tables of works that Edna sends, and their worker without its job.
 */
#pragma once
#include "accession/accession.h"
#include "library/library_testing.h"
#include "zip_make.h"

/** Send a table with this text as @me; the answer. */
Response *send_table(Fixture *fx, int64_t me, Bytes table, const char *state, const char *doubles);

/** Send it as Edna, for drafts without doubles, and check it; returns its number. */
int64_t a_table(Fixture *fx, const char *text);

/** Work until nothing waits. */
void work_on_tables(Fixture *fx);

/** The page of a table with @behind in the address. */
Response *table_page(Fixture *fx, int64_t id, const char *behind);

/** Send a file beside the table and check again. */
void add_file(Fixture *fx, int64_t id, const char *name, Bytes content);

/** Press "apply" or "undo" and work. */
void press(Fixture *fx, int64_t id, const char *button);

/** What became of the row at this place, and what is said of it. */
const char *outcome_at(Fixture *fx, int64_t line);
const char *notes_at(Fixture *fx, int64_t line);

/** Fail unless the row has this outcome. */
void assert_outcome(Fixture *fx, int64_t line, const char *outcome);
