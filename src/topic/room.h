/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - topics.
 */
#pragma once
#include "web/web.h"

extern const RouteTable topic_routes;
