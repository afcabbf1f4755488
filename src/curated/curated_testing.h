/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * curated_testing - lists and works for tests.
 */
#pragma once
#include "alliance/curated.h"
#include "site/site_testing.h"

/** A published list "toolkit", "A toolkit". */
int64_t a_list(Fixture *fx);

/** A published work with this address and title. */
int64_t a_work_titled(Fixture *fx, const char *slug, const char *title);

/** The list's page in the desk; @below: "" or "/move". */
const char *list_desk(Fixture *fx, int64_t list, const char *below);

/** Put a work on the list through the desk, as Edna. */
Response *put_on_list(Fixture *fx, int64_t list, int64_t work, const char *heading,
                      const char *reason);

/** The number of a work's entry on whatever list. */
int64_t entry_of(Fixture *fx, int64_t work);
