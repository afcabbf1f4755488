/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - the library.
 */
#pragma once
#include "web/web.h"

extern const RouteTable library_routes;
