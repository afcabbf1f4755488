/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * registration_meaning - a calendar, or words, say whether one comes to an event, and what one
 * answers to the questions of who organises it.
 *
 * Answers stand one a line, "34: 2": a question by its number, and a choice by its own or words.
 * What they say can be of somebody's health, so a mail to that address is kept nowhere.
 *
 * Read with: alliance/answer_open.h (the mails that ask).
 */
#pragma once
#include "inbound/inbound.h"

/** The event of a registration.  As Meaning.item. */
int64_t registration_item(Ctx *cx, int64_t number);

/** Is this the address of who registered without a record?  As Meaning.is_from. */
bool registration_is_from(Ctx *cx, int64_t number, const char *address);

/** Come, or give the seat back.  As Meaning.run. */
MeaningOutcome registration_run(Ctx *cx, const Arrival *arrival, const char **ret_note);

/** Answer questions; what has no answers in it says whether one comes.  As Meaning.run. */
MeaningOutcome answers_run(Ctx *cx, const Arrival *arrival, const char **ret_note);
