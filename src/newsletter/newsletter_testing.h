/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * newsletter_testing - an issue, its readers and its way, for tests.
 */
#pragma once
#include "testing.h"

/** Publish an issue with a figure, a link, a block and a picture, and an opportunity. */
int64_t issue_new(Fixture *fx, const char *title);

/** @person agrees to get the newsletter. */
void reader_agrees(Fixture *fx, int64_t person);

/** Run the job that queues mails; it opens its own transactions. */
void mailings_run(Fixture *fx);
