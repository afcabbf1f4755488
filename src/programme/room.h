/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - programmes of events.
 */
#pragma once
#include "web/web.h"

extern const RouteTable programme_routes;
