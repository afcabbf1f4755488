/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - finding in the library.
 */
#pragma once
#include "web/web.h"

extern const RouteTable finding_routes;
