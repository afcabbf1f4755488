/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - a comment by itself, and what one does with it.
 */
#pragma once
#include "web/web.h"

extern const RouteTable comment_routes;
