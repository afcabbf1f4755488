/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - fair times.
 */
#pragma once
#include "web/web.h"

extern const RouteTable fair_routes;
