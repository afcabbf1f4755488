/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - segments: filters over people that are kept under a name.
 */
#pragma once
#include "web/web.h"

extern const RouteTable segment_routes;
