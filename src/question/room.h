/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - questions of an event's own.
 */
#pragma once
#include "web/web.h"

extern const RouteTable question_routes;
