/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - the directory: members find each other.
 */
#pragma once
#include "web/web.h"

extern const RouteTable directory_routes;
