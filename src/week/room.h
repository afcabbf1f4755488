/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - themed weeks.
 */
#pragma once
#include "web/web.h"

extern const RouteTable week_routes;
