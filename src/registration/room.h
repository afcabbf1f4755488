/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - registering for events.
 */
#pragma once
#include "web/web.h"

extern const RouteTable registration_routes;
