/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * shelf_load - the shelf as the tables have it.
 */
#pragma once
#include "library/shelf.h"

/** Kept by the process until a table that it is made from changes; never NULL. */
const Shelf *shelf_load(Ctx *cx);
