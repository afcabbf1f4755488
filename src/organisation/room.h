/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - the organisations where members work.
 */
#pragma once
#include "web/web.h"

extern const RouteTable organisation_routes;
