/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * privacy - the room of what may be done with a person's data, and what is held.
 */
#pragma once
#include "web/web.h"

extern const RouteTable privacy_routes;
