/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * floor_meaning - questions from the floor by mail (alliance/floor.h).
 */
#pragma once
#include "inbound/inbound.h"

/** What is written is a question with its author's name; nothing but numbers gives those a voice,
 *  or takes it back (-3).
 *  As Meaning.run. */
MeaningOutcome floor_run(Ctx *cx, const Arrival *arrival, const char **ret_note);

/** Show or hide the only question that is held.  As the table of decisions. */
bool floor_decide(Ctx *cx, const Task *task, bool yes, const char **ret_note);
