/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - contributing to the library.
 */
#pragma once
#include "web/web.h"

extern const RouteTable contributing_routes;
