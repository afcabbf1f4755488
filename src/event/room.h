/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - events and their calendars.
 */
#pragma once
#include "web/web.h"

extern const RouteTable event_routes;
