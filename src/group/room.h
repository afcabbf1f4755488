/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - the interest groups and what they talk about.
 */
#pragma once
#include "web/web.h"

extern const RouteTable group_routes;
