/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * desk_pages - what the two pages for who leads an event have in common.
 */
#pragma once
#include "floor/pages.h"

/** A question with the buttons that its state allows. */
DeskFloorRow desk_floor_row(const FloorQuestion *question);

/** The path of the list of an event. */
const char *desk_floor_path(Ctx *cx, const Item *event);
