/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - the library's records for harvesters.
 */
#pragma once
#include "web/web.h"

extern const RouteTable oai_routes;
