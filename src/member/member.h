/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * member - the room of joining.
 */
#pragma once
#include "web/web.h"

extern const RouteTable member_routes;
