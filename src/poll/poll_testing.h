/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * poll_testing - polls of the whole alliance for the tests of the room.
 */
#pragma once
#include "testing.h"

#define POLL_DAY ((int64_t)86400)
#define POLL_CLOSES (TEST_NOW + 20 * POLL_DAY) /* 22 January 2017, 09:00 UTC, 12:00 in Nairobi */

/** One of Edna's with the options Red, Green and Blue, at /polls/where, not open; returns its item.
 *  @flag: "secret" or "early".  Mails can be answered. */
int64_t a_poll_of_all(Fixture *fx, const char *kind, const char *flag);

/** Open it, and tell all by mail, or not. */
void open_it(Fixture *fx, bool mails);

/** Translate it into French as Edna; NULL: an option that is not translated. */
Response *in_french(Fixture *fx, const char *title, const char *red, const char *green,
                    const char *blue);

/** How many mails of this kind, or entries of digests, there are. */
int64_t mails_of(Fixture *fx, const char *kind);
int64_t entries_of(Fixture *fx, const char *kind);

/** @person answers a mail about the poll; returns what became of it. */
const char *answer_poll(Fixture *fx, int64_t id, int64_t person, const char *from,
                        const char *words);
