/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - polls of groups and of the alliance.
 */
#pragma once
#include "web/web.h"

extern const RouteTable poll_routes;
