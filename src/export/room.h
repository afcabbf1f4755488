/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - people are taken out as a file.
 */
#pragma once
#include "web/web.h"

extern const RouteTable export_routes;
