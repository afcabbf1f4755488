/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - texts that a group writes together.
 */
#pragma once
#include "web/web.h"

extern const RouteTable drafting_routes;
