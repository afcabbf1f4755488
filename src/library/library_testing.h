/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * library_testing - works and editions for tests, made through the desk as Edna.
 */
#pragma once
#include "library/library.h"
#include "site/site_testing.h"

/** @format with the number behind it; of "new" the address where a work gets one more edition. */
const char *library_path(Fixture *fx, const char *format, int64_t id);

/** A published work "guide", "A guide". */
int64_t a_work(Fixture *fx);

/** Its edition "Guide 1 en", planned for March 2017. */
int64_t an_edition(Fixture *fx, int64_t work, const char *number, const char *language,
                   const char *state);

/** It is called "Guide" then, and English. */
void change_edition(Fixture *fx, int64_t edition, const char *number, const char *state,
                    const char *reason);

/** A file "guide.txt" with these words in it, called "Zyxfile". */
int64_t a_file_of(Fixture *fx, int64_t edition, const char *text);
