/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * health - what machines ask: /healthz and /metrics.
 */
#pragma once
#include "web/web.h"

extern const RouteTable health_routes;
