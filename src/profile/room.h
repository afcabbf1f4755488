/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - what members show of themselves: profile, card for address books, badge.
 */
#pragma once
#include "web/web.h"

extern const RouteTable profile_routes;
