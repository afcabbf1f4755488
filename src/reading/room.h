/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - files read as text.
 */
#pragma once
#include "web/web.h"

extern const RouteTable reading_routes;
