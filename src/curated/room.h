/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - curated lists.
 */
#pragma once
#include "web/web.h"

extern const RouteTable curated_routes;
