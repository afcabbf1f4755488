/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * shelf_load - the shelf as the tables have it.
 */
#pragma once
#include "finding/shelf.h"

/** Kept by the process, and brought up to date when something was changed; never NULL. */
const Shelf *shelf_load(Ctx *cx);

/** What a shelf, and what was made from one, changes with. */
const TableSet *shelf_tables(void);

/** Keep no more notes of changes than memory needs; returns how many went.  A job. */
int64_t shelf_forget_changes(Ctx *cx);
