/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - the door of an event.
 */
#pragma once
#include "web/web.h"

extern const RouteTable door_routes;

/** Delete links of doors that have closed; returns how many.  A job. */
int64_t door_clean(Ctx *cx);
