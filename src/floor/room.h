/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - questions from the floor.
 */
#pragma once
#include "web/web.h"

extern const RouteTable floor_routes;
